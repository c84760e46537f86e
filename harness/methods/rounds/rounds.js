/**
 * Measures one group in one set of fresh engine processes: opens its cells,
 * warms them up, calibrates, then gives each a turn in every round.
 */

import { cellWords } from '../../words/cell-spec.js';
import { calibrate, probe, roundsFor } from './calibration.js';
import { eachCell, liveOf } from './live-cell.js';
import { OPEN_PART, asking, takeSamples, warm } from './turns.js';
import { warmUpCurve } from './warmup.js';

/** @import { Connection } from '../../agent/requests.js' */
/** @import { GroupHooks, Live, Measurable, Pace } from './live-cell.js' */

/**
 * @param {Measurable} group
 * @param {Record<string, Connection>} engines by seat
 * @param {{ result: string, path: string }} reference
 * @param {Map<string, number>} iterations by set
 * @param {Pace} pace
 * @param {number} seed of the order of turns
 * @param {GroupHooks} hooks
 */
export async function measureGroup(group, engines, reference, iterations, pace, seed, hooks) {
  const words = { reference: reference.path, result: reference.result };
  // Calibration comes from the first process and wants the machine to itself, unless that would take too long.
  const together = iterations.size === 0 && !pace.hurried ? 1 : pace.together;
  const open = async (/** @type {Live} */ { cell, engine, id }) => {
    await engine.request('open', id, { ...cellWords(cell.spec), ...words }, pace.stepLimitMs);
  };
  const planned = group.cells.map((cell) => liveOf(cell, engines[cell.seat]));
  const recorded = await recordCurves(planned, hooks, pace, open);
  const start = performance.now();
  const opened = await eachCell(recorded, hooks, open, together);
  const warmed = await warmAll(group, opened, pace, hooks, together);
  calibrate(warmed, iterations);
  const probing = performance.now();
  const probed = await probe(warmed, iterations, pace, hooks);
  const paced = { ...pace, leastRoundMs: performance.now() - probing };
  const rounds = roundsFor(probed, paced, probing - start);
  const sampled = await takeSamples(group, probed, paced, rounds, seed, hooks);
  await eachCell(sampled, hooks, async ({ engine, id }) => {
    await engine.request('close', id, {}, pace.stepLimitMs);
  });
}

/**
 * @param {Measurable} group
 * @param {Live[]} cells
 * @param {Pace} pace
 * @param {GroupHooks} hooks
 * @param {number} together how many at a time
 * @returns {Promise<Live[]>} those that are warm
 */
function warmAll(group, cells, pace, hooks, together) {
  const warmOne = async (/** @type {Live} */ live) => {
    hooks.onProgress(OPEN_PART / group.cells.length, `${group.label}: warm-up, ${live.cell.spec.variant}`);
    await warm(live, group.tierWindows, pace, hooks);
  };
  return eachCell(cells, hooks, warmOne, together);
}

/**
 * Warm-up curves, each in an isolate of its own, which is dropped again: what is
 * measured afterwards is warmed alike in every process.
 * @param {Live[]} cells
 * @param {GroupHooks} hooks
 * @param {Pace} pace
 * @param {(live: Live) => Promise<void>} open
 * @returns {Promise<Live[]>}
 */
function recordCurves(cells, hooks, pace, open) {
  return eachCell(cells, hooks, async (live) => {
    if (hooks.wantsCurve(live.cell)) {
      await open(live);
      await warmUpCurve(asking(live, pace), pace.warmupMs, (point) => hooks.onCurve(live.cell, point));
      await live.engine.request('close', live.id, {}, pace.stepLimitMs);
    }
  });
}
