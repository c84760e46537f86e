import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellFromWords, cellWords } from '../../harness/agent/cell-spec.js';
import { formatLine, parseLine } from '../../harness/agent/line.js';
import { cellSpec } from '../../harness/plan/cells.js';
import { loadDefinitions } from '../../harness/plan/definitions.js';
import { VARIANTS } from '../../harness/plan/variants.js';

const strings = (/** @type {Record<string, any>} */ words) => Object.fromEntries(Object.entries(words).map(([k, v]) => [k, String(v)]));

test('a message comes back from its line as it went in, whatever its values hold', () => {
  const words = { message: 'a b=c%d\né"\\,;:()+@/', empty: '', number: '1.5e-7' };
  const line = formatLine('error', 12, words);
  assert.ok(!line.includes('\n'));
  assert.deepEqual(parseLine(line), { verb: 'error', id: 12, words });
});

test('lists stay readable on the wire', () => {
  assert.equal(formatLine('open', 1, { passes: 'f(a,b)+;g(c)' }), 'open 1 passes=f(a,b)+;g(c)');
});

test('a line of another form is an error that shows it', () => {
  assert.throws(() => parseLine('Segmentation fault'), /"Segmentation fault" is not "verb number key=value/);
  assert.throws(() => parseLine('open'), /"open" is not/);
  assert.throws(() => parseLine('open x a=1'), /is not "verb number/);
  assert.throws(() => parseLine('open 1 nothing'), /word "nothing" of "open 1" is not key=value/);
});

test('every kernel\'s cell comes back from its words as it went in', async () => {
  for (const kernel of await loadDefinitions()) {
    const spec = cellSpec(kernel, VARIANTS[2], kernel.sizes[0], { batch: 4, transfer: 'copy' });
    assert.deepEqual(cellFromWords(parseLine(formatLine('open', 1, cellWords(spec))).words), { ...spec, passes: spec.passes });
    assert.deepEqual(cellFromWords(strings(cellWords(spec))), spec);
  }
});

test('a pass of another form is an error that shows it', () => {
  assert.throws(() => cellFromWords({ passes: 'f(a' }), /pass "f\(a" is not call\(argument,...\)/);
});
