/**
 * The engines of a run. Each chosen engine has a seat, on which a fresh process of it sits while a
 * process of the run is measured.
 *
 * On this machine a seat is simply filled again. Elsewhere nobody can say beforehand which machine
 * answers: a seat keeps the machine that it had first, and what comes from other machines waits as a
 * spare until all seats are taken, so that the next ones come from somewhere else.
 */

import { setMaxListeners } from 'node:events';
import { native } from '../engines/native.js';
import { EngineError } from '../words/problems.js';

/** @import { Started } from '../engines/engines.js' */
/** @import { EngineChoice } from '../plan/options.js' */

/**
 * @typedef {{ engine: string, machine: string, words: Record<string, string> }} Met an engine that was started, and
 *   what it says of itself
 */

/**
 * @typedef {object} FleetParts what a fleet works with
 * @property {EngineChoice[]} engines those that are measured
 * @property {string} host the name of this machine
 * @property {(choice: EngineChoice, machine: string | undefined, signal: AbortSignal) => Promise<Started>} start
 *   starts an engine, on that machine if one is named
 * @property {(seat: string) => boolean} isDone whether nothing is to be measured on that seat any more
 * @property {(seat: string, message: string) => void} onVacant no engine could be had for that seat, and why
 * @property {() => number} [now] ms
 */

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

/** Far beyond the caches, and long enough for a few quiet copies. */
const BANDWIDTH = { mib: 64, budget_ms: 200 };
const BANDWIDTH_LIMIT_MS = 20000;

/** How often sessions elsewhere are asked for, until each is on the machine that it is wanted on. */
const LANDINGS = 10;
/** A session that is under way when another has come in its place still has so long to come as well. */
const GRACE_MS = 3000;
/** An engine elsewhere that took longer to fail will not start the next time either. */
const HASTY_MS = 15000;

/** @param {EngineChoice} choice */
const isHere = ({ lane }) => lane === '';

export class Fleet {
  /** @type {Record<string, Started>} by seat: the newest one, which may have ended */
  engines = {};
  /** @type {Map<string, string>} by seat, of those elsewhere; known once one has said where it is */
  #machines = new Map();
  /** @type {Map<string, Promise<Met | null>>} by seat: those of this machine that are starting */
  #starting = new Map();
  /** @type {Map<string, AbortController>} by seat: those that an engine is being started for */
  #waiting = new Map();
  #stop = new AbortController();

  /** @param {FleetParts} parts */
  constructor({ engines, host, start, isDone, onVacant, now = () => performance.now() }) {
    this.choices = engines;
    this.host = host;
    this.startOne = start;
    this.isDone = isDone;
    this.onVacant = onVacant;
    this.now = now;
    setMaxListeners(0, this.#stop.signal); // each engine that starts listens
  }

  /** Ends the engines, those that are starting included. */
  stop() {
    this.#stop.abort();
    Object.values(this.engines).forEach((engine) => engine.process.kill('stopped'));
  }

  get stopped() {
    return this.#stop.signal.aborted;
  }

  /** @returns {Started} the agent for native code; engines must run */
  get native() {
    return this.engines[NATIVE.seat];
  }

  /** @returns {Promise<string>} bytes that memcpy copies a second; engines must run */
  async memoryBandwidth() {
    const { words } = await this.native.request('bandwidth', 0, BANDWIDTH, BANDWIDTH_LIMIT_MS);
    return words.bytes_per_s;
  }

  /** Ends all engines, so that the next process is a fresh one. */
  async quit() {
    await Promise.all(Object.values(this.engines).map(({ process }) => process.quit()));
  }

  /**
   * @param {string} seat
   * @returns {string} '' while nobody knows
   */
  machineOf(seat) {
    const choice = this.choices.find((one) => one.seat === seat);
    return choice === undefined || isHere(choice) ? this.host : (this.#machines.get(seat) ?? '');
  }

  /**
   * The machines that an interrupted run had.
   * @param {Record<string, string>[]} rows of it
   */
  restore(rows) {
    for (const { name, seat } of this.choices.filter((choice) => !isHere(choice))) {
      const taken = [this.host, '', ...this.#machines.values()];
      const found = rows.find(({ engine, machine }) => engine === name && !taken.includes(machine));
      if (found !== undefined) {
        this.#machines.set(seat, found.machine);
      }
    }
  }

  /**
   * @param {string} seat
   * @returns {boolean}
   */
  #isRunning(seat) {
    return this.engines[seat]?.process.ended === null;
  }

  /**
   * Starts what is not running. An engine that was there before and does not start again costs its cells; one that
   * never started is an error, unless it is elsewhere.
   * @param {string} [lane] those of one lane alone
   * @returns {Promise<Met[]>} those that were started
   * @throws {EngineError}
   */
  async start(lane) {
    const wanted = this.choices.some(({ seat }) => seat === NATIVE.seat) ? this.choices : [NATIVE, ...this.choices];
    const down = wanted.filter((choice) => {
      const { seat } = choice;
      const isNeeded = seat === NATIVE.seat || ((lane === undefined || choice.lane === lane) && !this.isDone(seat));
      return isNeeded && !this.#isRunning(seat);
    });
    const outcomes = await Promise.allSettled([
      ...down.filter(isHere).map((choice) => this.#startHere(choice)),
      this.#startElsewhere(down.filter((choice) => !isHere(choice))),
    ]);
    // Those that did start have their seats, and are ended by who ends the run.
    const failed = outcomes.find((one) => one.status === 'rejected');
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
            this.engines[choice.seat] = engine;
          }
          return engine && this.#metOf(choice, engine);
        })
        .finally(() => this.#starting.delete(choice.seat));
    this.#starting.set(choice.seat, starting);
    return starting;
  }

  /**
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
        const wanted = this.#machines.has(seat) ? 'on its machine' : 'on a machine of its own';
        this.onVacant(seat, `no session came ${wanted}; they came on ${others}`);
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
        this.engines[taker.seat] = engine;
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
    return { engine: name, machine: this.machineOf(seat), words: facts };
  }

  /**
   * @param {EngineChoice} choice
   * @returns {Promise<Started | null>} null: it does not start, and its cells have failed; or it is not wanted any more
   */
  async #start(choice) {
    const waiting = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, waiting.signal]);
    this.#waiting.set(choice.seat, waiting);
    try {
      const engine = await this.#startTwice(choice, signal);
      if (this.stopped) {
        engine.process.kill('stopped');
      }
      return engine;
    } catch (error) {
      if (!(error instanceof EngineError) || (isHere(choice) && this.engines[choice.seat] === undefined)) {
        throw error;
      }
      if (!this.stopped && !this.#isRunning(choice.seat)) {
        this.onVacant(choice.seat, error.message);
      }
      return null;
    } finally {
      this.#waiting.delete(choice.seat);
    }
  }

  /**
   * A machine that is out of breath for a moment should not cost an engine its cells.
   * @param {EngineChoice} choice
   * @param {AbortSignal} signal
   * @returns {Promise<Started>}
   */
  async #startTwice(choice, signal) {
    const machine = this.#machines.get(choice.seat);
    const begun = this.now();
    try {
      return await this.startOne(choice, machine, signal);
    } catch (error) {
      const isHopeless = isHere(choice) ? this.engines[choice.seat] === undefined : this.now() - begun > HASTY_MS;
      if (isHopeless || signal.aborted) {
        throw error;
      }
      return this.startOne(choice, machine, signal);
    }
  }

  /**
   * @param {EngineChoice} choice that an engine elsewhere was started for
   * @param {Started} engine
   * @returns {EngineChoice | undefined} whose seat it takes: that of its machine, or one that has none yet
   */
  #takerOf(choice, { facts: { machine } }) {
    const seats = this.choices.filter(({ kind, path }) => kind === choice.kind && path === choice.path);
    const bound = this.choices.find(({ seat }) => this.#machines.get(seat) === machine);
    const taker = bound ?? [choice, ...seats].find(({ seat }) => !this.#machines.has(seat));
    if (taker === undefined || !seats.includes(taker) || this.#isRunning(taker.seat) || this.isDone(taker.seat)) {
      return undefined;
    }
    this.#machines.set(taker.seat, machine);
    return taker;
  }
}
