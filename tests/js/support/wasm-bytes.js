/** WebAssembly modules from bytes, for what no assembler at hand can write. */

/**
 * @param {number} value
 * @returns {number[]} LEB128, unsigned
 */
export function unsigned(value) {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 0x80)) {
    bytes.push((value & 0x7f) | 0x80);
  }
  return [...bytes, value];
}

/**
 * @param {string} text
 * @returns {number[]}
 */
export const name = (text) => [...unsigned(Buffer.byteLength(text)), ...Buffer.from(text)];

/**
 * @param {number[][]} items
 * @returns {number[]}
 */
export const list = (...items) => [...unsigned(items.length), ...items.flat()];

/**
 * @param {number} id
 * @param {number[]} contents
 * @returns {number[]}
 */
export const section = (id, contents) => [id, ...unsigned(contents.length), ...contents];

/**
 * @param {number[]} code with its locals and its end
 * @returns {number[]}
 */
export const body = (code) => [...unsigned(code.length), ...code];

/**
 * @param {number[][]} sections
 * @returns {Uint8Array<ArrayBuffer>}
 */
export const module = (...sections) => Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()]);

/**
 * A module with one of everything that an instruction may name, and these function bodies.
 *
 * @param {number[][]} bodies
 */
export function moduleOf(...bodies) {
  return module(
    section(1, list([0x60, 0, 0])),
    section(3, list(...bodies.map(() => [0]))),
    section(4, list([0x70, 0, 1])),
    section(5, list([0, 1])),
    section(13, list([0, 0])),
    section(6, list([0x7f, 1, 0x41, 0, 0x0b])),
    section(9, list([1, 0, 1, 0])),
    section(12, [1]),
    section(10, list(...bodies.map(body))),
    section(11, list([1, 0])),
  );
}
