/**
 * Proves which calls are calls: without inlining, V8 must take longer for the cells that are named inlinable, and
 * for no others.
 *
 *   node scripts/prove/inlining.js [--processes 6] [--seconds 300] [--out results/prove/inlining-<date>]
 *
 * There are two measurements, because no flag of V8 14.6 keeps a body in WebAssembly from being inlined into
 * JavaScript and leaves the wrapper around it where it is:
 *
 *   - All cells are measured in the engines `node` and `node-no-inlining`, which inlines no JavaScript, and nothing
 *     into WebAssembly. A cell has moved if the whole 95 % interval of its difference is beyond 0.1 ns and beyond
 *     5 %: less than that comes from where code lies in memory.
 *   - For each call from JavaScript into WebAssembly there is V8's own account of what it inlines
 *     (--trace-turbo-inlining), and the time it takes where wrapper and body stay out
 *     (--no-turbo-inline-js-wasm-calls): there opaque and inlinable callees must take the same, within 0.2 ns or
 *     10 %.
 *
 * The second also shows that opacity costs nothing by itself.
 * Rows go to inlining.csv and bodies.csv. Exit codes: 0 it holds · 1 it does not · 2 usage, or a run failed.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loader } from '../../harness/agent/node-loader.js';
import { bodiesOf, isInlinable, isMovedByInlining, opaqueOf } from '../../harness/experiments/calls/checks.js';
import { SUBJECTS, open } from '../../harness/experiments/calls/subjects.js';
import { subjectSpec } from '../../harness/plan/subjects.js';
import { CsvWriter, readTable } from '../../harness/run/csv.js';
import { EXPERIMENT, bench, cellOf, difference, readCells, timeOf } from './call-run.js';
import { ROOT } from '../../harness/words/paths.js';

/** @import { Cell } from './call-run.js' */

const COLUMNS = ['kernel', 'variant', 'on_ns', 'off_ns', 'moved_ns', 'low_ns', 'high_ns', 'moved', 'expected', 'holds'];
const BODY_COLUMNS = ['kernel', 'variant', 'inlined', 'reason', 'on_ns', 'off_ns', 'holds'];
const LEAST_NS = 0.1;
const PART = 0.05;
const SINGLE_LEAST_NS = 0.2;
const SINGLE_PART = 0.1;
const WARM_MS = 150;
const TURNS = 200;

/**
 * @param {Map<string, Cell>} cells
 * @returns {Record<string, string | number>[]} rows of inlining.csv
 */
export function movesOf(cells) {
  return [...cells.keys()]
    .filter((name) => name.startsWith('node '))
    .map((name) => {
      const [, kernel, variant] = name.split(' ');
      const [on, off] = [cellOf(cells, name), cellOf(cells, name.replace('node ', 'node-no-inlining '))];
      const { value: movedNs, low, high } = difference(off, on);
      const onNs = timeOf(on);
      const beyond = Math.max(LEAST_NS, PART * onNs);
      const moved = low > beyond || high < -beyond ? 1 : 0;
      const expected = isMovedByInlining(variant) ? 1 : 0;
      return {
        kernel,
        variant,
        on_ns: onNs.toFixed(3),
        off_ns: (onNs + movedNs).toFixed(3),
        moved_ns: movedNs.toFixed(3),
        low_ns: low.toFixed(3),
        high_ns: high.toFixed(3),
        moved,
        expected,
        holds: moved === expected && (moved === 0 || movedNs > 0) ? 1 : 0,
      };
    });
}

/**
 * One cell in this process, as an agent has it but for the harness: prints its ns a call.
 * @param {string} kernel
 * @param {string} variant
 */
async function runCell(kernel, variant) {
  const [subject] = SUBJECTS.filter((one) => one.kernel === kernel);
  const n = subject.sizes[0];
  const { body } = await open(subjectSpec(EXPERIMENT, subject, { variant }, n, 1), loader);
  for (const end = performance.now() + WARM_MS; performance.now() < end;) {
    body(1, n, 1);
  }
  await new Promise((later) => setTimeout(later, 50)); // for compilers in the background
  let fastest = Infinity;
  for (let turn = 0; turn < TURNS; turn++) {
    const start = performance.now();
    body(100, n, 1);
    fastest = Math.min(fastest, performance.now() - start);
  }
  console.log(`\nTIME ${(fastest * 1e6) / 100 / n}`);
}

/**
 * @param {string[]} flags
 * @param {string} kernel
 * @param {string} variant
 * @returns {{ ns: number, inlined: boolean, reason: string }} as V8 traces it
 */
function inOwnProcess(flags, kernel, variant) {
  const text = execFileSync(
    process.execPath,
    [...flags, '--trace-turbo-inlining', fileURLToPath(import.meta.url), '--cell', `${kernel} ${variant}`],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  const accounts = [...text.matchAll(/^Considering wasm function .*\n- (.*)$/gm)].map(([, account]) => account);
  const [, ns = 'NaN'] = /^TIME (.*)$/m.exec(text) ?? [];
  return { ns: Number(ns), inlined: accounts.includes('inlining'), reason: [...new Set(accounts)].join(', ') };
}

/**
 * @param {(row: Record<string, string | number>) => void} write a row of bodies.csv; an opaque callee comes before the
 *   inlinable one that is compared with it
 */
function traceBodies(write) {
  for (const subject of SUBJECTS) {
    /** @type {Map<string, number>} */
    const without = new Map();
    for (const variant of bodiesOf(subject)) {
      const on = inOwnProcess([], subject.kernel, variant);
      const off = inOwnProcess(['--no-turbo-inline-js-wasm-calls'], subject.kernel, variant);
      without.set(variant, off.ns);
      const opaque = without.get(opaqueOf(variant)) ?? off.ns;
      const same = Math.abs(off.ns - opaque) <= Math.max(SINGLE_LEAST_NS, SINGLE_PART * opaque);
      write({
        kernel: subject.kernel,
        variant,
        inlined: on.inlined ? 1 : 0,
        reason: on.reason,
        on_ns: on.ns.toFixed(3),
        off_ns: off.ns.toFixed(3),
        holds: on.inlined === isInlinable(variant) && same ? 1 : 0,
      });
    }
  }
}

/**
 * @param {string} what
 * @param {Record<string, string>[]} rows
 * @param {(row: Record<string, string>) => boolean} holds
 */
const count = (what, rows, holds) => `  ${what}: ${rows.filter(holds).length} of ${rows.length}`;

/**
 * @param {Record<string, string>[]} moves
 * @param {Record<string, string>[]} bodies
 * @returns {{ lines: string[], good: boolean }}
 */
export function judge(moves, bodies) {
  const failed = [...moves, ...bodies].filter(({ holds }) => holds !== '1');
  const moved = (/** @type {Record<string, string>} */ row) => row.moved === '1';
  const inlined = (/** @type {Record<string, string>} */ row) => row.inlined === '1';
  const textOf = (/** @type {Record<string, string>} */ row) => Object.entries(row).map((pair) => pair.join('='));
  return {
    lines: [
      count(
        'inlinable cells that inlining off moves',
        moves.filter(({ expected }) => expected === '1'),
        moved,
      ),
      count(
        'opaque cells and controls that it moves',
        moves.filter(({ expected, variant }) => expected === '0' && !isInlinable(variant)),
        moved,
      ),
      count(
        'calls from JavaScript into inlinable WebAssembly that V8 says it inlines',
        bodies.filter(({ variant }) => isInlinable(variant)),
        inlined,
      ),
      count(
        'calls from JavaScript into opaque WebAssembly that V8 says it inlines',
        bodies.filter(({ variant }) => !isInlinable(variant)),
        inlined,
      ),
      ...failed.map((row) => `  not as expected: ${textOf(row).join(' ')}`),
    ],
    good: failed.length === 0,
  };
}

/** @param {string[]} argv */
async function main(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      processes: { type: 'string', default: '6' },
      seconds: { type: 'string', default: '300' },
      out: { type: 'string' },
      cell: { type: 'string' },
    },
  });
  if (values.cell !== undefined) {
    const [kernel, variant] = values.cell.split(' ');
    await runCell(kernel, variant);
    return 0;
  }
  const out = resolve(values.out ?? join(ROOT, 'results/prove', `inlining-${new Date().toISOString().slice(0, 10)}`));
  mkdirSync(out, { recursive: true });
  const bodies = new CsvWriter(join(out, 'bodies.csv'), BODY_COLUMNS);
  traceBodies((row) => bodies.write(row));
  bodies.close();
  bench(join(out, 'run'), {
    engines: 'node,node-no-inlining',
    processes: values.processes,
    budget: values.seconds,
  });
  const moves = new CsvWriter(join(out, 'inlining.csv'), COLUMNS);
  movesOf(readCells(join(out, 'run'))).forEach((row) => moves.write(row));
  moves.close();
  const { lines, good } = judge(readTable(moves.path, () => true).rows, readTable(bodies.path, () => true).rows);
  console.log(`Inlining on and off:\n${lines.join('\n')}\nFiles: ${out}`);
  return good ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`inlining: ${/** @type {Error} */ (error).message}\n`);
    process.exitCode = 2;
  }
}
