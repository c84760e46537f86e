/**
 * Seeded inputs, bit for bit those of harness/native/inputs.c.
 * A counter-based generator: element i depends on the seed and i alone.
 * Finaliser: fmix32 of MurmurHash3, Austin Appleby, public domain.
 */

/** @import { BufferSpec, TypedArray } from '../words/cell-spec.js' */

/**
 * @param {number} seed
 * @param {number} i
 * @returns {number} 0..2^32-1
 */
export function hash32(seed, i) {
  let h = (seed + Math.imul(i, 0x9e3779b9)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** @type {Record<string, (seed: number, i: number) => number>} */
const UNIFORM = {
  u8: (seed, i) => hash32(seed, i) >>> 24,
  u16: (seed, i) => hash32(seed, i) >>> 16,
  u32: hash32,
  i32: (seed, i) => hash32(seed, i) | 0,
  f32: (seed, i) => (hash32(seed, i) >>> 8) / 2 ** 23 - 1,
  f64: (seed, i) => ((hash32(seed, i) >>> 5) * 2 ** 26 + (hash32(seed + 1, i) >>> 6)) / 2 ** 52 - 1,
};

/**
 * @param {TypedArray} array of `buffer.length` elements; overwritten
 * @param {BufferSpec} buffer
 * @param {number} seed the cell's
 * @param {number} index of the buffer in its cell
 */
export function fillBuffer(array, buffer, seed, index) {
  if (Array.isArray(buffer.fill)) {
    array.set(buffer.fill);
  } else if (buffer.fill === 'zero') {
    array.fill(0);
  } else {
    const value = UNIFORM[buffer.type];
    const bufferSeed = (seed + Math.imul(index, 0x85ebca6b)) | 0;
    for (let i = 0; i < array.length; i++) {
      array[i] = value(bufferSeed, i);
    }
  }
}
