/**
 * CSV out, RFC 4180, complete rows only: whatever goes wrong, no half row stays.
 */

import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** @param {string | number} value */
function field(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {(string | number)[]} values @returns {string} with its newline */
export const csvRow = (values) => `${values.map(field).join(',')}\n`;

export class CsvWriter {
  /**
   * Creates the file and writes its header.
   * @param {string} path
   * @param {string[]} columns
   */
  constructor(path, columns) {
    this.path = path;
    this.columns = columns;
    this.rows = 0;
    this.fd = openSync(path, 'wx');
    this.bytes = 0;
    this.#append(csvRow(columns));
  }

  /** @param {Record<string, string | number>} row by column name */
  write(row) {
    this.#append(csvRow(this.columns.map((column) => row[column] ?? '')));
    this.rows++;
  }

  /** @param {string} text whole rows; all of it or nothing gets into the file */
  #append(text) {
    const bytes = Buffer.from(text);
    try {
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(this.fd, bytes, written);
      }
      this.bytes += bytes.length;
    } catch (error) {
      if (fstatSync(this.fd).size > this.bytes && fstatSync(this.fd).isFile()) {
        ftruncateSync(this.fd, this.bytes);
      }
      const { message, code } = /** @type {NodeJS.ErrnoException} */ (error);
      throw Object.assign(new Error(`cannot write ${this.path}: ${message}; the ${this.rows} rows before are whole`), { code });
    }
  }

  close() {
    closeSync(this.fd);
  }
}
