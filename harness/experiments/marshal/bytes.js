/**
 * Bytes across: from a typed array into linear memory, and out again.
 *
 * Each iteration changes the first byte, counting down to 0, on the side where the data come from.
 */

import { BASE, bytesOf, firstAndLast, withRoom } from './data.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Body } from '../../agent/loaded.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened } from '../../agent/for-subjects.js' */

/**
 * @typedef {object} Scene
 * @property {Uint8Array<ArrayBuffer>} heap linear memory
 * @property {(at: number, n: number) => number} take
 * @property {(at: number, first: number) => number} give
 */

/** @typedef {{ body: Body, output: () => Uint8Array }} Made */

/** @type {Record<string, (source: Uint8Array<ArrayBuffer>, scene: Scene) => Made>} by way */
const IN = {
  js: (source) => {
    const own = new Uint8Array(source.length);
    const body = (/** @type {number} */ iterations, /** @type {number} */ n) => {
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        source[0] = k;
        own.set(source);
        result = firstAndLast(own, n);
      }
      return result;
    };
    return { body, output: () => own };
  },
  set: (source, { heap, take }) => {
    const body = (/** @type {number} */ iterations, /** @type {number} */ n) => {
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        source[0] = k;
        heap.set(source, BASE);
        result = take(BASE, n);
      }
      return result;
    };
    return { body, output: () => heap.subarray(BASE, BASE + source.length) };
  },
  elements: (source, { heap, take }) => {
    const body = (/** @type {number} */ iterations, /** @type {number} */ n) => {
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        source[0] = k;
        for (let i = 0; i < n; i++) {
          heap[BASE + i] = source[i];
        }
        result = take(BASE, n);
      }
      return result;
    };
    return { body, output: () => heap.subarray(BASE, BASE + source.length) };
  },
  view: (source, { heap, take }) => {
    heap.set(source, BASE);
    const view = heap.subarray(BASE, BASE + source.length);
    const body = (/** @type {number} */ iterations, /** @type {number} */ n) => {
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        view[0] = k;
        result = take(BASE, n);
      }
      return result;
    };
    // A copy: nothing would write the data anew when they have been overwritten.
    return { body, output: () => view.slice() };
  },
};

/**
 * @type {Record<string, (source: Uint8Array<ArrayBuffer>, scene: Scene) => Made>} by way; the data lie in linear memory
 * when it begins
 */
const OUT = {
  js: (source) => {
    let own = new Uint8Array(source.length);
    const body = (/** @type {number} */ iterations, /** @type {number} */ n) => {
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        source[0] = k;
        own = source.slice();
        result = firstAndLast(own, n);
      }
      return result;
    };
    return { body, output: () => own };
  },
  slice: (source, { heap, give }) => {
    let own = new Uint8Array(source.length);
    const body = (/** @type {number} */ iterations, /** @type {number} */ n) => {
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        const at = give(BASE, k);
        own = heap.slice(at, at + n);
        result = firstAndLast(own, n);
      }
      return result;
    };
    return { body, output: () => own };
  },
  set: (source, { heap, give }) => {
    const own = new Uint8Array(source.length);
    const body = (/** @type {number} */ iterations, /** @type {number} */ n) => {
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        const at = give(BASE, k);
        own.set(heap.subarray(at, at + n));
        result = firstAndLast(own, n);
      }
      return result;
    };
    return { body, output: () => own };
  },
  elements: (source, { heap, give }) => {
    const own = new Uint8Array(source.length);
    const body = (/** @type {number} */ iterations, /** @type {number} */ n) => {
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        const at = give(BASE, k);
        for (let i = 0; i < n; i++) {
          own[i] = heap[at + i];
        }
        result = firstAndLast(own, n);
      }
      return result;
    };
    return { body, output: () => own };
  },
  view: (source, { heap, give }) => {
    const view = heap.subarray(BASE, BASE + source.length);
    const body = (/** @type {number} */ iterations, /** @type {number} */ n) => {
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        give(BASE, k);
        result = firstAndLast(view, n);
      }
      return result;
    };
    return { body, output: () => view.slice() };
  },
};

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function openBytesIn({ variant, n }, loader) {
  const { exports, heap } = await withRoom(loader, 'marshal/marshal.wasm', n);
  const { take, give } = exports;
  return { ...IN[variant](bytesOf(n), { heap, take, give }), functions: variant === 'js' ? {} : { take } };
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function openBytesOut({ variant, n }, loader) {
  const { exports, heap } = await withRoom(loader, 'marshal/marshal.wasm', n);
  const { take, give } = exports;
  const source = bytesOf(n);
  heap.set(source, BASE);
  return { ...OUT[variant](source, { heap, take, give }), functions: variant === 'js' ? {} : { give } };
}
