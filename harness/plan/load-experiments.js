/**
 * Experiments: one folder each in harness/experiments/, whose experiment.js says what is asked and how it is measured.
 * A mistake in it is an error that names the file and the key.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EXPERIMENTS_DIR } from '../words/paths.js';
import { DefinitionError } from '../words/problems.js';
import { COLUMNS } from '../words/rows.js';
import { checkKeys, checkPresent } from './keys.js';

/** @import { Subject } from '../agent/for-subjects.js' */
/** @import { KernelDefinition, Size } from './load-kernels.js' */
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
 * @typedef {object} CellChoice
 * @property {Variant} variant
 * @property {Size} size
 * @property {number} batch
 * @property {'resident' | 'copy'} transfer
 * @property {string} [setting] any other axis, such as `threads=4` (none)
 * @property {string} set cells of one set share their iteration count
 *
 * @typedef {{ label: string, size: Size, cells: CellChoice[] }} GroupChoice cells that take turns with each other
 *
 * @typedef {object} Experiment it has groups, subjects or both
 * @property {string} name that of its folder
 * @property {string} question what it answers, as a sentence
 * @property {'rounds' | 'processes'} method how it is measured: many samples in warm isolates, or whole processes
 * @property {'cells' | 'sweep' | 'items' | 'calls' | 'twins'} form what `tollgate summarize` makes of its samples
 * @property {string} heading what tables add to their titles; '' for nothing
 * @property {boolean} [loneCells] of a sweep: a cell that was measured at one batch alone is meant so (false)
 * @property {number} [tierWindows] so many windows of 20 blocks must code have stayed in the same tier to pass for
 *   warm,
 *   where that tier is not the best (1)
 * @property {boolean} [onRequest] measured only where it is named (false)
 * @property {boolean} [curves] whether warm-up curves are recorded (false)
 * @property {boolean} [offeredOnPage] whether it can be chosen on the page that measures by hand (false)
 * @property {('hyperfine' | 'bandwidth')[]} [needs] a command, or a fact about the machine (nothing)
 * @property {number} [leastProcesses] PROCESSES= may not be less (1)
 * @property {string} [group] make target that measures it together with others of the same group (none)
 * @property {(kernels: KernelDefinition[], how: { quick: boolean }) => KernelDefinition[]} [kernels] those that it has
 *   groups of (all)
 * @property {(kernel: KernelDefinition, choice: Choice) => GroupChoice[]} [groups] of a kernel
 * @property {Subject[]} [subjects] what it measures that is no kernel
 * @property {(kernel: KernelDefinition) => number[]} [batches] that it knows, of a kernel
 */

/** @type {Record<string, string>} what each key may hold */
const KEYS = {
  name: 'string',
  question: 'string',
  method: 'string',
  form: 'string',
  heading: 'string',
  loneCells: 'boolean',
  tierWindows: 'number',
  onRequest: 'boolean',
  curves: 'boolean',
  offeredOnPage: 'boolean',
  needs: 'object',
  leastProcesses: 'number',
  group: 'string',
  kernels: 'function',
  groups: 'function',
  subjects: 'object',
  batches: 'function',
};
const REQUIRED = ['name', 'question', 'method', 'form', 'heading'];
/** @type {Record<string, string[]>} */
const CHOICES = {
  method: ['rounds', 'processes'],
  form: ['cells', 'sweep', 'items', 'calls', 'twins'],
};
const NEEDS = ['hyperfine', 'bandwidth'];

/** Files that `tollgate` writes into a run; some experiments have a file of their name beside them. */
const SUMMARIES = ['summary', 'ratios', 'floor', 'compare', 'claims'];

/**
 * @param {string} file for messages
 * @param {Record<string, any>} raw
 * @throws {DefinitionError} naming the file and the key
 */
function checkDeclaration(file, raw) {
  checkKeys(file, raw, KEYS);
  checkPresent(file, raw, REQUIRED);
  const choice = Object.keys(CHOICES).find((key) => !CHOICES[key].includes(raw[key]));
  const need = [raw.needs ?? []].flat().find((/** @type {unknown} */ one) => !NEEDS.includes(String(one)));
  if (choice !== undefined) {
    throw new DefinitionError(`${file}: ${choice} "${raw[choice]}" is not one of ${CHOICES[choice].join(', ')}`);
  }
  if (need !== undefined) {
    throw new DefinitionError(`${file}: needs "${need}" is not one of ${NEEDS.join(', ')}`);
  }
}

/**
 * @param {string} folder its name
 * @param {any} raw the default export
 * @returns {Experiment}
 * @throws {DefinitionError} naming the file and the key
 */
export function toExperiment(folder, raw) {
  const file = `harness/experiments/${folder}/${FILE}`;
  if (typeof raw !== 'object' || raw === null) {
    throw new DefinitionError(`${file}: the default export is no object`);
  }
  checkDeclaration(file, raw);
  if (raw.name !== folder || !/^[a-z0-9-]+$/.test(folder)) {
    throw new DefinitionError(`${file}: name "${raw.name}" must be that of its folder, of a-z, 0-9 and -`);
  }
  if ([...Object.keys(COLUMNS), ...SUMMARIES].includes(folder)) {
    throw new DefinitionError(`${file}: name "${folder}" is that of a file of a run; take another`);
  }
  if (raw.groups === undefined && raw.subjects === undefined) {
    throw new DefinitionError(`${file}: it has neither "groups" nor "subjects", so nothing to measure`);
  }
  return raw;
}

/**
 * @param {string} [dir]
 * @returns {Promise<Experiment[]>} sorted by name
 */
export async function loadExperiments(dir = EXPERIMENTS_DIR) {
  const folders = readdirSync(dir).filter((name) => existsSync(join(dir, name, FILE)));
  const modules = await Promise.all(folders.map((name) => import(pathToFileURL(join(dir, name, FILE)).href)));
  return folders.map((name, i) => toExperiment(name, modules[i].default)).sort((a, b) => (a.name < b.name ? -1 : 1));
}
