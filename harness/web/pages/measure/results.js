/**
 * From samples to what is shown: quiet time of each cell over the passes so far, and its speedup over js.
 */

import { quietOfProcess, quietTime, ratioWidth } from '../../../stats/statistics.js';
import { LEAST_ROUNDS, atBatchOf } from '../../../methods/rounds/stopping.js';

/** @import { Quiet } from '../../../stats/statistics.js' */
/** @import { Row } from '../../../words/rows.js' */
/** @import { PagePlan } from './session.js' */

/**
 * @typedef {object} Result of one cell
 * @property {string} variant
 * @property {number} batch
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
 * @returns {Pick<Result, 'speedup' | 'low' | 'high'>}
 */
function speedupOf(base, cell) {
  const both = [...cell.keys()].filter((pass) => base.has(pass));
  if (both.length === 0) {
    return { speedup: NaN, low: NaN, high: NaN };
  }
  const [bases, cells] = [base, cell].map((quiets) => both.map((pass) => /** @type {Quiet} */ (quiets.get(pass))));
  const speedup = quietTime(bases.map(({ ns }) => ns)) / quietTime(cells.map(({ ns }) => ns));
  // The interval is symmetric in the logarithm: its width over the ratio is 2 sinh of its half.
  const half = base === cell ? NaN : Math.exp(Math.asinh(ratioWidth(bases, cells) / 2));
  return { speedup, low: speedup / half, high: speedup * half };
}

/**
 * @param {PagePlan} group
 * @param {Row[]} rows its samples
 * @returns {Result[]} of those cells that have some
 */
export function resultsOf(group, rows) {
  const quiets = new Map(
    group.cells.map((cell) => [
      cell,
      quietsOf(rows.filter(({ variant, batch }) => variant === cell.spec.variant && batch === cell.spec.batch)),
    ]),
  );
  const baselines = group.cells.filter(({ spec }) => spec.variant === 'js');
  return group.cells.flatMap((cell) => {
    const { variant, batch, n } = cell.spec;
    const own = quiets.get(cell) ?? new Map();
    const base = atBatchOf(cell, baselines);
    if (own.size === 0) {
      return [];
    }
    const timeNs = quietTime([...own.values()].map(({ ns }) => ns));
    return [
      {
        variant,
        batch,
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
