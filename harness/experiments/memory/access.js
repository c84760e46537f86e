/**
 * Whether memory that can grow is slower to read than memory that cannot: a loop over 32-bit words,
 * in JavaScript through a view of each kind of buffer, and in WebAssembly. Nothing is allocated.
 */

import { Unsupported } from '../../agent/features.js';
import { NO_OUTPUT, instantiate } from '../../agent/for-subjects.js';
import { bodyOf, each } from './body.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

/** 32 KiB, within the first cache. */
const WORDS = 8192;
const PAGE_BYTES = 65536;
const PAGES = { initial: 1, maximum: 65536 };

/** @param {number} i */
const word = (i) => Math.imul(i, 2654435761);

/** @type {Subject[]} */
export const SUBJECTS = [
  {
    kernel: 'memory-access',
    title: 'sum of 32-bit words',
    element: 'word',
    bytesPerElement: 4,
    sizes: [WORDS],
    ways: [
      { variant: 'js' },
      { variant: 'js-resizable' },
      { variant: 'js-length-tracking' },
      { variant: 'fixed' },
      { variant: 'growable' },
      { variant: 'length-tracking' },
      { variant: 'wasm-fixed' },
      { variant: 'wasm-growable' },
    ],
    outputBytes: () => 0,
    reference: (n) => ({
      result: Array.from({ length: n }, (_, i) => word(i)).reduce((sum, value) => (sum + value) | 0, 0),
      output: NO_OUTPUT,
    }),
  },
];

/** @returns {ArrayBuffer} */
function resizable() {
  if (typeof ArrayBuffer.prototype.resize !== 'function') {
    throw new Unsupported('this engine has no resizable ArrayBuffer');
  }
  return new ArrayBuffer(PAGE_BYTES, { maxByteLength: 2 * PAGE_BYTES });
}

/** @returns {ArrayBuffer} */
function resizableMemory() {
  const memory = /** @type {any} */ (new WebAssembly.Memory(PAGES));
  if (typeof memory.toResizableBuffer !== 'function') {
    throw new Unsupported('this engine has no WebAssembly.Memory.prototype.toResizableBuffer');
  }
  return memory.toResizableBuffer();
}

/**
 * A view without a length follows the length of its buffer.
 * @type {Record<string, () => Int32Array>}
 */
const VIEWS = {
  js: () => new Int32Array(new ArrayBuffer(PAGE_BYTES)),
  'js-resizable': () => new Int32Array(resizable(), 0, WORDS),
  'js-length-tracking': () => new Int32Array(resizable()),
  fixed: () => new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1 }).buffer),
  growable: () => new Int32Array(new WebAssembly.Memory(PAGES).buffer),
  'length-tracking': () => new Int32Array(resizableMemory()),
};

/**
 * @param {Int32Array} view
 * @param {number} n
 */
function fill(view, n) {
  for (let i = 0; i < n; i++) {
    view[i] = word(i);
  }
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open({ variant, n }, loader) {
  if (variant in VIEWS) {
    const view = VIEWS[variant]();
    fill(view, n);
    return { body: bodyOf({ view }, each('total = (total + view[i]) | 0;')), functions: {}, output: () => NO_OUTPUT };
  }
  const { memory, sum } = await instantiate(
    loader,
    variant === 'wasm-fixed' ? 'memory/fixed.wasm' : 'memory/memory.wasm',
  );
  fill(new Int32Array(memory.buffer), n);
  return { body: bodyOf({ sum }, 'total = sum(n);'), functions: { sum }, output: () => NO_OUTPUT };
}
