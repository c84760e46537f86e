/**
 * docs/ARCHITECTURE.md says which rooms there are and which of them each may use: the sources obey, and nothing
 * goes round in a circle.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../harness/words/paths.js';
import { architectureProblems, circles, readRooms, usesOf } from './support/imports.js';
import { readSources } from './support/sources.js';

const PAGE = readFileSync(join(ROOT, 'docs/ARCHITECTURE.md'), 'utf8');
const SOURCES = readSources(['harness', 'kernels', 'scripts', 'tests']);
const PROBLEMS = architectureProblems(SOURCES, PAGE);

/**
 * @param {Record<string, string>} files by their paths
 * @param {string} [page]
 * @returns {string[]} what is found in a copy of the sources with these files, and was not before
 */
const planted = (files, page = PAGE) =>
  architectureProblems(new Map([...SOURCES, ...Object.entries(files)]), page).filter(
    (problem) => !PROBLEMS.includes(problem),
  );

test('every import and include is allowed by the table, and nothing goes round in a circle', () => {
  assert.ok(SOURCES.size > 300, 'the sources were found');
  assert.ok(usesOf(SOURCES).length > 1000, 'so were their imports and includes');
  assert.deepEqual(PROBLEMS, []);
});

test('every row of the table has a folder', () => {
  const folders = [...new Set([...SOURCES.keys()].map((path) => path.replace(/[^/]*$/, '')))];
  const rooms = readRooms(PAGE);
  assert.ok(rooms.length > 20);
  for (const { folder } of rooms) {
    const inside = new RegExp(`^${folder.replaceAll('*', '[^/]+')}`);
    assert.ok(
      folders.some((path) => inside.test(path)),
      `${folder} is a row, and there is no such folder`,
    );
  }
});

test('a forbidden import of JavaScript is found, in each of its forms', () => {
  const forms = [
    "import { Quiet } from '../stats/statistics.js';",
    "import * as all from '../stats/statistics.js';",
    "import '../stats/statistics.js';",
    "export { Quiet } from '../stats/statistics.js';",
    "export * from '../stats/statistics.js';",
    "export const load = () => import('../stats/statistics.js');",
    "/** @import { Quiet } from '../stats/statistics.js' */",
    "/**\n * @import {\n *   Quiet,\n * } from '../stats/statistics.js'\n */",
    "/** @type {import('../stats/statistics.js').Quiet | undefined} */\nexport let run;",
  ];
  for (const form of forms) {
    assert.deepEqual(
      planted({ 'harness/agent/planted.js': form }),
      ['harness/agent/planted.js uses harness/stats/statistics.js: agent may not use stats'],
      form,
    );
  }
});

test('what only looks like an import is none', () => {
  const text = "// from '../stats/statistics.js'\nexport const text = \"import '../stats/statistics.js'\";\n";
  assert.deepEqual(planted({ 'harness/agent/planted.js': text }), []);
  assert.deepEqual(planted({ 'harness/stats/planted.c': '/*\n#include "tollgate/run/samples.h"\n*/\n' }), []);
});

test('experiments, kernels and pages are closed to their neighbours', () => {
  assert.deepEqual(planted({ 'harness/experiments/gc/planted.js': "import '../dom/canvas.js';" }), [
    'harness/experiments/gc/planted.js uses harness/experiments/dom/canvas.js: experiments/gc may not use experiments/dom',
  ]);
  assert.deepEqual(planted({ 'kernels/dot/planted.js': "import '../blur/blur.js';" }), [
    'kernels/dot/planted.js uses kernels/blur/blur.js: kernels/dot may not use kernels/blur',
  ]);
});

test('a forbidden include of C is found', () => {
  assert.deepEqual(planted({ 'harness/native/planted.c': '#include "tollgate/text/number.h"\n' }), [
    'harness/native/planted.c uses harness/tollgate/text/number.h: native may not use tollgate/text',
  ]);
  assert.deepEqual(planted({ 'harness/tollgate/wasm/planted.h': '  #  include "../../native/cell.h"\n' }), [
    'harness/tollgate/wasm/planted.h uses harness/native/cell.h: tollgate/wasm may not use native',
  ]);
});

test('a circle of JavaScript files is found, also one of types alone', () => {
  const files = {
    'harness/plan/planted-one.js': "import './planted-two.js';",
    'harness/plan/planted-two.js': "/** @import { Three } from './planted-three.js' */",
    'harness/plan/planted-three.js': "export * from './planted-one.js';",
  };
  assert.deepEqual(planted(files), [
    'circle of files: harness/plan/planted-one.js -> harness/plan/planted-two.js -> ' +
      'harness/plan/planted-three.js -> harness/plan/planted-one.js',
  ]);
});

test('a circle of C headers is found, and one of C files that include each other’s headers', () => {
  const headers = {
    'harness/stats/planted_a.h': '#include "stats/planted_b.h"\n',
    'harness/stats/planted_b.h': '#include "planted_a.h"\n',
  };
  assert.deepEqual(planted(headers), [
    'circle of files: harness/stats/planted_a.h -> harness/stats/planted_b.h -> harness/stats/planted_a.h',
  ]);
  const both = '#include "stats/planted_a.h"\n#include "stats/planted_b.h"\n';
  const files = {
    'harness/stats/planted_a.h': '',
    'harness/stats/planted_b.h': '',
    'harness/stats/planted_a.c': both,
    'harness/stats/planted_b.c': both,
  };
  assert.deepEqual(planted(files), [
    'circle of C files by their headers: harness/stats/planted_a.c -> harness/stats/planted_b.c -> harness/stats/planted_a.c',
  ]);
});

test('a circle of rooms is found where no files make one, and a table that allows one is no table', () => {
  const page =
    '<!-- rooms -->\n| `harness/one/` | | `two` |\n| `harness/two/` | | `one` |\n| `tests/` | | all |\n<!-- end of rooms -->';
  const sources = new Map([
    ['harness/one/a.js', "import '../two/a.js';"],
    ['harness/one/b.js', ''],
    ['harness/two/a.js', ''],
    ['harness/two/b.js', "import '../one/b.js';"],
  ]);
  assert.deepEqual(architectureProblems(sources, page), [
    'circle of rows of the table: one -> two -> one',
    'circle of rooms: one -> two -> one',
  ]);
});

test('a file that is no JavaScript is named', () => {
  assert.throws(() => planted({ 'harness/words/planted.js': 'import {' }), /^Error: harness\/words\/planted\.js: /);
});

test('a file in no room, a file that is not there, a name that is no room and no table are found', () => {
  assert.deepEqual(planted({ 'elsewhere/planted.js': "import '../harness/words/line.js';" }), [
    'elsewhere/planted.js is in no room of the table',
  ]);
  assert.deepEqual(planted({ 'harness/words/planted.js': "import './gone.js';" }), [
    'harness/words/planted.js uses harness/words/gone.js, which is not there',
  ]);
  const page = PAGE.replace('<!-- end of rooms -->', '| `tests/more/` | - | `cellar` |\n<!-- end of rooms -->');
  assert.deepEqual(planted({}, page), ['tests/more/: no room "cellar"']);
  assert.ok(architectureProblems(SOURCES, '# Rooms').includes('docs/ARCHITECTURE.md has no table of rooms'));
});

test('every node that is in a circle is in one that is told, the shortest there is through it', () => {
  assert.deepEqual(circles([]), []);
  assert.deepEqual(
    circles([
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ]),
    [],
  );
  assert.deepEqual(
    circles([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['b', 'a'],
      ['c', 'd'],
    ]),
    [
      ['a', 'b'],
      ['c', 'a', 'b'],
    ],
  );
});
