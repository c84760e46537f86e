/**
 * The segmented sieve of sieve.js with 32-bit words where that helps: filling
 * and counting. Arrays that begin off a 4-byte boundary take the plain road.
 */

import * as plain from './sieve.js';

const { PATTERN_A, PATTERN_B, SEGMENT_BYTES } = plain;

const LANE = 4;

/** Integers from which a count makes a 32-bit view. */
const WORDS_FROM = 1024;

export { sieve_byte_mark, sieve_byte_count } from './sieve.js';

/** @param {Uint8Array} bytes */
const aligned = (bytes) => (bytes.byteOffset & 3) === 0;

/** @param {Uint8Array} bytes */
const words = (bytes) => new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);

/** @type {typeof plain.sieve_segmented_mark} */
export function sieve_segmented_mark(bits, patterns, primes, next, n) {
  if (n === 0 || !aligned(bits) || !aligned(patterns)) {
    plain.sieve_segmented_mark(bits, patterns, primes, next, n);
    return;
  }
  const bytes = 16 * Math.ceil(n / 256);
  plain.makePattern(patterns, 0, PATTERN_A, LANE, [3, 5, 7]);
  plain.makePattern(patterns, LANE * PATTERN_A, PATTERN_B, LANE, [11, 13]);
  const patternWords = words(patterns);
  const bitWords = words(bits);

  let found = 0;
  for (let at = 0; at < bytes; at += SEGMENT_BYTES) {
    // 1. The pattern of the small primes.
    const length = Math.min(bytes - at, SEGMENT_BYTES);
    let a = (at / LANE) % PATTERN_A;
    let b = (at / LANE) % PATTERN_B;
    for (let i = at / LANE; i < (at + length) / LANE; i++) {
      bitWords[i] = patternWords[a] & patternWords[PATTERN_A + b];
      a = a + 1 < PATTERN_A ? a + 1 : 0;
      b = b + 1 < PATTERN_B ? b + 1 : 0;
    }

    // 2. The others: the first segment tells which they are.
    if (at === 0) {
      found = plain.firstSegment(bits, length, primes, next, n);
      continue;
    }
    for (let i = 0; i < found; i++) {
      next[i] = plain.crossOff(bits, at, length, primes[i], next[i]);
    }
  }

  // 3. Both ends.
  plain.finish(bits, bytes, n);
}

/** @type {typeof plain.sieve_segmented_count} */
export function sieve_segmented_count(bits, first, count) {
  if (count < WORDS_FROM || !aligned(bits)) {
    return plain.sieve_segmented_count(bits, first, count);
  }
  // Whole words in the middle, what is before and after them the plain way.
  const begin = Math.ceil(first / 64);
  const end = Math.floor((first + count) / 64);
  const bitWords = words(bits);
  let total = 0;
  for (let i = begin; i < end; i++) {
    total += plain.popcount32(bitWords[i] | 0);
  }
  const before = plain.sieve_segmented_count(bits, first, 64 * begin - first);
  const after = plain.sieve_segmented_count(bits, 64 * end, first + count - 64 * end);
  const two = first === 0 ? 1 : 0;
  return before + total + after + two;
}
