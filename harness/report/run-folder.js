/**
 * The folder of a run: its name, its CSV files, the link results/latest.
 */

import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CsvWriter } from './csv.js';

export const RESULTS_DIR = fileURLToPath(new URL('../../results/', import.meta.url));

const CELL = ['engine', 'experiment', 'kernel', 'variant', 'n', 'batch', 'transfer'];

export const COLUMNS = {
  samples: ['run', 'process', ...CELL, 'round', 'iterations', 'elapsed_ns', 'check', 'tier'],
  warmup: ['run', 'process', ...CELL, 'call', 'elapsed_ns', 'tier', 'phase'],
  warnings: ['run', 'process', ...CELL, 'kind', 'detail'],
  errors: ['run', ...CELL, 'stage', 'message'],
  environment: ['name', 'value'],
  kernels: ['kernel', 'n', 'label', 'title', 'element', 'bytes_per_element', 'operations_per_element'],
  startup: ['run', 'engine', 'kernel', 'variant', 'n', 'round', 'elapsed_ns'],
};

/** @param {Date} date @param {string} host @returns {string} such as 20261122T063512Z-host */
export function runName(date, host) {
  return `${date.toISOString().replace(/[-:]|\.\d+/g, '')}-${host.replace(/[^A-Za-z0-9.-]/g, '-')}`;
}

export class RunFolder {
  /** @type {Partial<Record<keyof typeof COLUMNS, CsvWriter>>} */
  #files = {};

  /**
   * @param {string | null} out where to put it; null: results/<date>-<host>, linked as results/latest
   * @param {Date} date
   */
  constructor(out, date) {
    this.dir = out === null ? join(RESULTS_DIR, runName(date, hostname())) : resolve(out);
    this.run = basename(this.dir);
    mkdirSync(this.dir, { recursive: true });
    this.file('samples');
    if (out === null) {
      linkLatest(this.dir);
    }
  }

  /** @param {keyof typeof COLUMNS} name @returns {CsvWriter} made when first asked for */
  file(name) {
    return (this.#files[name] ??= new CsvWriter(join(this.dir, `${name}.csv`), COLUMNS[name]));
  }

  /** @param {keyof typeof COLUMNS} name @param {Record<string, string | number>} row */
  write(name, row) {
    this.file(name).write({ run: this.run, ...row });
  }

  /** @param {keyof typeof COLUMNS} name @returns {number} rows written so far */
  rows(name) {
    return this.#files[name]?.rows ?? 0;
  }

  close() {
    Object.values(this.#files).forEach((file) => file.close());
    this.#files = {};
  }
}

/** @param {string} dir */
function linkLatest(dir) {
  const link = join(dirname(dir), 'latest');
  rmSync(link, { force: true });
  symlinkSync(relative(dirname(link), dir), link);
}
