/**
 * Which groups are due and how long they may take, on a clock and with intervals that are made up.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Schedule } from '../../harness/run/schedule.js';
import { cellOf, groupOf, statisticsOf } from './support/made-up-run.js';

/** @import { PlannedCell } from '../../harness/plan/planned-cell.js' */
/** @import { Group } from '../../harness/plan/groups.js' */

const RULE = { least: 2, most: 4, precision: 0.02 };
const WIDE = () => 0.5;
const NARROW = () => 0.01;

const pair = (/** @type {Partial<Group>} */ more = {}) => groupOf([cellOf('js'), cellOf('wasm')], more);
const triple = (/** @type {Partial<Group>} */ more = {}) =>
  groupOf([cellOf('js'), cellOf('wasm'), cellOf('wasm-simd')], more);

/**
 * @param {Group[]} groups
 * @param {(processes: number) => number} [width]
 * @param {{ least: number, most: number, precision: number }} [rule]
 */
function made(groups, width = WIDE, rule = RULE) {
  const clock = { now: 1000 };
  const schedule = new Schedule(groups, rule, statisticsOf(width), () => clock.now);
  schedule.begin(10);
  return { schedule, clock };
}

/**
 * @param {PlannedCell[]} cells
 * @returns {Map<PlannedCell, number[]>} samples of a whole process
 */
const whole = (cells) => new Map(cells.map((cell) => [cell, [1, 1, 1, 1, 1]]));

/**
 * @param {Schedule} schedule
 * @param {Group} group
 * @param {number} [ms]
 */
function measured(schedule, group, ms = 100) {
  schedule.took(group, ms);
  schedule.add(group, whole(schedule.cellsOf(group)));
}

test('each group gets its least number of processes first; then those are due that are still wide', () => {
  const [one, other] = [pair(), pair()];
  const { schedule } = made([one, other]);
  assert.deepEqual(schedule.due(), [one, other]);
  measured(schedule, one);
  measured(schedule, one);
  assert.deepEqual(schedule.due(), [other], 'the other lacks two');
  measured(schedule, other);
  measured(schedule, other);
  assert.deepEqual(schedule.due(), [one, other]);
  measured(schedule, one);
  measured(schedule, one);
  assert.deepEqual(schedule.due(), [other], 'four processes are the most');
});

test('a group whose intervals are narrow is due no more', () => {
  const group = pair();
  const { schedule } = made([group], NARROW);
  measured(schedule, group);
  measured(schedule, group);
  assert.deepEqual(schedule.due(), []);
  assert.equal(schedule.wholeOf(group), 2);
});

test('what is lacking is due even where no time is left; what is merely wide is not', () => {
  const group = pair();
  const { schedule, clock } = made([group]);
  clock.now += 20000;
  assert.deepEqual(schedule.due(), [group]);
  assert.equal(schedule.endOf(group, [group]), clock.now, 'its rounds get no time beyond the least');
  measured(schedule, group);
  measured(schedule, group);
  assert.deepEqual(schedule.due(), []);
});

test('the budget is shared by cells among the processes that are lacking', () => {
  const [two, three] = [pair(), triple()];
  const { schedule, clock } = made([two, three]);
  assert.equal(schedule.weightLeft(), 10);
  assert.equal(schedule.endOf(two, [two, three]), clock.now + 2000);
  assert.equal(schedule.endOf(three, [two, three]), clock.now + 3000);
  measured(schedule, two);
  clock.now += 2000;
  assert.equal(schedule.endOf(three, [two, three]), clock.now + 8000 * (3 / 8));
});

test('lanes are measured at the same time: each has all of the budget', () => {
  const [here, there] = [pair(), pair({ lane: 'there' })];
  const { schedule, clock } = made([here, there]);
  assert.equal(schedule.endOf(here, [here]), clock.now + 5000);
  assert.equal(schedule.endOf(there, [there]), clock.now + 5000);
});

test('a further process is expected to take what the longest before took, the first one aside', () => {
  const group = pair();
  const { schedule, clock } = made([group], WIDE, { ...RULE, least: 1 });
  measured(schedule, group, 3000);
  assert.equal(schedule.endOf(group, [group]), clock.now + 3000, 'nothing else is known');
  measured(schedule, group, 500);
  assert.equal(schedule.endOf(group, [group]), clock.now + 500);
  measured(schedule, group, 700);
  assert.equal(schedule.endOf(group, [group]), clock.now + 700);
  clock.now += 9301;
  assert.deepEqual(schedule.due(), [], 'it no longer fits');
  assert.equal(schedule.endOf(group, [group]), null);
});

test('of a resumed run nobody knows how long a process takes: what is due shares the time', () => {
  const [two, three] = [pair(), triple()];
  const { schedule, clock } = made([two, three]);
  for (const group of [two, three]) {
    schedule.restore(group, whole(group.cells));
    schedule.restore(group, whole(group.cells));
  }
  assert.equal(schedule.weightLeft(), 0);
  assert.equal(schedule.endOf(two, [two, three]), clock.now + 4000);
  assert.equal(schedule.endOf(three, [two, three]), clock.now + 6000);
});

test('a group that does not come out whole again and again is futile, and holds nobody up', () => {
  const group = pair();
  const { schedule } = made([group]);
  const short = new Map([[group.cells[0], [1]]]);
  for (let i = 0; i < 2; i++) {
    schedule.add(group, short);
    assert.deepEqual(schedule.due(), [group], 'as many times as it has cells it is tried again');
  }
  schedule.add(group, short);
  assert.deepEqual(schedule.due(), []);
  assert.equal(schedule.weightLeft(), 0);
});

test('processes of an interrupted run that did not come out whole are not held against it', () => {
  const group = pair();
  const { schedule } = made([group]);
  for (let i = 0; i < 5; i++) {
    schedule.restore(group, new Map([[group.cells[0], [1]]]));
  }
  assert.deepEqual(schedule.due(), [group]);
  assert.equal(schedule.wholeOf(group), 0);
});

test('a cell that failed is missed by nobody; a group or a seat without cells is done', () => {
  const [js, wasm, other] = [cellOf('js'), cellOf('wasm'), cellOf('js', { seat: 'bun' })];
  const group = groupOf([js, wasm, other]);
  const { schedule } = made([group]);
  assert.deepEqual(schedule.cellsOn('bun'), [other]);
  schedule.drop(other);
  assert.deepEqual([schedule.isDone('bun'), schedule.isDone('node')], [true, false]);
  measured(schedule, group);
  assert.equal(schedule.wholeOf(group), 1);
  schedule.drop(js);
  schedule.drop(wasm);
  assert.deepEqual(schedule.cellsOf(group), []);
  assert.deepEqual(schedule.due(), []);
  assert.ok(schedule.isDone('node'));
  assert.ok(!schedule.isDone('deno'), 'for which nothing was planned: it is started for what it says of itself');
});

test('something is missing while processes are lacking, and with time left while intervals are wide', () => {
  const group = pair();
  const { schedule } = made([group]);
  assert.ok(schedule.isMissing(0));
  measured(schedule, group);
  measured(schedule, group);
  assert.ok(!schedule.isMissing(0));
  assert.ok(schedule.isMissing(1));
  measured(schedule, group);
  measured(schedule, group);
  assert.ok(!schedule.isMissing(1), 'it has the most');
});

test('the bar expects what is lacking, and then all that the ceiling leaves room for, lanes side by side', () => {
  const [here, there] = [pair(), triple({ lane: 'there' })];
  const { schedule, clock } = made([here, there], WIDE, { ...RULE, most: 40 });
  assert.equal(schedule.expected([here, there]), 10);
  for (const [group, ms] of /** @type {[Group, number][]} */ ([
    [here, 1000],
    [here, 1000],
    [there, 2000],
    [there, 2000],
  ])) {
    measured(schedule, group, ms);
  }
  assert.equal(schedule.expected([here, there]), 5 * 5, 'five times the slower lane');
  clock.now += 9999;
  assert.equal(schedule.expected([here, there]), 5);
  const { schedule: few } = made([here], WIDE, RULE);
  measured(few, here, 1);
  measured(few, here, 1);
  assert.equal(few.expected([here]), 2 * RULE.most, 'no group gets more than the most');
});
