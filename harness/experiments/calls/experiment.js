/**
 * Calls: every direction, signature and kind of call site.
 */

import { SUBJECTS } from './subjects.js';

/** @import { Experiment } from '../../plan/experiments.js' */

/** Short loops reach their best tier soon; a call that never gets there should not hold up the others. */
const TIER_WINDOWS = 3;

/** @type {Experiment} */
export default { name: 'calls', tierWindows: TIER_WINDOWS, onRequest: true, subjects: SUBJECTS };
