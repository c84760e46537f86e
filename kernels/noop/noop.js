/**
 * The floor: a call that does next to nothing. See noop.h.
 *
 * @param {number} first ignored
 * @param {number} count
 * @returns {number} 2 count, so that a caller can see that the call happened
 */
export function noop(first, count) {
  return (count * 2) >>> 0;
}
