/**
 * Every variant of a kernel family that can run in this process, behind one
 * face: functions over typed arrays. The WebAssembly ones are those that
 * `make test` has built before; without them the tests fail, not pass.
 */

import { readFileSync } from 'node:fs';

/**
 * @typedef {Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array} TypedArray
 * @typedef {{ name: string, functions: Record<string, (...args: any[]) => number> }} Variant
 */

const ROOT = new URL('../../../', import.meta.url);

/**
 * @param {string} family
 * @param {string} suffix
 * @returns {Promise<Variant['functions']>}
 */
async function importTwin(family, suffix) {
  return import(new URL(`kernels/${family}/${family}${suffix}.js`, ROOT).href);
}

/**
 * A module's functions, taking typed arrays: copied in (each at the next odd
 * multiple of its element's size, so nothing is aligned by luck), copied out.
 *
 * @param {string} file
 * @returns {Promise<Variant['functions']>}
 */
async function wasmFunctions(file) {
  const { instance } = await WebAssembly.instantiate(readFileSync(new URL(`build/wasm/${file}`, ROOT)));
  const exported = /** @type {Record<string, any>} */ (instance.exports);
  exported._initialize?.();
  const entries = Object.entries(exported).filter(([, value]) => typeof value === 'function');
  return Object.fromEntries(entries.map(([name, call]) => [name, overArrays(exported, call)]));
}

/**
 * @param {Record<string, any>} exported
 * @param {Function} call
 * @returns {(...args: (number | TypedArray)[]) => number}
 */
function overArrays({ memory, __heap_base: heapBase }, call) {
  return (...args) => {
    let top = heapBase.value;
    const placed = args.map((argument) => {
      if (typeof argument === 'number') {
        return argument;
      }
      const unit = argument.BYTES_PER_ELEMENT;
      const address = Math.ceil(top / 16) * 16 + unit;
      top = address + argument.byteLength;
      return address;
    });
    const missing = Math.ceil((top - memory.buffer.byteLength) / 65536);
    if (missing > 0) {
      memory.grow(missing);
    }
    /**
     * @param {TypedArray} array
     * @param {number} address
     * @returns {Uint8Array}
     */
    const inHeap = (array, address) => new Uint8Array(memory.buffer, address, array.byteLength);
    /**
     * @param {TypedArray} array
     * @returns {Uint8Array}
     */
    const inHost = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    args.forEach((a, i) => typeof a !== 'number' && inHeap(a, placed[i]).set(inHost(a)));
    const result = call(...placed);
    args.forEach((a, i) => typeof a !== 'number' && inHost(a).set(inHeap(a, placed[i])));
    return result;
  };
}

/**
 * @param {string} family
 * @returns {Promise<Variant[]>}
 */
export async function variantsOf(family) {
  return [
    { name: 'js', functions: await importTwin(family, '') },
    { name: 'js-tuned', functions: await importTwin(family, '.tuned') },
    { name: 'wasm', functions: await wasmFunctions(`${family}.wasm`) },
    { name: 'wasm-simd', functions: await wasmFunctions(`${family}_simd.wasm`) },
  ];
}

/**
 * The cut points of [0, n) into odd, uneven ranges.
 *
 * @param {number} n
 * @returns {{ first: number, count: number }[]}
 */
export function oddRanges(n) {
  const ranges = [];
  for (let first = 0, count = 1; first < n; first += count, count = (count * 2 + 1) % 127) {
    ranges.push({ first, count: Math.min(count, n - first) });
  }
  return ranges;
}

/**
 * Bytes that look random and are the same every time (a linear congruence).
 *
 * @param {number} length
 * @returns {Uint8Array}
 */
export function noise(length) {
  let state = 12345;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}
