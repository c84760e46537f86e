/**
 * Boundary experiments on the whole road, in copies of the tree: what an engine cannot do is
 * skipped, what is wrong is an error, and the rest is measured.
 */

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { bench, copyTree, rows } from './support/tree.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(scratch, { recursive: true }));

let copies = 0;

/**
 * @param {string} file
 * @param {string} from
 * @param {string} to
 * @returns {string} a copy of the tree in which `file` is changed
 */
function changed(file, from, to) {
  const dir = join(scratch, `tree-${++copies}`);
  copyTree(dir);
  const path = join(dir, file);
  const text = readFileSync(path, 'utf8');
  assert.equal(text.split(from).length, 2, `${file} has "${from}" once`);
  writeFileSync(path, text.replace(from, to));
  return dir;
}

const FAST = [
  '--experiments',
  'gc',
  '--kernels',
  'points-sum',
  '--processes',
  '3',
  '--budget',
  '1',
  '--engines',
  'node',
];
const variantsOf = (/** @type {string} */ dir) =>
  [...new Set(rows(join(dir, 'samples.csv')).map(({ variant }) => variant))].sort();
const textOf = (/** @type {string} */ dir, /** @type {string} */ name) => readFileSync(join(dir, name), 'utf8');

/** Where the engine does not know the type `struct`. */
const withoutGc = changed('harness/agent/features.js', 'module: [1, 3, 1, 0x5f, 0]', 'module: [1, 3, 1, 0x5d, 0]');
const skipping = join(scratch, 'skipping');
const skipped = bench(withoutGc, ...FAST, '--variants', 'js,wasm-linear,wasm-gc', '--out', skipping);

test('what the engine cannot do is skipped with its reason: no failure, exit 0, the others are measured', () => {
  assert.equal(skipped.status, 0, skipped.stderr);
  const want = {
    run: 'skipping',
    engine: 'node',
    experiment: 'gc',
    kernel: 'points-sum',
    variant: 'wasm-gc',
    n: '100000',
    batch: '100000',
    transfer: 'resident',
    reason: 'this engine has no WasmGC',
    machine: hostname(),
    setting: '',
  };
  assert.deepEqual(rows(join(skipping, 'skipped.csv')), [want]);
  assert.ok(!existsSync(join(skipping, 'errors.csv')));
  assert.deepEqual(variantsOf(skipping), ['js', 'wasm-linear']);
  assert.match(skipped.stderr, /1 cell was skipped: its engine cannot do it \(\S+skipped\.csv has the reasons\)/);
  assert.match(skipped.stderr, /measured \d+ samples in \d+ s; 0 failed/);
});

test('a run where every cell is skipped ends well, with no sample', () => {
  const out = join(scratch, 'all-skipped');
  const run = bench(withoutGc, ...FAST, '--variants', 'wasm-gc,wasm-gc-from-js', '--out', out);
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(
    rows(join(out, 'skipped.csv'))
      .map(({ variant }) => variant)
      .sort(),
    ['wasm-gc', 'wasm-gc-from-js'],
  );
  assert.match(run.stderr, /2 cells were skipped.*\n(.*\n)*measured 0 samples in \d+ s; 0 failed/);
});

test('a resumed run does not try again what was skipped', () => {
  const dir = join(scratch, 'resumed');
  cpSync(skipping, dir, { recursive: true });
  const plan = JSON.parse(textOf(dir, 'plan.json'));
  writeFileSync(join(dir, 'plan.json'), JSON.stringify({ ...plan, state: 'running', spent_seconds: 0.5 }));
  const processes = () => [...new Set(rows(join(dir, 'samples.csv')).map(({ process }) => process))];
  const last = processes().at(-1);
  const [header, ...lines] = textOf(dir, 'samples.csv').trimEnd().split('\n');
  writeFileSync(
    join(dir, 'samples.csv'),
    `${[header, ...lines.filter((line) => line.split(',')[1] !== last)].join('\n')}\n`,
  );
  const left = processes().length;
  const run = bench(withoutGc, '--resume', dir);
  assert.equal(run.status, 0, run.stderr);
  assert.ok(processes().length > left, run.stderr);
  assert.equal(textOf(dir, 'skipped.csv'), textOf(skipping, 'skipped.csv'), 'tried once more, it would be there twice');
  assert.match(run.stderr, /1 cell was skipped/);
  assert.match(run.stderr, /; 0 failed/);
});

test('a way whose result is wrong gets a row in errors.csv and no time; the others go on; exit 1', () => {
  const dir = changed('harness/experiments/gc/bodies.js', "x: 'points[2 * i]',", "x: 'points[2 * i] * 1.01',");
  const out = join(scratch, 'wrong-result');
  const run = bench(dir, ...FAST, '--variants', 'js,typed-array', '--out', out);
  assert.equal(run.status, 1, run.stderr);
  assert.match(
    textOf(out, 'errors.csv'),
    /^wrong-result,node,gc,points-sum,typed-array,100000,100000,resident,verify,.*result is 51.* gives 51/m,
  );
  assert.deepEqual(variantsOf(out), ['js']);
  assert.match(run.stderr, /; 1 failed/);
});

test('a way that leaves wrong bytes gets a row in errors.csv that shows one', () => {
  const dir = changed('harness/experiments/gc/bodies.js', 'points[2 * i + 1] += dy;', 'points[2 * i + 1] += dx;');
  const out = join(scratch, 'wrong-bytes');
  const run = bench(dir, ...FAST, '--kernels', 'points-move', '--variants', 'js,typed-array', '--out', out);
  assert.equal(run.status, 1, run.stderr);
  assert.match(
    textOf(out, 'errors.csv'),
    /,points-move,typed-array,.*,verify,"?output\[\d+\] is \d+; the C reference gives \d+/,
  );
  assert.deepEqual(variantsOf(out), ['js']);
});

test('environment.csv has the bytes of the module that each planned way loads, and of no other', () => {
  const sizes = rows(join(skipping, 'environment.csv')).filter(({ name }) => name.startsWith('boundary_module_bytes_'));
  const bytes = (/** @type {string} */ name) => String(statSync(join(withoutGc, 'build/experiments', name)).size);
  assert.deepEqual(sizes, [
    { name: 'boundary_module_bytes_gc_wasm-linear', value: bytes('gc/linear.wasm'), machine: hostname() },
    { name: 'boundary_module_bytes_gc_wasm-gc', value: bytes('gc/gc.wasm'), machine: hostname() },
  ]);
});

test('KERNELS and VARIANTS that nobody knows are refused with those that are, of boundary experiments too', () => {
  const kernel = bench(withoutGc, '--kernels', 'points-sun');
  assert.equal(kernel.status, 2);
  assert.match(
    kernel.stderr,
    /bench: KERNELS: unknown "points-sun"; known: .*\bdot-f32 .*\bpoints-sum points-move points-new\b/,
  );
  const variant = bench(withoutGc, '--variants', 'wasm-cg');
  assert.equal(variant.status, 2);
  assert.match(variant.stderr, /bench: VARIANTS: unknown "wasm-cg"; known: js .*\bwasm-linear wasm-gc\b/);
});

test('a module that is older than its source is missed before anything is measured', () => {
  const dir = changed('harness/experiments/gc/gc.wat', ';; Points', ';;; Points');
  const run = bench(dir, ...FAST, '--out', join(scratch, 'stale'));
  assert.equal(run.status, 2);
  assert.match(
    run.stderr,
    /build\/experiments\/gc\/gc\.wasm is older than harness\/experiments\/gc\/gc\.wat; run `make build`/,
  );
});
