/**
 * The statistics core (harness/stats, in C) for the runner, as a WebAssembly module.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_DIR } from '../plan/variants.js';

export const STATS_MODULE = join(BUILD_DIR, 'stats.wasm');

/** @typedef {{ memory: WebAssembly.Memory, stats_values: (count: number) => number, stats_step: (pointer: number, count: number, leastSize: number, alpha: number) => number }} Exports */

/** @returns {Exports} */
function load() {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(STATS_MODULE)), {});
  /** @type {any} */ (exports)._initialize?.();
  return /** @type {any} */ (exports);
}

/** @type {Exports | undefined} loaded when first asked */
let core;

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
  core ??= load();
  const pointer = core.stats_values(values.length);
  if (pointer === 0) {
    throw new Error(`build/stats.wasm has no memory for ${values.length} values`);
  }
  new Float64Array(core.memory.buffer, pointer, values.length).set(values);
  return core.stats_step(pointer, values.length, leastSize, alpha);
}
