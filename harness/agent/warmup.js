/**
 * Calls a body in blocks and says how long each took. Whether that is enough, the
 * runner decides (harness/methods/rounds/warmup.js).
 */

import { now } from './clock.js';

/**
 * @typedef {{ call: number, elapsedNs: number }} Point a block's last call, counted from the very first, and the mean
 *   ns of its calls; or one call
 * @typedef {{ calls: number, step: number }} Progress calls made so far; iterations that a call of the body does now
 * @typedef {{ leastNs: number, leastBlocks: number, budgetNs: number, blockNs: number }} Ask budgetNs give or take a
 *   call
 */

const SINGLE_CALLS = 4096;
const EVERY_CALL_UNTIL = 100;
const CALLS_A_DECADE = 40;

/**
 * Whether a call is written to the curve: all of the first, then ever fewer.
 * @param {number} call
 */
function onCurve(call) {
  const place = (/** @type {number} */ c) => Math.floor(Math.log10(c) * CALLS_A_DECADE);
  return call <= EVERY_CALL_UNTIL || place(call) > place(call - 1);
}

/**
 * @param {(iterations: number) => number} run
 * @param {Progress} progress brought up to date, for the next ask
 * @param {Ask} ask both `least` are met, unless the budget ends before
 * @param {(point: Point) => void} [onCall] gets the calls that belong on the warm-up curve, each alone
 * @returns {Point[]} blocks of blockNs or one call
 */
export function callInBlocks(run, progress, { leastNs, leastBlocks, budgetNs, blockNs }, onCall) {
  const blocks = [];
  let { calls, step } = progress;
  const start = now();
  let end = start;
  while (end - start < budgetNs && (end - start < leastNs || blocks.length < leastBlocks)) {
    const blockStart = end;
    let blockCalls = 0;
    do {
      const before = now(); // again: what stands below the call took time as well
      run(step);
      end = now();
      calls += step;
      blockCalls += step;
      if (step === 1 && onCall && onCurve(calls)) {
        onCall({ call: calls, elapsedNs: end - before });
      }
    } while (end - blockStart < blockNs);
    blocks.push({ call: calls, elapsedNs: (end - blockStart) / blockCalls });
    if (calls > SINGLE_CALLS) {
      step = Math.max(1, Math.ceil(blockNs / 4 / blocks[blocks.length - 1].elapsedNs));
    }
  }
  Object.assign(progress, { calls, step });
  return blocks;
}
