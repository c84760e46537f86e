/**
 * The rounds of a group: in each, every cell has one turn. A cell that changes tier meanwhile is
 * warmed again, and the rounds begin again.
 */

import { latinRounds } from '../../plan/order.js';
import { EngineError } from '../../words/problems.js';
import { fittingRounds } from './calibration.js';
import { eachCell } from './live-cell.js';
import { stepsInSamples, warmUp } from './warmup.js';

/** @import { GroupHooks, Live, Measurable, Pace } from './live-cell.js' */

/** Parts of a group's time for the progress bar. */
export const OPEN_PART = 0.3;

/** How often the rounds of a group begin again because a cell changed tier in them. */
const RETAKES = 2;

/**
 * @param {Live} live
 * @param {Pace} pace
 * @returns {import('./warmup.js').AskEngine}
 */
export const asking =
  ({ engine, id }, pace) =>
  (words) =>
    engine.request('warm', id, words, pace.warmupMs + pace.stepLimitMs);

/**
 * @param {Live} live
 * @param {number} tierWindows as of its group
 * @param {Pace} pace
 * @param {GroupHooks} hooks
 */
export async function warm(live, tierWindows, pace, hooks) {
  const { cell } = live;
  const isThere = (/** @type {string} */ tier, /** @type {number} */ windows) =>
    live.engine.isTop(tier) ||
    (pace.tier === 'detected' && windows >= Math.min(tierWindows, pace.mostTierWindows ?? tierWindows));
  const isNative = cell.variant.host === 'native';
  const { iterationNs, steady, tier, points } = await warmUp(
    asking(live, pace),
    cell.spec,
    isNative,
    pace.warmupMs,
    isThere,
  );
  live.iterationNs = iterationNs;
  await checkPin(live, pace, tier);
  if (!steady) {
    points.forEach((point) => hooks.onCurve(cell, point));
    hooks.onWarning(
      cell,
      'not-steady',
      `warm-up: its time still moved by more than 2 % at the end of ${pace.warmupMs} ms`,
    );
  }
}

/**
 * @param {Live} live
 * @param {Pace} pace
 * @param {string} tier
 * @throws {EngineError} after closing the cell
 */
async function checkPin({ engine, id }, pace, tier) {
  if (!engine.agrees(tier)) {
    await engine.request('close', id, {}, pace.stepLimitMs);
    throw new EngineError(
      'warm-up',
      `TIER=${pace.tier}, but its code (body/function) was in tier ${tier === '' ? 'unknown' : tier}`,
    );
  }
}

/**
 * All rounds; if a cell changes tier in them, it is warmed again and they begin again, while there is time.
 * @param {Measurable} group
 * @param {Live[]} cells
 * @param {Pace} pace
 * @param {number} rounds
 * @param {number} seed
 * @param {GroupHooks} hooks
 * @returns {Promise<Live[]>} those that are still open
 */
export async function takeSamples(group, cells, pace, rounds, seed, hooks) {
  for (let retakes = 0; ; retakes++) {
    const mayRetake = (/** @type {Live[]} */ alive) =>
      retakes < RETAKES && fittingRounds(alive, pace) >= pace.leastRounds;
    const fitting = retakes === 0 ? rounds : Math.min(rounds, Math.max(pace.leastRounds, fittingRounds(cells, pace)));
    const { alive, again } = await takeTurns(group, cells, pace, fitting, seed, hooks, mayRetake);
    if (!again) {
      warnOf(alive, hooks);
      return alive;
    }
    hooks.onRetake();
    cells = await eachCell(alive, hooks, async (live) => {
      if (live.tiers.size > 1) {
        await warm(live, group.tierWindows, pace, hooks);
      }
      live.samples = [];
      live.tiers = new Set();
    });
  }
}

/**
 * What samples say about their cells.
 * @param {Live[]} alive with a sample a round each
 * @param {GroupHooks} hooks
 */
function warnOf(alive, hooks) {
  const steps = stepsInSamples(alive.map(({ samples }) => samples));
  alive.forEach(({ cell, samples, tiers }, i) => {
    if (tiers.size > 1) {
      hooks.onWarning(cell, 'tier-changed', [...tiers].join('>'));
    } else if (steps[i] > 0) {
      hooks.onWarning(
        cell,
        'not-steady',
        `samples: a step of more than 2 % behind the first ${steps[i]} of ${samples.length}`,
      );
    }
  });
}

/**
 * @param {Measurable} group
 * @param {Live[]} cells
 * @param {Pace} pace
 * @param {number} rounds
 * @param {number} seed
 * @param {GroupHooks} hooks
 * @param {(alive: Live[]) => boolean} mayRetake whether to leave off after a round in which a cell changed tier
 * @returns {Promise<{ alive: Live[], again: boolean }>} those that are still open; whether it left off
 */
async function takeTurns(group, cells, pace, rounds, seed, hooks, mayRetake) {
  const order = latinRounds(cells.length, rounds, seed);
  let alive = cells;
  for (const [index, turns] of order.entries()) {
    if (hooks.stopped() || alive.length === 0) {
      break;
    }
    const inTurn = turns.map((turn) => cells[turn]).filter((live) => alive.includes(live));
    const good = await eachCell(inTurn, hooks, async (live) => {
      const { words } = await live.engine.request('sample', live.id, { iterations: live.iterations }, pace.stepLimitMs);
      await checkPin(live, pace, words.tier ?? '');
      live.samples.push(Number(words.elapsed_ns) / live.iterations);
      (words.tier ?? '').split('>').forEach((tier) => live.tiers.add(tier));
      hooks.onSample(live.cell, index + 1, words);
    });
    alive = alive.filter((live) => good.includes(live));
    hooks.onProgress((1 - OPEN_PART) / rounds, `${group.label}: round ${index + 1} of ${rounds}`);
    if (alive.some(({ tiers }) => tiers.size > 1) && mayRetake(alive)) {
      return { alive, again: true };
    }
  }
  return { alive, again: false };
}
