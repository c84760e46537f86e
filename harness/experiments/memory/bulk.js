/**
 * memory.copy and memory.fill against loops and against what typed arrays have for it, on plain
 * memory and on linear memory. Each iteration is one call, so at 32 bytes the call is most of it.
 * All memory is there from the start: twice the largest size and a page.
 */

import { FEATURES, need } from '../../agent/features.js';
import { instantiate } from '../../agent/for-subjects.js';
import { bodyOf } from './body.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

const SIZES = [32, 1024, 32768, 2 ** 20, 2 ** 24];
const QUICK_SIZES = [32, 32768];
const PAGE_BYTES = 65536;
const FILLED_WITH = 0x5b;

/** Between source and target, so that they are no multiple of 4 KiB apart, which confuses loads with stores. */
const GAP_BYTES = 192;

/** Of the target, its end is compared with each sample: comparing 16 MiB would take longer than copying them. */
const COMPARED_BYTES = 65536;

/** @param {number} n */
const compared = (n) => Math.min(n, COMPARED_BYTES);

/**
 * @param {number} i
 * @returns {number} byte i of what is copied
 */
const pattern = (i) => (i * 31 + (i >> 8)) & 255;

/** @type {Subject['ways']} */
const WAYS = [{ variant: 'js' }, { variant: 'typed-array' }, { variant: 'wasm-bulk' }, { variant: 'wasm-loop-words' }];

/** @type {Subject[]} */
export const SUBJECTS = [
  {
    kernel: 'memory-copy',
    title: 'copy within a memory',
    element: 'byte',
    bytesPerElement: 1,
    sizes: SIZES,
    quickSizes: QUICK_SIZES,
    // Byte by byte takes up to 50 times as long as memory.copy, and filling so takes as long as copying.
    ways: [...WAYS, { variant: 'copy-within' }, { variant: 'wasm-loop-bytes', set: 'bytes' }],
    outputBytes: compared,
    reference: (n) => ({
      result: pattern(n - 1),
      output: Uint8Array.from({ length: compared(n) }, (_, i) => pattern(n - compared(n) + i)),
    }),
  },
  {
    kernel: 'memory-fill',
    title: 'fill with one byte',
    element: 'byte',
    bytesPerElement: 1,
    sizes: SIZES,
    quickSizes: QUICK_SIZES,
    ways: WAYS,
    outputBytes: compared,
    reference: (n) => ({ result: FILLED_WITH, output: Uint8Array.from({ length: compared(n) }, () => FILLED_WITH) }),
  },
];

/** @type {Record<string, string>} by kernel and way; `wasm-` ways are functions of memory.wat */
const WORK = {
  'memory-copy js': 'target.set(source);',
  'memory-copy typed-array': 'target.set(source);',
  'memory-copy copy-within': 'whole.copyWithin(n + gap, 0, n);',
  'memory-fill js': 'target.fill(value);',
  'memory-fill typed-array': 'target.fill(value);',
};

/** @type {Record<string, string>} */
const FUNCTIONS = {
  'memory-copy wasm-bulk': 'copy_bulk',
  'memory-copy wasm-loop-words': 'copy_words',
  'memory-copy wasm-loop-bytes': 'copy_bytes',
  'memory-fill wasm-bulk': 'fill_bulk',
  'memory-fill wasm-loop-words': 'fill_words',
};

/**
 * @param {ArrayBuffer} buffer
 * @param {number} n
 */
function layOut(buffer, n) {
  const whole = new Uint8Array(buffer);
  const source = whole.subarray(0, n);
  const target = whole.subarray(n + GAP_BYTES, 2 * n + GAP_BYTES);
  for (let i = 0; i < n; i++) {
    source[i] = pattern(i);
  }
  return { whole, source, target, gap: GAP_BYTES, value: FILLED_WITH };
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open({ kernel, variant, n }, loader) {
  const way = `${kernel} ${variant}`;
  const bytes = 2 * n + GAP_BYTES;
  if (variant.startsWith('js')) {
    const places = layOut(new ArrayBuffer(bytes), n);
    return {
      body: bodyOf(places, `${WORK[way]} total = target[n - 1];`),
      functions: {},
      output: () => places.target.subarray(n - compared(n)),
    };
  }
  need(FEATURES.bulkMemory);
  const exported = await instantiate(loader, 'memory/memory.wasm');
  const { memory } = exported;
  memory.grow(Math.ceil(bytes / PAGE_BYTES));
  const places = layOut(memory.buffer, n);
  const output = () => new Uint8Array(memory.buffer, 2 * n + GAP_BYTES - compared(n), compared(n));
  if (way in WORK) {
    return { body: bodyOf(places, `${WORK[way]} total = target[n - 1];`), functions: {}, output };
  }
  const call = exported[FUNCTIONS[way]];
  const second = kernel === 'memory-copy' ? '0' : 'value';
  return {
    body: bodyOf({ ...places, call }, `call(n + gap, ${second}, n); total = target[n - 1];`),
    functions: { call },
    output,
  };
}
