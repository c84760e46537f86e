/**
 * Calls a body until its time no longer falls.
 *
 * Steady means: the fastest block of calls of the later half is no more than
 * 2 % faster than the fastest of the earlier half, the first block left out. The
 * rule has no scale of its own, so it serves a 100 ns call and a 100 ms call; the
 * floors below give background compilers time to finish.
 *
 * Large work is first trained small. A function that is entered rarely and
 * loops long runs in code that was compiled in mid-loop (on-stack replacement);
 * on V8 14.6 a dot product over 2^22 elements stayed 3.7 times slower than it
 * could be for its first 50 to 100 calls, and not at all after 30 ms of calls
 * with few elements (docs/METHODOLOGY.md).
 */

import { now } from './clock.js';

/** @typedef {{ call: number, elapsedNs: number }} CurvePoint */
/** @typedef {{ calls: number, steady: boolean, iterationNs: number, curve: CurvePoint[] }} Settled */
/** @typedef {{ leastNs: number, leastBlocks: number, budgetNs: number }} Patience */

const BLOCK_NS = 1e6;
const FROM_COLD = { leastNs: 20e6, leastBlocks: 6 };
const TRAINED = { leastNs: 5e6, leastBlocks: 4 };
const STEADY_RATIO = 0.98;
const TRAINING_N = 1024;
const SINGLE_CALLS = 4096;
const EVERY_CALL_UNTIL = 256;
const CALLS_A_DECADE = 50;

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
      const before = end;
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
 * @param {{ budgetNs: number, wantsCurve: boolean }} how budgetNs: for each phase
 * @param {CurvePoint} first the very first call, timed by the caller
 * @returns {Settled} the curve is that of the untrained code, from the first call; empty if not wanted
 */
export function warmUp(run, n, { budgetNs, wantsCurve }, first) {
  if (n <= TRAINING_N) {
    const settled = settle(run, first.call, { ...FROM_COLD, budgetNs });
    return { ...settled, curve: wantsCurve ? [first, ...settled.curve] : [] };
  }
  const cold = wantsCurve ? settle(run, first.call, { ...FROM_COLD, budgetNs }) : null;
  settle((iterations) => run(iterations, TRAINING_N), 0, { ...FROM_COLD, budgetNs });
  const settled = settle(run, cold?.calls ?? first.call, { ...TRAINED, budgetNs });
  return { ...settled, curve: cold ? [first, ...cold.curve] : [] };
}
