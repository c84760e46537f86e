/**
 * Names that a user gives, held against those that there are.
 */

import { UsageError } from '../words/problems.js';

/**
 * @param {string} option
 * @param {string[]} given
 * @param {string[]} known
 * @returns {string[]}
 */
export function checkKnown(option, given, known) {
  const unknown = given.find((word) => !known.includes(word));
  if (unknown !== undefined) {
    throw new UsageError(`${option.toUpperCase()}: unknown "${unknown}"; known: ${known.join(' ')}`);
  }
  return given;
}
