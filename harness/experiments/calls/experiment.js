/**
 * Calls: every direction, signature and kind of call site.
 */

import { SUBJECTS } from './subjects.js';

/** @import { Experiment } from '../../plan/load-experiments.js' */

/** Short loops reach their best tier soon; a call that never gets there should not hold up the others. */
const TIER_WINDOWS = 3;

/** @type {Experiment} */
export default {
  name: 'calls',
  question: 'What does a call cost, by direction, signature and call site?',
  method: 'rounds',
  form: 'calls',
  heading: 'calls',
  group: 'boundary',
  tierWindows: TIER_WINDOWS,
  onRequest: true,
  subjects: SUBJECTS,
};
