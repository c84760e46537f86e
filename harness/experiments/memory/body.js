/**
 * The timed function of a cell of the experiment memory, written out as source for this cell
 * alone, so that each has call sites of its own.
 */

/** @import { Opened } from '../../agent/for-subjects.js' */

/**
 * @param {Record<string, unknown>} names what the source may use, besides n and i
 * @param {string} work statements of one iteration, which leave its result in `total` (0 before)
 * @returns {Opened['body']}
 */
export function bodyOf(names, work) {
  const source = `return (iterations, n) => {
    let total = 0;
    for (let k = 0; k < iterations; k++) {
      total = 0;
      ${work}
    }
    return total;
  }`;
  return new Function(...Object.keys(names), source)(...Object.values(names));
}

/**
 * @param {string} step statements for one of n items, i
 * @returns {string} statements for all
 */
export const each = (step) => `for (let i = 0; i < n; i++) { ${step} }`;
