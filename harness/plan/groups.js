/**
 * Options and definitions to groups: the cells that take turns with each other.
 */

import { cellSpec } from './cells.js';
import { UsageError } from './options.js';
import { runsOn, variantsOf } from './variants.js';

/** @import { PlannedCell } from './cells.js' */
/** @import { KernelDefinition } from './definitions.js' */
/** @import { Experiment } from './experiments.js' */
/** @import { Options } from './options.js' */

/**
 * @typedef {object} Group
 * @property {string} experiment
 * @property {KernelDefinition} kernel
 * @property {string} label
 * @property {number} tierWindows as its experiment has it
 * @property {PlannedCell[]} cells
 */

/** @param {Options} options @param {KernelDefinition} kernel */
function chosenSizes(options, kernel) {
  const labels = kernel.sizes.map(({ label }) => label);
  return options.sizes ? labels.filter((label) => options.sizes?.includes(label)) : options.quick ? kernel.quickSizes : labels;
}

/** @param {Options} options @param {KernelDefinition} kernel */
function chosenVariants(options, kernel) {
  return variantsOf(kernel.family).filter(
    (variant) =>
      options.engines.some(({ name }) => runsOn(variant, name)) &&
      (options.variants.length === 0 || options.variants.includes(variant.variant)),
  );
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
    .flatMap((experiment) =>
      options.kernels.flatMap((kernel) => {
        const choice = {
          variants: chosenVariants(options, kernel),
          sizes: chosenSizes(options, kernel),
          batches: options.batches,
          transfers: options.transfers,
          quick: options.quick,
          named: options.named,
        };
        return experiment.groups(kernel, choice).map(({ label, cells }) => ({
          experiment: experiment.name,
          kernel,
          label,
          tierWindows: experiment.tierWindows,
          cells: cells.flatMap(({ variant, size, batch, transfer, set }) =>
            options.engines
              .filter(({ name }) => runsOn(variant, name))
              .map(({ name }) => ({
                experiment: experiment.name,
                engine: name,
                variant,
                spec: cellSpec(kernel, variant, size, { batch, transfer }),
                set,
              })),
          ),
        }));
      }),
    )
    .filter(({ cells }) => cells.length > 0);
  const wantsCells = options.experiments.some((name) => experiments.some((experiment) => experiment.name === name));
  if (groups.length === 0 && wantsCells) {
    throw new UsageError('nothing to measure: no chosen kernel has a chosen variant at a chosen size on a chosen engine');
  }
  return groups;
}
