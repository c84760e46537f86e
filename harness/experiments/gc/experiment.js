/**
 * GC: points as objects of a collector and as plain bytes.
 */

import { SUBJECTS } from './subjects.js';

/** @import { Experiment } from '../../plan/load-experiments.js' */

/** A loop of WebAssembly is called from a body that is hardly ever entered, which need not get to its best tier. */
const TIER_WINDOWS = 1;

/** @type {Experiment} */
export default {
  name: 'gc',
  question: 'What do objects of a garbage collector cost, against plain bytes?',
  method: 'rounds',
  form: 'items',
  heading: 'gc',
  group: 'boundary',
  tierWindows: TIER_WINDOWS,
  onRequest: true,
  subjects: SUBJECTS,
};
