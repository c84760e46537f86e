/**
 * The experiment batching: every way at every batch computes the same, and crosses as often as the model says.
 */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loader } from '../../harness/agent/node-loader.js';
import { SUBJECTS, open } from '../../harness/experiments/batching/subjects.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { loadExperiments } from '../../harness/plan/load-experiments.js';
import { planGroups } from '../../harness/plan/groups.js';
import { ENGINES } from '../../harness/engines/engines.js';
import { parseOptions } from '../../harness/plan/options.js';
import { bench, copyTree, rows } from './support/tree.js';
import { ROOT } from '../../harness/words/paths.js';

/** @import { CellSpec } from '../../harness/words/cell-spec.js' */
/** @import { Subject } from '../../harness/agent/for-subjects.js' */

const experiments = await loadExperiments();
const definitions = await loadDefinitions();
const plan = (/** @type {string[]} */ ...argv) =>
  planGroups(parseOptions(['--experiments', 'batching', ...argv], definitions, experiments, ENGINES), experiments);
const cellsOf = (/** @type {Subject} */ { kernel }) =>
  plan('--kernels', kernel).flatMap(({ cells }) => cells.map(({ spec }) => spec));
const nameOf = (/** @type {CellSpec} */ { kernel, variant, batch }) => `${kernel} ${variant}, batch ${batch}`;

/** @type {Record<string, number>} calls that crossed, by the name of the import or export */
let crossed = {};

/**
 * @param {Record<string, any>} functions
 * @returns {Record<string, any>} the same, counted
 */
const counted = (functions) =>
  Object.fromEntries(
    Object.entries(functions).map(([name, value]) => [
      name,
      typeof value !== 'function'
        ? value
        : (/** @type {any[]} */ ...values) => {
            crossed[name] = (crossed[name] ?? 0) + 1;
            return value(...values);
          },
    ]),
  );

/**
 * Opens a cell whose calls across are counted.
 * @param {CellSpec} cell
 */
async function openCounted(cell) {
  const original = WebAssembly.instantiate;
  const counting = async (/** @type {WebAssembly.Module} */ module, /** @type {any} */ { env = {} }) => {
    const instance = await original(module, { env: counted(env) });
    return { exports: counted(instance.exports) };
  };
  WebAssembly.instantiate = /** @type {any} */ (counting);
  try {
    return await open(cell, loader);
  } finally {
    WebAssembly.instantiate = original;
  }
}

/**
 * @param {CellSpec} cell
 * @param {number} [iterations]
 * @returns {Promise<Record<string, number>>} crossings by name
 */
async function crossingsOf(cell, iterations = 1) {
  const { body } = await openCounted(cell);
  crossed = {};
  body(iterations, cell.n, cell.batch);
  return crossed;
}

test('each subject has at least 8 batch sizes, from 1, and JavaScript that does its whole work once', () => {
  for (const subject of SUBJECTS) {
    const cells = cellsOf(subject);
    const batchesOf = (/** @type {string} */ variant) =>
      cells.filter((cell) => cell.variant === variant).map(({ batch }) => batch);
    assert.ok(batchesOf('wasm').length >= 8, subject.kernel);
    assert.equal(batchesOf('wasm')[0], 1);
    assert.deepEqual(batchesOf('js'), subject.sizes);
    assert.deepEqual(batchesOf('wasm-arguments'), [1]);
  }
});

test('kernels are swept as in crossings, SIMD code and copying where they are asked for by name', () => {
  const cells = plan('--engines', 'node').flatMap((group) => group.cells.map(({ spec }) => spec));
  const kernels = definitions.map(({ kernel }) => kernel);
  for (const definition of definitions) {
    const {
      kernel,
      crossingsSize: { n },
    } = definition;
    const own = cells.filter((cell) => cell.kernel === kernel);
    const batches = experiments.find(({ name }) => name === 'crossings')?.batches?.(definition);
    assert.deepEqual(
      own.filter(({ variant }) => variant === 'wasm').map(({ batch }) => batch),
      batches,
    );
    assert.ok(
      own.every(({ variant, batch }) => variant === 'wasm' || (variant.startsWith('js') && batch === n)),
      kernel,
    );
    assert.ok(own.every(({ transfer }) => transfer === 'resident'));
  }
  assert.ok(SUBJECTS.every(({ kernel }) => !kernels.includes(kernel)));
  const [named] = plan('--kernels', 'dot-f32');
  const variants = new Set(named.cells.map(({ spec }) => `${spec.variant} ${spec.transfer}`));
  assert.deepEqual([...variants].sort(), [
    'js resident',
    'js-tuned resident',
    'wasm copy',
    'wasm resident',
    'wasm-simd copy',
    'wasm-simd resident',
  ]);
});

for (const subject of SUBJECTS) {
  test(`${subject.kernel}: every way at every batch gives the reference's result and bytes, again and again`, async () => {
    for (const cell of cellsOf(subject)) {
      const { result, output } = subject.reference(cell.n);
      const { body, output: read } = await open(cell, loader);
      for (const iterations of [1, 2, 17]) {
        read().fill(0xa5);
        assert.equal(body(iterations, cell.n, cell.batch), result, nameOf(cell));
        assert.deepEqual(Buffer.from(read()), Buffer.from(output), nameOf(cell));
      }
      assert.equal(output.length, subject.outputBytes(cell.n));
    }
  });
}

test('additions, events and rows cross once for each batch, and inside once or not at all', async () => {
  const names = { add: 'add_range', events: 'handle_frame', rows: 'rows' };
  const arguments_ = { add: 'add', events: 'handle_event', rows: 'row' };
  for (const [kernel, name] of Object.entries(names)) {
    const [{ cells }] = plan('--kernels', kernel);
    for (const { spec } of cells.filter(({ spec: { variant } }) => variant === 'wasm')) {
      assert.equal((await crossingsOf(spec))[name], Math.ceil(spec.n / spec.batch), nameOf(spec));
    }
    const single = cells.find(({ spec: { variant } }) => variant === 'wasm-arguments');
    assert.equal(
      (await crossingsOf(/** @type {any} */ (single).spec))[arguments_[/** @type {'add'} */ (kernel)]],
      single?.spec.n,
    );
  }
  const inside = plan('--kernels', 'rows,sort', '--variants', 'wasm-inside').flatMap(({ cells }) => cells);
  assert.equal(inside.length, 2);
  for (const { spec } of inside) {
    assert.equal(
      Object.values(await crossingsOf(spec)).reduce((a, b) => a + b),
      1,
      nameOf(spec),
    );
  }
});

test('the sort asks for n comparisons whatever the order and the batch, in little more callbacks than n / batch', async () => {
  const [{ cells }] = plan('--kernels', 'sort');
  const orders = 16;
  const levels = 40;
  for (const { spec } of cells.filter(({ spec: { variant } }) => variant === 'wasm')) {
    const { n, batch } = spec;
    const { compare_pairs: callbacks } = await crossingsOf(spec, orders);
    assert.ok(callbacks >= (orders * n) / batch, nameOf(spec));
    assert.ok(callbacks <= (orders * n) / batch + orders * levels, nameOf(spec));
  }
  const single = /** @type {any} */ (cells.find(({ spec: { variant } }) => variant === 'wasm-arguments')).spec;
  for (let iterations = 1; iterations <= orders; iterations++) {
    assert.equal((await crossingsOf(single, iterations)).compare, iterations * single.n);
  }
});

test('a batch of 1 makes n callbacks of the sort, so the last of a level is not held back for more', async () => {
  const [{ cells }] = plan('--kernels', 'sort', '--batches', '1');
  const { spec } = cells[0];
  assert.equal((await crossingsOf(spec)).compare_pairs, spec.n);
});

test('a run writes batching.csv, with a break-even against JavaScript that was not swept', () => {
  const tree = mkdtempSync(join(tmpdir(), 'tollgate-batching-'));
  after(() => rmSync(tree, { recursive: true }));
  copyTree(tree);
  cpSync(join(ROOT, 'build/experiments'), join(tree, 'build/experiments'), {
    recursive: true,
    preserveTimestamps: true,
  });
  const out = join(tree, 'run');
  const run = bench(
    tree,
    '--experiments',
    'batching',
    '--kernels',
    'add',
    '--processes',
    '2',
    '--budget',
    '2',
    '--quick',
    '--out',
    out,
  );
  assert.equal(run.status, 0, run.stderr);
  const [row, ...others] = rows(join(out, 'batching.csv'));
  assert.deepEqual([row.kernel, row.variant, row.baseline, others.length], ['add', 'wasm', 'js', 0]);
  assert.ok(Number(row.call_ns) > 0);
  assert.match(run.stdout, /add, batching: time = per call x calls/);
  assert.match(run.stdout, /js .*all at once/);
  assert.doesNotMatch(run.stderr, /skipped/);
  assert.deepEqual(
    run.stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('Files:')),
    [],
  );
});
