/**
 * Which groups the next process measures, and how long each may take.
 *
 * First each group gets its least number of processes, which share the budget. What is left of it
 * goes to groups whose intervals are still wide (harness/methods/rounds/stopping.js).
 */

import { Sequence } from '../methods/rounds/stopping.js';
import { groupBy } from './group-by.js';

/** @import { PlannedCell } from '../plan/planned-cell.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { Rule, Statistics } from '../methods/rounds/stopping.js' */

export class Schedule {
  /** @type {Map<Group, Sequence>} its whole processes */
  #sequences;
  /** @type {Map<Group, number[]>} how long each process of it took here, ms */
  #took = new Map();
  /** @type {Map<Group, number>} processes of it that did not come out whole */
  #vain = new Map();
  #end = 0;

  /**
   * @param {Group[]} groups
   * @param {Rule} rule
   * @param {Statistics} statistics
   * @param {() => number} [now] ms
   */
  constructor(groups, rule, statistics, now = () => performance.now()) {
    this.groups = groups;
    this.rule = rule;
    this.now = now;
    this.#sequences = new Map(groups.map((group) => [group, new Sequence(group.cells, rule, statistics)]));
  }

  /** @returns {Sequence[]} */
  get sequences() {
    return [...this.#sequences.values()];
  }

  /** @param {Group} group */
  #sequence(group) {
    return /** @type {Sequence} */ (this.#sequences.get(group));
  }

  /**
   * The budget begins.
   * @param {number} seconds
   */
  begin(seconds) {
    this.#end = this.now() + seconds * 1000;
  }

  /**
   * @param {Group} group
   * @returns {PlannedCell[]} those that have not failed
   */
  cellsOf(group) {
    return this.#sequence(group).cells;
  }

  /**
   * @param {string} seat
   * @returns {PlannedCell[]} those that have not failed
   */
  cellsOn(seat) {
    return this.sequences.flatMap(({ cells }) => cells.filter((cell) => cell.seat === seat));
  }

  /**
   * @param {string} seat
   * @returns {boolean} whether all its cells have failed
   */
  isDone(seat) {
    const planned = this.groups.some(({ cells }) => cells.some((cell) => cell.seat === seat));
    return planned && this.cellsOn(seat).length === 0;
  }

  /** @param {PlannedCell} cell that failed: it is measured no more */
  drop(cell) {
    this.sequences.forEach((sequence) => sequence.drop(cell));
  }

  /**
   * @param {Group} group
   * @returns {number} its whole processes so far
   */
  wholeOf(group) {
    return this.#sequence(group).whole;
  }

  /**
   * Takes the samples of one process.
   * @param {Group} group
   * @param {Map<PlannedCell, number[]>} samples ns per iteration
   */
  add(group, samples) {
    if (!this.#sequence(group).add(samples)) {
      this.#vain.set(group, (this.#vain.get(group) ?? 0) + 1);
    }
  }

  /**
   * The same of a process of an earlier session, which says nothing of how this one fares.
   * @param {Group} group
   * @param {Map<PlannedCell, number[]>} samples
   */
  restore(group, samples) {
    this.#sequence(group).add(samples);
  }

  /**
   * @param {Group} group
   * @param {number} ms that a process of it took
   */
  took(group, ms) {
    this.#took.set(group, [...(this.#took.get(group) ?? []), ms]);
  }

  /**
   * Each process that is cut short loses a cell at least, so that after so many nothing is to be hoped for.
   * @param {Group} group
   * @returns {boolean}
   */
  #isFutile(group) {
    return (this.#vain.get(group) ?? 0) > group.cells.length;
  }

  /**
   * @param {Group} group
   * @returns {number} processes that it still gets in any case
   */
  #lacking(group) {
    return this.#isFutile(group) ? 0 : this.#sequence(group).lacking;
  }

  /**
   * @param {Group[]} [groups] all, or those of a lane
   * @returns {number} cells to be measured, a process each, whatever their intervals
   */
  weightLeft(groups = this.groups) {
    return groups.reduce((sum, group) => sum + group.cells.length * this.#lacking(group), 0);
  }

  /**
   * @param {number} seconds left of the budget
   * @returns {boolean} whether something is still to be measured
   */
  isMissing(seconds) {
    return this.weightLeft() > 0 || (seconds > 0 && this.sequences.some((sequence) => !sequence.isDone));
  }

  /**
   * @param {Group} group
   * @returns {number} ms that one more process of it takes, about: the longest before; 0 where none is known
   */
  #expectedMs(group) {
    // The first also found the iterations, and recorded curves.
    const [first = 0, ...later] = this.#took.get(group) ?? [];
    return later.length > 0 ? Math.max(...later) : first;
  }

  /**
   * @param {Group} group
   * @returns {boolean} whether a further process of it is wanted and fits
   */
  #getsMore(group) {
    return !this.#isFutile(group) && !this.#sequence(group).isDone && this.now() + this.#expectedMs(group) < this.#end;
  }

  /** @returns {Group[]} those that the next process measures; none: the run is over */
  due() {
    const lacking = this.groups.filter((group) => this.#lacking(group) > 0);
    return lacking.length > 0 ? lacking : this.groups.filter((group) => this.#getsMore(group));
  }

  /**
   * @param {Group} group that is due
   * @param {Group[]} due those of its lane
   * @returns {number | null} when its rounds should be over; null: it no longer fits
   */
  endOf(group, due) {
    const now = this.now();
    const left = Math.max(0, this.#end - now);
    if (this.#lacking(group) > 0) {
      return now + left * (group.cells.length / this.weightLeft(this.groups.filter(({ lane }) => lane === group.lane)));
    }
    const share = left * (group.cells.length / due.reduce((sum, { cells }) => sum + cells.length, 0));
    return this.#getsMore(group) ? now + (this.#expectedMs(group) || share) : null;
  }

  /**
   * @param {Group[]} due
   * @returns {number} cells, a process each, that are still to come: all that the ceiling leaves room for
   */
  expected(due) {
    const lacking = this.weightLeft();
    if (lacking > 0) {
      return lacking;
    }
    const weight = due.reduce((sum, { cells }) => sum + cells.length, 0);
    const lanes = [...groupBy(due, ({ lane }) => lane).values()];
    const passMs = Math.max(...lanes.map((groups) => groups.reduce((sum, group) => sum + this.#expectedMs(group), 0)));
    const passes = Math.ceil(Math.max(0, this.#end - this.now()) / Math.max(passMs, 1));
    return weight * Math.min(passes, this.rule.most);
  }
}
