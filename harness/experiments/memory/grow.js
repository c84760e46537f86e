/**
 * What it costs that memory grows: by a page (64 KiB) and by 256 pages (16 MiB), asked for by
 * JavaScript and by the instruction, against an ArrayBuffer that grows.
 *
 * Memory never shrinks, so each iteration makes one anew; the controls make it and do not grow it.
 * New pages are reserved addresses: they take no storage before something is written there, and
 * nothing is, but for one byte a grow by `grow-written`. V8 14.6 collects such memories only once
 * there are some 800 of them: 50 MB where 16 pages of 4 KiB are written in each, and 8 TiB of
 * addresses, of which a process has 128. Memories that were written all over would be 800 MB.
 */

import { Unsupported } from '../../agent/features.js';
import { NO_OUTPUT, builtModule } from '../../agent/for-subjects.js';
import { bodyOf, each } from './body.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

/** In one iteration; more would make the controls a smaller part of it, and need more than memory-grow.wat allows. */
const GROWS = 16;
const PAGE_BYTES = 65536;

/** Pages that every memory may have, so that all reserve the same: as in memory-grow.wat. */
const MAXIMUM = 1 + GROWS * 256;

/**
 * By kernel: pages that one grow adds.
 * @type {Record<string, number>}
 */
const PAGES = { 'memory-grow-1': 1, 'memory-grow-256': 256 };

/**
 * @param {string} kernel
 * @param {string} title
 * @param {Subject['ways']} [more]
 * @returns {Subject}
 */
const subject = (kernel, title, more = []) => ({
  kernel,
  title,
  element: 'grow',
  bytesPerElement: 0,
  sizes: [GROWS],
  // V8 counts what buffers grow by, and collects: of 16 MiB each, every few of them.
  ways: [
    { variant: 'js', set: 'collected' },
    { variant: 'loop/js' },
    { variant: 'grow' },
    ...more,
    { variant: 'wasm-grow' },
    { variant: 'loop/wasm' },
  ],
  outputBytes: () => 0,
  reference: (n) => ({ result: n, output: NO_OUTPUT }),
});

/** @type {Subject[]} */
export const SUBJECTS = [
  subject('memory-grow-1', 'grow by 1 page', [{ variant: 'grow-written', set: 'written' }]),
  subject('memory-grow-256', 'grow by 256 pages'),
];

const MAKE_MEMORY = `const memory = new WebAssembly.Memory({ initial: 1, maximum: ${MAXIMUM} });`;
const GROW = 'total += memory.grow(pages) === 1 + i * pages ? 1 : 0;';

/** The operating system finds storage for it: a page fault. */
const WRITE = `new Uint8Array(memory.buffer)[(1 + i * pages) * ${PAGE_BYTES}] = 1;`;

/** @type {Record<string, string>} work by way */
const IN_JAVASCRIPT = {
  'loop/js': `${MAKE_MEMORY} ${each(`total += memory.buffer.byteLength === ${PAGE_BYTES} ? 1 : 0;`)}`,
  grow: `${MAKE_MEMORY} ${each(GROW)}`,
  'grow-written': `${MAKE_MEMORY} ${each(`${GROW} ${WRITE}`)}`,
  js: `const buffer = new ArrayBuffer(${PAGE_BYTES}, { maxByteLength: ${MAXIMUM * PAGE_BYTES} });
    ${each(`const before = buffer.byteLength;
      buffer.resize(before + pages * ${PAGE_BYTES});
      total += before === (1 + i * pages) * ${PAGE_BYTES} ? 1 : 0;`)}`,
};

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open({ kernel, variant }, loader) {
  const pages = PAGES[kernel];
  const output = () => NO_OUTPUT;
  if (variant === 'js' && typeof ArrayBuffer.prototype.resize !== 'function') {
    throw new Unsupported('this engine has no resizable ArrayBuffer');
  }
  if (variant in IN_JAVASCRIPT) {
    return { body: bodyOf({ pages }, IN_JAVASCRIPT[variant]), functions: {}, output };
  }
  const module = await WebAssembly.compile(await loader.readBytes(builtModule('memory/grow.wasm')));
  const name = variant === 'wasm-grow' ? 'grow' : 'stay';
  // The code belongs to the module: it is warm in an instance that has just been made.
  const { exports } = await WebAssembly.instantiate(module);
  const work = `total = new WebAssembly.Instance(module).exports.${name}(n, pages);`;
  return {
    body: bodyOf({ module, pages }, work),
    functions: { [name]: /** @type {Function} */ (exports[name]) },
    output,
  };
}
