/**
 * The books of a run: the rows of its cells, and which of them failed, were skipped, got lost or
 * are to be taken with care.
 */

import { cellName } from '../plan/planned-cell.js';
import { DamagedError } from '../words/problems.js';
import { groupBy } from './group-by.js';

/** @import { Findings } from './findings.js' */
/** @import { PlannedCell } from '../plan/planned-cell.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { RunFolder } from './run-folder.js' */
/** @import { Row } from '../words/rows.js' */
/** @import { Rows, Tables } from './resume.js' */

/**
 * @typedef {object} LedgerParts what a ledger works with
 * @property {Pick<RunFolder, 'dir' | 'append' | 'write'>} folder
 * @property {Group[]} groups all that the run measures
 * @property {(seat: string) => string} machineOf the name of the machine of a seat; '' while nobody knows
 * @property {(cell: PlannedCell) => void} onFailed the cell is measured no more
 * @property {(line: string) => void} say tells the user
 */

/** The stage of what an engine cannot do: no failure. */
const UNSUPPORTED = 'unsupported';

/**
 * What the kinds of warnings.csv mean, behind "2 cells".
 * @type {Record<string, string>}
 */
const WARNINGS = { 'tier-changed': 'changed tier while measured', 'not-steady': 'did not keep a steady time' };
/** So many cells are named, the others counted. */
const NAMED = 4;

/**
 * @param {Row} point
 * @returns {boolean} whether it is of a curve from the very first call, not of a warm-up that went wrong
 */
const isCold = ({ phase }) => phase === 'cold';

/**
 * @param {Row} row of any file of the run
 * @returns {string} the same for rows of one cell
 */
const keyOf = ({ engine, experiment, kernel, variant, n, batch, transfer, machine, setting }) =>
  [engine, experiment, kernel, variant, n, batch, transfer, machine, setting].join(' ');

/**
 * @param {number} count
 * @param {string} [verb] of one
 * @param {string} [verbs] of several
 * @returns {string} such as "1 cell was"
 */
const cells = (count, verb = '', verbs = verb) =>
  `${count} ${count === 1 ? 'cell' : 'cells'} ${count === 1 ? verb : verbs}`;

export class Ledger {
  /** @type {Set<PlannedCell>} failed or skipped: not measured again */
  #failed = new Set();
  /** @type {Set<PlannedCell>} has samples */
  #measured = new Set();
  /** @type {Set<PlannedCell>} warm-up is recorded */
  #hasCurve = new Set();
  /** @type {Map<PlannedCell, string>} no sample yet, through another cell's fault: what happened */
  #lost = new Map();
  /** @type {Map<string, Set<PlannedCell>>} by kind of warning */
  #warned = new Map();
  /** @type {{ machine: string, cells: number, message: string }[]} seats that no engine could be had for */
  #vacant = [];
  #skipped = 0;
  failures = 0;

  /** @param {LedgerParts} parts */
  constructor({ folder, groups, machineOf, onFailed, say }) {
    this.folder = folder;
    this.groups = groups;
    this.machineOf = machineOf;
    this.onFailed = onFailed;
    this.say = say;
  }

  /**
   * @param {PlannedCell} cell
   * @returns {Row} the columns that tell cells apart
   */
  columns({ engine, experiment, seat, spec: { kernel, variant, n, batch, transfer, setting = '' } }) {
    return { engine, experiment, kernel, variant, n, batch, transfer, machine: this.machineOf(seat), setting };
  }

  /**
   * @param {PlannedCell} cell
   * @returns {boolean} whether it failed or was skipped
   */
  hasFailed(cell) {
    return this.#failed.has(cell);
  }

  /**
   * @param {PlannedCell} cell
   * @returns {boolean} whether its warm-up from the very first call is recorded
   */
  hasCurve(cell) {
    return this.#hasCurve.has(cell);
  }

  /**
   * Takes over what an interrupted run had measured.
   * @param {Pick<Tables, 'samples' | 'warmup' | 'errors' | 'skipped' | 'warnings'>} tables
   * @returns {{ rows: Map<PlannedCell, Rows>, process: number }} the samples of each cell, and the last engine process
   * @throws {DamagedError} if a sample is of no cell of this run
   */
  restore({ samples, warmup, errors, skipped, warnings }) {
    const known = new Map(this.groups.flatMap((group) => group.cells.map((cell) => [keyOf(this.columns(cell)), cell])));
    const cellOf = (/** @type {Row} */ row) => known.get(keyOf(row));
    const each = (/** @type {Rows} */ rows, /** @type {(cell: PlannedCell, row: Row) => void} */ use) =>
      rows.forEach((row) => {
        const cell = cellOf(row);
        if (cell !== undefined) {
          use(cell, row);
        }
      });
    each([...errors, ...skipped], (cell) => this.#leaveOut(cell));
    this.failures += errors.length;
    this.#skipped += skipped.length;
    each(warmup.filter(isCold), (cell) => this.#hasCurve.add(cell));
    each(warnings, (cell, { kind }) => this.warn(cell, String(kind)));
    const stray = samples.find((row) => cellOf(row) === undefined);
    if (stray !== undefined) {
      throw new DamagedError(
        `${this.folder.dir}/samples.csv: has samples of "${keyOf(stray).trim()}", which is no cell of plan.json`,
      );
    }
    const rows = groupBy(samples, (row) => /** @type {PlannedCell} */ (cellOf(row)));
    [...rows.keys()].forEach((cell) => this.#measured.add(cell));
    return { rows, process: this.#lastProcess(rows, [...warmup, ...warnings]) };
  }

  /**
   * Whole processes are numbered for themselves, and do not count here.
   * @param {Map<PlannedCell, Rows>} samples
   * @param {Rows} others
   * @returns {number} 0: there was none
   */
  #lastProcess(samples, others) {
    const ofRounds = this.groups.filter(({ method }) => method === 'rounds').flatMap((group) => group.cells);
    const rows = [...ofRounds.flatMap((cell) => samples.get(cell) ?? []), ...others];
    return rows.reduce((most, { process }) => Math.max(most, Number(process)), 0);
  }

  /**
   * Writes what one process found of a group. The curves first: those which have samples
   * are then known to have their curve. Of a process that was stopped, those without samples may be cut short.
   * @param {Findings} findings
   * @param {boolean} wasStopped
   */
  keep({ samples, curves, warnings }, wasStopped) {
    const whole = [...curves].filter(([cell]) => !wasStopped || samples.has(cell));
    this.folder.append(
      'warmup',
      whole.flatMap(([, points]) => points),
    );
    whole.forEach(([cell, points]) => points.some(isCold) && this.#hasCurve.add(cell));
    this.folder.append('warnings', warnings);
    this.folder.append('samples', [...samples.values()].flat());
    for (const cell of samples.keys()) {
      this.#lost.delete(cell);
      this.#measured.add(cell);
    }
  }

  /** @param {Row[]} rows of samples that count as they are */
  writeSamples(rows) {
    this.folder.append('samples', rows);
  }

  /**
   * @param {PlannedCell} cell whose numbers are to be taken with care
   * @param {string} kind as in warnings.csv
   */
  warn(cell, kind) {
    this.#warned.set(kind, (this.#warned.get(kind) ?? new Set()).add(cell));
  }

  /**
   * @param {PlannedCell} cell that could not be measured since its engine ended on account of another one
   * @param {string} message
   */
  lose(cell, message) {
    if (!this.#measured.has(cell)) {
      this.#lost.set(cell, message);
    }
  }

  /** No process is left in which the lost cells could be measured: they have failed. */
  giveUpLost() {
    this.#lost.forEach((message, cell) =>
      this.fail(cell, 'engine', `no sample, since another cell ended its engine: ${message}`),
    );
  }

  /** @param {PlannedCell} cell */
  #leaveOut(cell) {
    this.#failed.add(cell);
    this.onFailed(cell);
  }

  /**
   * @param {PlannedCell} cell
   * @param {string} stage
   * @param {string} message
   */
  fail(cell, stage, message) {
    this.#leaveOut(cell);
    if (stage === UNSUPPORTED) {
      this.#skipped++;
      this.folder.write('skipped', { ...this.columns(cell), reason: message });
      return;
    }
    this.failures++;
    this.folder.write('errors', { ...this.columns(cell), stage, message });
    this.say(`bench: ${cellName(cell)}: ${stage}: ${message}`);
  }

  /**
   * @param {string} seat that no engine could be had for
   * @param {PlannedCell[]} left its cells that have not failed
   * @param {string} message
   */
  failSeat(seat, left, message) {
    this.#vacant.push({ machine: this.machineOf(seat) || seat, cells: left.length, message });
    left.forEach((cell) => this.fail(cell, 'engine', message));
  }

  /** Says which cells' numbers to take with care, and how many have none. */
  tell() {
    const { dir } = this.folder;
    if (this.#skipped > 0) {
      const were = cells(this.#skipped, 'was', 'were');
      this.say(`${were} skipped: its engine cannot do it (${dir}/skipped.csv has the reasons)`);
    }
    for (const { machine, cells: count, message } of this.#vacant) {
      const are = cells(count, 'is', 'are');
      this.say(`${machine} was lost, and ${are} not, or not wholly, measured there: ${message} (${dir}/errors.csv)`);
    }
    for (const [kind, warned] of this.#warned) {
      const names = [...warned].map(cellName);
      const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
      const did = cells(names.length, WARNINGS[kind]);
      this.say(`${did}: ${names.slice(0, NAMED).join(', ')}${more} (${dir}/warnings.csv)`);
    }
  }
}
