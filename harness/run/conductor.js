/**
 * A whole run of rounds: fresh engine processes, one set after the other, each measuring every group
 * that has not had enough. Within a process the groups of a lane come one after the other; lanes are
 * different machines, and are measured at the same time.
 */

import { EngineError } from '../words/problems.js';
import { processesOf } from '../methods/rounds/stopping.js';
import { Findings, timesOf } from './findings.js';
import { groupBy } from './group-by.js';
import { paceOf, togetherIn } from './pace.js';

/** @import { CellSpec } from '../words/cell-spec.js' */
/** @import { GroupHooks } from '../methods/rounds/live-cell.js' */
/** @import { References } from '../methods/reference.js' */
/** @import { PlannedCell } from '../plan/planned-cell.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { Measured } from '../plan/measured.js' */
/** @import { Options } from '../plan/options.js' */
/** @import { Fleet } from './fleet.js' */
/** @import { Ledger } from './ledger.js' */
/** @import { Progress } from './progress.js' */
/** @import { Rows } from './resume.js' */
/** @import { Schedule } from './schedule.js' */

/**
 * @typedef {object} ConductorParts what a conductor works with
 * @property {Options} options
 * @property {Group[]} groups those of the method `rounds`
 * @property {Fleet} fleet
 * @property {Ledger} ledger
 * @property {Schedule} schedule of the same groups
 * @property {Pick<Progress, 'total' | 'done' | 'advance' | 'clear'>} progress
 * @property {Pick<References, 'of'>} references
 * @property {typeof import('../methods/rounds/rounds.js').measureGroup} measureGroup
 */

export class Conductor {
  /** @type {Map<Group, Map<string, number>>} iterations by set, found in the first process */
  #iterations;
  /** Engine processes so far; the numbers of those of an interrupted run are not used again. */
  processes = 0;
  /** Seconds of the budget that were used here, up to the last whole process. */
  sampledSeconds = 0;

  /** @param {ConductorParts} parts */
  constructor(parts) {
    this.parts = parts;
    this.pace = paceOf(parts.options);
    this.#iterations = new Map(parts.groups.map((group) => [group, new Map()]));
  }

  get stopped() {
    return this.parts.fleet.stopped;
  }

  /**
   * Takes over what an interrupted run had measured.
   * @param {Map<PlannedCell, Rows>} rows samples
   * @param {number} process the last one
   */
  restore(rows, process) {
    this.processes = process;
    this.parts.groups.forEach((group) => this.#restoreGroup(group, rows));
  }

  /**
   * @param {Group} group
   * @param {Map<PlannedCell, Rows>} rows
   */
  #restoreGroup(group, rows) {
    const iterations = this.#iterationsOf(group);
    /** @type {Map<number, Map<PlannedCell, number[]>>} */
    const processes = new Map();
    for (const cell of group.cells) {
      for (const [process, samples] of groupBy(rows.get(cell) ?? [], (row) => Number(row.process))) {
        const most = Math.max(iterations.get(cell.set) ?? 1, ...samples.map((row) => Number(row.iterations)));
        iterations.set(cell.set, most);
        processes.set(process, (processes.get(process) ?? new Map()).set(cell, timesOf(samples)));
      }
    }
    [...processes].sort(([a], [b]) => a - b).forEach(([, times]) => this.parts.schedule.restore(group, times));
  }

  /**
   * @param {Group} group
   * @returns {Map<string, number>} by set
   */
  #iterationsOf(group) {
    return /** @type {Map<string, number>} */ (this.#iterations.get(group));
  }

  /**
   * Measures what is missing; rows go to the folder as each group is done.
   * @param {number} seconds the ceiling
   * @param {() => void} onProcess after each process
   */
  async measure(seconds, onProcess) {
    const { fleet, ledger, progress, schedule } = this.parts;
    const begun = performance.now();
    schedule.begin(seconds);
    for (let due = schedule.due(); due.length > 0; due = schedule.due()) {
      this.processes++;
      progress.total = progress.done + schedule.expected(due);
      await fleet.start();
      await Promise.all([...groupBy(due, ({ lane }) => lane)].map(([lane, groups]) => this.#measureLane(lane, groups)));
      if (this.stopped) {
        return;
      }
      await fleet.quit();
      this.sampledSeconds = (performance.now() - begun) / 1000;
      onProcess();
    }
    ledger.giveUpLost();
  }

  /**
   * @param {string} lane
   * @param {Group[]} due its groups, one after the other
   */
  async #measureLane(lane, due) {
    const { fleet, schedule } = this.parts;
    for (const group of due) {
      const endBy = schedule.endOf(group, due);
      if (endBy !== null && !this.stopped) {
        await fleet.start(lane);
      }
      if (endBy !== null && !this.stopped) {
        await this.#measureOne(group, endBy);
      }
    }
    // What was lost is waited for while others still measure.
    if (lane !== '' && !this.stopped) {
      await fleet.start(lane);
    }
  }

  /**
   * @param {Group} group
   * @param {number} endBy
   */
  async #measureOne(group, endBy) {
    const { fleet, groups, ledger, measureGroup, progress, schedule } = this.parts;
    const reference = await this.#reference(group);
    const cells = schedule.cellsOf(group);
    if (reference === null || cells.length === 0) {
      progress.advance(group.cells.length, group.label);
      return;
    }
    const findings = new Findings(this.processes, (cell) => ledger.columns(cell));
    const bar = { done: 0 };
    const start = performance.now();
    await measureGroup(
      { ...group, cells: cells.filter(({ seat }) => fleet.engines[seat] !== undefined) },
      fleet.engines,
      reference,
      this.#iterationsOf(group),
      { ...this.pace, endBy, together: togetherIn(group.lane) },
      this.processes * 1000 + groups.indexOf(group),
      this.#hooks(group, findings, bar),
    );
    progress.advance(group.cells.length - bar.done, group.label);
    schedule.took(group, performance.now() - start);
    ledger.keep(findings, this.stopped);
    schedule.add(group, findings.times);
  }

  /**
   * @param {Measured} kernel
   * @param {CellSpec} spec what is right for it; engines must run
   */
  reference(kernel, spec) {
    return this.parts.references.of(this.parts.fleet.native, kernel, spec);
  }

  /**
   * @param {Group} group
   * @returns {Promise<{ result: string, path: string } | null>} null: there is none, and its cells have failed
   */
  async #reference(group) {
    const { ledger, schedule } = this.parts;
    try {
      return await this.reference(group.kernel, group.cells[0].spec);
    } catch (error) {
      if (!(error instanceof EngineError)) {
        throw error;
      }
      if (!this.stopped) {
        schedule.cellsOf(group).forEach((cell) => ledger.fail(cell, error.stage, `reference: ${error.message}`));
      }
      return null;
    }
  }

  /**
   * @param {Group} group
   * @param {PlannedCell} cell of it
   * @returns {boolean} whether its warm-up from the very first call is still to be recorded
   */
  #wantsCurve({ isSmallest, curves }, cell) {
    const { quick, engines } = this.parts.options;
    const hasTime = (isSmallest || !quick) && (!this.pace.hurried || cell.seat === engines[0].seat);
    return hasTime && curves && cell.spec.transfer === 'resident' && !this.parts.ledger.hasCurve(cell);
  }

  /**
   * @param {Group} group
   * @param {Findings} findings
   * @param {{ done: number }} bar what the group has advanced it by
   * @returns {GroupHooks}
   */
  #hooks(group, findings, bar) {
    const { ledger, progress, schedule } = this.parts;
    const number = `process ${schedule.wholeOf(group) + 1} of ${processesOf(schedule.rule)}`;
    return {
      wantsCurve: (cell) => this.#wantsCurve(group, cell),
      onCurve: (cell, point) => findings.addPoint(cell, point),
      onSample: (cell, round, sample) => findings.addSample(cell, round, sample),
      onRetake: () => findings.retake(),
      onWarning: (cell, kind, detail) => {
        ledger.warn(cell, kind);
        findings.addWarning(cell, kind, detail);
      },
      onError: (cell, stage, message) => {
        findings.forget(cell);
        ledger.fail(cell, stage, message);
      },
      onLost: (cell, message) => ledger.lose(cell, message),
      onProgress: (part, text) => {
        bar.done += part * group.cells.length;
        progress.advance(part * group.cells.length, `${number}, ${text}`);
      },
      stopped: () => this.stopped,
    };
  }
}
