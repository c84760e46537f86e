/**
 * What is right: the result and the outputs of the scalar C, computed once a
 * run for each kernel and size, by the native agent; for what is no kernel, of the
 * plain JavaScript that it brings.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellWords } from '../words/cell-spec.js';
import { VARIANTS } from '../plan/variants.js';
import { EngineError } from '../words/problems.js';

/** @import { Connection } from '../agent/requests.js' */
/** @import { KernelDefinition } from '../plan/definitions.js' */
/** @import { Measured } from '../plan/groups.js' */
/** @import { CellSpec } from '../words/cell-spec.js' */
/** @import { Subject } from '../agent/subject.js' */

/** @typedef {{ result: string, path: string }} Reference */

const LIMIT_MS = 60000;
/** Numbers of requests; those of cells are smaller. */
const REFERENCE_IDS = 5e8;

const scalar = /** @type {import('../plan/variants.js').Variant} */ (
  VARIANTS.find(({ variant }) => variant === 'native')
);

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
   * @param {number} number
   * @returns {Promise<Reference>}
   */
  async #make(native, kernel, spec, number) {
    const path = join(this.dir, `${spec.kernel}-${number}.bin`);
    return 'reference' in kernel ? ofSubject(kernel, spec.n, path) : this.#ofKernel(native, kernel, spec, path, number);
  }

  /**
   * @param {Pick<Connection, 'request'>} native
   * @param {KernelDefinition} kernel
   * @param {CellSpec} spec
   * @param {string} path
   * @param {number} number
   * @returns {Promise<Reference>}
   */
  async #ofKernel(native, kernel, spec, path, number) {
    const cell = {
      ...spec,
      variant: 'native',
      source: scalar.product(spec.family),
      batch: Math.max(1, spec.n),
      transfer: 'resident',
    };
    const words = cellWords(/** @type {CellSpec} */ (cell));
    const { words: answer } = await native.request('reference', REFERENCE_IDS + number, { ...words, path }, LIMIT_MS);
    checkExpected(kernel, spec.n, Number(answer.result));
    return { result: answer.result, path };
  }
}

/**
 * @param {Subject} subject
 * @param {number} n
 * @param {string} path
 * @returns {Reference}
 */
function ofSubject(subject, n, path) {
  const { result, output } = subject.reference(n);
  writeFileSync(path, output);
  return { result: String(result), path };
}

/**
 * @param {KernelDefinition} kernel
 * @param {number} n
 * @param {number} result
 */
function checkExpected(kernel, n, result) {
  const expected = kernel.expected.find((e) => e.n === n);
  if (expected && expected.result !== result) {
    throw new EngineError(
      'verify',
      `kernel "${kernel.kernel}", n = ${n}: the C reference gives ${result}; its definition expects ${expected.result}`,
    );
  }
}
