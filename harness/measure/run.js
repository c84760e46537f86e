/**
 * A whole run: fresh engine processes, one set after the other, each measuring
 * every group once.
 */

import { startEngine } from '../engines/engines.js';
import { EngineError } from '../engines/line-process.js';
import { cellName } from '../plan/cells.js';
import { measureGroup } from './group.js';
import { References } from './reference.js';

/** @import { LineProcess } from '../engines/line-process.js' */
/** @import { PlannedCell } from '../plan/cells.js' */
/** @import { CellSpec } from '../agent/cell-spec.js' */
/** @import { KernelDefinition } from '../plan/definitions.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { Options } from '../plan/options.js' */
/** @import { Progress } from '../report/progress.js' */
/** @import { RunFolder } from '../report/run-folder.js' */
/** @import { GroupHooks } from './group.js' */

const PACE = { warmupMs: 1500, leastRounds: 5, mostRounds: 40 };
const QUICK_PACE = { warmupMs: 600, leastRounds: 5, mostRounds: 25 };
/** The native agent computes the references even where native code is not measured. */
const NATIVE = { name: 'native', path: null };

/** What the kinds of warnings.csv mean, behind "2 cells". @type {Record<string, string>} */
const WARNINGS = { 'tier-changed': 'changed tier while measured', 'not-steady': 'did not keep a steady time' };
/** So many cells are named, the others counted. */
const NAMED = 4;

/** @typedef {Pick<PlannedCell, 'engine' | 'experiment' | 'spec'>} Place */

/** @param {Place} cell */
const columns = ({ engine, experiment, spec: { kernel, variant, n, batch, transfer } }) => ({
  engine,
  experiment,
  kernel,
  variant,
  n,
  batch,
  transfer,
});

export class Run {
  /** @type {Record<string, LineProcess>} */
  #engines = {};
  /** @type {Record<string, number>} */
  #clockStepNs = {};
  /** @type {Map<Group, Map<string, number>>} iterations by set, found in the first process */
  #iterations = new Map();
  /** @type {Set<Place>} failed once, not measured again */
  #failed = new Set();
  /** @type {Set<PlannedCell>} has samples */
  #measured = new Set();
  #stopped = false;
  /** @type {Map<PlannedCell, string>} no sample yet, through another cell's fault: what happened */
  #lost = new Map();
  /** @type {Map<string, Set<PlannedCell>>} by kind of warning */
  #warned = new Map();
  failures = 0;

  /**
   * @param {Options} options
   * @param {Group[]} groups
   * @param {RunFolder} folder
   * @param {Progress} progress
   * @param {string} scratch a folder for references
   */
  constructor(options, groups, folder, progress, scratch) {
    this.options = options;
    this.groups = groups;
    this.folder = folder;
    this.progress = progress;
    this.references = new References(scratch);
    this.weight = groups.reduce((sum, { cells }) => sum + cells.length, 0);
  }

  /** Ends the engines and makes `measure` return soon. */
  stop() {
    this.#stopped = true;
    Object.values(this.#engines).forEach((engine) => engine.kill('stopped'));
  }

  get stopped() {
    return this.#stopped;
  }

  /** @param {string} kernel @param {string} variant @returns {boolean} whether a cell of them failed */
  hasFailed(kernel, variant) {
    return [...this.#failed].some(({ spec }) => spec.kernel === kernel && spec.variant === variant);
  }

  /** Starts what is not running. @returns {Promise<Record<string, Record<string, string>>>} what the new ones say of themselves */
  async startEngines() {
    /** @type {Record<string, Record<string, string>>} */
    const facts = {};
    const wanted = this.options.engines.some(({ name }) => name === 'native') ? [] : [NATIVE];
    for (const choice of [...wanted, ...this.options.engines]) {
      if (this.#engines[choice.name] === undefined || this.#engines[choice.name].ended !== null) {
        const started = await startEngine(choice, this.options.tier);
        if (this.#stopped) {
          started.process.kill('stopped');
        }
        this.#engines[choice.name] = started.process;
        this.#clockStepNs[choice.name] = Number(started.facts.clock_step_ns);
        facts[choice.name] = started.facts;
      }
    }
    return facts;
  }

  /** Ends all engines, so that the next process is a fresh one. */
  async quitEngines() {
    await Promise.all(Object.values(this.#engines).map((engine) => engine.quit()));
    this.#engines = {};
  }

  /** Measures every group in each of the processes; rows go to the folder as they come. */
  async measure() {
    const end = performance.now() + this.options.budgetSeconds * 1000;
    let weightLeft = this.weight * this.options.processes;
    for (let process = 1; process <= this.options.processes; process++) {
      for (const group of this.groups) {
        if (this.#stopped) {
          return;
        }
        const now = performance.now();
        const share = Math.max(0, end - now) * (group.cells.length / weightLeft);
        weightLeft -= group.cells.length;
        await this.startEngines();
        if (this.#stopped) {
          return;
        }
        await this.#measureOne(group, process, now + share);
      }
      await this.quitEngines();
    }
    this.#lost.forEach((message, cell) => this.fail(cell, 'engine', `no sample, since another cell ended its engine: ${message}`));
  }

  /** @param {Group} group @param {number} process @param {number} endBy */
  async #measureOne(group, process, endBy) {
    const cells = group.cells.filter((cell) => !this.#failed.has(cell));
    const reference = await this.#reference(group);
    if (reference === null || cells.length === 0) {
      this.progress.advance(group.cells.length, group.label);
      return;
    }
    /** @type {Map<PlannedCell, Record<string, string | number>[]>} rows wait until their cell is verified again */
    const waiting = new Map();
    const hooks = this.#hooks(group, process, waiting);
    const iterations = this.#iterations.get(group) ?? new Map();
    this.#iterations.set(group, iterations);
    const pace = { ...(this.options.quick ? QUICK_PACE : PACE), endBy, tier: this.options.tier };
    const seed = process * 1000 + this.groups.indexOf(group);
    const done = this.progress.done;
    await measureGroup({ ...group, cells }, this.#engines, this.#clockStepNs, reference, iterations, pace, seed, hooks);
    for (const [cell, rows] of waiting) {
      this.#lost.delete(cell);
      this.#measured.add(cell);
      rows.forEach((row) => this.folder.write('samples', row));
    }
    this.progress.done = done + group.cells.length;
  }

  /** @param {KernelDefinition} kernel @param {CellSpec} spec what the scalar C makes of it; engines must run */
  reference(kernel, spec) {
    return this.references.of(this.#engines.native, kernel, spec);
  }

  /** @param {Group} group */
  async #reference(group) {
    try {
      return await this.reference(group.kernel, group.cells[0].spec);
    } catch (error) {
      if (!(error instanceof EngineError)) {
        throw error;
      }
      if (!this.#stopped) {
        const cells = group.cells.filter((cell) => !this.#failed.has(cell));
        cells.forEach((cell) => this.fail(cell, error.stage, `reference: ${error.message}`));
      }
      return null;
    }
  }

  /**
   * @param {Group} group
   * @param {number} process
   * @param {Map<PlannedCell, Record<string, string | number>[]>} waiting
   * @returns {GroupHooks}
   */
  #hooks(group, process, waiting) {
    return {
      wantsCurve: process === 1 && group.experiment === 'throughput',
      onCurve: (cell, point) => this.folder.write('warmup', { process, ...columns(cell), ...point }),
      onSample: (cell, round, sample) => {
        const rows = waiting.get(cell) ?? [];
        rows.push({ process, ...columns(cell), round, ...sample });
        waiting.set(cell, rows);
      },
      onRetake: () => waiting.clear(),
      onWarning: (cell, kind, detail) => this.#warn(process, cell, kind, detail),
      onError: (cell, stage, message) => {
        waiting.delete(cell);
        this.fail(cell, stage, message);
      },
      onLost: (cell, message) => {
        if (!this.#measured.has(cell)) {
          this.#lost.set(cell, message);
        }
      },
      onProgress: (part, text) => {
        this.progress.advance(part * group.cells.length, `process ${process}/${this.options.processes}, ${text}`);
      },
      stopped: () => this.#stopped,
    };
  }

  /** @param {number} process @param {PlannedCell} cell @param {string} kind @param {string} detail */
  #warn(process, cell, kind, detail) {
    this.#warned.set(kind, (this.#warned.get(kind) ?? new Set()).add(cell));
    this.folder.write('warnings', { process, ...columns(cell), kind, detail });
  }

  /** Says which cells' numbers to take with care. */
  tellWarnings() {
    for (const [kind, cells] of this.#warned) {
      const names = [...cells].map(cellName);
      const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
      process.stderr.write(`${names.length} ${names.length === 1 ? 'cell' : 'cells'} ${WARNINGS[kind]}: ${names.slice(0, NAMED).join(', ')}${more} (${this.folder.dir}/warnings.csv)\n`);
    }
  }

  /** @param {Place} cell a cell of the plan, or of start-up @param {string} stage @param {string} message */
  fail(cell, stage, message) {
    this.#failed.add(cell);
    this.failures++;
    this.folder.write('errors', { ...columns(cell), stage, message });
    this.progress.clear();
    process.stderr.write(`bench: ${cellName(cell)}: ${stage}: ${message}\n`);
  }
}
