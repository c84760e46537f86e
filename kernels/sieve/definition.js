/** @typedef {{ n: number }} Size */

const sizes = [10 ** 5, 10 ** 6, 10 ** 7];

// pi(n - 1), the primes below n; published, for instance OEIS A006880.
const expected = [
  { n: 10 ** 5, result: 9592 },
  { n: 10 ** 6, result: 78498 },
  { n: 10 ** 7, result: 664579 },
];

// None, around 2, squares of sieving primes, words and lanes of bits with their
// neighbours, and around the segment of 393216 integers.
const checkSizes = [
  0, 1, 2, 3, 4, 5, 13, 14, 15, 16, 17, 31, 33, 127, 128, 129, 255, 256, 257, 288, 289, 290, 361, 511, 512, 513, 1000,
  4099, 32768, 65537, 393215, 393216, 393217, 393473, 786433, 800011,
];

const SIEVING =
  'Marking is one call; only the counting pass is done in ranges, so in the sweep of ' +
  'batch sizes the cost of marking is in every point alike.';

export default {
  'sieve-byte': {
    title: 'sieve of Eratosthenes, bytes',
    about:
      'The textbook sieve, one byte an integer: strides of stores, nothing to vectorise but the first ' +
      `fill and the count; beyond the caches it is a measurement of memory. ${SIEVING}`,
    element: 'integer',
    sizes,
    quickSizes: ['100000'],
    crossingsSize: 16384,
    checkSizes,
    buffers: {
      flags: { type: 'u8', length: (/** @type {Size} */ { n }) => n, role: 'out', copy: 'whole' },
    },
    passes: [
      { call: 'sieve_byte_mark', arguments: ['flags', 'n'] },
      { call: 'sieve_byte_count', arguments: ['flags', 'first', 'count'], sum: true },
    ],
    expected,
    bytesPerElement: 2,
    operationsPerElement: 4,
  },

  'sieve-segmented': {
    title: 'sieve of Eratosthenes, segmented bits',
    about:
      'The same primes with thought: odd integers only, one bit each, in segments that stay in the ' +
      'first-level cache, multiples of 3 to 13 from a pattern, population count at the end. What the ' +
      `better algorithm brings in each language, against what the language brings. ${SIEVING}`,
    element: 'integer',
    sizes,
    quickSizes: ['100000'],
    crossingsSize: 16384,
    checkSizes,
    buffers: {
      bits: {
        type: 'u8',
        length: (/** @type {Size} */ { n }) => 16 * Math.ceil(n / 256),
        role: 'out',
        copy: 'whole',
      },
      patterns: { type: 'u8', length: 16 * (105 + 143), role: 'scratch', copy: 'never' },
      primes: { type: 'u32', length: sievingPrimes, role: 'scratch', copy: 'never' },
      next: { type: 'u32', length: sievingPrimes, role: 'scratch', copy: 'never' },
    },
    passes: [
      { call: 'sieve_segmented_mark', arguments: ['bits', 'patterns', 'primes', 'next', 'n'] },
      { call: 'sieve_segmented_count', arguments: ['bits', 'first', 'count'], sum: true },
    ],
    expected,
    bytesPerElement: 1 / 8,
    operationsPerElement: 1,
  },
};

/**
 * More than enough for the odd numbers whose square is below n.
 *
 * @param {Size} size
 * @returns {number}
 */
function sievingPrimes({ n }) {
  return Math.floor(Math.sqrt(n) / 2) + 1;
}
