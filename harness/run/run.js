/**
 * A whole run: fresh engine processes, one set after the other, each measuring every
 * group that has not had enough. First each group gets its least number of processes,
 * which share the budget; what is left of it goes to those whose intervals are still wide.
 */

import { setMaxListeners } from 'node:events';
import { availableParallelism, hostname } from 'node:os';
import { choiceOn, startEngine } from '../engines/engines.js';
import { native } from '../engines/native.js';
import { cellName } from '../plan/cells.js';
import { measureGroup } from '../methods/rounds/group.js';
import { References } from '../methods/reference.js';
import * as statistics from '../stats/statistics-file.js';
import { LEAST_ROUNDS, Sequence, processesOf, ruleOf } from '../methods/rounds/stopping.js';
import { DamagedError, EngineError } from '../words/problems.js';

/** @import { Started } from '../engines/engines.js' */
/** @import { EngineChoice } from '../plan/options.js' */
/** @import { PlannedCell } from '../plan/cells.js' */
/** @import { CellSpec } from '../words/cell-spec.js' */
/** @import { Group, Measured } from '../plan/groups.js' */
/** @import { Options } from '../plan/options.js' */
/** @import { Progress } from './progress.js' */
/** @import { RunFolder } from './run-folder.js' */
/** @import { Rows } from './resume.js' */
/** @import { GroupHooks } from '../methods/rounds/group.js' */

const PACE = { warmupMs: 1500, stepLimitMs: 60000, leastRounds: LEAST_ROUNDS, mostRounds: 40, hurried: false };
const QUICK_PACE = { warmupMs: 600, stepLimitMs: 20000, leastRounds: LEAST_ROUNDS, mostRounds: 25, hurried: false };
/** Of many engines: what does not get steady would take the time of all. */
const HURRIED_PACE = { ...QUICK_PACE, warmupMs: 300, mostTierWindows: 3, hurried: true };

/**
 * The native agent computes the references even where native code is not measured.
 * @type {EngineChoice}
 */
const NATIVE = {
  name: native.name,
  path: native.path ?? '',
  kind: native.name,
  hosts: native.hosts,
  seat: native.name,
  lane: '',
};

/** With more of them, QUICK=1 would no longer be quick. */
const FEW_ENGINES = 3;

/** Far beyond the caches, and long enough for a few quiet copies. */
const BANDWIDTH = { mib: 64, budget_ms: 200 };
const BANDWIDTH_LIMIT_MS = 20000;

/** The stage of what an engine cannot do: no failure. */
const UNSUPPORTED = 'unsupported';

/**
 * What the kinds of warnings.csv mean, behind "2 cells".
 * @type {Record<string, string>}
 */
const WARNINGS = { 'tier-changed': 'changed tier while measured', 'not-steady': 'did not keep a steady time' };
/** So many cells are named, the others counted. */
const NAMED = 4;
/** How often sessions elsewhere are asked for, until each is on the machine that it is wanted on. */
const LANDINGS = 10;
/** A session that is under way when another has come in its place still has so long to come as well. */
const GRACE_MS = 3000;
/** An engine elsewhere that took longer to fail will not start the next time either. */
const HASTY_MS = 15000;

/** @typedef {Pick<PlannedCell, 'engine' | 'experiment' | 'seat'> & { spec: Pick<CellSpec, 'kernel' | 'variant' | 'n' | 'batch' | 'transfer'> }} Place */
/** @typedef {Record<string, string | number>} Row */
/** @typedef {{ engine: string, machine: string, words: Record<string, string> }} Met an engine that was started, and what it says of itself */

/**
 * @param {Row} point
 * @returns {boolean} whether it is of a curve from the very first call, not of a warm-up that went wrong
 */
const isCold = ({ phase }) => phase === 'cold';

/**
 * @param {Row} row of any file of the run
 * @returns {string} the same for rows of one cell
 */
const keyOf = ({ engine, experiment, kernel, variant, n, batch, transfer, machine }) =>
  [engine, experiment, kernel, variant, n, batch, transfer, machine].join(' ');

/**
 * @param {Record<string, string>} row
 * @returns {Place}
 */
const placeOf = ({ engine, experiment, kernel, variant, n, batch, transfer }) => ({
  engine,
  seat: engine,
  experiment,
  spec: {
    kernel,
    variant,
    n: Number(n),
    batch: Number(batch),
    transfer: /** @type {CellSpec['transfer']} */ (transfer),
  },
});

/**
 * @template K
 * @param {Map<K, Row[]>} rows samples
 * @returns {Map<K, number[]>} ns per iteration
 */
const timesOf = (rows) =>
  new Map(
    [...rows].map(([key, samples]) => [key, samples.map((row) => Number(row.elapsed_ns) / Number(row.iterations))]),
  );

/**
 * @template T, K
 * @param {T[]} items
 * @param {(item: T) => K} key
 * @returns {Map<K, T[]>}
 */
function groupBy(items, key) {
  /** @type {Map<K, T[]>} */
  const groups = new Map();
  for (const item of items) {
    const members = groups.get(key(item)) ?? [];
    members.push(item);
    groups.set(key(item), members);
  }
  return groups;
}

export class Run {
  /** The machine that this runs on. */
  host = hostname();
  /** @type {Record<string, Started>} by seat */
  #engines = {};
  /** @type {Map<string, string>} by seat, of those elsewhere; known once one has said where it is */
  #machines = new Map();
  /** @type {Map<string, Promise<Met | null>>} by seat: those of this machine that are starting */
  #starting = new Map();
  /** @type {Map<string, AbortController>} by seat: those that an engine is being started for */
  #waiting = new Map();
  /** @type {{ machine: string, cells: number, message: string }[]} seats that no engine could be had for */
  #vacant = [];
  /** @type {Map<Group, Map<string, number>>} iterations by set, found in the first process */
  #iterations = new Map();
  /** @type {Set<Place>} failed once, not measured again */
  #failed = new Set();
  /** @type {Set<PlannedCell>} has samples */
  #measured = new Set();
  #stop = new AbortController();
  /** @type {Map<PlannedCell, string>} no sample yet, through another cell's fault: what happened */
  #lost = new Map();
  /** @type {Map<string, Set<PlannedCell>>} by kind of warning */
  #warned = new Map();
  /** @type {Map<Group, Sequence>} its whole processes */
  #sequences;
  /** @type {Map<Group, number[]>} how long each process of it took here, ms */
  #took = new Map();
  /** @type {Map<Group, number>} processes of it that did not come out whole */
  #vain = new Map();
  /** @type {Set<PlannedCell>} warm-up is recorded */
  #hasCurve = new Set();
  #process = 0;
  #end = 0;
  failures = 0;
  #skipped = 0;
  /** Of the budget, in seconds: before this, and here up to the last whole process. */
  spentBefore = 0;
  sampledSeconds = 0;

  /**
   * @param {Options} options
   * @param {Group[]} groups
   * @param {RunFolder} folder
   * @param {Progress} progress
   * @param {string} scratch a folder for references
   */
  constructor(options, groups, folder, progress, scratch) {
    this.options = options;
    setMaxListeners(0, this.#stop.signal); // each engine that starts listens
    this.groups = groups;
    this.folder = folder;
    this.progress = progress;
    this.references = new References(scratch);
    this.rule = ruleOf(options);
    this.#sequences = new Map(groups.map((group) => [group, new Sequence(group.cells, this.rule, statistics)]));
  }

  /** @param {Group} group */
  #sequence(group) {
    return /** @type {Sequence} */ (this.#sequences.get(group));
  }

  /** @returns {Sequence[]} */
  get sequences() {
    return [...this.#sequences.values()];
  }

  /** @returns {number} engine processes so far */
  get processes() {
    return this.#process;
  }

  /** @returns {number} seconds of the budget used so far */
  get spentSeconds() {
    return this.spentBefore + this.sampledSeconds;
  }

  /**
   * Takes over what an interrupted run had measured.
   * @param {{ samples: Rows, warmup: Rows, errors: Rows, skipped: Rows, warnings: Rows }} rows
   * @throws {Error} if a sample is of no cell of this run
   */
  restore({ samples, warmup, errors, skipped, warnings }) {
    this.#restoreMachines([...samples, ...errors, ...skipped]);
    const cells = new Map(
      this.groups.flatMap((group) => group.cells.map((cell) => [keyOf(this.#columns(cell)), cell])),
    );
    for (const row of errors) {
      const cell = cells.get(keyOf(row));
      this.#leaveOut(cell ?? placeOf(row));
      this.failures++;
    }
    skipped.forEach((row) => this.#leaveOut(cells.get(keyOf(row)) ?? placeOf(row)));
    this.#skipped = skipped.length;
    warmup
      .filter(isCold)
      .map((row) => cells.get(keyOf(row)))
      .forEach((cell) => cell && this.#hasCurve.add(cell));
    const byCell = groupBy(samples, keyOf);
    const stray = [...byCell.keys()].find((key) => !cells.has(key));
    if (stray !== undefined) {
      throw new DamagedError(
        `${this.folder.dir}/samples.csv: has samples of "${stray}", which is no cell of plan.json`,
      );
    }
    this.#process = [...samples, ...warmup, ...warnings].reduce((most, row) => Math.max(most, Number(row.process)), 0);
    this.groups.forEach((group) => this.#restoreGroup(group, byCell));
    warnings.forEach((row) => {
      const cell = cells.get(keyOf(row));
      if (cell) {
        this.#warned.set(row.kind, (this.#warned.get(row.kind) ?? new Set()).add(cell));
      }
    });
  }

  /**
   * @param {Group} group
   * @param {Map<string, Record<string, string>[]>} byCell
   */
  #restoreGroup(group, byCell) {
    const iterations = this.#iterationsOf(group);
    /** @type {Map<number, Map<PlannedCell, Row[]>>} */
    const processes = new Map();
    for (const cell of group.cells) {
      for (const [process, rows] of groupBy(byCell.get(keyOf(this.#columns(cell))) ?? [], (row) =>
        Number(row.process),
      )) {
        this.#measured.add(cell);
        iterations.set(cell.set, Math.max(iterations.get(cell.set) ?? 1, ...rows.map((row) => Number(row.iterations))));
        processes.set(process, (processes.get(process) ?? new Map()).set(cell, rows));
      }
    }
    [...processes.keys()]
      .sort((a, b) => a - b)
      .forEach((process) => {
        this.#sequence(group).add(timesOf(/** @type {Map<PlannedCell, Row[]>} */ (processes.get(process))));
      });
  }

  /** @param {Row[]} rows of the run so far */
  #restoreMachines(rows) {
    for (const { name, seat } of this.options.engines.filter(({ lane }) => lane !== '')) {
      const taken = [this.host, '', ...this.#machines.values()];
      const found = rows.find(({ engine, machine }) => engine === name && !taken.includes(String(machine)));
      if (found !== undefined) {
        this.#machines.set(seat, String(found.machine));
      }
    }
  }

  /**
   * @param {string} seat
   * @returns {string} '' while nobody knows
   */
  #machineOf(seat) {
    const isHere = this.options.engines.every((choice) => choice.seat !== seat || choice.lane === '');
    return isHere ? this.host : (this.#machines.get(seat) ?? '');
  }

  /** @param {Place} cell */
  #columns({ engine, experiment, seat, spec: { kernel, variant, n, batch, transfer } }) {
    return { engine, experiment, kernel, variant, n, batch, transfer, machine: this.#machineOf(seat) };
  }

  get #pace() {
    const { quick, engines } = this.options;
    return !quick ? PACE : engines.length > FEW_ENGINES ? HURRIED_PACE : QUICK_PACE;
  }

  /** Ends the engines and makes `measure` return soon. */
  stop() {
    this.#stop.abort();
    Object.values(this.#engines).forEach((engine) => engine.process.kill('stopped'));
  }

  get stopped() {
    return this.#stop.signal.aborted;
  }

  /**
   * @param {string} kernel
   * @param {string} variant
   * @returns {boolean} whether a cell of them failed
   */
  hasFailed(kernel, variant) {
    return [...this.#failed].some(({ spec }) => spec.kernel === kernel && spec.variant === variant);
  }

  /**
   * @param {string} seat
   * @returns {boolean}
   */
  #isRunning(seat) {
    return this.#engines[seat]?.process.ended === null;
  }

  /**
   * @param {string} seat
   * @returns {boolean} whether all its cells have failed
   */
  #isDone(seat) {
    const planned = this.groups.flatMap(({ cells }) => cells).some((cell) => cell.seat === seat);
    return planned && !this.sequences.some(({ cells }) => cells.some((cell) => cell.seat === seat));
  }

  /**
   * Starts what is not running. An engine that was there before and does not start again costs its cells; one that never
   * started is an error, unless it is elsewhere.
   * @param {string} [lane] those of one lane alone
   * @returns {Promise<Met[]>} those that were started
   * @throws {EngineError}
   */
  async startEngines(lane) {
    const wanted = this.options.engines.some(({ seat }) => seat === NATIVE.seat)
      ? this.options.engines
      : [NATIVE, ...this.options.engines];
    const down = wanted.filter((choice) => {
      const { seat } = choice;
      const isNeeded = seat === NATIVE.seat || ((lane === undefined || choice.lane === lane) && !this.#isDone(seat));
      return isNeeded && !this.#isRunning(seat);
    });
    const here = down.filter((choice) => choice.lane === '').map((choice) => this.#startHere(choice));
    const outcomes = await Promise.allSettled([
      ...here,
      this.#startElsewhere(down.filter((choice) => choice.lane !== '')),
    ]);
    const failed = outcomes.find((one) => one.status === 'rejected'); // those that did start have their seats, and are ended by who ends the run
    if (failed !== undefined) {
      throw failed.reason;
    }
    return outcomes.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])).filter((one) => one !== null);
  }

  /**
   * Lanes may want the same one at the same time.
   * @param {EngineChoice} choice
   * @returns {Promise<Met | null>} null: it does not start, and its cells have failed
   */
  #startHere(choice) {
    const starting =
      this.#starting.get(choice.seat) ??
      this.#start(choice)
        .then((engine) => {
          if (engine !== null) {
            this.#engines[choice.seat] = engine;
          }
          return engine && this.#metOf(choice, engine);
        })
        .finally(() => this.#starting.delete(choice.seat));
    this.#starting.set(choice.seat, starting);
    return starting;
  }

  /**
   * Where engines are elsewhere, it is not said which of the machines answers, and a seat keeps the machine that it
   * had first. Those that nobody wants are held until all seats are taken, so that the next ones come from others.
   * @param {EngineChoice[]} down
   * @returns {Promise<Met[]>} those that have a seat now
   */
  async #startElsewhere(down) {
    /** @type {Met[]} */
    const met = [];
    /** @type {Started[]} */
    const spare = [];
    const empty = await Promise.all(down.map((choice) => this.#fill(choice, met, spare)));
    await Promise.all(spare.map(({ process }) => process.quit()));
    const others = [...new Set(spare.map(({ facts }) => facts.machine))].join(' ');
    down
      .filter((_, i) => empty[i])
      .forEach(({ seat }) => {
        this.#failSeat(
          seat,
          `no session came ${this.#machines.has(seat) ? 'on its machine' : 'on a machine of its own'}; they came on ${others}`,
        );
      });
    return met;
  }

  /**
   * @param {EngineChoice} choice
   * @param {Met[]} met added to
   * @param {Started[]} spare added to
   * @returns {Promise<boolean>} whether its seat is still empty, and no failure has said why
   */
  async #fill(choice, met, spare) {
    for (let i = 0; i < LANDINGS && !this.#isRunning(choice.seat) && !this.stopped; i++) {
      const engine = await this.#start(choice);
      if (engine === null) {
        return false;
      }
      const taker = this.#takerOf(choice, engine);
      if (taker === undefined) {
        spare.push(engine);
      } else {
        this.#engines[taker.seat] = engine;
        met.push(this.#metOf(taker, engine));
        // Its own may be under way, and is then welcome on the seat that is still empty.
        const late = this.#waiting.get(taker.seat);
        setTimeout(() => late?.abort(), GRACE_MS).unref();
      }
    }
    return !this.#isRunning(choice.seat) && !this.stopped;
  }

  /**
   * @param {EngineChoice} choice
   * @param {Started} engine
   * @returns {Met}
   */
  #metOf({ name, seat }, { facts }) {
    return { engine: name, machine: this.#machineOf(seat), words: facts };
  }

  /**
   * @param {EngineChoice} choice
   * @returns {Promise<Started | null>} null: it does not start, and its cells have failed; or it is not wanted any more
   */
  async #start(choice) {
    const { tier } = this.options;
    const waiting = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, waiting.signal]);
    this.#waiting.set(choice.seat, waiting);
    const wanted = choiceOn(choice, this.#machines.get(choice.seat));
    const begun = performance.now();
    try {
      const engine = await startEngine(wanted, tier, signal).catch((error) => {
        // Once more: a machine that is out of breath for a moment should not cost an engine its cells.
        const isHopeless =
          choice.lane === '' ? this.#engines[choice.seat] === undefined : performance.now() - begun > HASTY_MS;
        return isHopeless || signal.aborted ? Promise.reject(error) : startEngine(wanted, tier, signal);
      });
      if (this.stopped) {
        engine.process.kill('stopped');
      }
      return engine;
    } catch (error) {
      if (!(error instanceof EngineError) || (choice.lane === '' && this.#engines[choice.seat] === undefined)) {
        throw error;
      }
      if (!this.stopped && !this.#isRunning(choice.seat)) {
        this.#failSeat(choice.seat, error.message);
      }
      return null;
    } finally {
      this.#waiting.delete(choice.seat);
    }
  }

  /**
   * @param {EngineChoice} choice that an engine elsewhere was started for
   * @param {Started} engine
   * @returns {EngineChoice | undefined} whose seat it takes: that of its machine, or one that has none yet
   */
  #takerOf(choice, { facts: { machine } }) {
    const seats = this.options.engines.filter(({ kind, path }) => kind === choice.kind && path === choice.path);
    const bound = this.options.engines.find(({ seat }) => this.#machines.get(seat) === machine);
    const taker = bound ?? [choice, ...seats].find(({ seat }) => !this.#machines.has(seat));
    if (taker === undefined || !seats.includes(taker) || this.#isRunning(taker.seat) || this.#isDone(taker.seat)) {
      return undefined;
    }
    this.#machines.set(taker.seat, machine);
    return taker;
  }

  /**
   * @param {string} seat
   * @param {string} message why no engine is on it
   */
  #failSeat(seat, message) {
    const cells = this.groups.flatMap((group) => this.#sequence(group).cells.filter((cell) => cell.seat === seat));
    this.#vacant.push({ machine: this.#machineOf(seat) || seat, cells: cells.length, message });
    cells.forEach((cell) => this.fail(cell, 'engine', message));
  }

  /** @returns {Promise<string>} bytes that memcpy copies a second; engines must run */
  async memoryBandwidth() {
    const { words } = await this.#engines.native.request('bandwidth', 0, BANDWIDTH, BANDWIDTH_LIMIT_MS);
    return words.bytes_per_s;
  }

  /** Ends all engines, so that the next process is a fresh one. */
  async quitEngines() {
    await Promise.all(Object.values(this.#engines).map(({ process }) => process.quit()));
  }

  /**
   * @param {Group} group
   * @returns {Map<string, number>} by set
   */
  #iterationsOf(group) {
    const known = this.#iterations.get(group) ?? new Map();
    this.#iterations.set(group, known);
    return known;
  }

  /**
   * @param {Group} group
   * @returns {number} processes that it still gets in any case
   */
  #lacking(group) {
    return (this.#vain.get(group) ?? 0) > group.cells.length ? 0 : this.#sequence(group).lacking;
  }

  /**
   * @param {Group[]} [groups] all, or those of a lane
   * @returns {number} cells to be measured, a process each, whatever their intervals
   */
  weightLeft(groups = this.groups) {
    return groups.reduce((sum, group) => sum + group.cells.length * this.#lacking(group), 0);
  }

  /**
   * @param {number} seconds left of the budget
   * @returns {boolean} whether something is still to be measured
   */
  isMissing(seconds) {
    return this.weightLeft() > 0 || (seconds > 0 && this.sequences.some((sequence) => !sequence.isDone));
  }

  /**
   * @param {Group} group
   * @returns {number} ms that one more process of it takes, about: the longest before; 0 where none is known
   */
  #expectedMs(group) {
    const [first = 0, ...later] = this.#took.get(group) ?? []; // the first also found the iterations, and recorded curves
    return later.length > 0 ? Math.max(...later) : first;
  }

  /**
   * @param {Group} group
   * @returns {boolean} whether a further process of it is wanted and fits
   */
  #getsMore(group) {
    const futile = (this.#vain.get(group) ?? 0) > group.cells.length;
    return !futile && !this.#sequence(group).isDone && performance.now() + this.#expectedMs(group) < this.#end;
  }

  /** @returns {Group[]} those that the next process measures */
  #due() {
    const lacking = this.groups.filter((group) => this.#lacking(group) > 0);
    return lacking.length > 0 ? lacking : this.groups.filter((group) => this.#getsMore(group));
  }

  /**
   * @param {Group} group that is due
   * @param {Group[]} due those of its lane
   * @returns {number | null} when its rounds should be over; null: it no longer fits
   */
  #endOf(group, due) {
    const now = performance.now();
    const left = Math.max(0, this.#end - now);
    if (this.#lacking(group) > 0) {
      return now + left * (group.cells.length / this.weightLeft(this.groups.filter(({ lane }) => lane === group.lane)));
    }
    const share = left * (group.cells.length / due.reduce((sum, { cells }) => sum + cells.length, 0));
    return this.#getsMore(group) ? now + (this.#expectedMs(group) || share) : null;
  }

  /** @param {Group[]} due what the bar is to expect: all that the ceiling leaves room for */
  #expect(due) {
    const weight = due.reduce((sum, { cells }) => sum + cells.length, 0);
    const lanes = [...groupBy(due, ({ lane }) => lane).values()];
    const passMs = Math.max(...lanes.map((groups) => groups.reduce((sum, group) => sum + this.#expectedMs(group), 0)));
    const passes = Math.ceil(Math.max(0, this.#end - performance.now()) / Math.max(passMs, 1));
    const lacking = this.weightLeft();
    this.progress.total = this.progress.done + (lacking > 0 ? lacking : weight * Math.min(passes, this.rule.most));
  }

  /**
   * Measures what is missing; rows go to the folder as each group is done.
   * @param {number} seconds the ceiling
   * @param {() => void} onProcess after each process
   */
  async measure(seconds, onProcess) {
    const begun = performance.now();
    this.#end = begun + seconds * 1000;
    for (let due = this.#due(); due.length > 0; due = this.#due()) {
      this.#process++;
      this.#expect(due);
      await this.startEngines();
      await Promise.all([...groupBy(due, ({ lane }) => lane)].map(([lane, groups]) => this.#measureLane(lane, groups)));
      if (this.stopped) {
        return;
      }
      await this.quitEngines();
      this.sampledSeconds = (performance.now() - begun) / 1000;
      onProcess();
    }
    this.#lost.forEach((message, cell) =>
      this.fail(cell, 'engine', `no sample, since another cell ended its engine: ${message}`),
    );
  }

  /**
   * @param {string} lane
   * @param {Group[]} due its groups, one after the other
   */
  async #measureLane(lane, due) {
    for (const group of due) {
      const endBy = this.#endOf(group, due);
      if (endBy !== null && !this.stopped) {
        await this.startEngines(lane);
      }
      if (endBy !== null && !this.stopped) {
        await this.#measureOne(group, endBy);
      }
    }
    // What was lost is waited for while others still measure.
    if (lane !== '' && !this.stopped) {
      await this.startEngines(lane);
    }
  }

  /**
   * @param {Group} group
   * @param {number} endBy
   */
  async #measureOne(group, endBy) {
    const reference = await this.#reference(group);
    const sequence = this.#sequence(group);
    if (reference === null || sequence.cells.length === 0) {
      this.progress.advance(group.cells.length, group.label);
      return;
    }
    /** @type {Map<PlannedCell, Row[]>} rows wait until their cell is verified again */
    const waiting = new Map();
    /** @type {Map<PlannedCell, Row[]>} */
    const curves = new Map();
    const together = group.lane === '' ? availableParallelism() : 1;
    const pace = { ...this.#pace, endBy, tier: this.options.tier, together };
    const seed = this.#process * 1000 + this.groups.indexOf(group);
    const start = performance.now();
    const iterations = this.#iterationsOf(group);
    /** @type {Row[]} */
    const warnings = [];
    const bar = { done: 0 };
    const hooks = this.#hooks(group, waiting, curves, warnings, bar);
    await measureGroup(
      { ...group, cells: sequence.cells.filter(({ seat }) => this.#engines[seat] !== undefined) },
      this.#engines,
      reference,
      iterations,
      pace,
      seed,
      hooks,
    );
    this.progress.advance(group.cells.length - bar.done, group.label);
    this.#took.set(group, [...(this.#took.get(group) ?? []), performance.now() - start]);
    this.#keep(group, waiting, curves, warnings);
  }

  /**
   * Writes what one process found of a group. The curves first: those which have samples
   * are then known to have their curve. Of a process that was stopped, those without samples may be cut short.
   * @param {Group} group
   * @param {Map<PlannedCell, Row[]>} waiting
   * @param {Map<PlannedCell, Row[]>} curves
   * @param {Row[]} warnings
   */
  #keep(group, waiting, curves, warnings) {
    const whole = [...curves].filter(([cell]) => !this.stopped || waiting.has(cell));
    this.folder.append(
      'warmup',
      whole.flatMap(([, points]) => points),
    );
    whole.forEach(([cell, points]) => points.some(isCold) && this.#hasCurve.add(cell));
    this.folder.append('warnings', warnings);
    this.folder.append('samples', [...waiting.values()].flat());
    for (const cell of waiting.keys()) {
      this.#lost.delete(cell);
      this.#measured.add(cell);
    }
    if (!this.#sequence(group).add(timesOf(waiting))) {
      this.#vain.set(group, (this.#vain.get(group) ?? 0) + 1);
    }
  }

  /**
   * @param {Measured} kernel
   * @param {CellSpec} spec what is right for it; engines must run
   */
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
      if (!this.stopped) {
        this.#sequence(group).cells.forEach((cell) => this.fail(cell, error.stage, `reference: ${error.message}`));
      }
      return null;
    }
  }

  /**
   * @param {Group} group
   * @param {PlannedCell} cell of it
   * @returns {boolean}
   */
  #wantsCurve({ isSmallest }, cell) {
    const { quick, engines } = this.options;
    const hasTime = (isSmallest || !quick) && (!this.#pace.hurried || cell.seat === engines[0].seat);
    return (
      hasTime && cell.experiment === 'throughput' && cell.spec.transfer === 'resident' && !this.#hasCurve.has(cell)
    );
  }

  /**
   * @param {Group} group
   * @param {Map<PlannedCell, Row[]>} waiting
   * @param {Map<PlannedCell, Row[]>} curves
   * @param {Row[]} warnings
   * @param {{ done: number }} bar what the group has advanced it by
   * @returns {GroupHooks}
   */
  #hooks(group, waiting, curves, warnings, bar) {
    const process = this.#process;
    const collect = (
      /** @type {Map<PlannedCell, Row[]>} */ rows,
      /** @type {PlannedCell} */ cell,
      /** @type {Row} */ more,
    ) => {
      const sofar = rows.get(cell) ?? [];
      sofar.push({ process, ...this.#columns(cell), ...more });
      rows.set(cell, sofar);
    };
    const number = `process ${this.#sequence(group).whole + 1} of ${processesOf(this.rule)}`;
    return {
      wantsCurve: (cell) => this.#wantsCurve(group, cell),
      onCurve: (cell, point) => collect(curves, cell, point),
      onSample: (cell, round, sample) => collect(waiting, cell, { round, ...sample }),
      onRetake: () => waiting.clear(),
      onWarning: (cell, kind, detail) => {
        this.#warned.set(kind, (this.#warned.get(kind) ?? new Set()).add(cell));
        warnings.push({ process, ...this.#columns(cell), kind, detail });
      },
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
        bar.done += part * group.cells.length;
        this.progress.advance(part * group.cells.length, `${number}, ${text}`);
      },
      stopped: () => this.stopped,
    };
  }

  /** Says which cells' numbers to take with care, and how many have none. */
  tellWarnings() {
    if (this.#skipped > 0) {
      process.stderr.write(
        `${this.#skipped} ${this.#skipped === 1 ? 'cell was' : 'cells were'} skipped: its engine cannot do it (${this.folder.dir}/skipped.csv has the reasons)\n`,
      );
    }
    for (const { machine, cells, message } of this.#vacant) {
      process.stderr.write(
        `${machine} was lost, and ${cells} ${cells === 1 ? 'cell is' : 'cells are'} not, or not wholly, measured there: ${message} (${this.folder.dir}/errors.csv)\n`,
      );
    }
    for (const [kind, cells] of this.#warned) {
      const names = [...cells].map(cellName);
      const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
      process.stderr.write(
        `${names.length} ${names.length === 1 ? 'cell' : 'cells'} ${WARNINGS[kind]}: ${names.slice(0, NAMED).join(', ')}${more} (${this.folder.dir}/warnings.csv)\n`,
      );
    }
  }

  /** @param {Place} cell that failed */
  #leaveOut(cell) {
    this.#failed.add(cell);
    this.sequences.forEach((sequence) => sequence.drop(/** @type {PlannedCell} */ (cell)));
  }

  /**
   * @param {Place} cell a cell of the plan, or of start-up
   * @param {string} stage
   * @param {string} message
   */
  fail(cell, stage, message) {
    this.#leaveOut(cell);
    if (stage === UNSUPPORTED) {
      this.#skipped++;
      this.folder.write('skipped', { ...this.#columns(cell), reason: message });
      return;
    }
    this.failures++;
    this.folder.write('errors', { ...this.#columns(cell), stage, message });
    this.progress.clear();
    process.stderr.write(`bench: ${cellName(cell)}: ${stage}: ${message}\n`);
  }
}
