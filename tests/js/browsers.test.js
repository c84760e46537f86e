/**
 * Browsers that are well, that are killed, that hang and that run out of memory: what it costs,
 * what the run says, and that nothing is left behind.
 */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ENGINES, engineOf } from '../../harness/engines/engines.js';
import { processesOf, sweep } from '../../harness/engines/leftovers.js';
import { copyTree, rows } from './support/tree.js';
import { ROOT } from '../../harness/words/paths.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(scratch, { recursive: true }));

const BROWSERS = ENGINES.filter(({ open, choose, path }) => open && !choose && path !== null).map(({ name }) => name);
const none = BROWSERS.length === 0 ? 'no browser is there; make engines fetches them' : false;
const tree = join(scratch, 'tree');
if (!none) {
  copyTree(tree);
}

/** Where those who are started have their temporary folders, which is also how they are found. */
function place() {
  const dir = mkdtempSync(join(scratch, 'tmp-'));
  return { dir, env: { ...process.env, TMPDIR: dir } };
}

/** @param {string} dir of place() */
function assertNothingLeft(dir) {
  assert.deepEqual(processesOf(dir), []);
  assert.deepEqual(readdirSync(dir), []);
}

/**
 * @param {string} name of a run
 * @param {string[]} engines
 * @param {...string} argv
 */
const wordsFor = (name, engines, ...argv) => [
  ...[
    join(tree, 'harness/bench.js'),
    '--engines',
    engines.join(),
    '--kernels',
    'dot-f32',
    '--sizes',
    '1024',
    '--experiments',
    'throughput',
  ],
  ...['--transfers', 'resident', '--quick', '--out', join(scratch, name), ...argv],
];

/** @param {() => boolean} condition */
async function until(condition) {
  for (const end = Date.now() + 60000; !condition();) {
    assert.ok(Date.now() < end, `waited too long for ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * @param {string} name of a run
 * @param {string} table
 * @returns {Record<string, string>[]}
 */
const tableOf = (name, table) =>
  existsSync(join(scratch, name, `${table}.csv`)) ? rows(join(scratch, name, `${table}.csv`)) : [];

/**
 * @param {Record<string, string>[]} table
 * @returns {string[]} each cell once
 */
const cellsOf = (table) => [...new Set(table.map(({ engine, variant }) => `${engine} ${variant}`))].sort();

for (const name of BROWSERS) {
  describe(name, () => {
    test('speaks the protocol on stdin and stdout, and leaves nothing behind', () => {
      const { dir, env } = place();
      const path = engineOf(name).path ?? '';
      const script = `(printf 'hello 0\\nopen 1 kernel=none\\nnonsense\\n'; sleep 8; echo quit 0) | "$NODE" harness/web/driver.js ${name} "$BINARY" detected`;
      const { stdout, stderr, status } = spawnSync('sh', ['-c', script], {
        cwd: ROOT,
        encoding: 'utf8',
        env: { ...env, NODE: process.execPath, BINARY: path },
        timeout: 60000,
      });
      assert.equal(status, 0, stderr);
      assert.match(
        stdout,
        new RegExp(`^hello 0 engine=${name} version=\\d+\\.\\S+ .*isolated=1 features=gc\\S* clock_step_ns=`, 'm'),
      );
      assert.match(stdout, /^error 1 stage=load message=protocol:%20n:%20missing/m);
      assert.match(stdout, /^error 0 stage=engine message=protocol:/m);
      assert.match(stdout, /^quit 0$/m);
      assertNothingLeft(dir);
    });

    test('that ends when its page is gone says so, and leaves nothing behind', async () => {
      const { dir, env } = place();
      const run = spawn(
        process.execPath,
        wordsFor(`killed-${name}`, [name, 'node'], '--variants', 'js,wasm', '--processes', '2'),
        { env, stdio: ['ignore', 'ignore', 'pipe'] },
      );
      let stderr = '';
      run.stderr.on('data', (data) => (stderr += data));
      const ended = new Promise((resolve) => run.once('exit', resolve));
      const profiles = () => readdirSync(dir).filter((entry) => entry.startsWith('tollgate-browser-'));
      await until(
        () =>
          profiles().length === 1 &&
          tabsOf(join(dir, profiles()[0])).length > 0 &&
          existsSync(join(scratch, `killed-${name}`, 'environment.csv')),
      );
      tabsOf(join(dir, profiles()[0])).forEach((pid) => process.kill(pid, 'SIGKILL'));
      const code = await ended;
      const failed = tableOf(`killed-${name}`, 'errors');
      // The cell that was asked just then has failed; the others were measured in the next processes. Firefox keeps the
      // connection of a tab that crashed, which then counts as one that hangs.
      assert.equal(code, failed.length > 0 ? 1 : 0, stderr);
      assert.ok(
        failed.length <= 1 &&
          failed.every(
            ({ engine, stage, message }) =>
              engine === name && stage === 'engine' && /its page is gone|no answer to/.test(message),
          ),
        stderr,
      );
      const measured = cellsOf(tableOf(`killed-${name}`, 'samples'));
      assert.deepEqual(
        [...new Set([...measured, ...cellsOf(failed)])].sort(),
        [`${name} js`, `${name} wasm`, 'node js', 'node wasm'].sort(),
      );
      assertNothingLeft(dir);
    });

    test('outlives neither a killed bench nor a killed driver', async () => {
      const { dir, env } = place();
      const run = spawn(process.execPath, wordsFor(`orphan-${name}`, [name]), { env, stdio: 'ignore' });
      await until(() => existsSync(join(scratch, `orphan-${name}`, 'environment.csv')));
      run.kill('SIGKILL');
      await until(
        () =>
          processesOf(dir).length === 0 && readdirSync(dir).every((entry) => !entry.startsWith('tollgate-browser-')),
      );
    });
  });
}

/**
 * @param {string} profile
 * @returns {number[]} the processes in which pages of it run
 */
function tabsOf(profile) {
  const says = (/** @type {number} */ pid) =>
    existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'latin1') : '';
  return processesOf(profile).filter((pid) =>
    /--type=renderer|-contentproc.* tab\0?$|WebKitWebProcess/.test(says(pid)),
  );
}

/**
 * @param {string} body of dot_f32 in js-tuned where `here` holds
 * @param {string} here
 */
function breakTuned(body, here) {
  const twin = join(tree, 'kernels/dot/dot.tuned.js');
  const source = readFileSync(join(ROOT, 'kernels/dot/dot.tuned.js'), 'utf8');
  writeFileSync(twin, source.replace(/(export function dot_f32\([^)]*\) \{)/, `$1\n  if (${here}) {${body}}\n`));
  assert.notEqual(readFileSync(twin, 'utf8'), source);
}

test(
  'a kernel that loops for ever costs its cell in each browser, and the run says what is missing',
  { skip: none },
  () => {
    breakTuned('for (;;) {}', "!/Node/.test(globalThis.navigator?.userAgent ?? 'Node')");
    const { dir, env } = place();
    const words = wordsFor('loops', [...BROWSERS, 'node'], '--variants', 'js,js-tuned', '--processes', '1');
    const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8', timeout: 300000 });
    assert.equal(status, 1, stderr);
    const failed = tableOf('loops', 'errors');
    assert.deepEqual(cellsOf(failed), BROWSERS.map((name) => `${name} js-tuned`).sort());
    assert.ok(
      failed.every(({ stage, message }) => stage === 'engine' && /^no answer to "open" within 20 s/.test(message)),
    );
    assert.deepEqual(
      cellsOf(tableOf('loops', 'samples')),
      [...BROWSERS.map((name) => `${name} js`), 'node js', 'node js-tuned'].sort(),
    );
    assert.match(stderr, new RegExp(`${BROWSERS.length} failed`));
    assertNothingLeft(dir);
  },
);

// Of the others one takes all the memory that the machine has, which a test should not.
const hungry = BROWSERS.includes('chromium') ? false : 'Chromium is not there';
test('a kernel that exhausts memory costs its cell', { skip: hungry }, () => {
  breakTuned('for (const all = []; ; ) all.push(new Array(1000).fill(all.length + 0.5));', 'true');
  const { dir, env } = place();
  const words = wordsFor('hungry', ['chromium', 'node'], '--variants', 'js,js-tuned', '--processes', '1');
  const { status, stderr } = spawnSync(process.execPath, words, {
    env: { ...env, NODE_OPTIONS: '--max-old-space-size=256' },
    encoding: 'utf8',
    timeout: 300000,
  });
  assert.equal(status, 1, stderr);
  const failed = tableOf('hungry', 'errors');
  assert.deepEqual(cellsOf(failed), ['chromium js-tuned', 'node js-tuned']);
  assert.deepEqual(cellsOf(tableOf('hungry', 'samples')), ['chromium js', 'node js']);
  assertNothingLeft(dir);
});

test(
  'the sweep ends what is marked by its folder, and what that started',
  { skip: process.platform !== 'linux' && 'looks into /proc' },
  async () => {
    const folder = join(scratch, 'marked');
    mkdirSync(folder);
    const parent = spawn('sh', ['-c', 'env -i setsid sleep 300 & wait'], {
      env: { ...process.env, MARKED: folder },
      stdio: 'ignore',
    });
    await until(() => processesOf(folder).length === 2);
    sweep(folder);
    assert.deepEqual(processesOf(folder), []);
    assert.ok(!existsSync(folder) && parent.pid !== undefined);
  },
);
