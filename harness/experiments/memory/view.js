/**
 * What it costs to look at linear memory after a call that may have made it grow: growing detaches
 * `memory.buffer`, and views of it have length 0 from then on. So code makes its view anew after
 * each call, or finds out whether it must, or looks through one that follows its buffer.
 *
 * An item: WebAssembly writes a byte, JavaScript reads it. Views that are made are small, die at
 * once, and go with the next collection of young objects.
 */

import { Unsupported } from '../../agent/features.js';
import { NO_OUTPUT, instantiate } from '../../agent/for-subjects.js';
import { bodyOf, each } from './body.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

const CALLS = 1000;

/** @type {Subject[]} */
export const SUBJECTS = [
  {
    kernel: 'memory-view',
    title: 'call, then read a byte through a view',
    element: 'call',
    bytesPerElement: 0,
    sizes: [CALLS],
    ways: [
      { variant: 'js', set: 'inlined' },
      { variant: 'loop/js' },
      { variant: 'cached' },
      { variant: 'checked-buffer', set: 'made' },
      { variant: 'checked-length' },
      { variant: 'length-tracking' },
      { variant: 'made', set: 'made' },
      { variant: 'outgrown', set: 'outgrown' },
    ],
    outputBytes: () => 0,
    reference: (n) => ({
      result: Array.from({ length: n }, (_, i) => i % 256).reduce((sum, byte) => sum + byte, 0),
      output: NO_OUTPUT,
    }),
  },
];

const READ = 'total += view[i & 1023];';
const REFRESH = 'view = new Uint8Array(memory.buffer);';

/** @type {Record<string, string>} what stands between the call and the read, by way */
const REFRESHED = {
  js: '',
  cached: '',
  'length-tracking': '',
  made: REFRESH,
  'checked-buffer': `if (view.buffer !== memory.buffer) ${REFRESH}`,
  // As wasm-bindgen's glue does: a detached view has no length.
  'checked-length': `if (view.length === 0) ${REFRESH}`,
  // Growing by nothing detaches like any other; the memory stays as large as it is.
  outgrown: `memory.grow(0); if (view.length === 0) ${REFRESH}`,
};

/**
 * @param {string} variant
 * @param {WebAssembly.Memory} memory
 * @returns {Uint8Array}
 */
function firstView(variant, memory) {
  if (variant === 'length-tracking') {
    const resizable = /** @type {any} */ (memory);
    if (typeof resizable.toResizableBuffer !== 'function') {
      throw new Unsupported('this engine has no WebAssembly.Memory.prototype.toResizableBuffer');
    }
    return new Uint8Array(resizable.toResizableBuffer());
  }
  return new Uint8Array(memory.buffer);
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open({ variant }, loader) {
  const work =
    variant === 'loop/js'
      ? each('put(i & 1023, i); total += i & 255;')
      : each(`put(i & 1023, i); ${REFRESHED[variant]} ${READ}`);
  if (variant === 'js') {
    const view = new Uint8Array(65536);
    const put = (/** @type {number} */ address, /** @type {number} */ byte) => {
      view[address] = byte;
    };
    return { body: bodyOf({ put, view }, work), functions: { put }, output: () => NO_OUTPUT };
  }
  const { memory, put } = await instantiate(loader, 'memory/memory.wasm');
  return {
    body: bodyOf({ put, memory, view: firstView(variant, memory) }, work),
    functions: { put },
    output: () => NO_OUTPUT,
  };
}
