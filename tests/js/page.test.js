/**
 * The page to measure by hand, driven in each browser: choose, run, look, take the CSV along.
 * With SCREENSHOTS=folder it leaves pictures there.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { COLUMNS } from '../../harness/words/rows.js';
import { cellSpec } from '../../harness/plan/planned-cell.js';
import { measuredKernel } from '../../harness/plan/measured-kernel.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { VARIANTS } from '../../harness/plan/variants.js';
import { ENGINES, startEngine } from '../../harness/engines/engines.js';
import { References } from '../../harness/methods/reference.js';
import { cannotDrive, drive } from './support/drivers.js';
import { runCell } from './support/agents.js';
import { HANG_MS } from './support/waiting.js';
import { ROOT } from '../../harness/words/paths.js';

/** @import { Driven } from './support/drivers.js' */

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
const pictures = process.env.SCREENSHOTS;
const PAGE = '/harness/web/pages/measure/index.html';
/** Expressions of the page. */
const STATUS = "document.getElementById('status').textContent";
const ROWS = "[...document.querySelectorAll('#tables tbody tr')]";

/** @type {import('node:child_process').ChildProcess} */
let server;
let address = '';
/** @type {string} what Node computes for dot-f32, n = 1024 */
let check;

before(async () => {
  server = spawn(process.execPath, [join(ROOT, 'harness/web/serve.js'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  address = await new Promise((resolve) =>
    server.stdout?.on(
      'data',
      (data) => /http:\S+/.test(String(data)) && resolve(/http:\S+/.exec(String(data))?.[0] ?? ''),
    ),
  );
  const native = await startEngine(
    { name: 'native', path: ENGINES.find(({ name }) => name === 'native')?.path ?? '' },
    'detected',
  );
  const kernel = (await loadDefinitions()).find((one) => one.kernel === 'dot-f32') ?? assert.fail('there is a dot-f32');
  const variant = VARIANTS.find((one) => one.variant === 'js') ?? assert.fail('there is js');
  const size = kernel.sizes.find(({ label }) => label === '1024') ?? assert.fail('there is a size 1024');
  const spec = cellSpec(kernel, variant, size, { batch: size.n, transfer: 'resident' });
  check = await runCell(spec, await new References(scratch).of(native, measuredKernel(kernel), spec), native.process);
  await native.process.quit();
});
after(() => {
  server.kill();
  rmSync(scratch, { recursive: true, force: true });
});

/**
 * @param {Driven} browser
 * @param {string} condition an expression of the page
 */
async function until(browser, condition) {
  for (const end = Date.now() + HANG_MS; !(await browser.run(condition));) {
    assert.ok(Date.now() < end, `waited too long for ${condition}; the page says: ${await browser.run(STATUS)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * @param {string} text
 * @returns {Record<string, string>[]} of CSV without quotes
 */
function rowsOf(text) {
  const [header, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((values) => Object.fromEntries(header.map((name, i) => [name, values[i]])));
}

/**
 * @param {Driven} browser
 * @param {string} id of the link
 * @returns {Promise<string>} the file behind it
 */
async function download(browser, id) {
  // What a link to a blob gives is read where the blob is.
  await browser.run(
    `(fetch(document.getElementById('${id}').href).then((r) => r.text()).then((t) => { globalThis.taken = t; }),
      globalThis.taken = null, true)`,
  );
  await until(browser, 'globalThis.taken !== null');
  return browser.run('globalThis.taken');
}

/** @param {Driven} browser */
async function openPage(browser) {
  await browser.open(new URL(PAGE, address).href);
  await until(
    browser,
    "document.querySelectorAll('input[name=kernels]').length > 3 && " +
      "document.getElementById('environment').children.length > 0",
  );
}

/**
 * @param {Driven} browser
 * @param {string} file begins so
 */
async function takePictures(browser, file) {
  for (const part of ['header', '#charts', '#results', '#environment']) {
    await browser.run(`(document.querySelector('${part}').scrollIntoView(), true)`);
    await browser.screenshot(`${file}-${part.replace('#', '')}.png`);
  }
}

/**
 * @param {Driven} browser
 * @param {number} passes
 */
const setPasses = (browser, passes) => browser.run(`(document.getElementById('passes').value = ${passes}, true)`);

/**
 * @param {Driven} browser
 * @param {string} name of it
 * @param {string} status what the page said at the end
 */
async function checkDownloads(browser, name, status) {
  const text = await download(browser, 'samples-csv');
  assert.equal(text.split('\n')[0], COLUMNS.samples.join(','));
  const samples = rowsOf(text);
  assert.equal(`${samples.length}`, /\d+/.exec(status)?.[0]);
  assert.ok(samples.every((row) => row.engine === name && row.check.length === 8 && Number(row.elapsed_ns) > 0));
  const checks = new Set(samples.filter(({ variant }) => variant === 'js').map((row) => row.check));
  assert.equal(checks.has(check), true);
  assert.deepEqual([...new Set(samples.map(({ process }) => process))], ['1', '2']);
  const environment = await download(browser, 'environment-csv');
  assert.match(environment, new RegExp(`^name,value,machine\\n[^]*engine_${name}_clock_step_ns,`));
}

/**
 * @param {Driven} browser
 * @param {string} name of it
 */
async function testClick(browser, name) {
  await browser.resize(1280, 900);
  assert.equal(await browser.run('crossOriginIsolated'), true);
  assert.equal(await browser.run("document.getElementById('warning').hidden"), true);
  const pages = await (await fetch(`${address}pages`)).json();
  assert.equal(await browser.run("document.getElementById('pages').hidden"), pages.length === 1);
  await setPasses(browser, 2);
  await browser.click('#run');
  await until(browser, `/^Done|did not/.test(${STATUS})`);
  const status = await browser.run(STATUS);
  assert.match(status, /^Done: \d+ samples in \d+ s\.$/);

  const table = await browser.run(`${ROWS}.map((row) => row.innerText.trim().split(/\\s*\\t\\s*/).join('|'))`);
  assert.deepEqual(
    table.map((/** @type {string} */ row) => row.split('|')[0]),
    ['js', 'wasm', 'wasm-simd'],
  );
  assert.match(table[2], /^wasm-simd\|[\d.]+ (ns|µs)\|[\d.]+ ns\|[\d.]+×\|[\d.]+×–[\d.]+×\|2$/);
  assert.ok((await browser.run("document.querySelectorAll('canvas').length")) === 2, 'two charts');
  await checkDownloads(browser, name, status);
}

/** @param {Driven} browser */
async function testKeyboard(browser) {
  await browser.resize(1280, 900);
  await openPage(browser);
  await setPasses(browser, 1);
  await browser.run("(document.querySelector('input[name=experiments]').focus(), true)");
  const focused =
    "(document.activeElement.id || [document.activeElement.name, document.activeElement.value].join(' '))";
  const tabTo = async (/** @type {string} */ wanted) => {
    for (let i = 0; i < 40 && (await browser.run(focused)) !== wanted; i++) {
      await browser.press(['Tab']);
    }
    assert.equal(await browser.run(focused), wanted);
  };
  await tabTo('variants js-tuned');
  await browser.press(['Space']);
  await tabTo('run');
  await browser.press(['Enter']);
  await until(browser, `/^Done/.test(${STATUS})`);
  const table = await browser.run(`${ROWS}.map((row) => row.cells[0].textContent)`);
  assert.deepEqual(table, ['js', 'js-tuned', 'wasm', 'wasm-simd']);
}

/** @param {Driven} browser */
async function testMistake(browser) {
  await openPage(browser);
  await browser.run(
    "(document.querySelectorAll('input[name=kernels]:checked').forEach((input) => input.click()), true)",
  );
  await browser.click('#run');
  await until(browser, `${STATUS} === 'Choose kernels first.'`);
  await openPage(browser);
  await setPasses(browser, 40);
  await browser.click('#run');
  await until(browser, `${ROWS}.length === 3`);
  await browser.click('#stop');
  await until(browser, `/^Stopped: \\d+ samples/.test(${STATUS})`);
}

/**
 * @param {Driven} browser
 * @param {string} experiment
 */
async function choose(browser, experiment) {
  await openPage(browser);
  await browser.run(`(document.querySelector('input[value=${experiment}]').click(), true)`);
}

/** @param {Driven} browser */
async function testForms(browser) {
  const sizesHidden = "document.getElementById('sizes').hidden";
  const head = "[...document.querySelectorAll('#tables thead th')].map((cell) => cell.textContent).slice(0, 3)";
  await choose(browser, 'crossings');
  assert.equal(await browser.run(sizesHidden), true, 'a sweep has one size');
  await setPasses(browser, 1);
  await browser.click('#run');
  await until(browser, `/^Done|did not/.test(${STATUS})`);
  assert.deepEqual(await browser.run(head), ['variant', 'a call', 'time']);
  assert.ok((await browser.run(`${ROWS}.length`)) > 6, 'a row for each batch');
  assert.equal(await browser.run("document.querySelectorAll('#samples-chart .u-series').length"), 4, 'and three lines');
  await choose(browser, 'dom');
  assert.equal(await browser.run(sizesHidden), false);
  assert.deepEqual(
    await browser.run("[...document.querySelectorAll('input[name=kernels]:checked')].map(({ value }) => value)"),
    ['text'],
  );
  await setPasses(browser, 1);
  await browser.click('#run');
  await until(browser, `/^Done|did not/.test(${STATUS})`);
  const colours = await browser.run(
    "[...document.querySelectorAll('#tables .swatch')].map((mark) => mark.style.background)",
  );
  assert.ok(colours.length > 3);
  assert.equal(new Set(colours).size, colours.length, 'each way has a colour of its own');
}

/**
 * @param {Driven} browser whose page shows results
 * @param {string} name of it
 * @param {boolean} dark
 */
async function testLook(browser, name, dark) {
  assert.match(await browser.run(STATUS), /^Done/);
  assert.equal(await browser.run("matchMedia('(prefers-color-scheme: dark)').matches"), dark);
  for (const width of [1280, 390]) {
    await browser.resize(width, 900);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const overflow = await browser.run('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    assert.ok(overflow <= 1, `${width}: ${overflow} px too wide`);
    if (pictures) {
      await takePictures(browser, join(pictures, `${name}-${dark ? 'dark' : 'light'}-${width}`));
    }
  }
}

/**
 * A browser is dark or light from its start.
 * @param {string} name
 */
async function testDark(name) {
  const browser = await drive(name, mkdtempSync(join(scratch, 'profile-')), true);
  try {
    await openPage(browser);
    await setPasses(browser, 2);
    await browser.click('#run');
    await until(browser, `/^Done/.test(${STATUS})`);
    await testLook(browser, name, true);
  } finally {
    await browser.close();
  }
}

for (const name of ['chromium', 'firefox', 'webkit']) {
  describe(name, { skip: cannotDrive(name) }, () => {
    /** @type {Driven} */
    let browser;
    before(async () => {
      browser = await drive(name, mkdtempSync(join(scratch, 'profile-')), false);
      await openPage(browser);
    });
    after(() => browser?.close());

    test('a click measures what was chosen, and the CSV is that of make bench', () => testClick(browser, name));
    test('light: nothing is wider than a phone, and it looks as it should', () => testLook(browser, name, false));
    test('the keyboard is enough', () => testKeyboard(browser));
    test('a mistake is told, and Stop keeps what there is', () => testMistake(browser));
    test('a sweep has a row for each batch, and each way to change a page a colour', () => testForms(browser));
  });

  test(`${name}, dark: nothing is wider than a phone, and it looks as it should`, { skip: cannotDrive(name) }, () =>
    testDark(name),
  );
}

test('the server tells what cannot be planned', async () => {
  const response = await fetch(`${address}plan?kernels=dott`);
  assert.equal(response.status, 400);
  assert.match(await response.text(), /KERNELS: unknown "dott"; known: blur/);
  assert.equal((await fetch(`${address}plan?budget=1`)).status, 400);
  assert.equal((await fetch(`${address}plan?kernels=${'x'.repeat(5000)}`)).status, 414);
  assert.equal((await fetch(`${address}reference?file=99`)).status, 404);
});

test('every colour of the page has the contrast that text needs', () => {
  const css = readFileSync(join(ROOT, 'harness/web/pages/shared/look.css'), 'utf8');
  /**
   * @param {string} colour
   * @returns {number} relative luminance, as WCAG 2 has it
   */
  const luminance = (colour) => {
    const [r, g, b] = [1, 3, 5]
      .map((i) => parseInt(colour.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (/** @type {string} */ a, /** @type {string} */ b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const blocks = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) =>
    Object.fromEntries([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, key, value]) => [key, value])),
  );
  assert.equal(blocks.length, 2);
  for (const { ground, ink, faint, accent, 'on-accent': onAccent, warn, raised } of blocks) {
    for (const [text, behind] of [
      [ink, ground],
      [faint, ground],
      [accent, ground],
      [onAccent, accent],
      [ink, warn],
      [faint, raised],
    ]) {
      assert.ok(contrast(text, behind) >= 4.5, `${text} on ${behind}: ${contrast(text, behind).toFixed(2)}`);
    }
  }
});
