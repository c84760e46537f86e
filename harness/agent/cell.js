/**
 * One cell in one isolate: answers the protocol's requests about it.
 * Knows no engine: a loader says how files are read and modules imported.
 */

import { makeBody } from './body.js';
import { cellFromWords, needCount } from './cell-spec.js';
import { now } from './clock.js';
import { loadCell } from './load.js';
import { checksum, poisonOutputs, referenceBytes, verify } from './verify.js';
import { warmUp, warmUpCurve } from './warmup.js';

/** @import { CellSpec } from './cell-spec.js' */

/**
 * @typedef {object} Loader
 * @property {(source: string) => Promise<Record<string, unknown>>} importModule
 * @property {(source: string) => Promise<Uint8Array<ArrayBuffer>>} readBytes
 *
 * @typedef {{ verb: string, words: Record<string, string | number> }} Answer
 */

/** An error with the stage that errors.csv names. */
export class StageError extends Error {
  /** @param {string} stage @param {unknown} cause */
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
    throw new StageError(stage, error);
  }
}

/** @param {(iterations: number) => number} run @param {number} iterations */
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

export class Cell {
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
    const { functions, data, heap, host } = this.loaded;
    this.reference = await at('load', () => this.#readReference(spec, words));
    this.run = makeBody(spec, functions, data, heap, host);
    poisonOutputs(spec, [heap, host]);
    const { run } = this;
    const { result, elapsedNs } = await at('verify', () => timed(run, 1));
    this.first = { call: 1, elapsedNs };
    this.check = ''; // open from here on
    this.check = await this.#verified(result);
    return { verb: 'opened', words: { check: this.check } };
  }

  /** @param {CellSpec} spec @param {Record<string, string>} words */
  async #readReference(spec, { reference, result }) {
    const outputs = reference ? await this.loader.readBytes(reference) : new Uint8Array(0);
    if (outputs.length !== referenceBytes(spec)) {
      throw new Error(`the reference ${reference} does not hold ${referenceBytes(spec)} bytes`);
    }
    return { result: Number(result), outputs };
  }

  /** @param {number} result @returns {Promise<string>} the checksum */
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
   * @returns {Promise<Answer[]>} the curve, then the outcome
   */
  async warm(words) {
    const { spec, run, first } = this.#opened();
    const budgetNs = 1e6 * (await at('warm-up', () => needCount('budget_ms', words.budget_ms, LARGEST_BUDGET_MS, 1)));
    const wantsCurve = words.curve === '1';
    const warmed = await at('warm-up', () => (wantsCurve ? warmUpCurve(run, first, budgetNs) : warmUp(run, spec.n, budgetNs)));
    return [
      ...(wantsCurve ? warmed.curve : []).map(({ call, elapsedNs }) => ({ verb: 'curve', words: { call, elapsed_ns: Math.round(elapsedNs) } })),
      { verb: 'warm', words: { calls: warmed.calls, steady: warmed.steady ? 1 : 0, iteration_ns: warmed.iterationNs } },
    ];
  }

  /**
   * @param {Record<string, string>} words
   * @returns {Promise<Answer>}
   */
  async sample(words) {
    const { spec, loaded, run, check } = this.#opened();
    const iterations = await at('sample', () => needCount('iterations', words.iterations, MOST_ITERATIONS, 1));
    poisonOutputs(spec, [loaded.heap, loaded.host]);
    const { result, elapsedNs } = await at('sample', () => {
      run(preroll(iterations, spec.arena));
      return timed(run, iterations);
    });
    const sampleCheck = checksum(spec, loaded.host, result);
    if (sampleCheck !== check) {
      throw new StageError('verify', `check ${sampleCheck} after a sample, ${check} before: the outputs changed`);
    }
    return { verb: 'sample', words: { iterations, elapsed_ns: Math.round(elapsedNs), check: sampleCheck } };
  }

  /** @returns {Promise<Answer>} */
  async close() {
    const { spec, loaded, run } = this.#opened();
    poisonOutputs(spec, [loaded.heap, loaded.host]);
    const check = await this.#verified(await at('verify', () => run(1)));
    return { verb: 'closed', words: { check } };
  }
}
