/**
 * What the ways of the experiment marshal have in common: inputs, room in a linear memory, and
 * what a callee does with what came in.
 */

import { hash32 } from '../../agent/inputs.js';
import { instantiate } from '../../agent/for-subjects.js';

/** @import { Loader } from '../../agent/loaded.js' */

/** Where data begin in a linear memory: address 0 is no place for them. */
export const BASE = 1024;

const PAGE_BYTES = 65536;
const SEED = 1;

/**
 * Any bytes; the first is 0, as the bodies count down to it in that place.
 * @param {number} n
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytesOf(n) {
  const bytes = new Uint8Array(n);
  for (let i = 1; i < n; i++) {
    bytes[i] = hash32(SEED, i) >>> 24;
  }
  return bytes;
}

/**
 * What $take of marshal.wat does.
 * @param {Uint8Array} bytes
 * @param {number} [length]
 */
export const firstAndLast = (bytes, length = bytes.length) =>
  ((bytes[0] | (bytes[length - 1] << 8)) + (length << 16)) | 0;

/**
 * @param {Loader} loader
 * @param {string} name of the module
 * @param {number} bytes that there must be from BASE on
 * @param {any} [options] of compilation
 * @returns {Promise<{ exports: Record<string, any>, heap: Uint8Array<ArrayBuffer> }>} heap: all of its memory, which
 *   grows no more
 */
export async function withRoom(loader, name, bytes, options) {
  const exports = await instantiate(loader, name, {}, options);
  const missing = BASE + bytes - exports.memory.buffer.byteLength;
  if (missing > 0) {
    exports.memory.grow(Math.ceil(missing / PAGE_BYTES));
  }
  return { exports, heap: new Uint8Array(exports.memory.buffer) };
}
