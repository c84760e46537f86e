/** Batch sizes of a sweep. */

/**
 * @param {number} n
 * @param {number} factor
 * @returns {number[]} 1, factor, factor^2, ... below n, then n
 */
export function batchesUpTo(n, factor) {
  const batches = [];
  for (let batch = 1; batch < n; batch *= factor) {
    batches.push(batch);
  }
  return [...batches, n];
}
