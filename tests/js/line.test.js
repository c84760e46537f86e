import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellWords } from '../../harness/words/cell-spec.js';
import { cellFromWords } from '../../harness/words/read-cell.js';
import { formatLine, parseLine } from '../../harness/words/line.js';
import { cellSpec } from '../../harness/plan/planned-cell.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { VARIANTS } from '../../harness/plan/variants.js';
import { ProtocolError } from '../../harness/words/problems.js';

const strings = (/** @type {Record<string, any>} */ words) =>
  Object.fromEntries(Object.entries(words).map(([k, v]) => [k, String(v)]));

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

test("every kernel's cell comes back from its words as it went in", async () => {
  for (const kernel of await loadDefinitions()) {
    const spec = cellSpec(kernel, VARIANTS[2], kernel.sizes[0], { batch: 4, transfer: 'copy' });
    assert.deepEqual(cellFromWords(parseLine(formatLine('open', 1, cellWords(spec))).words), {
      ...spec,
      passes: spec.passes,
    });
    assert.deepEqual(cellFromWords(strings(cellWords(spec))), spec);
  }
});

/**
 * A cell that is fine.
 * @param {Record<string, string>} changes
 */
const words = (changes) => ({
  kernel: 'toy',
  family: 'toy',
  variant: 'js',
  n: '3',
  batch: '3',
  transfer: 'resident',
  seed: '1',
  source: '/toy.js',
  buffers: 'x:u8:3:in:values(1;2;3):chunk:0,y:f64:3:out:zero:whole:64',
  arena: '128',
  parameters: 'a:1.5,b:-2e3',
  passes: 'toy(x,y,a,b,first,count)+;end()',
  tolerance: '0',
  ...changes,
});

test('a pass of another form is an error that shows it', () => {
  assert.throws(() => cellFromWords(words({ passes: 'f(a' })), /pass "f\(a" is not call\(argument,...\)/);
});

test('every word of a line that is not of the form is named, with what is', () => {
  /** @type {[string, RegExp][]} */
  const lines = [
    ['', /"" is not "verb number/],
    [' 1', /" 1" is not "verb number/],
    ['open 1000000001', /numbers: 0 to 1000000000/],
    ['open 1  n=1', /word "" of "open 1" is not key=value/],
    ['quit 0 ', /word "" of "quit 0" is not key=value/],
    ['open 1 =1', /word "=1" of "open 1" is not key=value \(a key: a-z, then a-z, 0-9 and _\)/],
    ['open 1 __proto__=1', /word "__proto__=1" of "open 1" is not key=value/],
    ['open 1 n=1 batch=1 n=2', /word "n=2" of "open 1" has a key that is there twice/],
    ['open 1 n=%2', /word "n=%2" of "open 1" has a value that is not percent-encoded UTF-8/],
    ['open 1 n=%FF', /word "n=%FF" of "open 1" has a value that is not percent-encoded UTF-8/],
    ['open 1 n=%ED%A0%80', /word "n=%ED%A0%80" of "open 1" has a value/],
    ['open 1 n=é', /word "n=é" of "open 1" has a value/],
    ['open 1 n=1\r', /word "n=1\r" of "open 1" has a value/],
    [`open 1${' k=1'.repeat(33)}`, /"open 1" has 33 words \(allowed: up to 32\)/],
  ];
  for (const [line, expected] of lines) {
    assert.throws(
      () => parseLine(line),
      (error) => error instanceof ProtocolError && expected.test(error.message),
      line,
    );
  }
});

test('an error about a word knows which cell it was for', () => {
  assert.throws(() => parseLine('open 7 nothing'), { id: 7 });
  assert.throws(() => parseLine('Segmentation fault'), { id: 0 });
});

test('half of a surrogate pair goes out as the replacement character', () => {
  assert.equal(parseLine(formatLine('error', 1, { message: 'a\ud800b' })).words.message, 'a\ufffdb');
});

test('every word of a cell that makes no sense is named, with what would', () => {
  /** @type {[Record<string, string>, RegExp][]} */
  const cells = [
    [{ n: '-1' }, /n: "-1" is not a whole number from 0 to/],
    [{ n: '' }, /n: "" is not a whole number/],
    [{ batch: '0' }, /batch: "0" is not a number of elements a call that ever does n = 3/],
    [{ batch: '1.5' }, /batch: "1\.5" is not a whole number/],
    [{ seed: '4294967296' }, /seed: "4294967296" is not a whole number from 0 to 4294967295/],
    [{ arena: '4294967297' }, /arena: "4294967297" is not a whole number from 0 to 4294967296/],
    [{ tolerance: 'NaN' }, /tolerance: "NaN" is not a number/],
    [{ tolerance: '0x10' }, /tolerance: "0x10" is not a number/],
    [{ tolerance: '1e999' }, /tolerance: "1e999" is not a number/],
    [{ tolerance: '-1' }, /tolerance: "-1" is not a number from 0/],
    [{ transfer: 'moved' }, /transfer: "moved" is not one of resident, copy/],
    [{ kernel: '' }, /kernel: "" is not a text that is not empty/],
    [{ parameters: 'a' }, /parameter a: missing/],
    [{ parameters: 'a:1:2' }, /parameter 0: "a:1:2" is not name:number/],
    [{ parameters: 'a:1,a:2' }, /parameter 1: "a" is there twice/],
    [{ parameters: 'a:1,' }, /parameter 1: "" is not a name/],
    [{ passes: 'toy(x,z)' }, /pass toy: argument: "z" is not one of x, y, a, b, n, first, count/],
    [{ passes: 'toy(x,,y)' }, /pass "toy\(x,,y\)" is not call/],
    [
      { buffers: 'x:u8:3:in:zero:chunk' },
      /buffer 0: "x:u8:3:in:zero:chunk" is not name:type:length:role:fill:copy:offset/,
    ],
    [{ buffers: 'x:u8:3:in:zero:chunk:0,' }, /buffer 1: "" is not name:type/],
    [{ buffers: '1x:u8:3:in:zero:chunk:0' }, /buffer 0: "1x" is not a name \(letters, digits, _\)/],
    [{ buffers: 'x:u8:3:in:zero:chunk:0,x:u8:3:out:zero:chunk:8' }, /buffer 1: "x" is there twice/],
    [{ buffers: 'x:u9:3:in:zero:chunk:0' }, /buffer x: type: "u9" is not one of u8, u16, u32, i32, f32, f64/],
    [{ buffers: 'x:u8:three:in:zero:chunk:0' }, /buffer x: length: "three" is not a whole number/],
    [{ buffers: 'x:u8:3:into:zero:chunk:0' }, /buffer x: role: "into" is not one of in, out, scratch/],
    [{ buffers: 'x:u8:3:in:one:chunk:0' }, /buffer x: fill: "one" is not one of uniform, zero, values\(1;2;\.\.\.\)/],
    [{ buffers: 'x:u8:3:in:zero:all:0' }, /buffer x: copy: "all" is not one of chunk, whole, never/],
    [{ buffers: 'x:f64:3:in:zero:whole:4' }, /buffer x: offset: "4" is not a multiple of 8/],
    [{ buffers: 'x:u8:3:in:zero:whole:2' }, /buffer x: offset: "2" is not a multiple of 4/],
    [{ buffers: 'x:f64:3:in:zero:whole:112' }, /buffer x does not fit the arena of 128 bytes/],
    [{ buffers: 'x:u8:3:in:values(1;2):chunk:0' }, /buffer x: fill: "values\(1;2\)" is not 3 numbers of type u8/],
    [
      { buffers: 'x:u8:3:in:values(1;256;3):chunk:0' },
      /buffer x: fill: "values\(1;256;3\)" is not 3 numbers of type u8/,
    ],
    [{ buffers: 'x:u8:3:in:values(1;1.5;3):chunk:0' }, /buffer x: fill: .* is not 3 numbers of type u8/],
    [{ buffers: 'x:u8:3:in:values(1;nan;3):chunk:0' }, /buffer x: fill: .* is not 3 numbers of type u8/],
  ];
  for (const [changes, expected] of cells) {
    assert.throws(() => cellFromWords(words(changes)), expected, JSON.stringify(changes));
  }
  for (const key of Object.keys(words({})).filter((name) => !['buffers', 'parameters', 'passes'].includes(name))) {
    const { [key]: _, ...others } = /** @type {Record<string, string>} */ (words({}));
    assert.throws(() => cellFromWords(others), new RegExp(`${key}: missing`), key);
  }
});
