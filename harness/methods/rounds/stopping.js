/**
 * When a group has been measured enough.
 *
 * After each whole process the group's intervals are looked at; what follows from that is
 * the rule of harness/stats/stop.h, which has the processes taken that nobody asks.
 */

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { PlannedCell } from '../../plan/planned-cell.js' */
/** @import { Options } from '../../plan/options.js' */
/** @import { Quiet } from '../../stats/statistics.js' */

/**
 * @typedef {object} Rule
 * @property {number} least processes of each group
 * @property {number} most
 * @property {number} precision full width of an interval over its ratio; 0: never stop early
 *
 * @typedef {Pick<typeof import('../../stats/statistics.js'), 'quietOfProcess' | 'ratioWidth' | 'stopAfter'>} Statistics
 * @typedef {{ cell: PlannedCell, width: number }} Comparison width is NaN while it is unknown
 */

const LEAST = 5;
const MOST = 40;

/** A process counts only if each cell has this many samples of it. */
export const LEAST_ROUNDS = 5;

/**
 * @param {Options} options
 * @returns {Rule}
 */
export function ruleOf({ processes, precisionPercent }) {
  return processes === null
    ? { least: LEAST, most: MOST, precision: precisionPercent / 100 }
    : { least: processes, most: processes, precision: 0 };
}

/**
 * @param {Rule} rule
 * @returns {string} how many processes, for people
 */
export const processesOf = ({ least, most }) => (least === most ? String(least) : `${least}-${most}`);

/**
 * @template {{ spec: Pick<CellSpec, 'n' | 'batch'> }} Cell
 * @param {Cell} cell
 * @param {Cell[]} baselines of its group
 * @returns {Cell | undefined} the one at its batch, or else with all data in one call
 */
export function atBatchOf({ spec: { n, batch } }, baselines) {
  const at = (/** @type {number} */ wanted) => baselines.find(({ spec }) => spec.batch === wanted);
  return at(batch) ?? at(n);
}

/**
 * What a cell is compared with: `js` of its engine (for native code, of the first other) with its
 * setting, or else with none, at its batch, or else fully batched; the group's first cell where there is none.
 * @param {PlannedCell} cell
 * @param {PlannedCell[]} cells of its group
 * @returns {PlannedCell}
 */
export function baseOf(cell, cells) {
  const baselines = cells.filter(
    (other) =>
      other.spec.variant === 'js' &&
      other.spec.transfer === 'resident' &&
      (cell.variant.host === 'native' || other.engine === cell.engine),
  );
  const { setting = '' } = cell.spec;
  const withSetting = (/** @type {string} */ wanted) => baselines.filter(({ spec }) => (spec.setting ?? '') === wanted);
  return atBatchOf(cell, withSetting(setting)) ?? atBatchOf(cell, withSetting('')) ?? cells[0];
}

/** The whole processes of one group so far. */
export class Sequence {
  /** @type {Map<PlannedCell, Quiet[]>} one a process */
  #quiet;
  /** Processes that it is to have, once its intervals have been narrow; 0 before. */
  #stopAfter = 0;
  whole = 0;

  /**
   * @param {PlannedCell[]} cells
   * @param {Rule} rule
   * @param {Statistics} statistics
   */
  constructor(cells, rule, statistics) {
    this.#quiet = new Map(cells.map((cell) => [cell, []]));
    this.rule = rule;
    this.statistics = statistics;
  }

  /** @param {PlannedCell} cell that failed: it is compared no more */
  drop(cell) {
    this.#quiet.delete(cell);
  }

  /** @returns {PlannedCell[]} those that have not failed */
  get cells() {
    return [...this.#quiet.keys()];
  }

  /**
   * Takes the samples of one process; those of a process that was cut short count for nothing here.
   * @param {Map<PlannedCell, number[]>} samples ns per iteration
   * @returns {boolean} whether it was whole
   */
  add(samples) {
    if (!this.cells.every((cell) => (samples.get(cell)?.length ?? 0) >= LEAST_ROUNDS)) {
      return false;
    }
    this.#quiet.forEach((quiet, cell) => quiet.push(this.statistics.quietOfProcess(samples.get(cell) ?? [])));
    this.whole++;
    this.#stopAfter = this.statistics.stopAfter(this.whole, this.wide().length === 0, this.#stopAfter);
    return true;
  }

  /** @returns {Comparison[]} of each cell that has a base */
  comparisons() {
    return this.cells.flatMap((cell) => {
      const base = baseOf(cell, this.cells);
      const quiet = (/** @type {PlannedCell} */ one) => this.#quiet.get(one) ?? [];
      return base === cell ? [] : [{ cell, width: this.statistics.ratioWidth(quiet(base), quiet(cell)) }];
    });
  }

  /** @returns {Comparison[]} those that are not narrower than the rule asks */
  wide() {
    return this.comparisons().filter(({ width }) => !(width < this.rule.precision));
  }

  /** @returns {boolean} whether a look found every interval narrow */
  get wasNarrow() {
    return this.rule.precision > 0 && this.#stopAfter > 0;
  }

  /** @returns {number} processes that it gets in any case */
  get lacking() {
    return this.cells.length === 0 ? 0 : Math.max(0, this.rule.least - this.whole);
  }

  /** @returns {boolean} */
  get isDone() {
    const enough = this.wasNarrow && this.whole >= this.#stopAfter;
    return this.lacking === 0 && (this.comparisons().length === 0 || this.whole >= this.rule.most || enough);
  }
}
