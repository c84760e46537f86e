/**
 * What a reader has to hold in mind at once has limits: functions, files, lines, names that are almost the same.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  LIMITS,
  crowdedTags,
  differByALetter,
  likeNames,
  longFiles,
  longFunctions,
  wideLines,
} from './support/limits.js';
import { readSources } from './support/sources.js';

const SOURCES = readSources();

/**
 * Files that hold one table of data, and may be as long as it is: the path, and what the table lists.
 * @type {Record<string, string>}
 */
const TABLES = {};

/**
 * @param {string} path
 * @param {string} text
 */
const one = (path, text) => new Map([[path, text]]);

/**
 * @param {number} count
 * @param {string} [line]
 */
const lines = (count, line = '  work();') => `${line}\n`.repeat(count);

test('no function is longer than 40 lines', () => {
  assert.ok(SOURCES.size > 300, 'the sources were found');
  assert.deepEqual(longFunctions(SOURCES), []);
});

test('no file is longer than 350 lines but tables of data, and the Makefile has fewer than 150', () => {
  assert.deepEqual(longFiles(SOURCES, Object.keys(TABLES)), []);
  for (const path of Object.keys(TABLES)) {
    assert.ok(
      longFiles(SOURCES).some((problem) => problem.startsWith(`${path} `)),
      `${path} needs no exception`,
    );
  }
});

test('no line is wider than 120 columns', () => {
  assert.deepEqual(wideLines(SOURCES), []);
});

test('no two files of one language have names that differ by a letter', () => {
  assert.deepEqual(likeNames(SOURCES), []);
});

test('JSDoc has one tag a line', () => {
  assert.deepEqual(crowdedTags(SOURCES), []);
});

test('a function of JavaScript that is too long is found, whatever its form', () => {
  const body = lines(LIMITS.functionLines - 1);
  /** @type {[name: string, head: string, tail: string][]} */
  const forms = [
    ['long', 'function long() {', '}'],
    ['long', 'export async function* long() {', '}'],
    ['long', 'const long = () => {', '};'],
    ['long', 'const long = function () {', '};'],
    ['long', 'class Some { long() {', '} }'],
    ['long', 'export default { long() {', '} };'],
    ['long', 'export default { long: () => {', '} };'],
    ['a function', 'work(() => {', '});'],
  ];
  for (const [name, head, tail] of forms) {
    assert.deepEqual(longFunctions(one('a.js', `\n${head}\n${body}${tail}\n`)), [`a.js:2: ${name} has 41 lines`], head);
    assert.deepEqual(longFunctions(one('a.js', `\n${head}\n${lines(38)}${tail}\n`)), [], head);
  }
});

test('a function of C that is too long is found, its head counted, other braces not', () => {
  const head =
    '/* {\n * What it does. */\nstatic int *long_one(const struct some *some,\n                     int count)\n{\n';
  assert.deepEqual(longFunctions(one('a.c', `#include "a.h"\n${head}${lines(38)}}\n`)), [
    'a.c:4: long_one has 42 lines',
  ]);
  assert.deepEqual(longFunctions(one('a.c', `${head}${lines(36)}}\n`)), []);
  assert.deepEqual(longFunctions(one('a.h', `struct some {\n${lines(60, '    int member;')}};\n`)), []);
  const two = `int a(void)\n{\n${lines(30)}}\nint b(void)\n{\n${lines(38)}}\n`;
  assert.deepEqual(longFunctions(one('a.c', two)), ['a.c:34: b has 41 lines']);
});

test('a file that is too long is found, but not a table that is listed', () => {
  assert.deepEqual(longFiles(one('a.gp', lines(351))), ['a.gp has 351 lines']);
  assert.deepEqual(longFiles(one('a.gp', lines(351)), ['a.gp']), []);
  assert.deepEqual(longFiles(one('a.gp', lines(350))), []);
  assert.deepEqual(longFiles(one('make/a.mk', lines(350))), []);
  assert.deepEqual(longFiles(one('Makefile', lines(150))), ['Makefile has 150 lines']);
  assert.deepEqual(longFiles(one('Makefile', lines(149))), []);
});

test('a line that is too wide is found, by characters and not by bytes', () => {
  assert.deepEqual(wideLines(one('a.sh', `\n# ${'x'.repeat(119)}\n`)), ['a.sh:2 has 121 columns']);
  assert.deepEqual(wideLines(one('a.sh', `# ${'é'.repeat(118)}\n`)), []);
});

test('names that differ by a letter are found within a language, in whichever folders', () => {
  const sources = new Map(
    ['a/line.js', 'b/lines.wat.js', 'b/line.c', 'b/lime.h', 'c/line.js'].map((path) => [path, '']),
  );
  assert.deepEqual(likeNames(sources), [
    'a/line.js, c/line.js and b/lines.wat.js: the names differ by a letter',
    'b/lime.h and b/line.c: the names differ by a letter',
  ]);
  for (const [a, b] of [
    ['line', 'lines'],
    ['floor', 'floors'],
    ['line', 'lane'],
    ['a', ''],
    ['cell', 'ell'],
  ]) {
    assert.ok(differByALetter(a, b) && differByALetter(b, a), `${a} ${b}`);
  }
  for (const [a, b] of [
    ['line', 'line'],
    ['load', 'loader'],
    ['abc', 'acb'],
    ['line', 'inel'],
  ]) {
    assert.ok(!differByALetter(a, b) && !differByALetter(b, a), `${a} ${b}`);
  }
});

test('a second tag on a line of JSDoc is found, and what is no tag is not', () => {
  const text = '\n/**\n * @param {string} a @returns {string}\n */\n/** Mail to some@one.org, {@link a}. @see b */\n';
  assert.deepEqual(crowdedTags(one('a.js', text)), ['a.js:3: @param @returns on one line']);
});
