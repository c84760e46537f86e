/**
 * Throughput: the whole work in one call (batch = n), every variant, at each
 * size from inside the first cache to beyond the last. The question: how fast is the code?
 */

import { transfersOf } from '../../plan/planned-cell.js';

/** @import { Choice, Experiment } from '../../plan/load-experiments.js' */

/**
 * @param {string} label of a size
 * @param {Choice} choice what is copied, QUICK=1 copies once a kernel
 */
const transfersAt = (label, { quick, sizes, transfers }) =>
  quick && label !== sizes[0] ? transfers.filter((transfer) => transfer !== 'copy') : transfers;

/** The code is all that is measured, and on V8 14.6 the body of a heavy kernel takes 200 ms to its best tier. */
const TIER_WINDOWS = 12;

/** @type {Experiment} */
export default {
  name: 'throughput',
  question: 'How fast is the code, with all data in one call?',
  method: 'rounds',
  form: 'cells',
  heading: '',
  curves: true,
  offeredOnPage: true,
  tierWindows: TIER_WINDOWS,
  groups: (kernel, choice) =>
    kernel.sizes
      .filter((size) => choice.sizes.includes(size.label))
      .map((size) => ({
        label: `${kernel.kernel} n=${size.label}`,
        size,
        cells: choice.variants.flatMap((variant) =>
          transfersOf(kernel, variant, transfersAt(size.label, choice)).map((transfer) => ({
            variant,
            size,
            batch: size.n,
            transfer,
            set: 'all',
          })),
        ),
      })),
};
