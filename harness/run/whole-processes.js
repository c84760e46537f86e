/**
 * The part of a run that times whole processes: which of them are missing, verifying before timing,
 * and their rows. A cell has as many processes as its turns give, whatever came before.
 */

import { measureProcesses, processesOfTurns, programOf, timeRuns, verifyJob } from '../methods/processes/processes.js';
import { EngineError } from '../words/problems.js';

/** @import { Job, Verified } from '../methods/processes/processes.js' */
/** @import { Reference } from '../methods/reference.js' */
/** @import { CellSpec } from '../words/cell-spec.js' */
/** @import { PlannedCell } from '../plan/planned-cell.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { Measured } from '../plan/measured.js' */
/** @import { EngineChoice } from '../words/known-engine.js' */
/** @import { Options } from '../plan/options.js' */
/** @import { Ledger } from './ledger.js' */
/** @import { Progress } from './progress.js' */
/** @import { Rows } from './resume.js' */

/**
 * @typedef {object} WholeParts what this works with
 * @property {Pick<Options, 'quick' | 'engines'>} options
 * @property {Group[]} groups those of the method `processes`
 * @property {Ledger} ledger
 * @property {() => boolean} stopped
 * @property {(job: Job, reference: Reference) => Promise<Verified>} [verify]
 * @property {(job: Verified, runs: number) => Promise<number[]>} time seconds of so many runs of a verified job
 */

const TURNS = { quick: 3, full: 5 };

/**
 * @param {string} scratch a folder for reports
 * @returns {WholeParts['time']} by hyperfine
 */
export const byHyperfine = (scratch) => (job, runs) => timeRuns(job, runs, scratch);

export class WholeProcesses {
  /** @type {Map<PlannedCell, Set<number>>} numbers of the processes that were measured */
  #measured = new Map();

  /** @param {WholeParts} parts */
  constructor(parts) {
    this.parts = parts;
    this.turns = parts.options.quick ? TURNS.quick : TURNS.full;
  }

  /**
   * Takes over what an interrupted run had measured.
   * @param {Map<PlannedCell, Rows>} rows samples
   */
  restore(rows) {
    this.#cells().forEach(({ cell }) => {
      this.#measured.set(cell, new Set((rows.get(cell) ?? []).map(({ process }) => Number(process))));
    });
  }

  /** @returns {{ kernel: Measured, cell: PlannedCell }[]} those that have not failed */
  #cells() {
    return this.parts.groups.flatMap(({ kernel, cells }) =>
      cells.filter((cell) => !this.parts.ledger.hasFailed(cell)).map((cell) => ({ kernel, cell })),
    );
  }

  /**
   * @param {PlannedCell} cell
   * @param {number} process
   * @returns {boolean}
   */
  #isMissing(cell, process) {
    return !this.#measured.get(cell)?.has(process);
  }

  /**
   * @param {PlannedCell} cell
   * @returns {number} processes
   */
  #missingOf(cell) {
    return processesOfTurns(this.turns).filter((process) => this.#isMissing(cell, process)).length;
  }

  /** @returns {number} processes that are still to be measured */
  get missing() {
    return this.#cells().reduce((sum, { cell }) => sum + this.#missingOf(cell), 0);
  }

  /**
   * @param {PlannedCell} cell
   * @returns {Job}
   */
  #jobOf(cell) {
    const choice = /** @type {EngineChoice} */ (this.parts.options.engines.find(({ seat }) => seat === cell.seat));
    return { cell, program: programOf(choice) ?? [] };
  }

  /**
   * Runs each cell once against the reference; what is wrong, or does not end, fails.
   * @param {(kernel: Measured, spec: CellSpec) => Promise<Reference>} referenceOf
   * @returns {Promise<Verified[]>}
   */
  async verify(referenceOf) {
    const { ledger, stopped, verify = verifyJob } = this.parts;
    /** @type {Verified[]} */
    const jobs = [];
    for (const { kernel, cell } of this.#cells().filter((one) => this.#missingOf(one.cell) > 0)) {
      try {
        jobs.push(await verify(this.#jobOf(cell), await referenceOf(kernel, cell.spec)));
      } catch (error) {
        if (stopped()) {
          return [];
        }
        if (!(error instanceof EngineError)) {
          throw error;
        }
        ledger.fail(cell, error.stage, error.message);
      }
    }
    return jobs;
  }

  /**
   * @param {Verified[]} jobs
   * @param {Pick<Progress, 'advance'>} progress that expects what is missing
   */
  async measure(jobs, progress) {
    const { ledger, stopped, time } = this.parts;
    await measureProcesses(jobs, this.turns, time, {
      isMissing: ({ cell }, process) => this.#isMissing(cell, process),
      onTurn: ({ cell, check }, times) => {
        const rows = times.map((row) => ({ ...row, ...ledger.columns(cell), round: 1, iterations: 1, check }));
        ledger.writeSamples(rows);
        const { kernel, variant } = cell.spec;
        progress.advance(rows.length, `whole processes, ${kernel} ${variant}`);
      },
      onError: ({ cell }, message) => ledger.fail(cell, 'engine', message),
      stopped,
    });
  }
}
