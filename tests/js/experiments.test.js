import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loadExperiments, toExperiment } from '../../harness/plan/load-experiments.js';
import { DefinitionError } from '../../harness/words/problems.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-experiments-'));
after(() => rmSync(scratch, { recursive: true, force: true }));

const GOOD = {
  name: 'mine',
  question: 'How long does mine take?',
  method: 'rounds',
  form: 'cells',
  heading: 'mine',
  subjects: [],
};

test('every experiment of the checkout declares itself, and its question is a sentence', async () => {
  const experiments = await loadExperiments();
  const names = experiments.map(({ name }) => name);
  assert.ok(['aa', 'calls', 'crossings', 'processes', 'throughput'].every((name) => names.includes(name)));
  experiments.forEach(({ name, question }) => assert.match(question, /^[A-Z].*\?$/, name));
});

/** @type {[what: string, change: Record<string, unknown>, message: RegExp][]} */
const MISTAKES = [
  ['a key that nobody knows', { metod: 'rounds' }, /unknown key "metod"; known: name, question, method/],
  ['no question', { question: undefined }, /"question" is missing/],
  ['a value of another type', { onRequest: 'yes' }, /"onRequest" is a string; allowed: boolean/],
  ['a method that does not exist', { method: 'phases' }, /method "phases" is not one of rounds, processes/],
  ['a form that does not exist', { form: 'table' }, /form "table" is not one of cells, sweep, items, calls, twins/],
  ['a need that nobody can meet', { needs: ['luck'] }, /needs "luck" is not one of hyperfine, bandwidth/],
  ['a name that is not that of its folder', { name: 'yours' }, /name "yours" must be that of its folder/],
  ['nothing to measure', { subjects: undefined }, /neither "groups" nor "subjects"/],
];
for (const [what, change, message] of MISTAKES) {
  test(`${what} is an error that names the file and what is allowed`, () => {
    const raw = Object.fromEntries(Object.entries({ ...GOOD, ...change }).filter(([, value]) => value !== undefined));
    assert.throws(
      () => toExperiment('mine', raw),
      (error) =>
        error instanceof DefinitionError &&
        error.message.startsWith('harness/experiments/mine/experiment.js: ') &&
        message.test(error.message),
    );
  });
}

test('a name that would overwrite a file of a run is refused', () => {
  for (const name of ['samples', 'summary', 'floor', 'environment', 'compare']) {
    assert.throws(() => toExperiment(name, { ...GOOD, name }), /is that of a file of a run/);
  }
});

test('a folder without experiment.js is no experiment, and others are found by their folder', async () => {
  mkdirSync(join(scratch, 'mine'));
  mkdirSync(join(scratch, 'notes'));
  writeFileSync(join(scratch, 'mine/experiment.js'), `export default ${JSON.stringify(GOOD)};`);
  writeFileSync(join(scratch, 'notes/readme.txt'), 'nothing');
  assert.deepEqual(
    (await loadExperiments(scratch)).map(({ name }) => name),
    ['mine'],
  );
});
