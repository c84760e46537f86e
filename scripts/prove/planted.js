/**
 * Proves that `compare` finds what is there and nothing else.
 *
 *   node scripts/prove/planted.js [--runs 20] [--turns 10] [--seconds 1] [--out results/prove/planted-<date>]
 *
 * In a copy of the tree the scalar dot products do 3 % more work: they multiply and add the last 3 % of their
 * elements once more. Each repetition measures the plain tree, the plain tree again and the copy, in turns, as
 * docs/CI.md recommends: one process of each in random order, ten times. Then it compares. Plain against plain must
 * end with exit code 0. Plain against the copy must call the scalar cells slower; the SIMD cells, which do no more
 * work, show how it would look by chance. Each repetition adds its rows to planted.csv.
 *
 * Exit codes: 0 found in 19 of 20 and no false alarm · 1 not so · 2 usage, or a run failed.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CsvWriter, readRows } from '../../harness/run/csv.js';
import { latinRounds } from '../../harness/plan/order.js';
import { TO_BUILD, copyTree } from '../copy-tree.js';
import { ROOT } from '../../harness/words/paths.js';

const ASKED = [
  '--kernels',
  'dot-f32',
  '--variants',
  'js,wasm,wasm-simd',
  '--sizes',
  '1024',
  '--experiments',
  'throughput',
  '--engines',
  'node',
  '--transfers',
  'resident',
];
const FOUND_AT_LEAST = 0.95;
const PROCESSES_A_TURN = '1';
const COLUMNS = [
  'repetition',
  'what',
  'exit_code',
  'kernel',
  'variant',
  'n',
  'planted',
  'change',
  'change_low',
  'change_high',
  'p_adjusted',
  'verdict',
];

/**
 * What is planted, by file: up to where in it, and what comes there instead of the `return` of its function.
 * @type {Record<string, { upTo: RegExp, instead: string }>}
 */
const PLANTED = {
  'kernels/dot/dot.js': {
    upTo: /(function dot_f32\b[^}]*\}\s*)return Math\.fround\(sum\);/,
    instead: `let waste = 0;
  for (let i = end - ((count * 3 / 100) | 0); i < end; i++) {
    waste += a[i] * b[i];
  }
  return Math.fround(waste > 1e30 ? waste : sum);`,
  },
  'kernels/dot/dot.c': {
    upTo: /(float dot_f32\([^}]*\}\s*)return sum;/,
    instead: `float waste = 0.0f;
    for (size_t i = first + count - count * 3 / 100; i < first + count; i++) {
        waste += a[i] * b[i];
    }
    return waste > 1e30f ? waste : sum;`,
  },
};

/** Files in which something is planted. */
export const PLANTED_FILES = Object.keys(PLANTED);

/**
 * @param {string} file of PLANTED_FILES
 * @param {string} text of it
 * @returns {string} the text with more work in it
 */
export function plant(file, text) {
  const { upTo, instead } = PLANTED[file];
  if (!upTo.test(text)) {
    throw new Error(`${file} does not hold the lines in which more work is planted`);
  }
  return text.replace(upTo, (_, before) => `${before}${instead}`);
}

/** @param {string} variant */
const isPlanted = (variant) => variant === 'js' || variant === 'wasm';

/** @param {string} dir a new folder */
function copyPlanted(dir) {
  copyTree(dir, TO_BUILD);
  PLANTED_FILES.forEach((file) => writeFileSync(join(dir, file), plant(file, readFileSync(join(ROOT, file), 'utf8'))));
  execFileSync('make', ['-C', dir, 'build/wasm/dot.wasm', `NODE=${process.execPath}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/**
 * @param {string} tree
 * @param {string} out
 * @param {string} seconds
 */
function measure(tree, out, seconds) {
  const argv = [
    join(tree, 'harness/bench.js'),
    ...ASKED,
    '--budget',
    seconds,
    '--processes',
    PROCESSES_A_TURN,
    '--out',
    out,
  ];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`bench.js ended with ${status}: ${stderr.trim().slice(-500)}`);
  }
}

/**
 * The turns of a side as one folder, told apart by the names of their runs.
 * @param {string} dir holds turn-1, turn-2 ...
 * @param {number} turns
 */
function joinTurns(dir, turns) {
  const names = Array.from({ length: turns }, (_, i) => join(dir, `turn-${i + 1}`));
  copyFileSync(join(names[0], 'environment.csv'), join(dir, 'environment.csv'));
  const [header] = readFileSync(join(names[0], 'samples.csv'), 'utf8').split('\n', 1);
  const rows = names.map((name) => readFileSync(join(name, 'samples.csv'), 'utf8').slice(header.length + 1));
  writeFileSync(join(dir, 'samples.csv'), `${header}\n${rows.join('')}`);
}

/**
 * @param {string} base
 * @param {string} fresh
 * @returns {{ code: number, rows: Record<string, string>[] }}
 */
function compare(base, fresh) {
  const { status, stderr } = spawnSync(join(ROOT, 'build/tollgate'), ['compare', base, fresh], { encoding: 'utf8' });
  if (status === null || status === 2) {
    throw new Error(`tollgate compare ended with ${status}: ${stderr.trim()}`);
  }
  return { code: status, rows: readRows(join(fresh, 'compare.csv')) };
}

/**
 * @param {Record<string, string>[]} rows
 * @param {(row: Record<string, string>) => boolean} holds
 */
const part = (rows, holds) => `${rows.filter(holds).length} of ${rows.length}`;

const isSlower = (/** @type {Record<string, string>} */ { verdict }) => verdict === 'slower';
const isDifferent = (/** @type {Record<string, string>} */ { verdict }) => verdict !== 'no difference proven';

/**
 * @param {string} cell variant and n
 * @param {Record<string, string>[]} planted rows of the cell: the plain tree against the planted one
 * @param {Record<string, string>[]} same the plain tree against itself
 */
function lineOf(cell, planted, same) {
  const changes = planted.map(({ change }) => 100 * Number(change)).sort((a, b) => a - b);
  const middle = changes[Math.floor(changes.length / 2)];
  const more = isPlanted(cell.split(' ')[0]) ? '3 % more' : 'as before';
  const found = `called slower ${part(planted, isSlower).padEnd(9)} median ${middle?.toFixed(1)} %`;
  return `  ${cell.padEnd(18)} ${more}  ${found}   A/A: called different ${part(same, isDifferent)}`;
}

/**
 * @param {Record<string, string>[]} rows of planted.csv
 * @returns {{ lines: string[], good: boolean }}
 */
export function judge(rows) {
  const cells = [...new Set(rows.map(({ variant, n }) => `${variant} ${n}`))];
  const rowsOf = (/** @type {string} */ cell, /** @type {string} */ wanted) =>
    rows.filter(({ what, variant, n }) => what === wanted && `${variant} ${n}` === cell);
  const same = rows.filter(({ what }) => what === 'same');
  const exits = [...new Map(same.map((row) => [row.repetition, row])).values()];
  const isQuiet = (/** @type {Record<string, string>} */ row) => row.exit_code === '0';
  const found = cells
    .filter((cell) => isPlanted(cell.split(' ')[0]))
    .map((cell) => rowsOf(cell, 'planted'))
    .every((planted) => planted.filter(isSlower).length >= FOUND_AT_LEAST * planted.length);
  return {
    lines: [
      ...cells.map((cell) => lineOf(cell, rowsOf(cell, 'planted'), rowsOf(cell, 'same'))),
      `  A/A compares with exit code 0: ${part(exits, isQuiet)}`,
    ],
    good: found && exits.every(isQuiet),
  };
}

/** The sides that take turns: the plain tree, the plain tree again, the planted one. */
const SIDES = /** @type {const} */ (['base', 'same', 'planted']);

/** @param {string[]} argv */
function parse(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      runs: { type: 'string', default: '20' },
      turns: { type: 'string', default: '10' },
      seconds: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  const out = resolve(values.out ?? join(ROOT, 'results/prove', `planted-${new Date().toISOString().slice(0, 10)}`));
  return { runs: Number(values.runs), turns: Number(values.turns), seconds: values.seconds, out };
}

/**
 * Measures all sides in turns, and joins the turns of each.
 * @param {{ plain: string, planted: string }} trees
 * @param {(side: string) => string} dirOf a side
 * @param {number} turns
 * @param {string} seconds of a turn
 * @param {number} seed of the order
 */
function measureSides(trees, dirOf, turns, seconds, seed) {
  for (const [turn, order] of latinRounds(SIDES.length, turns, seed).entries()) {
    for (const side of order.map((place) => SIDES[place])) {
      const tree = side === 'planted' ? trees.planted : trees.plain;
      measure(tree, join(dirOf(side), `turn-${turn + 1}`), seconds);
    }
  }
  SIDES.forEach((side) => joinTurns(dirOf(side), turns));
}

/**
 * @param {(side: string) => string} dirOf a side
 * @param {number} repetition
 * @returns {Record<string, string | number>[]} rows of planted.csv
 */
function compareSides(dirOf, repetition) {
  return ['same', 'planted'].flatMap((what) => {
    const { code, rows } = compare(dirOf('base'), dirOf(what));
    return rows.map((row) => {
      const planted = what === 'planted' && isPlanted(row.variant) ? 1 : 0;
      return { ...row, repetition, what, exit_code: code, planted };
    });
  });
}

/** @param {string[]} argv */
function main(argv) {
  const { runs, turns, seconds, out } = parse(argv);
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-planted-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const trees = { plain: join(scratch, 'plain'), planted: join(scratch, 'planted') };
  copyTree(trees.plain, TO_BUILD);
  copyPlanted(trees.planted);
  mkdirSync(out, { recursive: true });
  const csv = new CsvWriter(join(out, 'planted.csv'), COLUMNS);
  for (let repetition = 1; repetition <= runs; repetition++) {
    const dirOf = (/** @type {string} */ side) => join(out, String(repetition), side);
    measureSides(trees, dirOf, turns, seconds, repetition);
    compareSides(dirOf, repetition).forEach((row) => csv.write(row));
    process.stderr.write(`${repetition} of ${runs}\n`);
  }
  csv.close();
  const { lines, good } = judge(readRows(csv.path));
  console.log(`3 % more work, ${runs} times ${turns} turns of ${PROCESSES_A_TURN} process:`);
  console.log(`${lines.join('\n')}\nFiles: ${out}`);
  return good ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`planted: ${/** @type {Error} */ (error).message}\n`);
    process.exitCode = 2;
  }
}
