/**
 * What every tool measures, by the names that its figures have: one unit of work of a kernel, in one process, on
 * the data and code of the harness.
 */

/**
 * @typedef {object} Benchmark
 * @property {string} name
 * @property {string} kernel
 * @property {string} size its label in the kernel's definition
 * @property {string} variant
 */

/**
 * @param {string} kernel
 * @param {string} size
 * @param {string} variant
 * @returns {Benchmark}
 */
const benchmark = (kernel, size, variant) => ({ name: `${kernel} ${variant}`, kernel, size, variant });

/** The same code as `dot-f32 js`, under another name. */
export const TWIN = 'dot-f32 js again';
/** One call of an exported function that does nothing. */
export const CALL = 'call';
/** The same without the call: what the tool itself, or the loop around it, takes. */
export const EMPTY = 'empty';

/** @type {Benchmark[]} the twin comes right after its original, so that a drift of the machine does not part them */
export const BENCHMARKS = [
  benchmark('dot-f32', '16384', 'js'),
  { ...benchmark('dot-f32', '16384', 'js'), name: TWIN },
  benchmark('dot-f32', '16384', 'wasm'),
  benchmark('dot-f32', '16384', 'wasm-simd'),
  benchmark('blur-gauss', '256x256', 'js'),
  benchmark('blur-gauss', '256x256', 'wasm'),
  benchmark('blur-gauss', '256x256', 'wasm-simd'),
  { name: CALL, kernel: 'noop', size: '1', variant: 'wasm' },
];
