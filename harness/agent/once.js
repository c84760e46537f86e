/**
 * One cell, one iteration, in a process of its own: what start-up measures.
 *
 *   node harness/agent/once.js kernel=dot-f32 ... (the words of docs/PROTOCOL.md)
 *
 * Prints the result and the check, as `build/native/agent once` does. With
 * reference= and result= it verifies them first, and exits 1 if they are wrong.
 */

import { makeBody } from './body.js';
import { cellFromWords } from '../words/cell-spec.js';
import { loadCell } from './load.js';
import { loader } from './node-loader.js';
import { checksum, verify } from './verify.js';

const words = Object.fromEntries(
  process.argv.slice(2).map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
);
const cell = cellFromWords(words);
const loaded = await loadCell(cell, loader);
const { host } = loaded;
const result = (loaded.body ?? makeBody(cell, loaded))(1, cell.n, cell.batch);
if (words.reference) {
  verify(cell, host, result, { result: Number(words.result), outputs: await loader.readBytes(words.reference) });
}
console.log(`${result} ${checksum(cell, host, result)}`);
