/**
 * What an engine can do, asked of the engine: the smallest modules that need a feature.
 */

/** This engine cannot do it: the cell goes to skipped.csv with the reason. */
export class Unsupported extends Error {}

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** @typedef {{ name: string, module: number[], options?: any }} Feature */

/** @type {Record<string, Feature>} */
export const FEATURES = {
  // (type (struct))
  gc: { name: 'WasmGC', module: [1, 3, 1, 0x5f, 0] },
  // (type (func (result i32 i32)))
  multiValue: { name: 'multi-value results', module: [1, 6, 1, 0x60, 0, 2, 0x7f, 0x7f] },
  // (type (func (param externref)))
  referenceTypes: { name: 'reference types', module: [1, 5, 1, 0x60, 1, 0x6f, 0] },
  // (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))) (memory 1)
  bulkMemory: {
    name: 'bulk memory',
    module: [
      1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 13, 1, 11, 0, 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 0, 0x0b,
    ],
  },
  // (func (param v128))
  simd: { name: 'SIMD', module: [1, 5, 1, 0x60, 1, 0x7b, 0] },
  // (func (param v128) (drop (i32x4.relaxed_trunc_f32x4_s (local.get 0))))
  relaxedSimd: {
    name: 'relaxed SIMD',
    module: [1, 5, 1, 0x60, 1, 0x7b, 0, 3, 2, 1, 0, 10, 10, 1, 8, 0, 0x20, 0, 0xfd, 0x81, 2, 0x1a, 0x0b],
  },
  // (import "wasm:js-string" "length" (func (param i32))): with the builtins on, a wrong type is refused
  stringBuiltins: {
    name: 'JS string builtins',
    module: [1, 5, 1, 0x60, 1, 0x7f, 0, 2, 25, 1, 14, ...ascii('wasm:js-string'), 6, ...ascii('length'), 0, 0],
    options: { builtins: ['js-string'] },
  },
};

/**
 * @param {string} text
 * @returns {number[]}
 */
function ascii(text) {
  return [...text].map((character) => character.charCodeAt(0));
}

/**
 * @param {Feature} feature
 * @returns {boolean}
 */
export function has({ module, options }) {
  const validate = /** @type {(bytes: BufferSource, options?: any) => boolean} */ (WebAssembly.validate);
  const valid = validate(new Uint8Array([...HEADER, ...module]), options);
  return options === undefined ? valid : !valid;
}

/**
 * @param {Feature} feature
 * @throws {Unsupported} if this engine lacks it
 */
export function need(feature) {
  if (!has(feature)) {
    throw new Unsupported(`this engine has no ${feature.name}`);
  }
}
