/**
 * Crossings: the same work with 1, 4, 16, ... n elements per call. From the
 * slope over the number of calls comes the price of a call; where the curve
 * meets the best JavaScript's is the break-even batch.
 */

import { transfersOf } from '../plan/experiments.js';

/** @import { Experiment } from '../plan/experiments.js' */

/** `native` shows what a call costs where there is no boundary; these would add nothing to the others. */
const LEFT_OUT = ['wasm-relaxed', 'native-simd', 'native-march'];

/** Calls are short and reach their tier soon; a sweep has many cells. */
const TIER_WINDOWS = 1;

/** @type {Experiment} */
export default {
  name: 'crossings',
  tierWindows: TIER_WINDOWS,
  groups: (kernel, choice) => {
    if (choice.quick && !choice.named && !kernel.quickCrossings) {
      return [];
    }
    const size = kernel.crossingsSize;
    const variants = choice.variants.filter(({ variant }) => !LEFT_OUT.includes(variant));
    return [
      {
        label: `${kernel.kernel} crossings`,
        size,
        cells: batchesUpTo(size.n)
          .filter((batch) => choice.batches.length === 0 || choice.batches.includes(batch))
          .flatMap((batch) =>
            variants.flatMap((variant) =>
              transfersOf(kernel, variant, choice.transfers).map((transfer) => ({
                variant,
                size,
                batch,
                transfer,
                set: String(batch),
              })),
            ),
          ),
      },
    ];
  },
  batches: (kernel) => batchesUpTo(kernel.crossingsSize.n),
};

/** @param {number} n @returns {number[]} 1, 4, 16, ... below n, then n */
function batchesUpTo(n) {
  const batches = [];
  for (let batch = 1; batch < n; batch *= 4) {
    batches.push(batch);
  }
  return [...batches, n];
}
