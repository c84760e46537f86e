/**
 * The keys of a definition, held against those that there are.
 */

import { DefinitionError } from '../words/problems.js';

/**
 * @param {string} where
 * @param {Record<string, any>} object
 * @param {Record<string, string>} keys allowed, and the types of their values
 */
export function checkKeys(where, object, keys) {
  for (const [key, value] of Object.entries(object)) {
    if (!(key in keys)) {
      throw new DefinitionError(`${where}: unknown key "${key}"; known: ${Object.keys(keys).join(', ')}`);
    }
    if (!keys[key].split(' ').includes(typeof value)) {
      throw new DefinitionError(`${where}: "${key}" is a ${typeof value}; allowed: ${keys[key].replace(' ', ' or ')}`);
    }
  }
}

/**
 * @param {string} where
 * @param {Record<string, any>} object
 * @param {string[]} keys
 */
export function checkPresent(where, object, keys) {
  const missing = keys.filter((key) => object[key] === undefined);
  if (missing.length > 0) {
    throw new DefinitionError(`${where}: "${missing[0]}" is missing`);
  }
}
