/**
 * How many iterations make a sample, and how many rounds fit the time.
 */

import { eachCell } from './live.js';

/** @import { GroupHooks, Live, Pace } from './live.js' */

/**
 * A sample lasts at least this long, and at least 1000 steps of the clock. Where those are more than a
 * millisecond, 100 are enough, since samples then differ in where they begin between two steps. It is
 * planned a little longer.
 */
const SAMPLE_NS = 0.2e6;
const CLOCK_STEPS = { fine: 1000, coarse: 100 };
const COARSE_NS = 1e6;
const HEADROOM = 1.15;
/** Of the time that opening and warm-up took, sampling gets at least this part. */
const SAMPLING_PART = 0.25;

/**
 * Iterations so that the fastest cell of each set makes a long enough sample.
 * @param {Live[]} cells
 * @param {Map<string, number>} known iterations by set, from an earlier process; added to
 */
export function calibrate(cells, known) {
  for (const set of new Set(cells.map(({ cell }) => cell.set))) {
    const members = cells.filter(({ cell }) => cell.set === set);
    if (!known.has(set)) {
      const needed = members.map(({ engine, iterationNs }) =>
        Math.ceil((HEADROOM * leastSampleNs(engine.clockStepNs)) / Math.max(iterationNs, 0.1)),
      );
      known.set(set, Math.max(1, ...needed));
    }
    members.forEach((live) => {
      live.iterations = known.get(set) ?? 1;
    });
  }
}

/** @param {number} clockStepNs */
const leastSampleNs = (clockStepNs) =>
  Math.max(SAMPLE_NS, Math.min(CLOCK_STEPS.fine * clockStepNs, Math.max(COARSE_NS, CLOCK_STEPS.coarse * clockStepNs)));

/**
 * A round that is not recorded: where a sample comes out too short, because the
 * process that calibrated was in a slower state, its set gets more iterations.
 * @param {Live[]} cells
 * @param {Map<string, number>} known iterations by set; raised
 * @param {Pace} pace
 * @param {GroupHooks} hooks
 * @returns {Promise<Live[]>}
 */
export async function probe(cells, known, pace, hooks) {
  const good = await eachCell(cells, hooks, async ({ cell, engine, id, iterations }) => {
    const { words } = await engine.request('sample', id, { iterations }, pace.stepLimitMs);
    const missing = (HEADROOM * leastSampleNs(engine.clockStepNs)) / Math.max(Number(words.elapsed_ns), 1);
    if (missing > HEADROOM) {
      known.set(cell.set, Math.max(known.get(cell.set) ?? 1, Math.ceil(iterations * missing)));
    }
  });
  calibrate(good, known);
  return good;
}

/**
 * @param {Live[]} cells
 * @param {Pace} pace
 * @returns {number} how long a round takes
 */
const roundMs = (cells, { leastRoundMs = 0 }) =>
  Math.max(
    leastRoundMs,
    cells.reduce((sum, { iterationNs, iterations }) => sum + (iterationNs * iterations) / 1e6 + 0.3, 0),
  );

/**
 * @param {Live[]} cells
 * @param {Pace} pace
 * @returns {number} rounds that fit the time left
 */
export const fittingRounds = (cells, pace) => Math.floor((pace.endBy - performance.now()) / roundMs(cells, pace));

/**
 * How many rounds to take: what the budget has time for, but never so few that sampling
 * is a small part of what it took to get warm.
 * @param {Live[]} cells
 * @param {Pace} pace
 * @param {number} warmMs how long opening and warm-up took
 */
export function roundsFor(cells, pace, warmMs) {
  const worthwhile = Math.floor((SAMPLING_PART * warmMs) / roundMs(cells, pace));
  return Math.min(pace.mostRounds, Math.max(pace.leastRounds, worthwhile, fittingRounds(cells, pace)));
}
