/**
 * The noise floor of this machine: written by doctor, taken along by every run.
 */

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTable } from './csv.js';
import { csvRow, csvRows } from '../words/rows.js';
import { RESULTS_DIR } from '../words/paths.js';

/** @import { Table } from './csv.js' */

const NAME = 'floor.csv';
export const FLOOR_FILE = join(RESULTS_DIR, NAME);

/**
 * @param {string} path
 * @returns {Table}
 */
const read = (path) => readTable(path, () => true);

/** @param {Record<string, string>} row */
const placeOf = ({ engine, kernel, variant, setting = '' }) => [engine, kernel, variant, setting].join(' ');

/**
 * Adds the floors of a run of doctor to those of this machine: those of the same kernels
 * and variants are replaced, others of the same host stay.
 * @param {string} dir of the run
 * @param {string} to another file than that of this checkout
 */
export function keepFloor(dir, to = FLOOR_FILE) {
  const { columns, rows } = read(join(dir, NAME));
  const places = new Set(rows.map(placeOf));
  const others = existsSync(to)
    ? read(to).rows.filter((row) => row.host === rows[0].host && !places.has(placeOf(row)))
    : [];
  writeFileSync(`${to}.next`, csvRow(columns) + csvRows(columns, [...others, ...rows]));
  renameSync(`${to}.next`, to);
}

/**
 * Puts the floor beside the samples, where it was measured on this machine.
 * @param {string} dir of the run
 * @param {string} host
 * @param {string} from another file than that of this checkout
 * @returns {boolean} whether there is one
 */
export function bringFloor(dir, host, from = FLOOR_FILE) {
  const rows = existsSync(from) ? read(from).rows : [];
  if (rows.length === 0 || rows.some((row) => row.host !== host)) {
    return false;
  }
  writeFileSync(join(dir, NAME), readFileSync(from));
  return true;
}
