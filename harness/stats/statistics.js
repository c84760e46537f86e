/**
 * The statistics core (harness/stats, in C) for the runner, as a WebAssembly module: the code
 * of build/tollgate, so that what is decided during a run is what the summary says after it.
 */

/**
 * @typedef {object} Exports harness/stats/exports.c
 * @property {WebAssembly.Memory} memory
 * @property {(count: number) => number} stats_values
 * @property {(values: number, count: number) => number} stats_quiet_of_process
 * @property {(sorted: number, count: number) => number} stats_resolution
 * @property {(quiet: number, processes: number) => number} stats_quiet_time
 * @property {PairFunction} stats_ratio_interval
 * @property {PairFunction} stats_difference_interval
 * @property {(processes: number, narrow: number, earlier: number) => number} stats_stop_after
 * @property {(pointer: number, count: number, leastSize: number, alpha: number) => number} stats_step
 *
 * @callback PairFunction
 * @param {number} quiet where the quiet times of two cells are, those of the first one first
 * @param {number} processes of each
 * @param {number} firstResolution
 * @param {number} secondResolution
 * @param {number} found where value, low and high go
 * @returns {void}
 *
 * @typedef {object} Estimate
 * @property {number} value
 * @property {number} low of its 95 % interval; NaN where that is unknown
 * @property {number} high
 *
 * @typedef {object} Quiet
 * @property {number} ns quiet time of a process
 * @property {number} resolutionNs the step of its clock; NaN where that is unknown
 */

/** @type {() => WebAssembly.Instance} */
let instantiate = () => {
  throw new Error('nobody has provided build/stats.wasm');
};

/** @param {() => WebAssembly.Instance} make of build/stats.wasm; called once, when the first number is asked for */
export function provideStatistics(make) {
  instantiate = make;
}

/** @returns {Exports} */
function load() {
  const { exports } = instantiate();
  /** @type {any} */ (exports)._initialize?.();
  return /** @type {any} */ (exports);
}

/** @type {Exports | undefined} loaded when first asked */
let loaded;

/**
 * @param {number[]} values
 * @returns {{ core: Exports, at: number }} at: where they now lie in its memory
 */
function put(values) {
  const core = (loaded ??= load());
  const at = core.stats_values(values.length);
  if (at === 0) {
    throw new Error(`build/stats.wasm has no memory for ${values.length} values`);
  }
  new Float64Array(core.memory.buffer, at, values.length).set(values);
  return { core, at };
}

/**
 * @param {number[]} values ns per iteration of one process's samples, in any order
 * @returns {Quiet}
 */
export function quietOfProcess(values) {
  const { core, at } = put(values);
  const ns = core.stats_quiet_of_process(at, values.length);
  return { ns, resolutionNs: core.stats_resolution(at, values.length) };
}

/**
 * @param {number[]} quiet one quiet time a process
 * @returns {number} that of the cell
 */
export function quietTime(quiet) {
  const { core, at } = put(quiet);
  return core.stats_quiet_time(at, quiet.length);
}

/**
 * @param {Quiet[]} quiets
 * @returns {number} the smallest step that any of them knows, or NaN
 */
function resolutionOf(quiets) {
  const known = quiets.map(({ resolutionNs }) => resolutionNs).filter((step) => !Number.isNaN(step));
  return known.length > 0 ? Math.min(...known) : NaN;
}

/**
 * @param {'stats_ratio_interval' | 'stats_difference_interval'} name
 * @param {Quiet[]} first
 * @param {Quiet[]} second
 * @returns {Estimate}
 */
function estimateOf(name, first, second) {
  if (first.length !== second.length) {
    throw new Error(`${first.length} and ${second.length} processes: two cells are compared in the same ones`);
  }
  const quiet = [...first, ...second].map(({ ns }) => ns);
  const { core, at } = put([...quiet, NaN, NaN, NaN]);
  const found = at + quiet.length * Float64Array.BYTES_PER_ELEMENT;
  core[name](at, first.length, resolutionOf(first), resolutionOf(second), found);
  const [value, low, high] = new Float64Array(core.memory.buffer, found, 3);
  return { value, low, high };
}

/**
 * @param {Quiet[]} base one a process
 * @param {Quiet[]} cell of the same processes, in the same order
 * @returns {Estimate} base over cell: above 1, the cell is faster
 */
export const ratioOf = (base, cell) => estimateOf('stats_ratio_interval', base, cell);

/**
 * @param {Quiet[]} control one a process
 * @param {Quiet[]} cell of the same processes, in the same order
 * @returns {Estimate} cell less control, ns
 */
export const differenceOf = (control, cell) => estimateOf('stats_difference_interval', control, cell);

/**
 * @param {Quiet[]} base one a process
 * @param {Quiet[]} cell of the same processes, in the same order
 * @returns {number} full width of the 95 % interval of the ratio, over the ratio; NaN where it is unknown
 */
export function ratioWidth(base, cell) {
  const { value, low, high } = ratioOf(base, cell);
  return (high - low) / value;
}

/**
 * @param {number} processes so far
 * @param {boolean} narrow whether every compared interval is
 * @param {number} earlier what this returned after the process before; 0 at first
 * @returns {number} how many processes there are to be; 0 while that is not known
 */
export const stopAfter = (processes, narrow, earlier) =>
  (loaded ??= load()).stats_stop_after(processes, narrow ? 1 : 0, earlier);

/**
 * @param {number[]} values in the order in which they were measured
 * @param {number} leastSize of a step: 0.02 is 2 % between the medians
 * @param {number} alpha chance of seeing one where there is none
 * @returns {number} how many values come before a significant step; 0: there is none
 */
export function stepIn(values, leastSize, alpha) {
  if (values.length < 2) {
    return 0;
  }
  const { core, at } = put(values);
  return core.stats_step(at, values.length, leastSize, alpha);
}
