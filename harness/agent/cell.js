/**
 * One cell in one isolate: answers the protocol's requests about it.
 * Knows no engine: a loader says how files are read, modules imported and tiers known.
 */

import { Unsupported } from './features.js';
import { makeBody, sized } from './body.js';
import { cellFromWords, needCount } from '../words/read-cell.js';
import { now } from './clock.js';
import { loadCell } from './load.js';
import { checksum, poisonOutputs, referenceBytes, verify } from './verify.js';
import { callInBlocks } from './warmup.js';

/** @import { Loaded, Loader } from './loaded.js' */
/** @import { Point, Progress } from './warmup.js' */

/** @import { CellSpec } from '../words/cell-spec.js' */

/**
 * @typedef {{ verb: string, words: Record<string, string | number> }} Answer
 */

/** An error with the stage that errors.csv names. */
export class StageError extends Error {
  /**
   * @param {string} stage
   * @param {unknown} cause
   */
  constructor(stage, cause) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.stage = stage;
  }
}

/**
 * @template T
 * @param {string} stage
 * @param {() => T | Promise<T>} step
 * @returns {Promise<T>}
 */
async function at(stage, step) {
  try {
    return await step();
  } catch (error) {
    throw new StageError(error instanceof Unsupported ? 'unsupported' : stage, error);
  }
}

/**
 * @param {(iterations: number) => number} run
 * @param {number} iterations
 */
function timed(run, iterations) {
  const start = now();
  const result = run(iterations);
  return { elapsedNs: now() - start, result };
}

/** What one request may ask for, as in harness/native/agent.c. */
const LARGEST_BUDGET_MS = 3600000;
const MOST_ITERATIONS = 1e12;

/** Data of more than this do not stay in the caches that matter from one turn to the next. */
const CACHED_BYTES = 8 * 2 ** 20;

/**
 * How many iterations run untimed before a sample, to fill the caches again that
 * the other cells' turns have emptied, and to wake the core.
 * @param {number} iterations of the sample
 * @param {number} arena bytes of data
 */
const preroll = (iterations, arena) => (iterations === 1 && arena > CACHED_BYTES ? 0 : Math.ceil(iterations / 8));

/**
 * @param {Record<string, string>} words
 * @param {string} key
 * @returns {number}
 */
function numberOf(words, key) {
  const value = Number(words[key]);
  if (words[key] === undefined || words[key] === '' || !(value >= 0)) {
    throw new StageError('engine', `${key} is "${words[key] ?? ''}"; allowed: a number from 0`);
  }
  return value;
}

export class Cell {
  /** @type {Progress & { elements: number }} of warm-up; begins anew when a call has other elements */
  #progress = { elements: 0, calls: 1, step: 1 };

  /** @param {Loader} loader */
  constructor(loader) {
    this.loader = loader;
  }

  /**
   * Loads, runs once, verifies.
   * @param {Record<string, string>} words
   * @returns {Promise<Answer>}
   */
  async open(words) {
    this.spec = await at('load', () => cellFromWords(words));
    const { spec } = this;
    this.loaded = await at('load', () => loadCell(spec, this.loader));
    this.reference = await at('load', () => this.#readReference(spec, words));
    this.body = this.loaded.body ?? makeBody(spec, this.loaded);
    this.run = sized(spec, this.body);
    this.#poison(spec, this.loaded);
    const { run } = this;
    const { result, elapsedNs } = await at('verify', () => timed(run, 1));
    this.first = { call: 1, elapsedNs, tier: this.#tier() };
    this.check = ''; // open from here on
    this.check = await this.#verified(result);
    return { verb: 'opened', words: { check: this.check } };
  }

  /**
   * @param {CellSpec} spec
   * @param {Record<string, string>} words
   */
  async #readReference(spec, { reference, result }) {
    const outputs = reference ? await this.loader.readBytes(reference) : new Uint8Array(0);
    if (outputs.length !== referenceBytes(spec)) {
      throw new Error(`the reference ${reference} does not hold ${referenceBytes(spec)} bytes`);
    }
    return { result: Number(result), outputs };
  }

  /**
   * So that a run that does nothing cannot pass.
   * @param {CellSpec} spec
   * @param {Loaded} loaded
   */
  #poison(spec, { heap, host, reset }) {
    poisonOutputs(spec, [heap, host]);
    reset?.();
  }

  /**
   * @returns {string} `body/callee` in the engine's words, `body` where no callee's tier can be told, '' where the
   * engine does not tell
   */
  #tier() {
    const {
      loader: { tierOf },
      body,
      loaded,
    } = this;
    if (!tierOf || !body || !loaded) {
      return '';
    }
    const callees = new Set(Object.values(loaded.functions).map(tierOf));
    return [tierOf(body), ...(callees.size > 0 ? [[...callees].sort().join('+')] : [])].join('/');
  }

  /**
   * @param {number} result
   * @returns {Promise<string>} the checksum
   */
  async #verified(result) {
    const { spec, loaded, reference } = this.#opened();
    await at('verify', () => verify(spec, loaded.host, result, reference));
    return checksum(spec, loaded.host, result);
  }

  #opened() {
    const { spec, loaded, reference, run, first, check } = this;
    if (!spec || !loaded || !reference || !run || !first || check === undefined) {
      throw new StageError('load', 'the cell is not open');
    }
    return { spec, loaded, reference, run, first, check };
  }

  /**
   * @param {Record<string, string>} words
   * @returns {Promise<Answer[]>} the curve, then the blocks
   */
  async warm(words) {
    const { spec, run, first } = this.#opened();
    const count = (/** @type {string} */ name, least = 0) => needCount(name, words[name], LARGEST_BUDGET_MS, least);
    const { elements, ask } = await at('warm-up', () => ({
      elements: words.elements === undefined ? spec.n : needCount('elements', words.elements, spec.n, 0),
      ask: {
        budgetNs: 1e6 * count('budget_ms', 1),
        leastNs: 1e6 * count('least_ms'),
        leastBlocks: count('least_blocks'),
        blockNs: 1e6 * numberOf(words, 'block_ms'),
      },
    }));
    if (this.#progress.elements !== elements) {
      this.#progress = { elements, calls: first.call, step: 1 };
    }
    const wantsCurve = words.curve === '1';
    const curve = wantsCurve && this.#progress.calls === first.call ? [first] : [];
    const onCall = (/** @type {Point} */ point) => curve.push({ ...point, tier: this.#tier() });
    const whole = elements === spec.n ? run : (/** @type {number} */ iterations) => run(iterations, elements);
    const blocks = await at('warm-up', () => callInBlocks(whole, this.#progress, ask, wantsCurve ? onCall : undefined));
    return [
      ...curve.map(({ call, elapsedNs, tier }) => ({
        verb: 'curve',
        words: { call, elapsed_ns: Math.round(elapsedNs), tier },
      })),
      {
        verb: 'warm',
        words: {
          blocks: blocks.map(({ call, elapsedNs }) => `${call}:${elapsedNs.toPrecision(7)}`).join(','),
          tier: this.#tier(),
        },
      },
    ];
  }

  /**
   * @param {Record<string, string>} words
   * @returns {Promise<Answer>}
   */
  async sample(words) {
    const { spec, loaded, run, check } = this.#opened();
    const iterations = await at('sample', () => needCount('iterations', words.iterations, MOST_ITERATIONS, 1));
    this.#poison(spec, loaded);
    const { before, result, elapsedNs } = await at('sample', () => {
      run(preroll(iterations, spec.arena));
      return { before: this.#tier(), ...timed(run, iterations) };
    });
    const after = this.#tier();
    const sampleCheck = checksum(spec, loaded.host, result);
    if (sampleCheck !== check) {
      throw new StageError('verify', `check ${sampleCheck} after a sample, ${check} before: the outputs changed`);
    }
    const tier = before === after ? after : `${before}>${after}`;
    return { verb: 'sample', words: { iterations, elapsed_ns: Math.round(elapsedNs), check: sampleCheck, tier } };
  }

  /** @returns {Promise<Answer>} */
  async close() {
    const { spec, loaded, run } = this.#opened();
    this.#poison(spec, loaded);
    const check = await this.#verified(await at('verify', () => run(1)));
    return { verb: 'closed', words: { check } };
  }
}
