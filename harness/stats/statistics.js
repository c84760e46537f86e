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
 * @property {(quiet: number, processes: number, baseStep: number, cellStep: number) => number} stats_ratio_width
 * @property {ComparePair} stats_ratio
 * @property {ComparePair} stats_difference
 * @property {(processes: number, narrow: number, earlier: number) => number} stats_stop_after
 * @property {(pointer: number, count: number, leastSize: number, alpha: number) => number} stats_step
 *
 * @callback ComparePair
 * @param {number} quiet
 * @param {number} processes
 * @param {number} firstResolution
 * @param {number} secondResolution
 * @param {number} estimate where three numbers are put
 * @returns {void}
 *
 * @typedef {object} Estimate
 * @property {number} value
 * @property {number} low of its 95 % interval; NaN where it is unknown
 * @property {number} high
 *
 * @typedef {object} Quiet
 * @property {number} ns quiet time of a process
 * @property {number} resolutionNs step of its clock; NaN where it is unknown
 */

/** @type {() => WebAssembly.Instance} */
let instantiate = () => {
  throw new Error('nobody has provided build/stats.wasm');
};

/** @param {() => WebAssembly.Instance} make an instance of build/stats.wasm; called once, for the first number */
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
 * @param {Quiet[]} base one a process
 * @param {Quiet[]} cell of the same processes, in the same order
 * @returns {number} full width of the 95 % interval of the ratio, over the ratio; NaN where it is unknown
 */
export function ratioWidth(base, cell) {
  const { core, at } = put([...base, ...cell].map(({ ns }) => ns));
  return core.stats_ratio_width(at, base.length, resolutionOf(base), resolutionOf(cell));
}

/**
 * @param {'stats_ratio' | 'stats_difference'} name of the comparison
 * @param {Quiet[]} first
 * @param {Quiet[]} second
 * @returns {Estimate}
 */
function compare(name, first, second) {
  const room = [NaN, NaN, NaN];
  const { core, at } = put([...[...first, ...second].map(({ ns }) => ns), ...room]);
  const estimate = at + 2 * first.length * Float64Array.BYTES_PER_ELEMENT;
  core[name](at, first.length, resolutionOf(first), resolutionOf(second), estimate);
  const [value, low, high] = new Float64Array(core.memory.buffer, estimate, room.length);
  return { value, low, high };
}

/**
 * @param {Quiet[]} base one a process
 * @param {Quiet[]} cell of the same processes, in the same order
 * @returns {Estimate} base over cell: how many times as fast the cell is
 */
export const ratioOf = (base, cell) => compare('stats_ratio', base, cell);

/**
 * @param {Quiet[]} control one a process
 * @param {Quiet[]} cell of the same processes, in the same order
 * @returns {Estimate} cell less control, ns
 */
export const differenceOf = (control, cell) => compare('stats_difference', control, cell);

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
