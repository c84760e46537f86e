/**
 * Agents for tests: JavaScript cells in this very process, native cells in the C agent.
 */

import { join } from 'node:path';
import { Cell } from '../../../harness/agent/cell.js';
import { loader } from '../../../harness/agent/node-loader.js';
import { cellWords } from '../../../harness/words/cell-spec.js';
import { LineProcess } from '../../../harness/engines/line-process.js';
import { BUILD_DIR } from '../../../harness/words/paths.js';

export const SANITIZED_DIR = join(BUILD_DIR, 'sanitize');
const LIMIT_MS = 60000;

/** @returns {LineProcess} the native agent under AddressSanitizer and UBSan, every buffer an allocation of its own */
export const sanitizedAgent = () => new LineProcess(join(SANITIZED_DIR, 'agent'), []);

let lastId = 0;

/**
 * Opens, warms up for a moment, samples and closes a cell; every step verifies.
 * @param {import('../../../harness/words/cell-spec.js').CellSpec} spec
 * @param {{ result: string, path: string }} reference
 * @param {LineProcess} native for native variants
 * @returns {Promise<string>} the check
 */
export async function runCell(spec, reference, native) {
  const words = Object.fromEntries(
    Object.entries({ ...cellWords(spec), reference: reference.path, result: reference.result }).map(([k, v]) => [
      k,
      String(v),
    ]),
  );
  if (spec.source.endsWith('.so')) {
    const id = ++lastId;
    await native.request('open', id, words, LIMIT_MS);
    const sample = await native.request('sample', id, { iterations: 3 }, LIMIT_MS);
    await native.request('close', id, {}, LIMIT_MS);
    return sample.words.check;
  }
  const cell = new Cell(loader);
  await cell.open(words);
  const sample = await cell.sample({ iterations: '3' });
  await cell.close();
  return String(sample.words.check);
}
