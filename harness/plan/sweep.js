/**
 * A kernel with 1, 4, 16, ... n elements a call, in all the variants that are wanted at a batch.
 */

import { batchesUpTo } from '../words/batches.js';
import { transfersOf } from './planned-cell.js';

/** @import { KernelDefinition } from './load-kernels.js' */
/** @import { CellChoice, Choice } from './load-experiments.js' */
/** @import { Variant } from './variants.js' */

/** From one batch to the next. */
export const SWEEP_FACTOR = 4;

/**
 * @param {KernelDefinition} kernel
 * @param {Choice} choice
 * @param {(variant: Variant, batch: number) => boolean} wanted
 * @returns {{ label: string, size: import('./load-kernels.js').Size, cells: CellChoice[] }[]}
 */
export function sweep(kernel, choice, wanted) {
  if (choice.quick && !choice.named && !kernel.quickCrossings) {
    return [];
  }
  const size = kernel.crossingsSize;
  const cells = batchesUpTo(size.n, SWEEP_FACTOR)
    .filter((batch) => choice.batches.length === 0 || choice.batches.includes(batch))
    .flatMap((batch) =>
      choice.variants
        .filter((variant) => wanted(variant, batch))
        .flatMap((variant) =>
          transfersOf(kernel, variant, choice.transfers).map((transfer) => ({
            variant,
            size,
            batch,
            transfer,
            set: String(batch),
          })),
        ),
    );
  return [{ label: `${kernel.kernel} crossings`, size, cells }];
}
