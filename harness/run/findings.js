/**
 * What one process finds of a group: rows that wait until it is known which of them count.
 */

/** @import { PlannedCell } from '../plan/planned-cell.js' */
/** @import { Row } from '../words/rows.js' */

/**
 * @param {Row[]} samples
 * @returns {number[]} ns per iteration
 */
export const timesOf = (samples) => samples.map((row) => Number(row.elapsed_ns) / Number(row.iterations));

export class Findings {
  /** @type {Map<PlannedCell, Row[]>} */
  samples = new Map();
  /** @type {Map<PlannedCell, Row[]>} */
  curves = new Map();
  /** @type {Row[]} */
  warnings = [];

  /**
   * @param {number} process
   * @param {(cell: PlannedCell) => Row} columns of a cell
   */
  constructor(process, columns) {
    this.process = process;
    this.columns = columns;
  }

  /**
   * @param {PlannedCell} cell
   * @param {Row} more
   * @returns {Row}
   */
  #row(cell, more) {
    return { process: this.process, ...this.columns(cell), ...more };
  }

  /**
   * @param {Map<PlannedCell, Row[]>} rows
   * @param {PlannedCell} cell
   * @param {Row} more
   */
  #collect(rows, cell, more) {
    const sofar = rows.get(cell) ?? [];
    sofar.push(this.#row(cell, more));
    rows.set(cell, sofar);
  }

  /**
   * @param {PlannedCell} cell
   * @param {number} round
   * @param {Row} sample
   */
  addSample(cell, round, sample) {
    this.#collect(this.samples, cell, { round, ...sample });
  }

  /**
   * @param {PlannedCell} cell
   * @param {Row} point
   */
  addPoint(cell, point) {
    this.#collect(this.curves, cell, point);
  }

  /**
   * @param {PlannedCell} cell
   * @param {string} kind
   * @param {string} detail
   */
  addWarning(cell, kind, detail) {
    this.warnings.push(this.#row(cell, { kind, detail }));
  }

  /** The rounds begin again: the samples so far do not count. */
  retake() {
    this.samples.clear();
  }

  /** @param {PlannedCell} cell that failed: it has no samples */
  forget(cell) {
    this.samples.delete(cell);
  }

  /** @returns {Map<PlannedCell, number[]>} ns per iteration */
  get times() {
    return new Map([...this.samples].map(([cell, rows]) => [cell, timesOf(rows)]));
  }
}
