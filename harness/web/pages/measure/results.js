/**
 * From samples to what is shown: quiet time of each cell over the passes so far, and its speedup over js.
 */

import { quietOfProcess, quietTime, ratioOf } from '../../../stats/statistics.js';
import { LEAST_ROUNDS, atBatchOf } from '../../../methods/rounds/stopping.js';
import { isOf, settingOf } from './labels.js';

/** @import { Quiet } from '../../../stats/statistics.js' */
/** @import { Row } from '../../../words/rows.js' */
/** @import { PagePlan, PlannedWay } from './session.js' */

/**
 * @typedef {object} Result of one cell
 * @property {string} variant
 * @property {number} batch
 * @property {string} setting
 * @property {number} passes
 * @property {number} timeNs of an iteration
 * @property {number} perElementNs
 * @property {number} speedup NaN where there is no js
 * @property {number} low of its 95 % interval; NaN where it is unknown
 * @property {number} high
 */

/**
 * @param {Row[]} rows of one cell
 * @returns {Map<number, Quiet>} by pass
 */
function quietsOf(rows) {
  /** @type {Map<number, number[]>} */
  const times = new Map();
  for (const { process, elapsed_ns: elapsed, iterations } of rows) {
    times.set(Number(process), [...(times.get(Number(process)) ?? []), Number(elapsed) / Number(iterations)]);
  }
  return new Map(
    [...times]
      .filter(([, values]) => values.length >= LEAST_ROUNDS)
      .map(([pass, values]) => [pass, quietOfProcess(values)]),
  );
}

/**
 * @param {Map<number, Quiet>} base
 * @param {Map<number, Quiet>} cell
 * @returns {Pick<Result, 'speedup' | 'low' | 'high'>} over the passes that both have
 */
function speedupOf(base, cell) {
  const passes = [...cell.keys()].filter((pass) => base.has(pass));
  if (passes.length === 0) {
    return { speedup: NaN, low: NaN, high: NaN };
  }
  const [bases, cells] = [base, cell].map((quiets) => passes.map((pass) => /** @type {Quiet} */ (quiets.get(pass))));
  const { value, low, high } = ratioOf(bases, cells);
  return base === cell ? { speedup: value, low: NaN, high: NaN } : { speedup: value, low, high };
}

/**
 * @param {PlannedWay} cell
 * @param {PlannedWay[]} cells of its group
 * @returns {PlannedWay | undefined} the `js` that it is compared with: of the same setting, else without one
 */
function baseOf(cell, cells) {
  const among = (/** @type {string} */ setting) =>
    atBatchOf(
      cell,
      cells.filter(({ spec }) => spec.variant === 'js' && settingOf(spec) === setting),
    );
  return among(settingOf(cell.spec)) ?? among('');
}

/**
 * @param {PagePlan} group
 * @param {Row[]} rows its samples
 * @returns {Result[]} of those cells that have some
 */
export function resultsOf(group, rows) {
  const quiets = new Map(group.cells.map((cell) => [cell, quietsOf(rows.filter(isOf(cell.spec)))]));
  return group.cells.flatMap((cell) => {
    const { variant, batch, n } = cell.spec;
    const own = quiets.get(cell) ?? new Map();
    const base = baseOf(cell, group.cells);
    if (own.size === 0) {
      return [];
    }
    const timeNs = quietTime([...own.values()].map(({ ns }) => ns));
    return [
      {
        variant,
        batch,
        setting: settingOf(cell.spec),
        passes: own.size,
        timeNs,
        perElementNs: timeNs / Math.max(n, 1),
        ...speedupOf((base && quiets.get(base)) ?? new Map(), own),
      },
    ];
  });
}

/**
 * @param {number} ns
 * @returns {string} three digits and a unit
 */
export function duration(ns) {
  const [factor, unit] = ns >= 1e9 ? [1e9, 's'] : ns >= 1e6 ? [1e6, 'ms'] : ns >= 1e3 ? [1e3, 'µs'] : [1, 'ns'];
  return `${Number((ns / factor).toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 })} ${unit}`;
}
