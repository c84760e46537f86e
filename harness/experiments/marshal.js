/**
 * Marshal: bytes, texts and objects across the boundary, in every way.
 */

import { SUBJECTS } from '../boundary/marshal.js';

/** @import { Experiment } from '../plan/experiments.js' */

/** Most of the time goes to what the engine brings compiled; loops reach their best tier soon. */
const TIER_WINDOWS = 1;

/** @type {Experiment} */
export default { name: 'marshal', tierWindows: TIER_WINDOWS, onRequest: true, subjects: SUBJECTS };
