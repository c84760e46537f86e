/**
 * What the proofs make of their figures. The proofs themselves take minutes: make prove-aa, prove-planted, prove-kills.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { verdictsOf } from '../../scripts/prove/aa.js';
import { PLANTED_FILES, judge, plant } from '../../scripts/prove/planted.js';
import { ROOT } from '../../harness/words/paths.js';
import { copyTree, rows } from './support/tree.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(scratch, { recursive: true }));

test('the verdicts of doctor are read off what it prints', () => {
  const text =
    'x\n210 comparisons of identical code: 8 called different (3.8 %; 5 % are expected),\n' +
    '0 after correction for their number (Holm)\n';
  assert.deepEqual(verdictsOf(text), { comparisons: 210, different: 8, proven: 0 });
  assert.equal(verdictsOf('nothing'), null);
});

/**
 * @param {number} repetition
 * @param {string} what
 * @param {string} variant
 * @param {string} verdict
 * @param {number} [exit_code]
 */
const row = (repetition, what, variant, verdict, exit_code = 0) =>
  Object.fromEntries(
    Object.entries({
      repetition,
      what,
      variant,
      n: 1024,
      verdict,
      exit_code,
      change: what === 'planted' ? 0.03 : 0,
    }).map(([k, v]) => [k, String(v)]),
  );

test('what is planted finds its place, computes the same, and reads 3 % more', async () => {
  for (const file of PLANTED_FILES) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const planted = plant(file, text);
    assert.equal(planted.split('waste').length, 5, file);
    assert.throws(() => plant(file, text.replaceAll('sum', 'total')), /does not hold the lines/);
    writeFileSync(join(scratch, file.replaceAll('/', '-').replace('.js', '.mjs')), planted);
  }
  const plain = await import(join(ROOT, 'kernels/dot/dot.js'));
  const other = await import(join(scratch, 'kernels-dot-dot.mjs'));
  let reads = 0;
  const counted = new Proxy(new Float32Array(1024).fill(0.5), {
    get: (array, name) => {
      reads++;
      return Reflect.get(array, name);
    },
  });
  const resultOf = (/** @type {typeof plain} */ { dot_f32 }) => {
    reads = 0;
    return [dot_f32(counted, counted, 0, 1024), reads];
  };
  assert.deepEqual(resultOf(plain), [256, 2048]);
  assert.deepEqual(resultOf(other), [256, 2 * (1024 + 30)]);
});

test('planted: found in 19 of 20, and no false alarm', () => {
  const runs = Array.from({ length: 20 }, (_, i) => i);
  const found = runs.map((i) => row(i, 'planted', 'js', i === 7 ? 'no difference proven' : 'slower'));
  const same = runs.map((i) => row(i, 'same', 'js', 'no difference proven'));
  const { lines, good } = judge([...found, ...same]);
  assert.equal(good, true);
  assert.match(lines[0], /called slower 19 of 20 .*A\/A: called different 0 of 20/);
  assert.equal(
    judge([...found.map((r) => ({ ...r, verdict: r.repetition === '3' ? 'faster' : r.verdict })), ...same]).good,
    false,
  );
  assert.equal(
    judge([...found, ...same.map((r) => ({ ...r, exit_code: r.repetition === '3' ? '1' : '0' }))]).good,
    false,
  );
});

test('doctor measures twins, writes the floor, and says what to change', () => {
  const tree = join(scratch, 'tree');
  const out = join(scratch, 'doctor');
  copyTree(tree);
  const argv = [
    join(tree, 'harness/doctor.js'),
    '--kernels',
    'dot-f32',
    '--variants',
    'js,native',
    '--processes',
    '5',
    '--budget',
    '2',
    '--out',
    out,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', timeout: 120000 });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /2 comparisons of identical code/);
  assert.match(stdout, /^machine {8}\S/m);
  assert.match(stdout, /^clock {10}node: step /m);
  assert.deepEqual(
    rows(join(out, 'floor.csv')).map(({ engine, kernel, variant, pairs }) => [engine, kernel, variant, pairs]),
    [
      ['node', 'dot-f32', 'js', '1'],
      ['native', 'dot-f32', 'native', '1'],
    ],
  );
  assert.equal(
    existsSync(join(tree, 'results/floor.csv')),
    false,
    'a run put elsewhere is not the floor of this machine',
  );
});
