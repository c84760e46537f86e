/**
 * Correct before timed: results and outputs against the C reference, and the
 * checksum that travels with each sample.
 */

import { ELEMENT_TYPES } from '../words/cell-spec.js';

/** @import { CellSpec, TypedArray } from '../words/cell-spec.js' */

/**
 * @param {TypedArray} array
 * @returns {Uint8Array} its bytes
 */
const bytesOf = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** @param {CellSpec} cell */
const outputs = (cell) => cell.buffers.filter((b) => b.role === 'out');

/** What stands in outputs before a run, so that a run that writes nothing cannot pass. */
const POISON = 0xa5;

/**
 * @param {CellSpec} cell
 * @param {Record<string, TypedArray>[]} places arrays by name
 */
export function poisonOutputs(cell, places) {
  for (const arrays of places) {
    outputs(cell).forEach((b) => bytesOf(arrays[b.name]).fill(POISON));
  }
}

/**
 * @param {number} hash
 * @param {number} word
 */
const fnv1a = (hash, word) => Math.imul(hash ^ word, 0x01000193);

/**
 * @param {number} hash
 * @param {TypedArray} array at an offset that is a multiple of 4
 */
function hashArray(hash, array) {
  const whole = Math.floor(array.byteLength / 4);
  const words = new Uint32Array(array.buffer, array.byteOffset, whole);
  for (let i = 0; i < whole; i++) {
    hash = fnv1a(hash, words[i]);
  }
  const tail = bytesOf(array).subarray(whole * 4);
  return tail.length === 0
    ? hash
    : fnv1a(
        hash,
        tail.reduce((word, byte, i) => word | (byte << (8 * i)), 0),
      );
}

/**
 * FNV-1a over 32-bit words of the result (as a double) and all output buffers.
 * @param {CellSpec} cell
 * @param {Record<string, TypedArray>} arrays
 * @param {number} result
 * @returns {string} 8 hex digits
 */
export function checksum(cell, arrays, result) {
  const hash = outputs(cell).reduce(
    (h, b) => hashArray(h, arrays[b.name]),
    hashArray(0x811c9dc5 | 0, new Float64Array([result])),
  );
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * @param {CellSpec} cell
 * @returns {number} bytes that a reference must have
 */
export const referenceBytes = (cell) =>
  outputs(cell).reduce((sum, { type, length }) => sum + length * ELEMENT_TYPES[type].bytes, 0);

/**
 * NaN differs from everything.
 * @param {number} got
 * @param {number} want
 * @param {number} tolerance
 */
const differs = (got, want, tolerance) => !(Math.abs(got - want) <= tolerance);

/** @param {number} tolerance */
const within = (tolerance) => (tolerance === 0 ? 'exactly' : `within ${tolerance}`);

/**
 * @param {CellSpec} cell
 * @param {Record<string, TypedArray>} arrays what the variant computed
 * @param {number} result
 * @param {{ result: number, outputs: Uint8Array }} reference of the scalar C
 * @throws {Error} that names the first difference
 */
export function verify(cell, arrays, result, reference) {
  if (differs(result, reference.result, cell.tolerance)) {
    throw new Error(
      `result is ${result}; the C reference gives ${reference.result}, to be met ${within(cell.tolerance)}`,
    );
  }
  let offset = 0;
  for (const buffer of outputs(cell)) {
    const got = arrays[buffer.name];
    if (got.length !== buffer.length) {
      throw new Error(
        `${buffer.name} is ${got.length} long, not ${buffer.length}; a view of memory that has grown since is 0 long`,
      );
    }
    const bytes = reference.outputs.slice(offset, offset + got.byteLength);
    const Type = /** @type {any} */ (got).constructor;
    /** @type {TypedArray} */
    const want = new Type(bytes.buffer, 0, got.length);
    offset += got.byteLength;
    for (let i = 0; i < got.length; i++) {
      if (differs(got[i], want[i], cell.tolerance)) {
        throw new Error(
          `${buffer.name}[${i}] is ${got[i]}; the C reference gives ${want[i]}, to be met ${within(cell.tolerance)}`,
        );
      }
    }
  }
}
