/**
 * Memory: what growing it, looking at it, moving it about, leaving it and handing it out costs.
 */

import * as access from './access.js';
import * as bulk from './bulk.js';
import * as grow from './grow.js';
import * as malloc from './malloc.js';
import * as trap from './trap.js';
import * as view from './view.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

const PARTS = [grow, view, access, bulk, trap, malloc];

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
  return part.open(cell, loader);
}
