/**
 * dot_f32 with four accumulators: additions that do not depend on each other
 * hide the latency of one. See dot.h.
 *
 * @param {Float32Array} a
 * @param {Float32Array} b
 * @param {number} first
 * @param {number} count
 * @returns {number} the sum, rounded to single precision
 */
export function dot_f32(a, b, first, count) {
  const end = first + count;
  let i = first;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (; i + 4 <= end; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < end; i++) {
    s0 += a[i] * b[i];
  }
  return Math.fround(s0 + s1 + (s2 + s3));
}

/**
 * dot_f64 with four accumulators. See dot.h.
 *
 * @param {Float64Array} a
 * @param {Float64Array} b
 * @param {number} first
 * @param {number} count
 * @returns {number} the sum
 */
export function dot_f64(a, b, first, count) {
  const end = first + count;
  let i = first;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (; i + 4 <= end; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < end; i++) {
    s0 += a[i] * b[i];
  }
  return s0 + s1 + (s2 + s3);
}
