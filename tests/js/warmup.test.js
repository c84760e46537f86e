import assert from 'node:assert/strict';
import { test } from 'node:test';
import { warmUp, warmUpCurve } from '../../harness/agent/warmup.js';

/** Spins for about so long. @param {number} ms */
function spin(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** @param {number} iterations */
function constant(iterations) {
  spin(0.05 * iterations);
  return 0;
}

test('a body of constant speed becomes steady', () => {
  assert.equal(warmUp(constant, 10, 2e9).steady, true);
});

test('the curve begins with the very first call and counts on from there', () => {
  const { curve, calls } = warmUpCurve(constant, { call: 1, elapsedNs: 5 }, 2e9);
  assert.deepEqual(curve.slice(0, 3).map(({ call }) => call), [1, 2, 3]);
  assert.equal(curve[0].elapsedNs, 5);
  assert.ok(calls >= curve[curve.length - 1].call);
});

test('a body that keeps getting faster is called until its budget ends, and reported as not steady', () => {
  let cost = 4;
  const run = (/** @type {number} */ iterations) => {
    for (let i = 0; i < iterations; i++) {
      spin((cost *= 0.98));
    }
    return 0;
  };
  assert.equal(warmUp(run, 10, 60e6).steady, false);
});

test('large work is trained with few elements before it is done whole', () => {
  /** @type {(number | undefined)[]} */
  const sizes = [];
  warmUp((_, n) => sizes.push(n) && (spin(1), 0), 2 ** 22, 2e9);
  assert.equal(sizes[0], 1024);
  assert.equal(sizes[sizes.length - 1], undefined);
});
