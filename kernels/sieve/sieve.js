/**
 * Sieves of Eratosthenes: one byte an integer, and one bit an odd integer in
 * segments. Formats and ranges are those of sieve.h.
 */

/**
 * @param {Uint8Array} flags n of them; 1 where the index is prime
 * @param {number} n
 */
export function sieve_byte_mark(flags, n) {
  // 1. Everything from 2 on may be prime.
  flags.fill(1, 0, n);
  flags.fill(0, 0, Math.min(n, 2));

  // 2. Multiples are not.
  for (let i = 2; i * i < n; i++) {
    if (flags[i] !== 0) {
      for (let j = i * i; j < n; j += i) {
        flags[j] = 0;
      }
    }
  }
}

/**
 * @param {Uint8Array} flags
 * @param {number} first
 * @param {number} count
 * @returns {number} how many flags of [first, first + count) are 1
 */
export function sieve_byte_count(flags, first, count) {
  const end = first + count;
  let total = 0;
  for (let i = first; i < end; i++) {
    total += flags[i];
  }
  return total;
}

export const SEGMENT_BYTES = 24576;

/** Bits repeat after 3*5*7 and 11*13 of them, and so do bytes. */
export const PATTERN_A = 105;
export const PATTERN_B = 143;

/**
 * Clears the odd multiples of the primes in [from, from + period) of a pattern,
 * where they begin to repeat, and repeats them until there are `copies`.
 *
 * @param {Uint8Array} patterns
 * @param {number} from
 * @param {number} period
 * @param {number} copies
 * @param {readonly number[]} primes
 */
export function makePattern(patterns, from, period, copies, primes) {
  patterns.fill(0xff, from, from + period);
  for (const prime of primes) {
    for (let bit = prime >> 1; bit < 8 * period; bit += prime) {
      patterns[from + (bit >> 3)] &= ~(1 << (bit & 7));
    }
  }
  for (let i = from + period; i < from + copies * period; i++) {
    patterns[i] = patterns[i - period];
  }
}

/**
 * Clears the bits bit, bit + prime, bit + 2*prime, ... of the segment of `bytes`
 * bytes at byte `at`. Every eighth is the same bit of a byte, prime bytes on:
 * eight strides through the bytes, each with one mask. With few multiples they
 * are not worth while.
 *
 * @param {Uint8Array} bits
 * @param {number} at
 * @param {number} bytes
 * @param {number} prime
 * @param {number} bit counted from the beginning of the segment
 * @returns {number} how far beyond the segment's end the next multiple lies
 */
export function crossOff(bits, at, bytes, prime, bit) {
  const end = 8 * bytes;
  if (bit >= end) {
    return bit - end;
  }
  const past = prime - 1 - ((end - 1 - bit) % prime);
  if (8 * prime > bytes) {
    for (; bit < end; bit += prime) {
      bits[at + (bit >> 3)] &= ~(1 << (bit & 7));
    }
    return past;
  }
  for (let k = 0; k < 8; k++, bit += prime) {
    const mask = ~(1 << (bit & 7));
    let i = at + (bit >> 3);
    for (; i + prime < at + bytes; i += 2 * prime) {
      bits[i] &= mask;
      bits[i + prime] &= mask;
    }
    if (i < at + bytes) {
      bits[i] &= mask;
    }
  }
  return past;
}

/**
 * Finds the sieving primes in the first segment, from 17 to sqrt(n - 1), and
 * crosses off their multiples there.
 *
 * @param {Uint8Array} bits
 * @param {number} bytes
 * @param {Uint32Array} primes
 * @param {Uint32Array} next
 * @param {number} n
 * @returns {number} how many there are
 */
export function firstSegment(bits, bytes, primes, next, n) {
  let found = 0;
  for (let prime = 17; prime * prime < n; prime += 2) {
    if (((bits[prime >> 4] >> ((prime >> 1) & 7)) & 1) === 1) {
      primes[found] = prime;
      next[found] = crossOff(bits, 0, bytes, prime, (prime * prime - 1) / 2);
      found++;
    }
  }
  return found;
}

/**
 * What patterns cannot know: 3, 5, 7, 11, 13 are prime, 1 is not; and no integer
 * from n on is among those asked for.
 *
 * @param {Uint8Array} bits
 * @param {number} bytes
 * @param {number} n
 */
export function finish(bits, bytes, n) {
  bits[0] = 0x6e;
  const odd = Math.floor(n / 2);
  const last = Math.floor(odd / 8);
  if (last < bytes) {
    bits[last] &= (1 << (odd & 7)) - 1;
  }
  bits.fill(0, last + 1, bytes);
}

/**
 * @param {Uint8Array} bits
 * @param {Uint8Array} patterns
 * @param {Uint32Array} primes
 * @param {Uint32Array} next
 * @param {number} n
 */
export function sieve_segmented_mark(bits, patterns, primes, next, n) {
  if (n === 0) {
    return;
  }
  const bytes = 16 * Math.ceil(n / 256);
  makePattern(patterns, 0, PATTERN_A, 1, [3, 5, 7]);
  makePattern(patterns, PATTERN_A, PATTERN_B, 1, [11, 13]);

  let found = 0;
  for (let at = 0; at < bytes; at += SEGMENT_BYTES) {
    // 1. The pattern of the small primes.
    const length = Math.min(bytes - at, SEGMENT_BYTES);
    let a = at % PATTERN_A;
    let b = at % PATTERN_B;
    for (let i = at; i < at + length; i++) {
      bits[i] = patterns[a] & patterns[PATTERN_A + b];
      a = a + 1 < PATTERN_A ? a + 1 : 0;
      b = b + 1 < PATTERN_B ? b + 1 : 0;
    }

    // 2. The others: the first segment tells which they are.
    if (at === 0) {
      found = firstSegment(bits, length, primes, next, n);
      continue;
    }
    for (let i = 0; i < found; i++) {
      next[i] = crossOff(bits, at, length, primes[i], next[i]);
    }
  }

  // 3. Both ends.
  finish(bits, bytes, n);
}

/**
 * How many bits of a 32-bit integer are set, by adding neighbours.
 * Henry S. Warren, Hacker's Delight, 2nd edition, figure 5-2.
 *
 * @param {number} word
 * @returns {number}
 */
export function popcount32(word) {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  const bytes = (nibbles + (nibbles >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bytes, 0x01010101) >>> 24;
}

/**
 * @param {Uint8Array} bits
 * @param {number} first
 * @param {number} count
 * @returns {number} how many primes there are in [first, first + count)
 */
export function sieve_segmented_count(bits, first, count) {
  const end = Math.floor((first + count) / 2);
  let bit = Math.floor(first / 2);
  let total = first <= 2 && 2 < first + count ? 1 : 0;

  // 1. Up to the next byte.
  for (; bit < end && (bit & 7) !== 0; bit++) {
    total += (bits[bit >>> 3] >> (bit & 7)) & 1;
  }

  // 2. Whole words.
  for (; bit + 32 <= end; bit += 32) {
    const i = bit >>> 3;
    total += popcount32(bits[i] | (bits[i + 1] << 8) | (bits[i + 2] << 16) | (bits[i + 3] << 24));
  }

  // 3. The tail.
  for (; bit < end; bit++) {
    total += (bits[bit >>> 3] >> (bit & 7)) & 1;
  }
  return total;
}
