/**
 * Separable blurs of an RGBA image with 8 bits a channel, one channel at a time.
 * Formulas, shapes and ranges are those of blur.h.
 */

/**
 * Pixels [begin, end) of one row. Taps lie `step` bytes apart, and stop at the
 * edges, `before` taps back and `after` taps ahead.
 *
 * @param {Uint8Array} dst
 * @param {Uint8Array} src
 * @param {Uint16Array} weights
 * @param {number} radius
 * @param {number} step
 * @param {number} before
 * @param {number} after
 * @param {number} begin
 * @param {number} end
 */
function gaussRun(dst, src, weights, radius, step, before, after, begin, end) {
  const middle = weights[0];
  for (let i = 4 * begin; i < 4 * end; i += 4) {
    // 1. The tap in the middle, and a half for rounding.
    let r = 128 + middle * src[i];
    let g = 128 + middle * src[i + 1];
    let b = 128 + middle * src[i + 2];
    let a = 128 + middle * src[i + 3];

    // 2. The others, in pairs of equal weight.
    for (let k = 1; k <= radius; k++) {
      const back = i - (k < before ? k : before) * step;
      const ahead = i + (k < after ? k : after) * step;
      const weight = weights[k];
      r += weight * (src[back] + src[ahead]);
      g += weight * (src[back + 1] + src[ahead + 1]);
      b += weight * (src[back + 2] + src[ahead + 2]);
      a += weight * (src[back + 3] + src[ahead + 3]);
    }

    // 3. Back to 8 bits.
    dst[i] = r >> 8;
    dst[i + 1] = g >> 8;
    dst[i + 2] = b >> 8;
    dst[i + 3] = a >> 8;
  }
}

/**
 * @param {Uint8Array} tmp
 * @param {Uint8Array} src
 * @param {Uint16Array} weights
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 * @param {number} first
 * @param {number} count
 */
export function blur_gauss_rows(tmp, src, weights, width, height, radius, first, count) {
  const last = first + count;
  for (let i = first, end; i < last; i = end) {
    // A pixel near an edge is a run of its own, those between are one.
    const before = Math.min(i % width, radius);
    const after = width - 1 - (i % width);
    const inside = before === radius && after >= radius;
    end = inside ? Math.min(i + after - radius + 1, last) : i + 1;
    gaussRun(tmp, src, weights, radius, 4, before, Math.min(after, radius), i, end);
  }
}

/**
 * @param {Uint8Array} dst
 * @param {Uint8Array} tmp
 * @param {Uint16Array} weights
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 * @param {number} first
 * @param {number} count
 */
export function blur_gauss_columns(dst, tmp, weights, width, height, radius, first, count) {
  const last = first + count;
  for (let i = first, end; i < last; i = end) {
    // What the range has of row y is one run.
    const y = Math.floor(i / width);
    end = Math.min((y + 1) * width, last);
    const before = Math.min(y, radius);
    const after = Math.min(height - 1 - y, radius);
    gaussRun(dst, tmp, weights, radius, 4 * width, before, after, i, end);
  }
}

/**
 * 2^15 / size, to nearest.
 *
 * @param {number} radius
 * @returns {number}
 */
export function boxReciprocal(radius) {
  return Math.floor((32768 + radius) / (2 * radius + 1));
}

/**
 * Index i clamped to [0, length).
 *
 * @param {number} i
 * @param {number} length
 * @returns {number}
 */
export function clamped(i, length) {
  return i < 0 ? 0 : i < length ? i : length - 1;
}

/**
 * Pixels [x, end) of the row of `width` pixels whose first byte is `row`.
 *
 * @param {Uint8Array} dst
 * @param {Uint8Array} src
 * @param {number} row
 * @param {number} width
 * @param {number} radius
 * @param {number} x
 * @param {number} end
 */
function boxRun(dst, src, row, width, radius, x, end) {
  const reciprocal = boxReciprocal(radius);

  // 1. The sums around x.
  let r = 0;
  let g = 0;
  let b = 0;
  let a = 0;
  for (let k = -radius; k <= radius; k++) {
    const i = row + 4 * clamped(x + k, width);
    r += src[i];
    g += src[i + 1];
    b += src[i + 2];
    a += src[i + 3];
  }

  for (; x < end; x++) {
    // 2. Their means.
    const out = row + 4 * x;
    dst[out] = (r * reciprocal + 16384) >> 15;
    dst[out + 1] = (g * reciprocal + 16384) >> 15;
    dst[out + 2] = (b * reciprocal + 16384) >> 15;
    dst[out + 3] = (a * reciprocal + 16384) >> 15;

    // 3. One step on: a pixel enters, a pixel leaves.
    const enters = row + 4 * clamped(x + radius + 1, width);
    const leaves = row + 4 * clamped(x - radius, width);
    r += src[enters] - src[leaves];
    g += src[enters + 1] - src[leaves + 1];
    b += src[enters + 2] - src[leaves + 2];
    a += src[enters + 3] - src[leaves + 3];
  }
}

/**
 * @param {Uint8Array} tmp
 * @param {Uint8Array} src
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 * @param {number} first
 * @param {number} count
 */
export function blur_box_rows(tmp, src, width, height, radius, first, count) {
  const last = first + count;
  for (let i = first, end; i < last; i = end) {
    // What the range has of one row is one run.
    const x = i % width;
    end = Math.min(i - x + width, last);
    boxRun(tmp, src, 4 * (i - x), width, radius, x, end - i + x);
  }
}

/**
 * The block of pixels [x, x + columns) of each of the rows [y, y + rows).
 *
 * @param {Uint8Array} dst
 * @param {Uint8Array} src
 * @param {Uint16Array} sums
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 * @param {number} x
 * @param {number} y
 * @param {number} columns
 * @param {number} rows
 */
function boxBlock(dst, src, sums, width, height, radius, x, y, columns, rows) {
  const reciprocal = boxReciprocal(radius);
  const bytes = 4 * columns;
  const stride = 4 * width;

  // 1. The sums around row y, all but the last row of each.
  for (let c = 0; c < bytes; c++) {
    sums[c] = 0;
  }
  for (let k = -radius; k < radius; k++) {
    const from = stride * clamped(y + k, height) + 4 * x;
    for (let c = 0; c < bytes; c++) {
      sums[c] += src[from + c];
    }
  }

  // 2. Row after row: one enters, the means, one leaves.
  for (let j = y; j < y + rows; j++) {
    const enters = stride * clamped(j + radius, height) + 4 * x;
    const leaves = stride * clamped(j - radius, height) + 4 * x;
    const out = stride * j + 4 * x;
    for (let c = 0; c < bytes; c++) {
      const sum = sums[c] + src[enters + c];
      dst[out + c] = (sum * reciprocal + 16384) >> 15;
      sums[c] = sum - src[leaves + c];
    }
  }
}

/**
 * @param {Uint8Array} dst
 * @param {Uint8Array} tmp
 * @param {Uint16Array} sums
 * @param {number} width
 * @param {number} height
 * @param {number} radius
 * @param {number} first
 * @param {number} count
 */
export function blur_box_columns(dst, tmp, sums, width, height, radius, first, count) {
  const last = first + count;
  for (let i = first, end; i < last; i = end) {
    // Whole rows together are one block; part of a row is another.
    const x = i % width;
    const left = last - i;
    const rows = x === 0 && left >= width ? Math.floor(left / width) : 1;
    const columns = Math.min(width - x, left);
    end = i + rows * columns;
    boxBlock(dst, tmp, sums, width, height, radius, x, Math.floor(i / width), columns, rows);
  }
}
