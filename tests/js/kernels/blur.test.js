import assert from 'node:assert/strict';
import { test } from 'node:test';

import definition from '../../../kernels/blur/definition.js';
import { noise, oddRanges, variantsOf } from './variants.js';

/** @import { Variant } from './variants.js' */

const gauss = definition['blur-gauss'];
const WEIGHTS = Uint16Array.from(gauss.buffers.weights.values(gauss.parameters));

/**
 * @typedef {{ width: number, height: number, radius: number }} Shape
 * @typedef {{ first: number, count: number }[]} Ranges
 * @typedef {(functions: Variant['functions'], src: Uint8Array, shape: Shape, ranges: Ranges) => { tmp: Uint8Array, dst: Uint8Array }} Blur
 */

/**
 * @param {Shape} shape
 * @returns {Ranges}
 */
const whole = ({ width, height }) => [{ first: 0, count: width * height }];

/** @type {Blur} */
function gaussBlur(functions, src, { width, height, radius }, ranges) {
  const tmp = new Uint8Array(src.length).fill(99);
  const dst = new Uint8Array(src.length).fill(77);
  for (const { first, count } of ranges) {
    functions.blur_gauss_rows(tmp, src, WEIGHTS, width, height, radius, first, count);
  }
  for (const { first, count } of ranges) {
    functions.blur_gauss_columns(dst, tmp, WEIGHTS, width, height, radius, first, count);
  }
  return { tmp, dst };
}

/** @type {Blur} */
function boxBlur(functions, src, { width, height, radius }, ranges) {
  const tmp = new Uint8Array(src.length).fill(99);
  const dst = new Uint8Array(src.length).fill(77);
  const sums = new Uint16Array(4 * width).fill(55);
  for (const { first, count } of ranges) {
    functions.blur_box_rows(tmp, src, width, height, radius, first, count);
  }
  for (const { first, count } of ranges) {
    functions.blur_box_columns(dst, tmp, sums, width, height, radius, first, count);
  }
  return { tmp, dst };
}

/**
 * One pass as the formula in blur.h says it, tap by tap, for any weights.
 *
 * @param {Uint8Array} src
 * @param {Shape} shape
 * @param {'x' | 'y'} along
 * @param {(taps: number[]) => number} combine the 2*radius + 1 taps, from first to last
 */
function naivePass(src, { width, height, radius }, along, combine) {
  /**
   * @param {number} i
   * @param {number} length
   */
  const clamp = (i, length) => Math.max(0, Math.min(length - 1, i));
  return src.map((_, at) => {
    const channel = at % 4;
    const x = Math.floor(at / 4) % width;
    const y = Math.floor(at / 4 / width);
    const taps = Array.from({ length: 2 * radius + 1 }, (__, t) => {
      const tapX = along === 'x' ? clamp(x + t - radius, width) : x;
      const tapY = along === 'y' ? clamp(y + t - radius, height) : y;
      return src[4 * (tapY * width + tapX) + channel];
    });
    return combine(taps);
  });
}

/** @param {number[]} taps */
const gaussOfTaps = (taps) => {
  const radius = (taps.length - 1) / 2;
  return (taps.reduce((sum, tap, t) => sum + tap * WEIGHTS[Math.abs(t - radius)], 0) + 128) >> 8;
};

/** @param {number[]} taps */
const meanOfTaps = (taps) => Math.round(taps.reduce((sum, tap) => sum + tap, 0) / taps.length);

const shapes = [
  { width: 1, height: 1 },
  { width: 1, height: 9 },
  { width: 9, height: 1 },
  { width: 2, height: 3 },
  { width: 7, height: 7 },
  { width: 12, height: 5 },
  { width: 13, height: 11 },
  { width: 29, height: 6 },
];

test('the weights of sigma 1.5 are those of the formula, and sum to 256', () => {
  // 256*exp(-k*k / 4.5) / 3.694: 69.3, 55.5, 28.5, 9.4; the middle takes what the others leave.
  assert.deepEqual([...WEIGHTS], [72, 55, 28, 9]);
  assert.equal(WEIGHTS.length, gauss.parameters.radius + 1);
});

for (const { name, functions } of await variantsOf('blur')) {
  for (const [title, blur] of /** @type {[string, Blur][]} */ ([
    ['gauss', gaussBlur],
    ['box', boxBlur],
  ])) {
    test(`${title} (${name}) of a constant image is the constant`, () => {
      for (const value of [0, 1, 127, 128, 254, 255]) {
        const shape = { width: 21, height: 9, radius: 3 };
        const src = new Uint8Array(4 * 21 * 9).fill(value);
        assert.deepEqual(blur(functions, src, shape, whole(shape)).dst, src);
      }
    });

    test(`${title} (${name}) computes the same bytes in ranges cut anywhere`, () => {
      for (const size of shapes) {
        const shape = { ...size, radius: 3 };
        const src = noise(4 * shape.width * shape.height);
        const n = shape.width * shape.height;
        const expected = blur(functions, src, shape, whole(shape)).dst;
        const single = Array.from({ length: n }, (_, first) => ({ first, count: 1 }));
        assert.deepEqual(blur(functions, src, shape, oddRanges(n)).dst, expected);
        assert.deepEqual(blur(functions, src, shape, oddRanges(n).reverse()).dst, expected);
        assert.deepEqual(blur(functions, src, shape, single).dst, expected);
      }
    });

    test(`${title} (${name}) writes its range and nothing else, and nothing for count 0`, () => {
      const shape = { width: 13, height: 7, radius: 3 };
      const src = noise(4 * 13 * 7);
      for (const { first, count } of [
        { first: 0, count: 0 },
        { first: 5, count: 30 },
        { first: 90, count: 1 },
      ]) {
        const { tmp, dst } = blur(functions, src, shape, [{ first, count }]);
        const outside = (/** @type {number} */ byte, /** @type {number} */ i) =>
          i < 4 * first || i >= 4 * (first + count);
        assert.ok(tmp.filter(outside).every((byte) => byte === 99));
        assert.ok(dst.filter(outside).every((byte) => byte === 77));
      }
    });
  }

  test(`gauss (${name}) agrees with the formula, tap by tap`, () => {
    for (const size of shapes) {
      const shape = { ...size, radius: 3 };
      const src = noise(4 * shape.width * shape.height);
      const { tmp, dst } = gaussBlur(functions, src, shape, whole(shape));
      assert.deepEqual(tmp, naivePass(src, shape, 'x', gaussOfTaps));
      assert.deepEqual(dst, naivePass(tmp, shape, 'y', gaussOfTaps));
    }
  });

  test(`gauss (${name}) of one bright channel is the outer product of the weights, twice rounded`, () => {
    const shape = { width: 15, height: 13, radius: 3 };
    for (const channel of [0, 1, 2, 3]) {
      const src = new Uint8Array(4 * 15 * 13);
      src[4 * (6 * 15 + 7) + channel] = 255;
      const { dst } = gaussBlur(functions, src, shape, whole(shape));
      const weight = (/** @type {number} */ distance) => WEIGHTS[Math.abs(distance)] ?? 0;
      const expected = src.map((_, at) => {
        const x = Math.floor(at / 4) % 15;
        const y = Math.floor(at / 4 / 15);
        const row = (255 * weight(x - 7) + 128) >> 8;
        return at % 4 === channel ? (row * weight(y - 6) + 128) >> 8 : 0;
      });
      assert.deepEqual(dst, expected);
    }
  });

  test(`box (${name}) is the rounded mean, for every radius allowed`, () => {
    for (const size of shapes) {
      for (const radius of [1, 2, 3, 4, 5]) {
        const shape = { ...size, radius };
        const src = noise(4 * shape.width * shape.height);
        const { tmp, dst } = boxBlur(functions, src, shape, whole(shape));
        assert.deepEqual(tmp, naivePass(src, shape, 'x', meanOfTaps));
        assert.deepEqual(dst, naivePass(tmp, shape, 'y', meanOfTaps));
      }
    }
  });

  test(`box (${name}) rounds every possible sum to nearest`, () => {
    // Columns of a (2*radius + 1)-pixel window whose sum is each of 0..255*size in turn.
    for (const radius of [1, 2, 3, 4, 5]) {
      const size = 2 * radius + 1;
      const shape = { width: 255 * size + 1, height: size, radius };
      const tmp = new Uint8Array(4 * shape.width * size);
      for (let sum = 0; sum < shape.width; sum++) {
        for (let row = 0; row < size; row++) {
          tmp.fill(
            Math.max(0, Math.min(255, sum - 255 * row)),
            4 * (row * shape.width + sum),
            4 * (row * shape.width + sum) + 4,
          );
        }
      }
      const dst = new Uint8Array(tmp.length);
      const sums = new Uint16Array(4 * shape.width);
      functions.blur_box_columns(dst, tmp, sums, shape.width, size, radius, radius * shape.width, shape.width);
      for (let sum = 0; sum < shape.width; sum++) {
        assert.equal(dst[4 * (radius * shape.width + sum)], Math.round(sum / size), `${sum} / ${size}`);
      }
    }
  });
}
