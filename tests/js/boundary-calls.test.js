/** The experiment calls: every cell gives what plain arithmetic gives, and its proofs judge as they should. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loader } from '../../harness/agent/node-loader.js';
import { SUBJECTS, open } from '../../harness/experiments/calls/subjects.js';
import { startEngine } from '../../harness/engines/engines.js';
import { subjectSpec } from '../../harness/plan/subjects.js';
import { checksOf, judge as judgeCalls } from '../../scripts/prove/calls.js';
import { difference } from '../../scripts/prove/call-run.js';
import { judge as judgeInlining, movesOf } from '../../scripts/prove/inlining.js';

/**
 * @param {import('../../harness/agent/for-subjects.js').Subject} subject
 * @param {string} variant
 */
const openCell = (subject, variant) => open(subjectSpec('calls', subject, { variant }, subject.sizes[0], 1), loader);

/**
 * @param {string} name
 * @returns {import('../../harness/agent/for-subjects.js').Subject}
 */
const subjectOf = (name) => SUBJECTS.filter(({ kernel }) => kernel === name)[0];

for (const subject of SUBJECTS) {
  test(`${subject.kernel}: every way gives the reference's total, however often it is asked`, async () => {
    const n = subject.sizes[0];
    const { result, output } = subject.reference(n);
    for (const { variant } of subject.ways) {
      const cell = await openCell(subject, variant);
      for (const iterations of [1, 3]) {
        cell.output().fill(0xa5);
        assert.equal(cell.body(iterations, n, 1), result, `${variant}, ${iterations} times`);
        assert.deepEqual([...cell.output()], [...output], variant);
      }
    }
  });
}

test('totals are those worked out by hand', () => {
  const totals = {
    'void-0': 1000 + 499500,
    'i32-0': 7000 + 499500,
    'i32-1': 499500 + 499500,
    'i32-2': 499500 + 500500,
    'i32-4': 4 * 499500 + 6000,
    'multi-2': 499500 + 500500 + 2 * 499500,
    'externref-8': 500 + 499500,
    'f64-1': 499 + 499500,
    'f64-2': 499 + 499,
    'i64-2': 500,
  };
  for (const [name, total] of Object.entries(totals)) {
    assert.equal(subjectOf(`call-${name}`).reference(1000).result, total, name);
  }
});

test('a callee that returns nothing leaves its sign each time, and a loop without iterations leaves none', async () => {
  const subject = subjectOf('call-void-0');
  for (const { variant } of subject.ways) {
    const cell = await openCell(subject, variant);
    cell.output().fill(0);
    assert.equal(cell.body(0, 1000, 1), 0, variant);
    assert.equal(cell.output()[0], 0, variant);
  }
});

test('every call has its control, one cell a name, and at most 350 cells in all', () => {
  const cells = SUBJECTS.flatMap(({ kernel, ways }) => ways.map(({ variant }) => `${kernel} ${variant}`));
  assert.equal(new Set(cells).size, cells.length);
  assert.ok(cells.length <= 350, `${cells.length} cells`);
  for (const { ways } of SUBJECTS) {
    const variants = ways.map(({ variant }) => variant);
    assert.ok(variants.includes('loop/js') && variants.includes('loop/wasm'));
  }
});

test('callees and loops are what is called: a module whose callee returns something else is found out', async () => {
  const subject = subjectOf('call-i32-1');
  const other = {
    ...loader,
    readBytes: async (/** @type {string | URL} */ source) => {
      const bytes = await loader.readBytes(source);
      const text = Buffer.from(bytes).toString('latin1');
      // (func (param i32) (result i32) (local.get 0)), the first body of its kind, made (i32.const 9)
      const at = text.indexOf('\x04\x00\x20\x00\x0b');
      assert.notEqual(at, -1);
      bytes.set([0x41, 0x09], at + 2);
      return bytes;
    },
  };
  const cell = await open(subjectSpec('calls', subject, { variant: 'js-to-wasm/inlinable' }, 1000, 1), other);
  assert.notEqual(cell.body(1, 1000, 1), subject.reference(1000).result);
});

test('node-no-inlining starts with the flags that its Node knows', async () => {
  const { process: engine, facts } = await startEngine(
    { name: 'node-no-inlining', path: process.execPath },
    'detected',
  );
  await engine.quit();
  assert.match(facts.flags, /--max-inlined-bytecode-size=0/);
  assert.match(facts.flags, /--no-wasm-inlining/);
});

/**
 * @param {number[]} times one quiet time a process, by a clock of no steps
 * @returns {import('../../scripts/prove/call-run.js').Cell}
 */
const cellOf = (times) => new Map(times.map((ns, i) => [String(i + 1), { ns, resolutionNs: 0 }]));

test('a difference of two cells has an interval from their processes, none where they are equal', () => {
  assert.deepEqual(difference(cellOf([3, 3, 3, 3]), cellOf([1, 1, 1, 1])), { value: 2, low: 2, high: 2 });
  const { value, low, high } = difference(cellOf([3, 3.1, 3.2, 3.1]), cellOf([1, 1, 1.1, 1]));
  assert.ok(low < value && value < high && value > 1.9 && value < 2.2);
});

test('a difference is over the processes that have both cells', () => {
  const once = cellOf([3, 3, 9]);
  once.delete('1');
  assert.equal(difference(once, cellOf([2, 1])).value, 2);
});

/**
 * @param {Record<string, number>} ns by variant
 * @returns {Map<string, import('../../scripts/prove/call-run.js').Cell>} cells whose five processes agree
 */
const cellsAt = (ns) => new Map(Object.entries(ns).map(([name, value]) => [name, cellOf(Array(5).fill(value))]));

const DIRECTIONS = [
  'js-to-js',
  'js-to-wasm',
  'wasm-to-js',
  'wasm-to-wasm',
  'wasm-to-wasm-indirect',
  'js-to-wasm-to-js',
];

/**
 * @param {Record<string, string | number>} row
 * @returns {Record<string, string>} as it is read from a file
 */
const asRead = (row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)]));

test('calls that differ when measured twice, and chains that do not cost what they should, are found out', () => {
  const rowsOf = (/** @type {number} */ again, /** @type {number} */ long) => {
    const ns = {
      'loop/js': 0.5,
      'loop/wasm': 0.5,
      ...Object.fromEntries(DIRECTIONS.map((direction) => [`${direction}/opaque`, 2])),
      ...Object.fromEntries(DIRECTIONS.map((direction) => [`${direction}/opaque/again`, again])),
      ...Object.fromEntries(
        ['js-to-wasm', 'wasm-to-wasm'].flatMap((direction) => [
          [`${direction}/opaque/chain-16`, 12],
          [`${direction}/opaque/chain-17`, 12.7],
          [`${direction}/opaque/chain-128`, long],
        ]),
      ),
    };
    const named = Object.entries(ns).map(([variant, time]) => [`node call-i32-2 ${variant}`, time]);
    return checksOf(cellsAt(Object.fromEntries(named)), 0.7).map(asRead);
  };
  assert.equal(rowsOf(2.05, 90.4).length, 10);
  assert.ok(judgeCalls(rowsOf(2.05, 90.4)).good);
  assert.ok(!judgeCalls(rowsOf(2.2, 90.4)).good);
  assert.ok(!judgeCalls(rowsOf(2.05, 80)).good);
});

test('an opaque cell that moves without inlining, and an inlinable one that does not, are found out', () => {
  const moves = (/** @type {Record<string, [number, number]>} */ ns) =>
    movesOf(
      cellsAt(
        Object.fromEntries(
          Object.entries(ns).flatMap(([variant, [on, off]]) => [
            [`node k ${variant}`, on],
            [`node-no-inlining k ${variant}`, off],
          ]),
        ),
      ),
    ).map(asRead);
  const good = moves({
    'js-to-js/inlinable': [0.5, 2.3],
    'js-to-js/opaque': [2.3, 2.35],
    'js-to-wasm/inlinable': [0.5, 0.5],
    'loop/js': [0.5, 0.5],
  });
  assert.ok(judgeInlining(good, []).good);
  assert.ok(!judgeInlining(moves({ 'js-to-js/inlinable': [0.5, 0.5] }), []).good);
  assert.ok(!judgeInlining(moves({ 'js-to-js/opaque': [2.3, 2.8] }), []).good);
  assert.ok(!judgeInlining(good, [{ variant: 'js-to-wasm/opaque', inlined: '1', holds: '0' }]).good);
});
