/**
 * Batching: the same work with more and more of it in a crossing, in the shapes it has in programs.
 *
 * The way `wasm` is swept: it moves its elements through a buffer in linear memory, at every batch by the
 * same code. `wasm-arguments` is what one would write for an element a crossing: it passes them as arguments.
 */

import { ADD, openAdd } from './add.js';
import { EVENTS, openEvents } from './events.js';
import { ROWS, openRows } from './rows.js';
import { SORT, openSort } from './sort.js';

/** @import { Open, Subject } from '../../agent/for-subjects.js' */

/** @type {Subject[]} */
export const SUBJECTS = [ADD, SORT, EVENTS, ROWS];

/** @type {Record<string, Open>} */
const OPENS = { add: openAdd, sort: openSort, events: openEvents, rows: openRows };

/** @type {Open} */
export const open = (cell, loader) => OPENS[cell.kernel](cell, loader);
