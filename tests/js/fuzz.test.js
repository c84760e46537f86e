/**
 * The JavaScript side of the protocol under seeded random changes: any line is either read, or
 * refused with an error that shows the word. The C side has libFuzzer (tests/fuzz).
 */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { cellWords } from '../../harness/words/cell-spec.js';
import { cellFromWords } from '../../harness/words/read-cell.js';
import { hash32 } from '../../harness/agent/inputs.js';
import { formatLine, parseLine } from '../../harness/words/line.js';

const CORPUS = new URL('../fuzz/corpus/protocol/', import.meta.url);
const LINES = readdirSync(CORPUS).map((name) => readFileSync(new URL(name, CORPUS), 'utf8'));
const PIECES = [
  '=',
  ' ',
  '%',
  '%00',
  '%FF',
  '%C3%A9',
  ':',
  ';',
  ',',
  '(',
  ')',
  '+',
  '-1',
  '1e999',
  'NaN',
  '\0',
  '\ud800',
  'é',
  '😀',
  '__proto__=1',
];
const CASES = 100000;

/**
 * @param {number} seed
 * @returns {(bound: number) => number} whole numbers 0 to bound - 1
 */
function randomSource(seed) {
  let drawn = 0;
  return (bound) => hash32(seed, drawn++) % bound;
}

/**
 * One small change.
 * @param {string} line
 * @param {(bound: number) => number} below
 * @returns {string}
 */
function changed(line, below) {
  const at = below(line.length + 1);
  const end = Math.min(line.length, at + 1 + below(8));
  const other = LINES[below(LINES.length)];
  const piece = [
    () => '',
    () => PIECES[below(PIECES.length)],
    () => String.fromCharCode(below(128)),
    () => line.slice(at, end).repeat(2),
    () => other.slice(below(other.length + 1)).slice(0, 1 + below(40)),
  ][below(5)]();
  return line.slice(0, at) + piece + line.slice(below(2) === 0 ? at : end);
}

/**
 * @param {() => void} read
 * @param {string} line
 */
function refusesInWords(read, line) {
  try {
    read();
  } catch (error) {
    const { constructor, message } = /** @type {Error} */ (error);
    assert.ok(
      ['Error', 'ProtocolError'].includes(constructor.name),
      `${constructor.name}: ${message}: ${JSON.stringify(line)}`,
    );
    assert.match(
      message,
      /^protocol: .*(: missing$|is not|is there twice|does not fit|has a key|has a value|words \(allowed)/s,
      JSON.stringify(line),
    );
    return false;
  }
  return true;
}

test('any line is read, and then is the same when it is written and read again, or is refused in words', () => {
  const below = randomSource(1);
  let read = 0;
  let cells = 0;
  for (let i = 0; i < CASES; i++) {
    let line = LINES[below(LINES.length)];
    for (let changes = below(4); changes > 0; changes--) {
      line = changed(line, below);
    }
    read += Number(
      refusesInWords(() => {
        const message = parseLine(line);
        assert.deepEqual(parseLine(formatLine(message.verb, message.id, message.words)), message);
        cells += Number(
          refusesInWords(() => {
            const cell = cellFromWords(message.words);
            assert.deepEqual(
              cellFromWords(
                Object.fromEntries(Object.entries(cellWords(cell)).map(([key, value]) => [key, String(value)])),
              ),
              cell,
            );
          }, line),
        );
      }, line),
    );
  }
  // Neither half of the claim may be empty.
  assert.ok(read > CASES / 10 && read < CASES && cells > CASES / 100, `${read} lines and ${cells} cells were read`);
});

test('whatever Unicode a value holds comes back as it went in', () => {
  const below = randomSource(2);
  for (let i = 0; i < CASES; i++) {
    const points = Array.from({ length: below(20) }, () => below([0x80, 0x800, 0x10000, 0x110000][below(4)]));
    const value = String.fromCodePoint(...points.filter((point) => point < 0xd800 || point > 0xdfff));
    assert.deepEqual(parseLine(formatLine('hello', 0, { version: value, flags: value })).words, {
      version: value,
      flags: value,
    });
  }
});
