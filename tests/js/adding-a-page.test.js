/**
 * A new page, and a new experiment that pages offer, are new folders and nothing else: planted in a copy of the tree.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT } from '../../harness/words/paths.js';
import { shareColours } from '../../harness/web/palette.js';
import { copyTree } from './support/tree.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
const tree = join(scratch, 'tree');
/** @type {import('node:child_process').ChildProcess} */
let server;
let address = '';

/**
 * @param {string} path in the copy
 * @param {string} text
 */
function plant(path, text) {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

const EXPERIMENT = `
export default {
  name: 'planted',
  question: 'Does anybody see this?',
  method: 'rounds',
  form: 'sweep',
  heading: 'planted',
  tierWindows: 1,
  offeredOnPage: true,
  groups: (kernel, { variants }) => {
    const [size] = kernel.sizes;
    const cells = variants.map((variant) => ({ variant, size, batch: size.n, transfer: 'resident', set: 'all' }));
    return [{ label: kernel.kernel, size, cells }];
  },
};
`;

before(async () => {
  copyTree(tree);
  const pages = join(tree, 'harness/web/pages');
  const others = readdirSync(pages).filter((name) => !['measure', 'shared'].includes(name));
  others.forEach((name) => rmSync(join(pages, name), { recursive: true }));
  plant('harness/experiments/planted/experiment.js', EXPERIMENT);
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  server = spawn(process.execPath, [join(tree, 'harness/web/serve.js'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  address = await new Promise((resolve) => {
    let said = '';
    server.stdout?.on('data', (data) => {
      said += data;
      const [url] = /http:\S+(?=\s)/.exec(said) ?? [];
      if (url !== undefined) {
        resolve(url);
      }
    });
  });
});
after(() => {
  server.kill();
  rmSync(scratch, { recursive: true, force: true });
});

const get = (/** @type {string} */ path) => fetch(new URL(path, address), { redirect: 'manual' });
const json = async (/** @type {string} */ path) => (await get(path)).json();

const MEASURE = {
  name: 'measure',
  title: 'Tollgate: measure in this browser',
  path: '/harness/web/pages/measure/index.html',
};

test('a folder with an index.html is a page at once; shared files are none', async () => {
  assert.deepEqual(await json('/pages'), [MEASURE]);
  const alone = await get('/');
  assert.equal(alone.status, 302);
  assert.equal(alone.headers.get('location'), MEASURE.path);

  plant(
    'harness/web/pages/planted/index.html',
    `<!doctype html>
<html lang="en">
<title>Tollgate: patterns &amp; more</title>
<link rel="stylesheet" href="../shared/look.css">
<script type="module" src="../shared/navigation.js"></script>
<nav id="pages" aria-label="Pages" hidden></nav>
</html>
`,
  );
  const planted = {
    name: 'planted',
    title: 'Tollgate: patterns & more',
    path: '/harness/web/pages/planted/index.html',
  };
  assert.deepEqual(await json('/pages'), [MEASURE, planted]);
  const list = await get('/');
  assert.equal(list.status, 200);
  assert.match(list.headers.get('content-type') ?? '', /^text\/html/);
  const html = await list.text();
  assert.ok(html.includes(`<a href="${MEASURE.path}">${MEASURE.title}</a>`));
  assert.ok(html.includes(`<a href="${planted.path}">Tollgate: patterns &amp; more</a>`));
  assert.equal((await get(planted.path)).status, 200);
});

test('what pages ask for by links and scripts is there', async () => {
  for (const { path } of await json('/pages')) {
    const html = await (await get(path)).text();
    const asked = [...html.matchAll(/(?:href|src)="(?!data:)([^"]+)"/g)].map(([, url]) => url);
    assert.ok(asked.length > 1, path);
    for (const url of asked) {
      const response = await fetch(new URL(url, new URL(path, address)));
      assert.equal(response.status, 200, `${path}: ${url}`);
    }
  }
});

test('an experiment that says so is offered, with its question and the form of its results; cells first', async () => {
  const { experiments, kernels } = await json('/choices');
  const planted = { name: 'planted', question: 'Does anybody see this?', form: 'sweep' };
  assert.deepEqual(
    experiments.find((/** @type {{ name: string }} */ { name }) => name === 'planted'),
    planted,
  );
  const forms = new Set(experiments.map((/** @type {{ form: string }} */ { form }) => form));
  assert.deepEqual([...forms].slice(0, 3), ['cells', 'sweep', 'items']);
  const dot = kernels.find((/** @type {{ kernel: string }} */ { kernel }) => kernel === 'dot-f32');
  assert.ok(dot.experiments.includes('planted'));
  const [group] = await json('/plan?experiments=planted&kernels=dot-f32&variants=js,wasm');
  assert.equal(group.form, 'sweep');
  assert.deepEqual(
    group.cells.map((/** @type {{ variant: string }} */ { variant }) => variant),
    ['js', 'wasm'],
  );
  assert.equal((await get('/plan?experiments=calls')).status, 400, 'calls is not offered');
});

test('what cannot run in a browser is not offered, and no two things side by side have the same colour', async () => {
  const { kernels, variants } = await json('/choices');
  const dot = kernels.find((/** @type {{ kernel: string }} */ { kernel }) => kernel === 'dot-f32');
  assert.ok(dot.variants.includes('wasm') && !dot.variants.includes('native'));
  const colourOf = new Map(
    variants.map((/** @type {{ name: string, colour: unknown }} */ { name, colour }) => [name, JSON.stringify(colour)]),
  );
  for (const kernel of kernels) {
    const colours = kernel.variants.map((/** @type {string} */ name) => colourOf.get(name));
    assert.equal(new Set(colours).size, colours.length, kernel.kernel);
    assert.ok(!colours.includes('null'), kernel.kernel);
  }
});

test('a name without a colour takes the first that nothing beside it has, and none where none is free', () => {
  const [a, b, c] = ['#a', '#b', '#c'].map((colour) => ({ light: colour, dark: colour }));
  const own = new Map([
    ['js', a],
    ['wasm', b],
    ['native', c],
  ]);
  const colours = shareColours(own, [
    ['js', 'one', 'two'],
    ['js', 'wasm', 'three', 'four'],
  ]);
  assert.deepEqual(
    ['js', 'one', 'two', 'three', 'four'].map((name) => colours.get(name)),
    [a, b, c, c, undefined],
  );
});
