/**
 * What is right: the result and the outputs of the scalar C, computed once a
 * run for each kernel and size, by the native agent.
 */

import { join } from 'node:path';
import { cellWords } from '../agent/cell-spec.js';
import { EngineError } from '../engines/line-process.js';
import { VARIANTS } from '../plan/variants.js';

/** @import { LineProcess } from '../engines/line-process.js' */
/** @import { KernelDefinition } from '../plan/definitions.js' */
/** @import { CellSpec } from '../agent/cell-spec.js' */

/** @typedef {{ result: string, path: string }} Reference */

const LIMIT_MS = 60000;

const scalar = /** @type {import('../plan/variants.js').Variant} */ (VARIANTS.find(({ variant }) => variant === 'native'));

export class References {
  /** @type {Map<string, Reference>} */
  #known = new Map();

  /** @param {string} dir for the files of outputs */
  constructor(dir) {
    this.dir = dir;
  }

  /**
   * @param {LineProcess} native an agent for native code
   * @param {KernelDefinition} kernel
   * @param {CellSpec} spec any cell of that kernel and size
   * @returns {Promise<Reference>}
   * @throws {EngineError} if the C itself contradicts the definition's expected result
   */
  async of(native, kernel, spec) {
    const key = `${spec.kernel}-${spec.n}-${JSON.stringify(spec.parameters)}`;
    const known = this.#known.get(key);
    if (known) {
      return known;
    }
    const path = join(this.dir, `${spec.kernel}-${this.#known.size}.bin`);
    const cell = { ...spec, variant: 'native', source: scalar.product(spec.family), batch: Math.max(1, spec.n), transfer: 'resident' };
    const words = cellWords(/** @type {CellSpec} */ (cell));
    const { words: answer } = await native.request('reference', 0, { ...words, path }, LIMIT_MS);
    checkExpected(kernel, spec.n, Number(answer.result));
    const reference = { result: answer.result, path };
    this.#known.set(key, reference);
    return reference;
  }
}

/** @param {KernelDefinition} kernel @param {number} n @param {number} result */
function checkExpected(kernel, n, result) {
  const expected = kernel.expected.find((e) => e.n === n);
  if (expected && expected.result !== result) {
    throw new EngineError('verify', `kernel "${kernel.kernel}", n = ${n}: the C reference gives ${result}; its definition expects ${expected.result}`);
  }
}

