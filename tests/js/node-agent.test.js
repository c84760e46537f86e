/**
 * The agent inside Node refuses what the C agent refuses (programs.test.js), and goes on.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startEngine } from '../../harness/engines/engines.js';

/** @import { LineProcess } from '../../harness/engines/line-process.js' */

const LIMIT_MS = 60000;
const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
const source = join(dir, 'toy.js');
writeFileSync(
  source,
  'export function toy(x, y, first, count) { for (let i = first; i < first + count; i++) y[i] = x[i] + 1; return count; }',
);
const reference = join(dir, 'reference.bin');
writeFileSync(reference, new Uint8Array([2, 3, 4]));
/** @type {LineProcess} */
let agent;

before(async () => {
  agent = (await startEngine({ name: 'node', path: process.execPath }, 'detected')).process;
});
after(async () => {
  await agent.quit();
  rmSync(dir, { recursive: true });
});

const TOY = {
  kernel: 'toy',
  family: 'toy',
  variant: 'js',
  n: 3,
  batch: 3,
  transfer: 'resident',
  seed: 1,
  source,
  buffers: 'x:u8:3:in:values(1;2;3):chunk:0,y:u8:3:out:zero:chunk:64',
  arena: 128,
  parameters: '',
  passes: 'toy(x,y,first,count)+',
  tolerance: 0,
  result: 3,
  reference,
};

/**
 * @param {string} verb
 * @param {number} id
 * @param {Record<string, string | number>} words
 * @param {string} stage
 * @param {RegExp} message
 */
async function refused(verb, id, words, stage, message) {
  await assert.rejects(
    agent.request(verb, id, words, LIMIT_MS),
    (/** @type {any} */ error) => error.stage === stage && message.test(error.message),
    `${verb} ${id} ${JSON.stringify(words)}`,
  );
}

test('a line of another form is answered, with the number of the cell, and the next one is served', async () => {
  await refused('open', 5, { 'a key': 1 }, 'engine', /word "a" of "open 5" is not key=value/);
  await refused('OPEN', 0, {}, 'engine', /"OPEN 0" is not "verb number key=value/);
  assert.equal((await agent.request('hello', 0, {}, LIMIT_MS)).words.engine, 'node');
});

test('a number that is taken is refused', async () => {
  await agent.request('open', 1, TOY, LIMIT_MS);
  await refused('open', 1, TOY, 'load', /a cell of this number is open already/);
});

test('a verb that is none, also by the name of a method of objects, is refused with those that are', async () => {
  await agent.request('open', 2, TOY, LIMIT_MS);
  await refused('constructor', 2, {}, 'engine', /unknown verb "constructor"; known: hello open warm sample close quit/);
});

test('numbers that make no sense are refused in the stage they are for', async () => {
  const budget = /budget_ms: .* is not a whole number from 1 to 3600000|budget_ms: missing/;
  const iterations = /iterations: .* is not a whole number from 1 to 1000000000000|iterations: missing/;
  /** @type {[string, Record<string, string | number>, string, RegExp][]} */
  const requests = [
    ['warm', {}, 'warm-up', budget],
    ['warm', { budget_ms: 0 }, 'warm-up', budget],
    ['sample', { iterations: 'many' }, 'sample', iterations],
    ['sample', { iterations: 0 }, 'sample', iterations],
  ];
  for (const [i, [verb, words, stage, message]] of requests.entries()) {
    await agent.request('open', 10 + i, TOY, LIMIT_MS);
    await refused(verb, 10 + i, words, stage, message);
  }
});

test('a cell that makes no sense is refused in the stage load', async () => {
  await refused('open', 20, { ...TOY, reference: source }, 'load', /the reference .*toy\.js does not hold 3 bytes/);
  await refused('open', 21, { ...TOY, arena: 8 }, 'load', /buffer y does not fit the arena of 8 bytes/);
});
