/**
 * The blurs of blur.js with a pixel as one 32-bit number: channels 0 and 2 in
 * one integer ("even"), 16 bits each, 1 and 3 in another ("odd"), so that one
 * addition or multiplication serves two channels. No sum exceeds 16 bits
 * (blur.h), so the halves do not meet. The Gaussian has code of its own for 7
 * taps, written out. Short ranges, where making the 32-bit views would cost more
 * than they bring, and arrays that begin off a 4-byte boundary take the plain
 * road. Byte order does not matter: each channel goes back where it came from.
 */

import * as plain from './blur.js';

const EVEN = 0x00ff00ff;

/** Pixels from which a call makes 32-bit views. */
const PACKED_FROM = 64;

/**
 * @param {number} count
 * @param {Uint8Array | Uint16Array} a
 * @param {Uint8Array | Uint16Array} b
 */
const canPack = (count, a, b) => count >= PACKED_FROM && ((a.byteOffset | b.byteOffset) & 3) === 0;

/**
 * Signed, though pixels are not: 32 bits that JavaScript computes in as they are.
 *
 * @param {Uint8Array | Uint16Array} array
 */
const words = (array) => new Int32Array(array.buffer, array.byteOffset, array.byteLength >> 2);

/** A half in both channels. */
const HALF = 0x00800080;

/**
 * Pixels [begin, end) of one row. Taps lie `step` pixels apart, and stop at the
 * edges, `before` taps back and `after` taps ahead.
 *
 * @param {Int32Array} dst
 * @param {Int32Array} src
 * @param {Uint16Array} weights
 * @param {number} radius
 * @param {number} step
 * @param {number} before
 * @param {number} after
 * @param {number} begin
 * @param {number} end
 */
function gaussRun(dst, src, weights, radius, step, before, after, begin, end) {
  if (radius === 3 && before === 3 && after === 3) {
    if (step === 1) {
      gaussSlide7(dst, src, weights, begin, end);
    } else {
      gaussRun7(dst, src, weights, step, begin, end);
    }
    return;
  }
  const middle = weights[0];
  for (let i = begin; i < end; i++) {
    // 1. The tap in the middle, and a half for rounding.
    const pixel = src[i];
    let even = (HALF + Math.imul(middle, pixel & EVEN)) | 0;
    let odd = (HALF + Math.imul(middle, (pixel >>> 8) & EVEN)) | 0;

    // 2. The others, in pairs of equal weight.
    for (let k = 1; k <= radius; k++) {
      const back = src[i - (k < before ? k : before) * step];
      const ahead = src[i + (k < after ? k : after) * step];
      const weight = weights[k];
      even = (even + Math.imul(weight, (back & EVEN) + (ahead & EVEN))) | 0;
      odd = (odd + Math.imul(weight, ((back >>> 8) & EVEN) + ((ahead >>> 8) & EVEN))) | 0;
    }

    // 3. Back to 8 bits.
    dst[i] = ((even >>> 8) & EVEN) | (odd & ~EVEN);
  }
}

/**
 * gaussRun with 7 taps, none of them clamped: the loop over taps written out.
 *
 * @param {Int32Array} dst
 * @param {Int32Array} src
 * @param {Uint16Array} weights
 * @param {number} step
 * @param {number} begin
 * @param {number} end
 */
function gaussRun7(dst, src, weights, step, begin, end) {
  const w0 = weights[0];
  const w1 = weights[1];
  const w2 = weights[2];
  const w3 = weights[3];
  const step2 = 2 * step;
  const step3 = 3 * step;
  for (let i = begin; i < end; i++) {
    const p = src[i];
    const a1 = src[i - step];
    const b1 = src[i + step];
    const a2 = src[i - step2];
    const b2 = src[i + step2];
    const a3 = src[i - step3];
    const b3 = src[i + step3];
    const even =
      HALF +
      Math.imul(w0, p & EVEN) +
      Math.imul(w1, (a1 & EVEN) + (b1 & EVEN)) +
      Math.imul(w2, (a2 & EVEN) + (b2 & EVEN)) +
      Math.imul(w3, (a3 & EVEN) + (b3 & EVEN));
    const odd =
      HALF +
      Math.imul(w0, (p >>> 8) & EVEN) +
      Math.imul(w1, ((a1 >>> 8) & EVEN) + ((b1 >>> 8) & EVEN)) +
      Math.imul(w2, ((a2 >>> 8) & EVEN) + ((b2 >>> 8) & EVEN)) +
      Math.imul(w3, ((a3 >>> 8) & EVEN) + ((b3 >>> 8) & EVEN));
    dst[i] = ((even >>> 8) & EVEN) | (odd & ~EVEN);
  }
}

/**
 * gaussRun7 along a row: seven taps stay in variables and move by one, so each
 * pixel is loaded and taken apart once.
 *
 * @param {Int32Array} dst
 * @param {Int32Array} src
 * @param {Uint16Array} weights
 * @param {number} begin
 * @param {number} end
 */
function gaussSlide7(dst, src, weights, begin, end) {
  const w0 = weights[0];
  const w1 = weights[1];
  const w2 = weights[2];
  const w3 = weights[3];
  let e0 = src[begin - 3] & EVEN,
    o0 = (src[begin - 3] >>> 8) & EVEN;
  let e1 = src[begin - 2] & EVEN,
    o1 = (src[begin - 2] >>> 8) & EVEN;
  let e2 = src[begin - 1] & EVEN,
    o2 = (src[begin - 1] >>> 8) & EVEN;
  let e3 = src[begin] & EVEN,
    o3 = (src[begin] >>> 8) & EVEN;
  let e4 = src[begin + 1] & EVEN,
    o4 = (src[begin + 1] >>> 8) & EVEN;
  let e5 = src[begin + 2] & EVEN,
    o5 = (src[begin + 2] >>> 8) & EVEN;
  for (let i = begin; i < end; i++) {
    const p = src[i + 3];
    const e6 = p & EVEN;
    const o6 = (p >>> 8) & EVEN;
    const even = HALF + Math.imul(w0, e3) + Math.imul(w1, e2 + e4) + Math.imul(w2, e1 + e5) + Math.imul(w3, e0 + e6);
    const odd = HALF + Math.imul(w0, o3) + Math.imul(w1, o2 + o4) + Math.imul(w2, o1 + o5) + Math.imul(w3, o0 + o6);
    dst[i] = ((even >>> 8) & EVEN) | (odd & ~EVEN);
    e0 = e1;
    e1 = e2;
    e2 = e3;
    e3 = e4;
    e4 = e5;
    e5 = e6;
    o0 = o1;
    o1 = o2;
    o2 = o3;
    o3 = o4;
    o4 = o5;
    o5 = o6;
  }
}

/** @type {typeof plain.blur_gauss_rows} */
export function blur_gauss_rows(tmp, src, weights, width, height, radius, first, count) {
  if (!canPack(count, tmp, src)) {
    plain.blur_gauss_rows(tmp, src, weights, width, height, radius, first, count);
    return;
  }
  const out = words(tmp);
  const from = words(src);
  const last = first + count;
  for (let i = first, end; i < last; i = end) {
    // A pixel near an edge is a run of its own, those between are one.
    const before = Math.min(i % width, radius);
    const after = width - 1 - (i % width);
    const inside = before === radius && after >= radius;
    end = inside ? Math.min(i + after - radius + 1, last) : i + 1;
    gaussRun(out, from, weights, radius, 1, before, Math.min(after, radius), i, end);
  }
}

/** @type {typeof plain.blur_gauss_columns} */
export function blur_gauss_columns(dst, tmp, weights, width, height, radius, first, count) {
  if (!canPack(count, dst, tmp)) {
    plain.blur_gauss_columns(dst, tmp, weights, width, height, radius, first, count);
    return;
  }
  const out = words(dst);
  const from = words(tmp);
  const last = first + count;
  for (let i = first, end; i < last; i = end) {
    // What the range has of row y is one run.
    const y = Math.floor(i / width);
    end = Math.min((y + 1) * width, last);
    const before = Math.min(y, radius);
    const after = Math.min(height - 1 - y, radius);
    gaussRun(out, from, weights, radius, width, before, after, i, end);
  }
}

/**
 * The means of four sums, as a pixel.
 *
 * @param {number} even
 * @param {number} odd
 * @param {number} reciprocal
 */
function boxPixel(even, odd, reciprocal) {
  const c0 = (Math.imul(even & 0xffff, reciprocal) + 16384) >> 15;
  const c1 = (Math.imul(odd & 0xffff, reciprocal) + 16384) >> 15;
  const c2 = (Math.imul(even >>> 16, reciprocal) + 16384) >> 15;
  const c3 = (Math.imul(odd >>> 16, reciprocal) + 16384) >> 15;
  return c0 | (c1 << 8) | (c2 << 16) | (c3 << 24);
}

/**
 * Pixels [x, end) of the row of `width` pixels that begins at pixel `row`.
 *
 * @param {Int32Array} dst
 * @param {Int32Array} src
 * @param {number} row
 * @param {number} width
 * @param {number} radius
 * @param {number} x
 * @param {number} end
 */
function boxRun(dst, src, row, width, radius, x, end) {
  const reciprocal = plain.boxReciprocal(radius);

  // 1. The sums around x.
  let even = 0;
  let odd = 0;
  for (let k = -radius; k <= radius; k++) {
    const pixel = src[row + plain.clamped(x + k, width)];
    even += pixel & EVEN;
    odd += (pixel >>> 8) & EVEN;
  }

  for (; x < end; x++) {
    // 2. Their means.
    dst[row + x] = boxPixel(even, odd, reciprocal);

    // 3. One step on: a pixel enters, a pixel leaves.
    const enters = src[row + plain.clamped(x + radius + 1, width)];
    const leaves = src[row + plain.clamped(x - radius, width)];
    even = (even + (enters & EVEN) - (leaves & EVEN)) | 0;
    odd = (odd + ((enters >>> 8) & EVEN) - ((leaves >>> 8) & EVEN)) | 0;
  }
}

/** @type {typeof plain.blur_box_rows} */
export function blur_box_rows(tmp, src, width, height, radius, first, count) {
  if (!canPack(count, tmp, src)) {
    plain.blur_box_rows(tmp, src, width, height, radius, first, count);
    return;
  }
  const out = words(tmp);
  const from = words(src);
  const last = first + count;
  for (let i = first, end; i < last; i = end) {
    // What the range has of one row is one run.
    const x = i % width;
    end = Math.min(i - x + width, last);
    boxRun(out, from, i - x, width, radius, x, end - i + x);
  }
}

/**
 * The block of pixels [x, x + columns) of each of the rows [y, y + rows).
 *
 * @param {Int32Array} dst
 * @param {Int32Array} src
 * @param {Int32Array} sums even and odd of each column
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 * @param {number} x
 * @param {number} y
 * @param {number} columns
 * @param {number} rows
 */
function boxBlock(dst, src, sums, width, height, radius, x, y, columns, rows) {
  const reciprocal = plain.boxReciprocal(radius);

  // 1. The sums around row y, all but the last row of each.
  sums.fill(0, 0, 2 * columns);
  for (let k = -radius; k < radius; k++) {
    const from = width * plain.clamped(y + k, height) + x;
    for (let c = 0; c < columns; c++) {
      const pixel = src[from + c];
      sums[2 * c] += pixel & EVEN;
      sums[2 * c + 1] += (pixel >>> 8) & EVEN;
    }
  }

  // 2. Row after row: one enters, the means, one leaves.
  for (let j = y; j < y + rows; j++) {
    const entersAt = width * plain.clamped(j + radius, height) + x;
    const leavesAt = width * plain.clamped(j - radius, height) + x;
    const out = width * j + x;
    for (let c = 0; c < columns; c++) {
      const enters = src[entersAt + c];
      const leaves = src[leavesAt + c];
      const even = (sums[2 * c] + (enters & EVEN)) | 0;
      const odd = (sums[2 * c + 1] + ((enters >>> 8) & EVEN)) | 0;
      dst[out + c] = boxPixel(even, odd, reciprocal);
      sums[2 * c] = even - (leaves & EVEN);
      sums[2 * c + 1] = odd - ((leaves >>> 8) & EVEN);
    }
  }
}

/** @type {typeof plain.blur_box_columns} */
export function blur_box_columns(dst, tmp, sums, width, height, radius, first, count) {
  if (!canPack(count, dst, tmp) || !canPack(count, sums, sums)) {
    plain.blur_box_columns(dst, tmp, sums, width, height, radius, first, count);
    return;
  }
  const out = words(dst);
  const from = words(tmp);
  const pairs = words(sums);
  const last = first + count;
  for (let i = first, end; i < last; i = end) {
    // Whole rows together are one block; part of a row is another.
    const x = i % width;
    const left = last - i;
    const rows = x === 0 && left >= width ? Math.floor(left / width) : 1;
    const columns = Math.min(width - x, left);
    end = i + rows * columns;
    boxBlock(out, from, pairs, width, height, radius, x, Math.floor(i / width), columns, rows);
  }
}
