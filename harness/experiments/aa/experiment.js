/**
 * A/A: each variant twice, as if it were two. What they differ by is noise, and
 * nothing below it can be told from noise. `make doctor` measures it.
 */

/** @import { Experiment } from '../../plan/load-experiments.js' */

/** As in harness/tollgate/summarize/twins.c. */
const AGAIN = '-again';

/** As throughput, whose floor it is. */
const TIER_WINDOWS = 12;

/** @type {Experiment} */
export default {
  name: 'aa',
  question: 'By how much does identical code differ from itself?',
  method: 'rounds',
  form: 'twins',
  heading: 'aa',
  leastProcesses: 5,
  tierWindows: TIER_WINDOWS,
  onRequest: true,
  groups: (kernel, choice) =>
    kernel.sizes
      .filter((size) => size.label === choice.sizes[0])
      .map((size) => ({
        label: `${kernel.kernel} n=${size.label}, twice`,
        size,
        cells: choice.variants
          .flatMap((variant) => [variant, { ...variant, variant: `${variant.variant}${AGAIN}` }])
          .map((variant) => ({ variant, size, batch: size.n, transfer: 'resident', set: 'all' })),
      })),
};
