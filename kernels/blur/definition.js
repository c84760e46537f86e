/** @typedef {{ n: number, label: string, width: number, height: number }} ImageSize */

/**
 * @param {number} width
 * @param {number} height
 * @returns {ImageSize}
 */
const image = (width, height) => ({
  n: width * height,
  label: `${width}x${height}`,
  width,
  height,
});

const bytes = (/** @type {ImageSize} */ size) => 4 * size.n;

/**
 * The middle of a Gaussian and one side of it, as integers whose full sum is 256.
 * The formula is in blur.h.
 *
 * @param {{ sigma: number, radius: number }} size
 * @returns {number[]} radius + 1 weights
 */
function gaussianWeights({ sigma, radius }) {
  const curve = Array.from({ length: radius + 1 }, (_, k) => Math.exp((-k * k) / (2 * sigma * sigma)));
  const side = curve.slice(1);
  const total = curve[0] + 2 * side.reduce((sum, value) => sum + value, 0);
  const weights = side.map((value) => Math.round((256 * value) / total));
  return [256 - 2 * weights.reduce((sum, value) => sum + value, 0), ...weights];
}

// From inside L2 (256 KiB an image) to outside; the odd one has tails in every row.
const sizes = [image(256, 256), image(1024, 1024), image(1920, 1080), image(641, 479)];

// No image, one pixel, one row, one column, smaller than the radius, and widths
// around four pixels (the lanes of a SIMD step) beyond the edges.
const checkSizes = [
  image(0, 0),
  image(1, 1),
  image(2, 1),
  image(1, 2),
  image(3, 2),
  image(4, 4),
  image(5, 3),
  image(7, 7),
  image(8, 5),
  image(9, 8),
  image(10, 3),
  image(11, 12),
  image(12, 9),
  image(13, 1),
  image(1, 17),
  image(16, 16),
  image(17, 15),
  image(33, 9),
  image(67, 31),
];

const images = {
  src: { type: 'u8', length: bytes, role: 'in', copy: 'whole' },
  tmp: { type: 'u8', length: bytes, role: 'scratch', copy: 'never' },
  dst: { type: 'u8', length: bytes, role: 'out', copy: 'chunk' },
};

export default {
  'blur-gauss': {
    title: 'Gaussian blur RGBA8',
    about:
      'A separable filter with 8-bit weights, 7 taps: many small multiplications a byte, eight at a ' +
      'time with SIMD. js-tuned does two channels in one 32-bit multiplication, which scalar C could ' +
      'do too, and here does not. A call covers a range of pixels; in the sweep of batch sizes first ' +
      'all ranges of the rows pass, then all of the columns pass.',
    element: 'RGBA pixel',
    seed: 3,
    parameters: { sigma: 1.5, radius: 3 },
    sizes,
    quickSizes: ['256x256'],
    crossingsSize: image(128, 128),
    checkSizes,
    buffers: {
      ...images,
      weights: {
        type: 'u16',
        length: (/** @type {{ radius: number }} */ { radius }) => radius + 1,
        role: 'in',
        fill: 'values',
        values: gaussianWeights,
        copy: 'whole',
      },
    },
    passes: [
      {
        call: 'blur_gauss_rows',
        arguments: ['tmp', 'src', 'weights', 'width', 'height', 'radius', 'first', 'count'],
      },
      {
        call: 'blur_gauss_columns',
        arguments: ['dst', 'tmp', 'weights', 'width', 'height', 'radius', 'first', 'count'],
      },
    ],
    bytesPerElement: 16,
    operationsPerElement: 2 * 4 * (4 + 3 + 4 + 1),
  },

  'blur-box': {
    title: 'box blur RGBA8',
    about:
      'A separable mean of 7 pixels by running sums: the work does not grow with the radius, and ' +
      'memory traffic counts for more than arithmetic. A call that covers few pixels must first make ' +
      'the sums that a longer call carries along, so per-element calls cost more than their crossings.',
    element: 'RGBA pixel',
    seed: 4,
    parameters: { radius: 3 },
    sizes,
    quickSizes: ['256x256'],
    crossingsSize: image(128, 128),
    checkSizes,
    buffers: {
      ...images,
      sums: {
        type: 'u16',
        length: (/** @type {ImageSize} */ { width }) => 4 * width,
        role: 'scratch',
        copy: 'never',
      },
    },
    passes: [
      {
        call: 'blur_box_rows',
        arguments: ['tmp', 'src', 'width', 'height', 'radius', 'first', 'count'],
      },
      {
        call: 'blur_box_columns',
        arguments: ['dst', 'tmp', 'sums', 'width', 'height', 'radius', 'first', 'count'],
      },
    ],
    bytesPerElement: 16,
    operationsPerElement: 2 * 4 * (2 + 3),
  },
};
