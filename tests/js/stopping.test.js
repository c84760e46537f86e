/**
 * The stopping rule, on widths made up for it, and the line that says how sampling ended.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stopAfter } from '../../harness/stats/statistics-file.js';
import { LEAST_ROUNDS, Sequence, baseOf, ruleOf } from '../../harness/methods/rounds/stopping.js';
import { outcome } from '../../harness/run/outcome.js';
import { VARIANTS } from '../../harness/plan/variants.js';

/** @import { PlannedCell } from '../../harness/plan/planned-cell.js' */

/**
 * @param {string} name
 * @param {number} [batch]
 * @param {string} [transfer]
 * @param {string} [engine]
 * @returns {PlannedCell}
 */
const cell = (name, batch = 64, transfer = 'resident', engine = name.startsWith('native') ? 'native' : 'node') =>
  /** @type {any} */ ({
    experiment: 'throughput',
    engine,
    variant: VARIANTS.find(({ variant }) => variant === name),
    spec: { kernel: 'dot-f32', variant: name, n: 64, batch, transfer },
  });

const JS = cell('js');
const WASM = cell('wasm');
const NATIVE = cell('native');
const given = (/** @type {any} */ options) => ruleOf({ processes: null, precisionPercent: 2, ...options });

/**
 * @param {(processes: number) => number} width of every ratio
 * @param {any} [options]
 * @param {PlannedCell[]} [cells]
 */
const sequence = (width, options = {}, cells = [JS, WASM, NATIVE]) =>
  new Sequence(cells, given(options), {
    quietOfProcess: (values) => ({ ns: Math.min(...values), resolutionNs: NaN }),
    stopAfter,
    ratioWidth: (base) => width(base.length),
  });

/**
 * @param {PlannedCell[]} cells
 * @param {number} [rounds]
 */
const process = (cells, rounds = LEAST_ROUNDS) =>
  new Map(cells.map((one) => [one, Array.from({ length: rounds }, () => 1)]));

/**
 * @param {Sequence} one
 * @returns {number} processes it takes
 */
function run(one) {
  for (let i = 0; i < 100 && !one.isDone; i++) {
    one.add(process(one.cells));
  }
  return one.whole;
}

test('a group that is narrow at a look gets exactly three processes more; the first look is at four', () => {
  assert.equal(run(sequence(() => 0.01)), 7);
  assert.equal(run(sequence((processes) => (processes < 7 ? 0.03 : 0.01))), 10);
  assert.equal(run(sequence((processes) => (processes === 7 ? 0.01 : 0.03))), 10, 'what the three bring is not asked');
  assert.equal(run(sequence(() => 0.02)), 40, 'as wide as the limit is not narrower');
  assert.equal(run(sequence(() => NaN)), 40, 'an interval that is not known is not narrow');
});

test('PROCESSES= fixes the number; PRECISION=0 never stops early; a cell alone has nothing to be narrow', () => {
  assert.equal(run(sequence(() => 0.01, { processes: 2 })), 2);
  assert.equal(run(sequence(() => 0.01, { processes: 9 })), 9);
  assert.equal(run(sequence(() => 0, { precisionPercent: 0 })), 40);
  assert.equal(run(sequence(() => NaN, {}, [JS])), 5);
});

test('a process that was cut short is not counted, and neither is a cell that failed', () => {
  const one = sequence(() => 0.01);
  assert.equal(one.add(process([JS, WASM])), false);
  assert.equal(one.add(process([JS, WASM, NATIVE], LEAST_ROUNDS - 1)), false);
  assert.equal(one.whole, 0);
  one.drop(NATIVE);
  assert.equal(one.add(process([JS, WASM])), true);
  assert.equal(one.lacking, 4);
  [JS, WASM].forEach((failed) => one.drop(failed));
  assert.equal(one.lacking, 0);
  assert.ok(one.isDone);
});

test('a cell is compared with js of its engine at its batch, else fully batched, else with the first cell', () => {
  const cells = [
    cell('wasm', 1),
    cell('js', 1),
    JS,
    cell('js', 1, 'resident', 'bun'),
    cell('js', 64, 'resident', 'bun'),
  ];
  assert.equal(baseOf(cell('wasm', 1), cells), cells[1]);
  assert.equal(baseOf(cell('wasm', 4), cells), JS);
  assert.equal(baseOf(cell('wasm', 1, 'copy'), cells), cells[1]);
  assert.equal(baseOf(cell('wasm', 1, 'resident', 'bun'), cells), cells[3]);
  assert.equal(baseOf(cell('native', 1), cells), cells[1], "native code borrows the first engine's");
  assert.equal(baseOf(cell('wasm-simd', 1), [cells[0], cell('wasm-simd', 1)]), cells[0]);
  assert.deepEqual(
    sequence(() => 1)
      .comparisons()
      .map((comparison) => comparison.cell),
    [WASM, NATIVE],
    'js is not compared with itself',
  );
});

test('the end is told: which groups are wide, or that all are narrow', () => {
  const narrow = sequence(() => 0.01);
  const wide = sequence(() => 0.038, {}, [JS, cell('wasm-simd', 64, 'copy')]);
  run(narrow);
  assert.equal(outcome([narrow], 31.4), 'stopped after 31 s: all 2 compared intervals narrower than 2 %');
  for (let i = 0; i < 6; i++) {
    wide.add(process(wide.cells));
  }
  const line =
    '1 of 2 groups is wider than 2 % after 260 s; the widest: dot-f32 n=64 node wasm-simd +copy +-1.9 %; BUDGET= gives more';
  assert.equal(outcome([narrow, wide], 260), line);
  run(wide);
  assert.match(outcome([wide], 99) ?? '', /\+-1\.9 %, after 40 processes, the most$/);
  const relapsed = sequence((processes) => (processes === 4 ? 0.01 : 0.03));
  run(relapsed);
  assert.match(
    outcome([relapsed], 9) ?? '',
    /were narrower than 2 %; three more processes left 2 a little wider: dot-f32 n=64 node wasm \+-1\.5 %$/,
  );
  assert.equal(outcome([sequence(() => 0.01, { processes: 5 })], 9), null);
});
