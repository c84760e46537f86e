/**
 * Dot product of single precision arrays over [first, first + count). See dot.h.
 * The sum is kept in double precision, the only one JavaScript computes in, and
 * rounded once: rounding each step with Math.fround would be 5 times slower.
 *
 * @param {Float32Array} a
 * @param {Float32Array} b
 * @param {number} first
 * @param {number} count
 * @returns {number} the sum, rounded to single precision
 */
export function dot_f32(a, b, first, count) {
  const end = first + count;
  let sum = 0;
  for (let i = first; i < end; i++) {
    sum += a[i] * b[i];
  }
  return Math.fround(sum);
}

/**
 * Dot product of double precision arrays over [first, first + count). See dot.h.
 *
 * @param {Float64Array} a
 * @param {Float64Array} b
 * @param {number} first
 * @param {number} count
 * @returns {number} the sum
 */
export function dot_f64(a, b, first, count) {
  const end = first + count;
  let sum = 0;
  for (let i = first; i < end; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}
