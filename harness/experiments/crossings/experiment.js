/**
 * Crossings: the same work with 1, 4, 16, ... n elements per call. From the
 * slope over the number of calls comes the price of a call; where the curve
 * meets the best JavaScript's is the break-even batch.
 */

import { batchesUpTo } from '../../words/batches.js';
import { SWEEP_FACTOR, sweep } from '../../plan/sweep.js';

/** @import { Experiment } from '../../plan/load-experiments.js' */

/** `native` shows what a call costs where there is no boundary; these would add nothing to the others. */
const LEFT_OUT = ['wasm-relaxed', 'native-simd', 'native-march'];

/** Calls are short and reach their tier soon; a sweep has many cells. */
const TIER_WINDOWS = 1;

/** @type {Experiment} */
export default {
  name: 'crossings',
  question: 'What does a call cost, and from how many elements a call on does it pay?',
  method: 'rounds',
  form: 'sweep',
  heading: 'the price of a call',
  offeredOnPage: true,
  tierWindows: TIER_WINDOWS,
  groups: (kernel, choice) => sweep(kernel, choice, ({ variant }) => !LEFT_OUT.includes(variant)),
  batches: (kernel) => batchesUpTo(kernel.crossingsSize.n, SWEEP_FACTOR),
};
