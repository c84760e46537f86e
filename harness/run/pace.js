/**
 * How long a run stays with each step of a group.
 */

import { availableParallelism } from 'node:os';
import { LEAST_ROUNDS } from '../methods/rounds/stopping.js';

/** @import { Options } from '../plan/options.js' */

const PACE = { warmupMs: 1500, stepLimitMs: 60000, leastRounds: LEAST_ROUNDS, mostRounds: 40, hurried: false };
const QUICK_PACE = { warmupMs: 600, stepLimitMs: 20000, leastRounds: LEAST_ROUNDS, mostRounds: 25, hurried: false };
/** Of many engines: what does not get steady would take the time of all. */
const HURRIED_PACE = { ...QUICK_PACE, warmupMs: 300, mostTierWindows: 3, hurried: true };

/** With more of them, QUICK=1 would no longer be quick. */
const FEW_ENGINES = 3;

/** @param {Pick<Options, 'quick' | 'engines' | 'tier'>} options */
export function paceOf({ quick, engines, tier }) {
  const pace = !quick ? PACE : engines.length > FEW_ENGINES ? HURRIED_PACE : QUICK_PACE;
  return { ...pace, tier };
}

/**
 * @param {string} lane
 * @returns {number} how many of its cells may be opened and warmed at a time; how many processors another machine has,
 *   nobody knows here
 */
export const togetherIn = (lane) => (lane === '' ? availableParallelism() : 1);
