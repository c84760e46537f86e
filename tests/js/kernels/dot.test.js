import assert from 'node:assert/strict';
import { test } from 'node:test';

import { noise, oddRanges, variantsOf } from './variants.js';

/**
 * The exact dot product of multiples of 1/16 of a magnitude that BigInt need not
 * fear: both arrays are scaled to integers, the result is scaled back.
 *
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
function exactDot(a, b) {
  let sum = 0n;
  for (let i = 0; i < a.length; i++) {
    sum += BigInt(a[i] * 16) * BigInt(b[i] * 16);
  }
  return Number(sum) / 256;
}

/**
 * @param {number} length
 * @param {number} shift
 * @returns {number[]} multiples of 1/16 in [-8, 8)
 */
const sixteenths = (length, shift) => [...noise(length + shift)].slice(shift).map((byte) => (byte - 128) / 16);

const kernels = [
  { call: 'dot_f32', array: Float32Array },
  { call: 'dot_f64', array: Float64Array },
];

for (const { name, functions } of await variantsOf('dot')) {
  for (const { call, array } of kernels) {
    const dot = functions[call];

    test(`${call} (${name}) of sixteenths is exact: no sum needs more than 24 bits`, () => {
      for (const n of [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 100, 513]) {
        const a = new array(sixteenths(n, 0));
        const b = new array(sixteenths(n, 7));
        assert.equal(dot(a, b, 0, n), exactDot(a, b), `n = ${n}`);
      }
    });

    test(`${call} (${name}) uses its range and nothing else`, () => {
      const n = 200;
      const a = new array(sixteenths(n, 0));
      const b = new array(sixteenths(n, 7));
      for (const { first, count } of oddRanges(n)) {
        const outside = new array(n).fill(NaN);
        outside.set(a.subarray(first, first + count), first);
        const expected = exactDot(a.slice(first, first + count), b.slice(first, first + count));
        assert.equal(dot(outside, b, first, count), expected, `[${first}, ${first + count})`);
      }
    });

    test(`${call} (${name}) passes infinity and NaN on, wherever they stand`, () => {
      const n = 37;
      const b = new array(n).fill(1);
      for (let i = 0; i < n; i++) {
        assert.equal(dot(new array(n).fill(2).fill(Infinity, i, i + 1), b, 0, n), Infinity);
        assert.ok(Number.isNaN(dot(new array(n).fill(2).fill(NaN, i, i + 1), b, 0, n)));
      }
    });
  }

  test(`dot_f32 (${name}) returns a single precision number`, () => {
    const a = Float32Array.from({ length: 50 }, (_, i) => Math.sin(i));
    const result = functions.dot_f32(a, a, 0, 50);
    assert.equal(result, Math.fround(result));
  });
}
