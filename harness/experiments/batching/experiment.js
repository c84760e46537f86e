/**
 * Batching: when does crossing pay, for every kernel and for the shapes it has in programs
 * (harness/experiments/batching/subjects.js)?
 * A kernel is swept as in `crossings`, with little beside: the best JavaScript does its whole work once. Of
 * kernels asked for by name, what SIMD code and copying make of it is measured, too.
 */

import { batchesUpTo } from '../../words/batches.js';
import { SUBJECTS } from './subjects.js';
import { SWEEP_FACTOR, sweep } from '../../plan/sweep.js';

/** @import { Experiment } from '../../plan/load-experiments.js' */

const JAVASCRIPT = ['js', 'js-tuned'];
const USUAL = ['wasm'];
const NAMED = ['wasm', 'wasm-simd'];

/** Calls are short and reach their tier soon; a sweep has many cells. */
const TIER_WINDOWS = 2;

/** @type {Experiment} */
export default {
  name: 'batching',
  question: 'How much work must one call bring to be worth it?',
  method: 'rounds',
  form: 'sweep',
  heading: 'batching',
  loneCells: true,
  group: 'boundary',
  tierWindows: TIER_WINDOWS,
  onRequest: true,
  groups: (kernel, choice) => {
    const transfers = choice.named ? choice.transfers : choice.transfers.filter((transfer) => transfer === 'resident');
    const swept = choice.named ? NAMED : USUAL;
    const { n } = kernel.crossingsSize;
    return sweep(
      kernel,
      { ...choice, transfers },
      ({ variant }, batch) => swept.includes(variant) || (JAVASCRIPT.includes(variant) && batch === n),
    );
  },
  subjects: SUBJECTS,
  batches: (kernel) => batchesUpTo(kernel.crossingsSize.n, SWEEP_FACTOR),
};
