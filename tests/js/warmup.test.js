import assert from 'node:assert/strict';
import { test } from 'node:test';
import { warmUp } from '../../harness/agent/warmup.js';

/** Spins for about so long. @param {number} ms */
function spin(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('a body of constant speed becomes steady, and the curve begins with call 1', () => {
  const warmed = warmUp((iterations) => spin(0.05 * iterations) ?? 0, 10, { budgetNs: 2e9, wantsCurve: true }, { call: 1, elapsedNs: 5 });
  assert.equal(warmed.steady, true);
  assert.deepEqual(warmed.curve.slice(0, 3).map(({ call }) => call), [1, 2, 3]);
  assert.equal(warmed.curve[0].elapsedNs, 5);
  assert.ok(warmed.calls >= warmed.curve[warmed.curve.length - 1].call);
});

test('a body that keeps getting faster is called until its budget ends, and reported as not steady', () => {
  let cost = 4;
  const run = (/** @type {number} */ iterations) => {
    for (let i = 0; i < iterations; i++) {
      spin((cost *= 0.98));
    }
    return 0;
  };
  const warmed = warmUp(run, 10, { budgetNs: 60e6, wantsCurve: false }, { call: 1, elapsedNs: 5 });
  assert.equal(warmed.steady, false);
  assert.deepEqual(warmed.curve, []);
});

test('large work is trained with few elements before it is timed whole', () => {
  /** @type {(number | undefined)[]} */
  const sizes = [];
  warmUp((_, n) => sizes.push(n) && (spin(1), 0), 2 ** 22, { budgetNs: 2e9, wantsCurve: false }, { call: 1, elapsedNs: 5 });
  assert.equal(sizes[0], 1024);
  assert.equal(sizes[sizes.length - 1], undefined);
});
