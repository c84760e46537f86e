import assert from 'node:assert/strict';
import { test } from 'node:test';

import { oddRanges, variantsOf } from './variants.js';

/** @import { Variant } from './variants.js' */

/** @param {number} i */
function isPrime(i) {
  for (let divisor = 2; divisor * divisor <= i; divisor++) {
    if (i % divisor === 0) {
      return false;
    }
  }
  return i >= 2;
}

/**
 * @param {Variant['functions']} functions
 * @param {number} n
 */
function markBytes(functions, n) {
  const flags = new Uint8Array(n).fill(77);
  functions.sieve_byte_mark(flags, n);
  return flags;
}

/**
 * @param {Variant['functions']} functions
 * @param {number} n
 */
function markBits(functions, n) {
  const bits = new Uint8Array(16 * Math.ceil(n / 256)).fill(77);
  const patterns = new Uint8Array(16 * (105 + 143)).fill(77);
  const primes = new Uint32Array(Math.floor(Math.sqrt(n) / 2) + 1).fill(77);
  const next = primes.slice();
  functions.sieve_segmented_mark(bits, patterns, primes, next, n);
  return bits;
}

/**
 * @param {Uint8Array} bits
 * @param {number} bit
 */
const bitAt = (bits, bit) => (bits[bit >> 3] >> (bit & 7)) & 1;

// Around squares of sieving primes, lanes and words; several segments of 393216 integers.
const LIMITS = [
  0, 1, 2, 3, 4, 14, 15, 16, 17, 18, 127, 128, 129, 255, 256, 257, 288, 289, 290, 291, 361, 362, 1000, 4099,
];
const LARGE = 800_011;
const PRIMES = Uint8Array.from({ length: LARGE }, (_, i) => Number(isPrime(i)));

for (const { name, functions } of await variantsOf('sieve')) {
  test(`byte sieve (${name}) marks the primes below n, by trial division`, () => {
    for (const n of [...LIMITS, LARGE]) {
      assert.deepEqual(markBytes(functions, n), PRIMES.slice(0, n), `n = ${n}`);
    }
  });

  test(`segmented sieve (${name}) marks the odd primes below n, and nothing beyond`, () => {
    for (const n of [...LIMITS, 393215, 393216, 393217, 786433, LARGE]) {
      const bits = markBits(functions, n);
      const wrong = Array.from({ length: 8 * bits.length }, (_, bit) => bit).find((bit) => {
        const integer = 2 * bit + 1;
        return bitAt(bits, bit) !== (integer < n ? PRIMES[integer] : 0);
      });
      assert.equal(wrong, undefined, `n = ${n}, integer ${2 * (wrong ?? 0) + 1}`);
    }
  });

  test(`both counts (${name}) of any range are those by trial division`, () => {
    const n = 4099;
    const flags = markBytes(functions, n);
    const bits = markBits(functions, n);
    const ranges = [
      ...oddRanges(n),
      ...[0, 1, 2, 3, 4, 63, 64, 65, 130].flatMap((first) =>
        [0, 1, 2, 3, 64, 257, 1023, 1024, 3900].map((count) => ({ first, count })),
      ),
    ];
    for (const { first, count } of ranges) {
      const expected = PRIMES.subarray(first, first + count).reduce((sum, flag) => sum + flag, 0);
      assert.equal(functions.sieve_byte_count(flags, first, count), expected, `bytes [${first}, ${first + count})`);
      assert.equal(functions.sieve_segmented_count(bits, first, count), expected, `bits [${first}, ${first + count})`);
    }
  });

  test(`both counts (${name}) hold where everything is set: no lane runs over`, () => {
    const n = 40_000;
    const flags = new Uint8Array(n).fill(1);
    const bits = new Uint8Array(n / 16).fill(0xff);
    assert.equal(functions.sieve_byte_count(flags, 0, n), n);
    assert.equal(functions.sieve_byte_count(flags, 3, n - 7), n - 7);
    assert.equal(functions.sieve_segmented_count(bits, 0, n), n / 2 + 1); // the odd ones, and 2
    assert.equal(functions.sieve_segmented_count(bits, 3, n - 7), (n - 6) / 2);
  });

  test(`both sieves (${name}) count pi(10^5), pi(10^6) and pi(10^7)`, () => {
    for (const [n, expected] of [
      [1e5, 9592],
      [1e6, 78498],
      [1e7, 664579],
    ]) {
      assert.equal(functions.sieve_byte_count(markBytes(functions, n), 0, n), expected);
      assert.equal(functions.sieve_segmented_count(markBits(functions, n), 0, n), expected);
    }
  });
}
