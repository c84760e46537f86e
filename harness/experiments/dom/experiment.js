/**
 * DOM: what it costs to change a page from JavaScript and from WebAssembly, which cannot do it itself.
 * Of browsers alone: nothing else has a document.
 */

import { SUBJECTS } from './subjects.js';

/** @import { Experiment } from '../../plan/load-experiments.js' */

/** Short loops that reach their tier soon, and much that no compiler makes faster: the document itself. */
const TIER_WINDOWS = 1;

/** @type {Experiment} */
export default {
  name: 'dom',
  question: 'What does it cost to change a page?',
  method: 'rounds',
  form: 'items',
  heading: 'dom',
  offeredOnPage: true,
  tierWindows: TIER_WINDOWS,
  subjects: SUBJECTS,
};
