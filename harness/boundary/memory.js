/**
 * Memory: what growing it, looking at it, moving it about, leaving it and handing it out costs.
 */

import * as access from './memory-access.js';
import * as bulk from './memory-bulk.js';
import * as grow from './memory-grow.js';
import * as malloc from './memory-malloc.js';
import * as trap from './memory-trap.js';
import * as view from './memory-view.js';

/** @import { CellSpec } from '../agent/cell-spec.js' */
/** @import { Loader } from '../agent/cell.js' */
/** @import { Opened, Subject } from './subject.js' */

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
