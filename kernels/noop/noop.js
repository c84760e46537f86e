/**
 * The floor: a call that does nothing. See noop.h.
 *
 * @param {number} first ignored
 * @param {number} count
 * @returns {number} count, so that a caller can see that the call happened
 */
export function noop(first, count) {
  return count >>> 0;
}
