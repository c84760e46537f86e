/**
 * Marshal: bytes, texts and objects across the boundary, in every way.
 */

import { SUBJECTS } from './subjects.js';

/** @import { Experiment } from '../../plan/load-experiments.js' */

/** A body that does nothing but call stays where it is; what it calls gets time to reach its best tier. */
const TIER_WINDOWS = 3;

/** @type {Experiment} */
export default {
  name: 'marshal',
  question: 'What does it cost to move bytes, texts and objects across the boundary?',
  method: 'rounds',
  form: 'items',
  heading: 'marshal',
  needs: ['bandwidth'],
  group: 'boundary',
  tierWindows: TIER_WINDOWS,
  onRequest: true,
  subjects: SUBJECTS,
};
