/**
 * Calls a body until its time no longer falls.
 *
 * Steady means: the fastest block of calls of the later half is no more than
 * 2 % faster than the fastest of the earlier half, the first block left out. The
 * rule has no scale of its own, so it serves a 100 ns call and a 100 ms call; the
 * floors below give background compilers time to finish.
 *
 * Large work is first trained small, then done whole for a moment. A function
 * that is entered rarely and loops long runs in code compiled in mid-loop
 * (on-stack replacement), and on V8 14.6 it is a matter of luck which code it ends
 * in; with few elements first, every isolate ends in the same. Other orders were
 * tried: docs/METHODOLOGY.md.
 */

import { now } from './clock.js';

/** @typedef {{ call: number, elapsedNs: number }} CurvePoint */
/** @typedef {{ calls: number, steady: boolean, iterationNs: number, curve: CurvePoint[] }} Settled */
/** @typedef {{ leastNs: number, leastBlocks: number, budgetNs: number }} Patience */

const BLOCK_NS = 1e6;
const FROM_COLD = { leastNs: 25e6, leastBlocks: 6 };
const TRAINED = { leastNs: 5e6, leastBlocks: 4 };
const STEADY_RATIO = 0.98;
const TRAINING_N = 1024;
const SINGLE_CALLS = 4096;
const EVERY_CALL_UNTIL = 100;
const CALLS_A_DECADE = 40;

/** @param {number[]} times */
const least = (times) => times.reduce((a, b) => Math.min(a, b), Infinity);

/** @param {number[]} blocks mean ns per call, in order */
function isSteady(blocks) {
  const later = Math.ceil(blocks.length / 2);
  return least(blocks.slice(later)) >= STEADY_RATIO * least(blocks.slice(1, later));
}

/** Whether a call is written to the curve: all of the first, then ever fewer. @param {number} call */
function onCurve(call) {
  const place = (/** @type {number} */ c) => Math.floor(Math.log10(c) * CALLS_A_DECADE);
  return call <= EVERY_CALL_UNTIL || place(call) > place(call - 1);
}

/**
 * @param {(iterations: number) => number} run
 * @param {number} callsBefore
 * @param {Patience} patience budgetNs give or take a call
 * @returns {Settled} iterationNs is the fastest block's, of the later half
 */
function settle(run, callsBefore, { leastNs, leastBlocks, budgetNs }) {
  const curve = [];
  const blocks = [];
  let calls = callsBefore;
  let step = 1;
  let steady = false;
  const start = now();
  let end = start;
  while (!steady && end - start < budgetNs) {
    const blockStart = end;
    let blockCalls = 0;
    do {
      const before = now(); // again: what stands below the call took time as well
      run(step);
      end = now();
      calls += step;
      blockCalls += step;
      if (step === 1 && onCurve(calls)) {
        curve.push({ call: calls, elapsedNs: end - before });
      }
    } while (end - blockStart < BLOCK_NS);
    blocks.push((end - blockStart) / blockCalls);
    if (calls > SINGLE_CALLS) {
      step = Math.max(1, Math.ceil(BLOCK_NS / 4 / blocks[blocks.length - 1]));
    }
    steady = blocks.length >= leastBlocks && end - start >= leastNs && isSteady(blocks);
  }
  return { calls, steady, iterationNs: least(blocks.slice(Math.floor(blocks.length / 2))), curve };
}

/**
 * @param {(iterations: number, n?: number) => number} run with n: only the first n elements
 * @param {number} n elements of the whole work
 * @param {number} budgetNs for each of the two phases
 * @returns {Settled} of the whole work
 */
export function warmUp(run, n, budgetNs) {
  if (n <= TRAINING_N) {
    return settle(run, 1, { ...FROM_COLD, budgetNs });
  }
  settle((iterations) => run(iterations, TRAINING_N), 1, { ...FROM_COLD, budgetNs });
  return settle(run, 1, { ...TRAINED, budgetNs });
}

/**
 * How code gets fast by itself: every call from the first, at full size, untrained.
 * For an isolate of its own, which is not measured afterwards.
 * @param {(iterations: number) => number} run
 * @param {CurvePoint} first the very first call, timed by the caller
 * @param {number} budgetNs
 * @returns {Settled}
 */
export function warmUpCurve(run, first, budgetNs) {
  const settled = settle(run, first.call, { ...FROM_COLD, budgetNs });
  return { ...settled, curve: [first, ...settled.curve] };
}
