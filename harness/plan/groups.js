/**
 * Options and definitions to groups: the cells that take turns with each other.
 */

import { cellSpec } from './planned-cell.js';
import { measuredKernel } from './measured-kernel.js';
import { measuredSubject } from './measured-subject.js';
import { subjectGroups } from './subjects.js';
import { runsOn, variantsOf } from './variants.js';
import { UsageError } from '../words/problems.js';

/** @import { CellSpec } from '../words/cell-spec.js' */
/** @import { PlannedCell } from './planned-cell.js' */
/** @import { KernelDefinition } from './load-kernels.js' */
/** @import { Experiment } from './load-experiments.js' */
/** @import { Measured, PlannedSize } from './measured.js' */
/** @import { EngineChoice } from '../words/known-engine.js' */
/** @import { Options } from './options.js' */
/** @import { Variant } from './variants.js' */

/**
 * @typedef {object} Group
 * @property {string} experiment its name
 * @property {Experiment['method']} method of its experiment
 * @property {boolean} curves whether warm-up curves are recorded, as its experiment has it
 * @property {Measured} kernel
 * @property {PlannedSize} size
 * @property {string} label
 * @property {boolean} isSmallest of the sizes that its experiment has of its kernel
 * @property {number} tierWindows as its experiment has it
 * @property {string} lane groups of different lanes are measured on different machines, at the same time; '' is this
 *   machine
 * @property {PlannedCell[]} cells
 *
 * @typedef {{ variant: Variant, set: string, spec: CellSpec }} DraftCell
 * @typedef {{ kernel: Measured, size: PlannedSize, label: string, cells: DraftCell[] }} Draft
 *   a group before its cells are given to engines
 */

/**
 * @param {Options} options
 * @param {string[]} labels of all sizes
 * @param {string[]} quickLabels
 */
const chosenSizes = (options, labels, quickLabels) =>
  options.sizes ? labels.filter((label) => options.sizes?.includes(label)) : options.quick ? quickLabels : labels;

/**
 * @param {Options} options
 * @param {KernelDefinition} kernel
 */
function chosenVariants(options, kernel) {
  return variantsOf(kernel.family).filter(
    (variant) =>
      options.engines.some((engine) => runsOn(variant, engine)) &&
      (options.variants.length === 0 || options.variants.includes(variant.variant)),
  );
}

/**
 * @param {Options} options
 * @param {Experiment} experiment
 * @returns {KernelDefinition[]} those that it has groups of
 */
function kernelsFor({ kernels, quick }, { groups, kernels: choose = (all) => all }) {
  return groups === undefined ? [] : choose(kernels, { quick });
}

/**
 * @param {Options} options
 * @param {KernelDefinition} kernel
 * @returns {import('./load-experiments.js').Choice}
 */
function choiceOf(options, kernel) {
  const labels = kernel.sizes.map(({ label }) => label);
  return {
    variants: chosenVariants(options, kernel),
    sizes: chosenSizes(options, labels, kernel.quickSizes),
    batches: options.batches,
    transfers: options.transfers,
    quick: options.quick,
    named: options.named,
  };
}

/**
 * @param {Options} options
 * @param {Experiment} experiment
 * @returns {Draft[]}
 */
function draftsOfKernels(options, experiment) {
  return kernelsFor(options, experiment).flatMap((kernel) =>
    (experiment.groups?.(kernel, choiceOf(options, kernel)) ?? []).map(({ label, size, cells }) => ({
      kernel: measuredKernel(kernel),
      size,
      label,
      cells: cells.map(({ variant, set, ...how }) => ({
        variant,
        set,
        spec: cellSpec(kernel, variant, how.size, how),
      })),
    })),
  );
}

/**
 * @param {Options} options
 * @param {Experiment} experiment
 * @returns {Draft[]}
 */
function draftsOfSubjects(options, { name, subjects = [] }) {
  return subjects
    .filter((subject) => options.subjects.includes(subject))
    .flatMap((subject) => {
      const labels = subject.sizes.map(String);
      const choice = { ...options, sizes: chosenSizes(options, labels, subject.quickSizes?.map(String) ?? labels) };
      const kernel = measuredSubject(name, subject);
      return subjectGroups(name, subject, choice).map((group) => ({ kernel, ...group }));
    });
}

/**
 * @param {Draft} draft
 * @param {Draft[]} drafts of its experiment
 * @returns {boolean} whether none of its kernel is smaller
 */
const isSmallestOf = ({ kernel, size }, drafts) =>
  drafts.every((other) => other.kernel.kernel !== kernel.kernel || other.size.n >= size.n);

/**
 * What QUICK=1 leaves out where several engines take turns: the first is measured as if it were alone, of the others
 * what compares engines, which is the smallest size, data resident, and the second JavaScript with all data in one
 * call.
 * @param {Options} options
 * @param {Draft[]} drafts of one experiment
 * @returns {(draft: Draft, spec: CellSpec, engine: EngineChoice) => boolean}
 */
function leavesOut({ quick, sizes, batches, transfers, engines }, drafts) {
  const isFirst = (/** @type {EngineChoice} */ engine) =>
    engines.find(({ hosts, lane }) => lane === engine.lane && hosts.includes('javascript')) === engine;
  return (draft, { transfer, variant, batch, n }, engine) =>
    quick &&
    draft.kernel.isThinned &&
    engine.hosts.includes('javascript') &&
    !isFirst(engine) &&
    ((sizes === null && !isSmallestOf(draft, drafts)) ||
      (transfers.length > 1 && transfer === 'copy') ||
      (batches.length === 0 && variant === 'js-tuned' && batch !== n));
}

/**
 * @param {Experiment} experiment
 * @param {EngineChoice} engine
 * @returns {boolean} whether the engine can be measured by the experiment's method
 */
const canDo = ({ method }, { runsScripts = false }) => method !== 'processes' || runsScripts;

/**
 * @param {Options} options
 * @param {Experiment} experiment
 * @returns {Group[]} a group for each draft and lane
 */
function groupsOf(options, experiment) {
  const { name, method, curves = false, tierWindows = 1 } = experiment;
  const lanes = [...new Set(options.engines.map(({ lane }) => lane))];
  const drafts = [...draftsOfKernels(options, experiment), ...draftsOfSubjects(options, experiment)];
  const isLeftOut = leavesOut(options, drafts);
  const onEngines = (/** @type {Draft} */ draft, /** @type {string} */ lane) => {
    const engines = options.engines.filter((engine) => engine.lane === lane && canDo(experiment, engine));
    return draft.cells.flatMap((cell) =>
      engines
        .filter((engine) => runsOn(cell.variant, engine) && !isLeftOut(draft, cell.spec, engine))
        .map((engine) => plannedCell(name, cell, engine)),
    );
  };
  return drafts.flatMap((draft) =>
    lanes.map((lane) => ({
      ...draft,
      experiment: name,
      method,
      curves,
      isSmallest: isSmallestOf(draft, drafts),
      tierWindows,
      lane,
      cells: onEngines(draft, lane),
    })),
  );
}

/**
 * @param {string} experiment
 * @param {Draft['cells'][number]} cell
 * @param {EngineChoice} engine
 * @returns {PlannedCell}
 */
function plannedCell(experiment, cell, { name, seat, hosts }) {
  const set = hosts.includes('page') ? `${cell.set} ${seat}` : cell.set;
  return { experiment, engine: name, seat, ...cell, set };
}

/**
 * @param {Options} options
 * @param {Experiment[]} experiments
 * @returns {Group[]}
 * @throws {UsageError} if nothing is left to measure
 */
export function planGroups(options, experiments) {
  const groups = experiments
    .filter(({ name }) => options.experiments.includes(name))
    .flatMap((experiment) => groupsOf(options, experiment))
    .filter(({ cells }) => cells.length > 0);
  if (groups.length === 0) {
    throw new UsageError(
      'nothing to measure: no chosen kernel has a chosen variant at a chosen size on a chosen engine',
    );
  }
  return groups;
}
