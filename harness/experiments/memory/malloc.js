/**
 * malloc and free of Emscripten's C library, called by JavaScript and by C, against typed arrays.
 *
 * An item frees a block and allocates one of the same size, with 16 alive at once: what a program
 * in a steady state does, and the best case of any allocator. So linear memory never holds more than
 * 16 blocks; typed arrays are garbage, 16 of them alive, and engines collect them by their bytes.
 */

import { NO_OUTPUT, instantiate } from '../../agent/for-subjects.js';
import { bodyOf, each } from './body.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

/** As in memory-malloc.c. */
const LIVE = 16;

/**
 * @param {string} kernel
 * @param {string} title
 * @param {number} n
 * @param {string} zeroing the set of those ways that write zeros
 * @returns {Subject}
 */
const subject = (kernel, title, n, zeroing) => ({
  kernel,
  title,
  element: 'block',
  bytesPerElement: 0,
  sizes: [n],
  ways: [
    { variant: 'js', set: 'js' },
    { variant: 'loop/js', set: 'loop' },
    { variant: 'malloc' },
    { variant: 'malloc-view' },
    { variant: 'calloc', set: zeroing },
    { variant: 'wasm-malloc' },
    { variant: 'loop/wasm', set: 'loop' },
  ],
  outputBytes: () => 0,
  reference: (count) => ({ result: count, output: NO_OUTPUT }),
});

/**
 * By kernel.
 * @type {Record<string, number>}
 */
const BYTES = { 'memory-malloc-16': 16, 'memory-malloc-1024': 1024, 'memory-malloc-65536': 65536 };

/** @type {Subject[]} fewer blocks where a typed array takes microseconds */
export const SUBJECTS = [
  subject('memory-malloc-16', 'free and malloc, 16 B', 1000, 'all'),
  subject('memory-malloc-1024', 'free and malloc, 1 KiB', 1000, 'all'),
  subject('memory-malloc-65536', 'free and malloc, 64 KiB', 100, 'js'),
];

const SLOT = `const slot = i % ${LIVE};`;
const GOT = 'total += live[slot] !== 0 ? 1 : 0;';

/** @type {Record<string, string>} */
const STEPS = {
  js: `${SLOT} live[slot] = new Uint8Array(bytes); total += live[slot].length === bytes ? 1 : 0;`,
  'loop/js': `${SLOT} live[slot] = i + bytes; ${GOT}`,
  malloc: `${SLOT} free(live[slot]); live[slot] = malloc(bytes); ${GOT}`,
  // What JavaScript needs to fill the block: allocating may have made the memory grow.
  'malloc-view': `${SLOT} free(live[slot]); live[slot] = malloc(bytes);
    total += new Uint8Array(memory.buffer, live[slot], bytes).length === bytes ? 1 : 0;`,
  calloc: `${SLOT} free(live[slot]); live[slot] = calloc(bytes, 1); ${GOT}`,
};

/** @type {Record<string, string>} the loop in C, by way */
const LOOPS = { 'wasm-malloc': 'malloc_loop', 'loop/wasm': 'empty_loop' };

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open({ kernel, variant }, loader) {
  const bytes = BYTES[kernel];
  const output = () => NO_OUTPUT;
  const live = variant === 'js' ? Array.from({ length: LIVE }, () => new Uint8Array(bytes)) : new Array(LIVE).fill(0);
  if (variant === 'js' || variant === 'loop/js') {
    return { body: bodyOf({ live, bytes }, each(STEPS[variant])), functions: {}, output };
  }
  const exported = await instantiate(loader, 'memory/malloc.wasm', {
    env: { emscripten_notify_memory_growth: () => {} },
  });
  exported._initialize();
  if (variant in LOOPS) {
    const loop = exported[LOOPS[variant]];
    return { body: bodyOf({ loop, bytes }, 'total = loop(n, bytes);'), functions: { loop }, output };
  }
  const { memory, malloc, calloc, free } = exported;
  const functions = { free, ...(variant === 'calloc' ? { calloc } : { malloc }) };
  return { body: bodyOf({ ...functions, memory, live, bytes }, each(STEPS[variant])), functions, output };
}
