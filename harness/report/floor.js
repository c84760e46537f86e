/**
 * The noise floor of this machine: written by doctor, taken along by every run.
 */

import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { readTable } from './csv.js';
import { RESULTS_DIR } from './run-folder.js';

const NAME = 'floor.csv';
export const FLOOR_FILE = join(RESULTS_DIR, NAME);

/**
 * Puts the floor beside the samples, where it was measured on this machine.
 * @param {string} dir of the run
 * @param {string} host
 * @param {string} from another file than that of this checkout
 * @returns {boolean} whether there is one
 */
export function bringFloor(dir, host, from = FLOOR_FILE) {
  if (!existsSync(from) || readTable(from, () => true).rows.some((row) => row.host !== host)) {
    return false;
  }
  copyFileSync(from, join(dir, NAME));
  return true;
}
