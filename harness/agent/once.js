/**
 * One cell, one iteration, in a process of its own: what the method `processes` times.
 *
 *   node harness/agent/once.js kernel=dot-f32 ... (the words of docs/PROTOCOL.md)
 *
 * Prints the result and the check, as `build/native/agent once` does. With
 * reference= and result= it verifies them first. What goes wrong is said in one
 * line, `agent: stage: message`, and the exit code is 1.
 */

import { makeBody } from './body.js';
import { Unsupported } from './features.js';
import { cellFromWords } from '../words/read-cell.js';
import { loadCell } from './load.js';
import { loader } from './node-loader.js';
import { checksum, verify } from './verify.js';

/** Where an error comes from, as in errors.csv. */
let stage = 'load';

/**
 * @param {Record<string, string>} words
 * @returns {Promise<string>} the result and the check
 */
async function once(words) {
  const cell = cellFromWords(words);
  const loaded = await loadCell(cell, loader);
  const { host } = loaded;
  stage = 'verify';
  const result = (loaded.body ?? makeBody(cell, loaded))(1, cell.n, cell.batch);
  if (words.reference) {
    verify(cell, host, result, { result: Number(words.result), outputs: await loader.readBytes(words.reference) });
  }
  return `${result} ${checksum(cell, host, result)}`;
}

try {
  const words = process.argv
    .slice(2)
    .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
  console.log(await once(Object.fromEntries(words)));
} catch (error) {
  const of = error instanceof Unsupported ? 'unsupported' : stage;
  const message = error instanceof Error ? error.message : String(error);
  console.error(`agent: ${of}: ${message.replace(/\s+/g, ' ')}`);
  process.exitCode = 1;
}
