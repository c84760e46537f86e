/**
 * The folder of a run: its name, its CSV files, the link results/latest.
 */

import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { CsvWriter } from './csv.js';
import { COLUMNS, runName } from '../words/rows.js';
import { RESULTS_DIR } from '../words/paths.js';

/** @typedef {keyof typeof COLUMNS} TableName */

export class RunFolder {
  /** @type {Partial<Record<TableName, CsvWriter>>} */
  #files = {};

  /**
   * @param {string} dir
   * @param {string} run its name, which stays when the folder moves
   * @param {Partial<Record<TableName, number>>} [there] rows of the files that are there already
   */
  constructor(dir, run, there = {}) {
    this.dir = dir;
    this.run = run;
    this.there = there;
  }

  /**
   * @param {string | null} out where to put it; null: results/<date>-<host>
   * @param {Date} date
   * @returns {RunFolder}
   */
  static create(out, date) {
    const dir = out === null ? join(RESULTS_DIR, runName(date, hostname())) : resolve(out);
    mkdirSync(dir, { recursive: true });
    const taken = ['plan.json', 'samples.csv'].map((name) => join(dir, name)).find((path) => existsSync(path));
    if (taken !== undefined) {
      throw Object.assign(
        new Error(
          `${taken} is there already: this folder holds a run; give OUT= another (RESUME= finishes an interrupted run)`,
        ),
        { code: 'EEXIST' },
      );
    }
    return new RunFolder(dir, basename(dir));
  }

  /**
   * @param {TableName} name
   * @returns {CsvWriter} made when first asked for
   */
  file(name) {
    return (this.#files[name] ??= new CsvWriter(
      join(this.dir, `${name}.csv`),
      COLUMNS[name],
      this.there[name] ?? null,
    ));
  }

  /**
   * @param {TableName} name
   * @param {Record<string, string | number>[]} rows all of them or none
   */
  append(name, rows) {
    if (rows.length > 0) {
      this.file(name).append(rows.map((row) => ({ run: this.run, ...row })));
    }
  }

  /**
   * @param {TableName} name
   * @param {Record<string, string | number>} row
   */
  write(name, row) {
    this.append(name, [row]);
  }

  /**
   * @param {TableName} name
   * @returns {number} rows of the file so far
   */
  rows(name) {
    return this.#files[name]?.rows ?? this.there[name] ?? 0;
  }

  /** Points results/latest at it, if it lies there. */
  linkLatest() {
    if (dirname(this.dir) === resolve(RESULTS_DIR)) {
      linkLatest(this.dir);
    }
  }

  close() {
    Object.values(this.#files).forEach((file) => file.close());
    this.#files = {};
  }
}

/** @param {string} dir */
function linkLatest(dir) {
  const link = join(dirname(dir), 'latest');
  const fresh = `${link}.next`;
  rmSync(fresh, { force: true });
  symlinkSync(relative(dirname(link), dir), fresh);
  renameSync(fresh, link);
}
