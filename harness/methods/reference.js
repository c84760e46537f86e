/**
 * What is right: result and outputs, found once a run for each kernel and size. A subject knows them by itself; for a
 * kernel the native agent computes them by its scalar C.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellWords } from '../words/cell-spec.js';
import { EngineError } from '../words/problems.js';

/** @import { Connection } from '../agent/requests.js' */
/** @import { Measured } from '../plan/measured.js' */
/** @import { CellSpec } from '../words/cell-spec.js' */

/** @typedef {{ result: string, path: string }} Reference */

const LIMIT_MS = 60000;
/** Numbers of requests; those of cells are smaller. */
const REFERENCE_IDS = 5e8;

export class References {
  /** @type {Map<string, Promise<Reference>>} */
  #known = new Map();
  #asked = 0;

  /** @param {string} dir for the files of outputs */
  constructor(dir) {
    this.dir = dir;
  }

  /**
   * @param {Pick<Connection, 'request'>} native an agent for native code
   * @param {Measured} kernel
   * @param {CellSpec} spec any cell of that kernel and size
   * @returns {Promise<Reference>}
   * @throws {EngineError} if the C itself contradicts the definition's expected result
   */
  async of(native, kernel, spec) {
    const key = `${spec.family}-${spec.kernel}-${spec.n}-${JSON.stringify(spec.parameters)}`;
    const known = this.#known.get(key) ?? this.#make(native, kernel, spec, ++this.#asked);
    this.#known.set(key, known);
    known.catch(() => this.#known.delete(key)); // the agent may have died: the next who asks tries again
    return known;
  }

  /**
   * @param {Pick<Connection, 'request'>} native
   * @param {Measured} kernel
   * @param {CellSpec} spec
   * @param {number} number of the reference
   * @returns {Promise<Reference>}
   */
  async #make(native, kernel, spec, number) {
    const path = join(this.dir, `${spec.kernel}-${number}.bin`);
    const known = kernel.known(spec);
    if (known !== null) {
      writeFileSync(path, known.output);
      return { result: String(known.result), path };
    }
    const words = { ...cellWords(kernel.inC(spec)), path };
    const { words: answer } = await native.request('reference', REFERENCE_IDS + number, words, LIMIT_MS);
    const contradiction = kernel.contradicts(spec.n, Number(answer.result));
    if (contradiction !== null) {
      throw new EngineError('verify', contradiction);
    }
    return { result: answer.result, path };
  }
}
