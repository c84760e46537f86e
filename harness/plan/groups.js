/**
 * Options and definitions to groups: the cells that take turns with each other.
 */

import { cellSpec } from './cells.js';
import { subjectGroups } from './subjects.js';
import { runsOn, variantsOf } from './variants.js';
import { narrowed } from './until-merge.js';
import { UsageError } from '../words/problems.js';

/** @import { CellSpec } from '../words/cell-spec.js' */
/** @import { Subject } from '../agent/subject.js' */
/** @import { PlannedCell } from './cells.js' */
/** @import { KernelDefinition } from './definitions.js' */
/** @import { Experiment } from './experiments.js' */
/** @import { EngineChoice, Options } from './options.js' */
/** @import { Variant } from './variants.js' */

/**
 * @typedef {KernelDefinition | Subject} Measured
 *
 * @typedef {object} Group
 * @property {string} experiment
 * @property {Measured} kernel
 * @property {{ n: number, label: string }} size
 * @property {string} label
 * @property {boolean} isSmallest of the sizes that its experiment has of its kernel
 * @property {number} tierWindows as its experiment has it
 * @property {'rounds' | 'processes'} method
 * @property {boolean} curves
 * @property {string} lane groups of different lanes are measured on different machines, at the same time; '' is this machine
 * @property {PlannedCell[]} cells
 *
 * @typedef {{ kernel: Measured, size: { n: number, label: string }, label: string, cells: { variant: Variant, set: string, spec: CellSpec }[] }} Draft
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
 * @returns {Draft[]}
 */
function draftsOfKernels(options, { groups }) {
  return (groups ? options.kernels : []).flatMap((kernel) => {
    const choice = {
      variants: chosenVariants(options, kernel),
      sizes: chosenSizes(
        options,
        kernel.sizes.map(({ label }) => label),
        kernel.quickSizes,
      ),
      batches: options.batches,
      transfers: options.transfers,
      quick: options.quick,
      named: options.named,
    };
    const specOf = (/** @type {import('./experiments.js').CellChoice} */ { variant, size, batch, transfer }) =>
      cellSpec(kernel, variant, size, { batch, transfer });
    return (groups?.(kernel, choice) ?? []).map(({ label, size, cells }) => ({
      kernel,
      size,
      label,
      cells: cells.map((cell) => ({ variant: cell.variant, set: cell.set, spec: specOf(cell) })),
    }));
  });
}

/**
 * @param {Draft} draft
 * @param {Draft[]} drafts of its experiment
 * @returns {boolean} whether none of its kernel is smaller
 */
const isSmallestOf = ({ kernel, size }, drafts) =>
  drafts.every((other) => other.kernel !== kernel || other.size.n >= size.n);

/**
 * What QUICK=1 leaves out where several engines take turns: the first is measured as if it were alone, of the others
 * what compares engines, which is the smallest size, data resident, and the second JavaScript with all data in one call.
 * @param {Options} options
 * @param {Draft[]} drafts of one experiment
 * @returns {(draft: Draft, spec: CellSpec, engine: EngineChoice) => boolean}
 */
function leavesOut({ quick, sizes, batches, transfers, engines }, drafts) {
  const isFirst = (/** @type {EngineChoice} */ engine) =>
    engines.find(({ hosts, lane }) => lane === engine.lane && hosts.includes('javascript')) === engine;
  return (draft, { transfer, variant, batch, n }, engine) =>
    quick &&
    'passes' in draft.kernel &&
    engine.hosts.includes('javascript') &&
    !isFirst(engine) &&
    ((sizes === null && !isSmallestOf(draft, drafts)) ||
      (transfers.length > 1 && transfer === 'copy') ||
      (batches.length === 0 && variant === 'js-tuned' && batch !== n));
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
      return subjectGroups(name, subject, choice).map((group) => ({ kernel: subject, ...group }));
    });
}

/**
 * @param {Options} options
 * @param {import('./until-merge.js').Declared[]} experiments
 * @returns {Group[]}
 * @throws {UsageError} if nothing is left to measure
 */
export function planGroups(options, experiments) {
  const lanes = [...new Set(options.engines.map(({ lane }) => lane))];
  const onEngines = (
    /** @type {Draft} */ draft,
    /** @type {string} */ experiment,
    /** @type {string} */ lane,
    /** @type {ReturnType<typeof leavesOut>} */ isLeftOut,
  ) =>
    draft.cells.flatMap((cell) =>
      options.engines
        .filter(
          (engine) => engine.lane === lane && runsOn(cell.variant, engine) && !isLeftOut(draft, cell.spec, engine),
        )
        .map(({ name, seat, hosts }) => ({
          experiment,
          engine: name,
          seat,
          ...cell,
          set: hosts.includes('page') ? `${cell.set} ${seat}` : cell.set,
        })),
    );
  const groups = experiments
    .filter(({ name }) => options.experiments.includes(name))
    .flatMap((experiment) => {
      const drafts = [...draftsOfKernels(options, experiment), ...draftsOfSubjects(options, experiment)];
      const isLeftOut = leavesOut(options, drafts);
      return drafts.flatMap((draft) =>
        lanes.map((lane) => ({
          ...draft,
          experiment: experiment.name,
          isSmallest: isSmallestOf(draft, drafts),
          tierWindows: experiment.tierWindows,
          method: experiment.method,
          curves: experiment.curves ?? false,
          lane,
          cells: onEngines(draft, experiment.name, lane, isLeftOut),
        })),
      );
    })
    .filter(({ cells }) => cells.length > 0);
  const wantsCells = options.experiments.some((name) => experiments.some((experiment) => experiment.name === name));
  if (groups.length === 0 && wantsCells) {
    throw new UsageError(
      'nothing to measure: no chosen kernel has a chosen variant at a chosen size on a chosen engine',
    );
  }
  return narrowed(groups, options.quick);
}
