/**
 * Files of CSV, whole rows only: at every instant, also that of a SIGKILL or of a
 * power cut, the file is whole.
 *
 * A write is no such thing: the kernel heeds a SIGKILL between two pages of it. A
 * rename is. So each file has a shadow, one append behind: it gets what it lacks
 * and what is new, is forced to the disk, and takes the name of the file, whose old
 * self becomes the shadow. That costs two writes of each row and never a copy.
 */

import {
  closeSync,
  copyFileSync,
  fdatasyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { csvRow, csvRows } from '../words/rows.js';

/** @import { Row } from '../words/rows.js' */

/**
 * @param {string} path
 * @param {Buffer[]} parts to be added at its end and forced to the disk
 */
function appendSynced(path, parts) {
  const fd = openSync(path, 'a');
  try {
    for (const part of parts) {
      for (let written = 0; written < part.length;) {
        written += writeSync(fd, part, written);
      }
    }
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

export class CsvWriter {
  /** @type {Buffer | null} what the shadow lacks; null: there is no shadow */
  #lacking = null;

  /**
   * @param {string} path
   * @param {string[]} columns
   * @param {number | null} rows that the file has; null: it is created, with its header
   */
  constructor(path, columns, rows = null) {
    this.path = path;
    this.columns = columns;
    this.rows = rows ?? 0;
    this.shadow = join(dirname(path), `.${basename(path)}.next`);
    this.former = join(dirname(path), `.${basename(path)}.former`);
    if (rows === null) {
      writeFileSync(this.shadow, csvRow(columns));
      try {
        linkSync(this.shadow, path); // fails where there is such a file
      } finally {
        rmSync(this.shadow);
      }
    }
  }

  /** @param {Row} row */
  write(row) {
    this.append([row]);
  }

  /** @param {Row[]} rows all of them or none get into the file */
  append(rows) {
    const added = Buffer.from(csvRows(this.columns, rows));
    try {
      if (this.#lacking === null) {
        this.#removeShadow(); // one that was left behind may be the file itself by another name
        copyFileSync(this.path, this.shadow);
      }
      appendSynced(this.shadow, [this.#lacking ?? Buffer.alloc(0), added]);
      linkSync(this.path, this.former);
      renameSync(this.shadow, this.path);
      renameSync(this.former, this.shadow);
    } catch (error) {
      this.#removeShadow();
      const { message, code } = /** @type {NodeJS.ErrnoException} */ (error);
      throw Object.assign(new Error(`cannot write ${this.path}: ${message}; the ${this.rows} rows before are whole`), {
        code,
      });
    }
    this.#lacking = added;
    this.rows += rows.length;
  }

  #removeShadow() {
    this.#lacking = null;
    [this.shadow, this.former].forEach((path) => rmSync(path, { force: true }));
  }

  close() {
    this.#removeShadow();
  }
}

/**
 * @param {string} text a line or more
 * @returns {string[] | null} its fields; null: it is no row of CSV
 */
function splitRow(text) {
  const found = [...text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\n)/gy)];
  const ends = found.map(([, , end]) => end);
  if (text.includes('\0') || ends.indexOf('\n') !== ends.length - 1 || found.join('') === '') {
    return null;
  }
  const length = found.reduce((sum, [all]) => sum + all.length, 0);
  return length === text.length ? found.map(([, value]) => value.replace(/^"|"$/g, '').replaceAll('""', '"')) : null;
}

/**
 * @param {Buffer} bytes
 * @returns {{ start: number, end: number }[]} of each row; the last may have no line end
 */
function rowBounds(bytes) {
  const bounds = [];
  let start = 0;
  let quoted = false;
  for (const [i, byte] of bytes.entries()) {
    quoted = byte === 0x22 ? !quoted : quoted;
    if (byte === 0x0a && !quoted) {
      bounds.push({ start, end: i + 1 });
      start = i + 1;
    }
  }
  return start < bytes.length ? [...bounds, { start, end: bytes.length }] : bounds;
}

/**
 * @typedef {object} Table
 * @property {string[]} columns
 * @property {Record<string, string>[]} rows up to the first that is not plausible
 * @property {number} end bytes of the file up to there
 * @property {number} size bytes of the file
 * @property {boolean} tail whether nothing plausible follows: the file was cut off
 */

/**
 * @param {string} path
 * @param {(row: Record<string, string>) => boolean} plausible
 * @returns {Table}
 */
export function readTable(path, plausible) {
  const bytes = readFileSync(path);
  const [header, ...bounds] = rowBounds(bytes);
  const columns = (header && splitRow(bytes.toString('utf8', header.start, header.end))) ?? [];
  const rowOf = (/** @type {string} */ text) => {
    const values = splitRow(text);
    const row =
      values?.length === columns.length ? Object.fromEntries(columns.map((name, i) => [name, values[i]])) : null;
    return row !== null && plausible(row) ? row : null;
  };
  const rows = [];
  let end = columns.length > 0 ? header.end : 0;
  for (const bound of bounds) {
    const row = rowOf(bytes.toString('utf8', bound.start, bound.end));
    if (row === null) {
      break;
    }
    rows.push(row);
    end = bound.end;
  }
  const after = bytes.toString('utf8', end).split('\n').slice(1, -1);
  return { columns, rows, end, size: bytes.length, tail: !after.some((line) => rowOf(`${line}\n`) !== null) };
}

/**
 * @param {string} path of a file that is whole
 * @returns {Record<string, string>[]} rows by column name
 */
export function readRows(path) {
  const { columns, rows, end, size } = readTable(path, () => true);
  if (end < size) {
    const line = readFileSync(path).toString('utf8', 0, end).split('\n').length;
    throw new Error(`${path}, line ${line}: not ${columns.length} fields and a line end`);
  }
  return rows;
}
