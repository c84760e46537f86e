/** @typedef {{ n: number }} Size */

const length = (/** @type {Size} */ size) => size.n;

// Every power of four from inside L1 (8 KiB of f32) to outside most L2s (32 MiB).
const sizes = [2 ** 10, 2 ** 14, 2 ** 18, 2 ** 22];

// Both sides of the blocks of the unrolled loops (4, 8, 16), and none at all.
const checkSizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 1000, 1001];

export default {
  'dot-f32': {
    title: 'dot product f32',
    about:
      'Two loads, one multiplication and one addition an element: the kernel that SIMD is made for. ' +
      'The scalar sum waits for each addition in turn, because C and WebAssembly may not reorder them; ' +
      'js-tuned shows what several accumulators bring without SIMD. JavaScript adds in double ' +
      'precision and rounds once, so its result is the more exact one.',
    element: 'pair of floats',
    seed: 1,
    sizes,
    quickSizes: ['1024', '16384', '262144', '4194304'],
    crossingsSize: 16384,
    quickCrossings: true,
    checkSizes,
    buffers: {
      a: { type: 'f32', length, role: 'in' },
      b: { type: 'f32', length, role: 'in' },
    },
    passes: [{ call: 'dot_f32', arguments: ['a', 'b', 'first', 'count'], sum: true }],
    tolerance: (/** @type {Size} */ { n }) => 4 * 2 ** -24 * n,
    bytesPerElement: 8,
    operationsPerElement: 2,
  },

  'dot-f64': {
    title: 'dot product f64',
    about:
      'The same loop in the number type that JavaScript and WebAssembly share: here plain JavaScript ' +
      'and scalar WebAssembly do the same work, and SIMD has only two lanes to win with.',
    element: 'pair of doubles',
    seed: 2,
    sizes,
    quickSizes: ['1024'],
    crossingsSize: 16384,
    checkSizes,
    buffers: {
      a: { type: 'f64', length, role: 'in' },
      b: { type: 'f64', length, role: 'in' },
    },
    passes: [{ call: 'dot_f64', arguments: ['a', 'b', 'first', 'count'], sum: true }],
    tolerance: (/** @type {Size} */ { n }) => 4 * 2 ** -53 * n,
    bytesPerElement: 16,
    operationsPerElement: 2,
  },
};
