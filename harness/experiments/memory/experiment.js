/**
 * Memory: growing, viewing, copying and filling, trapping, allocating.
 */

import { SUBJECTS } from './subjects.js';

/** @import { Experiment } from '../../plan/load-experiments.js' */

/** Short loops that reach their tier soon, and much that no compiler makes faster: traps, growing, 16 MiB a call. */
const TIER_WINDOWS = 1;

/** @type {Experiment} */
export default {
  name: 'memory',
  question: 'What do growing, viewing, copying and allocating memory cost?',
  method: 'rounds',
  form: 'items',
  heading: 'memory',
  needs: ['bandwidth'],
  group: 'boundary',
  tierWindows: TIER_WINDOWS,
  onRequest: true,
  subjects: SUBJECTS,
};
