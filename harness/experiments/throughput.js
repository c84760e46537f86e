/**
 * Throughput: the whole work in one call (batch = n), every variant, at each
 * size from inside the first cache to beyond the last. The question: how fast is the code?
 */

import { transfersOf } from '../plan/experiments.js';

/** @import { Experiment } from '../plan/experiments.js' */

/** @type {Experiment} */
export default {
  name: 'throughput',
  groups: (kernel, choice) =>
    kernel.sizes
      .filter((size) => choice.sizes.includes(size.label))
      .map((size) => ({
        label: `${kernel.kernel} n=${size.label}`,
        cells: choice.variants.flatMap((variant) =>
          transfersOf(kernel, variant, choice.transfers).map((transfer) => ({
            variant,
            size,
            batch: size.n,
            transfer,
            set: 'all',
          })),
        ),
      })),
};
