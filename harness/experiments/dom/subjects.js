/**
 * DOM: setting the text of elements, and putting a blurred image on a canvas.
 *
 * A cell has a frame of its own, with globals and code of its own; the thread is the page's. What
 * is timed is what the script does. What the browser does later to show it (style, layout,
 * paint) comes after the sample.
 */

import { Unsupported } from '../../agent/features.js';
import * as canvas from './canvas.js';
import * as text from './text.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

const PARTS = [text, canvas];

/** @type {Subject[]} */
export const SUBJECTS = PARTS.flatMap((part) => part.SUBJECTS);

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open(cell, loader) {
  const part = PARTS.find(({ SUBJECTS: subjects }) => subjects.some(({ kernel }) => kernel === cell.kernel));
  if (!part) {
    throw new Error(`unknown kernel "${cell.kernel}"; known: ${SUBJECTS.map(({ kernel }) => kernel).join(', ')}`);
  }
  if (typeof document === 'undefined') {
    throw new Unsupported('this engine has no document');
  }
  return part.open(cell, loader);
}
