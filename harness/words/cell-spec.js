/**
 * A cell as the agents see it: everything needed to run it, as data.
 * Written by the plan, read by the JavaScript agent; the C agent reads the same words.
 */

/**
 * @typedef {'u8' | 'u16' | 'u32' | 'i32' | 'f32' | 'f64'} ElementType
 * @typedef {object} BufferSpec
 * @property {string} name
 * @property {ElementType} type
 * @property {number} length in elements of `type`
 * @property {'in' | 'out' | 'scratch'} role
 * @property {'uniform' | 'zero' | number[]} fill
 * @property {'chunk' | 'whole' | 'never'} copy what transfer=copy moves, and when
 * @property {number} offset in bytes from the start of the arena
 *
 * @typedef {object} PassSpec
 * @property {string} call name of the function
 * @property {string[]} arguments names of buffers, parameters, `n`, `first`, `count`
 * @property {boolean} sum whether what it returns is added to the result
 *
 * @typedef {object} CellSpec
 * @property {string} kernel
 * @property {string} family
 * @property {string} variant
 * @property {number} n elements of the work
 * @property {number} batch elements per call
 * @property {'resident' | 'copy'} transfer
 * @property {string} [setting] any other axis, such as `threads=4`; '' for none ('')
 * @property {number} seed
 * @property {string} source file of the code
 * @property {BufferSpec[]} buffers
 * @property {number} arena bytes
 * @property {Record<string, number>} parameters
 * @property {PassSpec[]} passes
 * @property {number} tolerance 0 is exact
 * @property {'worker' | 'page'} [realm] what kind of isolate it needs; `page`: one with a document ('worker')
 */

/**
 * @type {Record<ElementType, { array: new (buffer: ArrayBuffer, offset: number, length: number) => TypedArray, bytes:
 * number }>}
 */
export const ELEMENT_TYPES = {
  u8: { array: Uint8Array, bytes: 1 },
  u16: { array: Uint16Array, bytes: 2 },
  u32: { array: Uint32Array, bytes: 4 },
  i32: { array: Int32Array, bytes: 4 },
  f32: { array: Float32Array, bytes: 4 },
  f64: { array: Float64Array, bytes: 8 },
};

/** @typedef {Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array} TypedArray */

/** @param {BufferSpec['fill']} fill */
const fillText = (fill) => (Array.isArray(fill) ? `values(${fill.join(';')})` : fill);

/**
 * @param {CellSpec} cell
 * @returns {Record<string, string | number>} the words of the protocol
 */
export function cellWords(cell) {
  return {
    kernel: cell.kernel,
    family: cell.family,
    variant: cell.variant,
    n: cell.n,
    batch: cell.batch,
    transfer: cell.transfer,
    ...(cell.setting && { setting: cell.setting }),
    seed: cell.seed,
    source: cell.source,
    buffers: cell.buffers
      .map((b) => [b.name, b.type, b.length, b.role, fillText(b.fill), b.copy, b.offset].join(':'))
      .join(','),
    arena: cell.arena,
    parameters: Object.entries(cell.parameters)
      .map(([name, value]) => `${name}:${value}`)
      .join(','),
    passes: cell.passes.map((p) => `${p.call}(${p.arguments.join(',')})${p.sum ? '+' : ''}`).join(';'),
    tolerance: cell.tolerance,
    ...(cell.realm !== undefined && { realm: cell.realm }),
  };
}
