/**
 * Experiments that are made of cells: one file each in harness/experiments/.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EXPERIMENTS_DIR } from '../words/paths.js';
import { hasTransfer } from './cells.js';

/** @import { Subject } from '../agent/subject.js' */
/** @import { KernelDefinition, Size } from './definitions.js' */
/** @import { Variant } from './variants.js' */

/** What declares an experiment, in its folder. */
const FILE = 'experiment.js';

/**
 * What the user left after narrowing.
 * @typedef {object} Choice
 * @property {Variant[]} variants that the kernel has
 * @property {string[]} sizes labels
 * @property {number[]} batches empty: all
 * @property {('resident' | 'copy')[]} transfers
 * @property {boolean} quick
 * @property {boolean} named whether the user asked for this kernel by name
 *
 * @typedef {{ variant: Variant, size: Size, batch: number, transfer: 'resident' | 'copy', set: string }} CellChoice
 *
 * @typedef {object} Experiment has groups, subjects or both
 * @property {string} name
 * @property {(kernel: KernelDefinition, choice: Choice) => { label: string, size: Size, cells: CellChoice[] }[]} [groups]
 *   of kernels: cells that take turns with each other; cells of one `set` also share their iteration count
 * @property {Subject[]} [subjects] what it measures that is no kernel
 * @property {(kernel: KernelDefinition) => number[]} [batches] that it knows
 * @property {number} tierWindows of 20 blocks for which code that is not in its best tier must have stayed in the same one to pass for warm
 * @property {boolean} [onRequest] measured only where it is named
 * @property {string} [question] that it answers, for people
 * @property {'cells' | 'sweep' | 'items' | 'calls' | 'twins'} [form] in which it is summed up
 * @property {boolean} [offeredOnPage] whether a page that measures by hand offers it
 */

/** @returns {Promise<Experiment[]>} sorted by name */
export async function loadExperiments() {
  const folders = readdirSync(EXPERIMENTS_DIR).filter((name) => existsSync(join(EXPERIMENTS_DIR, name, FILE)));
  const modules = await Promise.all(
    folders.map((name) => import(pathToFileURL(join(EXPERIMENTS_DIR, name, FILE)).href)),
  );
  return modules.map((module) => module.default).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * How data can reach a variant: code on the caller's side of the boundary has it where it is.
 * @param {KernelDefinition} kernel
 * @param {Variant} variant
 * @param {('resident' | 'copy')[]} wanted
 * @returns {('resident' | 'copy')[]}
 */
export function transfersOf(kernel, variant, wanted) {
  return variant.crosses && hasTransfer(kernel)
    ? wanted.filter((transfer) => transfer === 'resident' || !variant.optional)
    : ['resident'];
}
