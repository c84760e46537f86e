/**
 * Proves which calls are calls: V8 with inlining off must move the cells that are called
 * inlinable, and no others beyond their intervals.
 *
 *   node scripts/prove/inlining.js [--processes 6] [--seconds 300] [--out results/prove/inlining-<date>]
 *
 * Two measurements, because V8 14.6 has no flag that keeps a body in WebAssembly from being
 * inlined into JavaScript and leaves the wrapper around it where it is:
 *
 *   - all cells in the engines `node` and `node-no-inlining`, which inlines no JavaScript and nothing into
 *     WebAssembly. A cell moved if its difference is beyond the 95 % interval of it and
 *     beyond 0.1 ns or 5 %: as many cells as these move by their code's place in memory alone;
 *   - for each call from JavaScript into WebAssembly V8's own account of what it inlines
 *     (--trace-turbo-inlining), and its time where wrapper and body stay out
 *     (--no-turbo-inline-js-wasm-calls): there both regimes must take the same, within 0.2 ns or 10 %.
 *
 * It also shows what opacity costs: without inlining, opaque and inlinable callees take the same.
 * Rows go to inlining.csv and bodies.csv. Exit codes: 0 it holds · 1 it does not · 2 usage, or a run failed.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loader } from '../../harness/agent/node-loader.js';
import { SUBJECTS, open } from '../../harness/experiments/calls/subjects.js';
import { subjectSpec } from '../../harness/plan/subjects.js';
import { CsvWriter, readTable } from '../../harness/run/csv.js';
import { bench, cellOf, difference, readCells } from './cells.js';
import { ROOT } from '../../harness/words/paths.js';

/** @import { Cell } from './cells.js' */

const COLUMNS = ['kernel', 'variant', 'on_ns', 'off_ns', 'moved_ns', 'low_ns', 'high_ns', 'moved', 'expected', 'holds'];
const BODY_COLUMNS = ['kernel', 'variant', 'inlined', 'reason', 'on_ns', 'off_ns', 'holds'];
const LEAST_NS = 0.1;
const PART = 0.05;
const SINGLE_LEAST_NS = 0.2;
const SINGLE_PART = 0.1;
const WARM_MS = 150;
const TURNS = 200;

/**
 * @param {string} variant
 * @returns {boolean} whether node-no-inlining must move it: of JavaScript into WebAssembly only what goes by glue in JavaScript, which is inlined in part
 */
const isExpected = (variant) =>
  /\/inlinable/.test(variant) && (!variant.startsWith('js-to-wasm/') || /\/(cwrap|ccall)$/.test(variant));

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
      const { ns, low, high } = difference(off, on);
      const onNs = difference(
        on,
        on.map(() => 0.001),
      ).ns;
      const beyond = Math.max(LEAST_NS, PART * onNs);
      const moved = low > beyond || high < -beyond ? 1 : 0;
      const expected = isExpected(variant) ? 1 : 0;
      return {
        kernel,
        variant,
        on_ns: onNs.toFixed(3),
        off_ns: (onNs + ns).toFixed(3),
        moved_ns: ns.toFixed(3),
        low_ns: low.toFixed(3),
        high_ns: high.toFixed(3),
        moved,
        expected,
        holds: moved === expected && (moved === 0 || ns > 0) ? 1 : 0,
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
  const { body } = await open(subjectSpec('calls', subject, { variant }, n, 1), loader);
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

/** @param {(row: Record<string, string | number>) => void} write rows of bodies.csv, an opaque cell before what is compared with it */
function traceBodies(write) {
  for (const { kernel, ways } of SUBJECTS) {
    const variants = ways
      .map(({ variant }) => variant)
      .filter((variant) => /^js-to-wasm\//.test(variant) && !/again|chain|polymorphic|cwrap|ccall/.test(variant));
    /** @type {Map<string, number>} */
    const without = new Map();
    for (const variant of variants) {
      const on = inOwnProcess([], kernel, variant);
      const off = inOwnProcess(['--no-turbo-inline-js-wasm-calls'], kernel, variant);
      without.set(variant, off.ns);
      const opaque = without.get(variant.replace('inlinable', 'opaque')) ?? off.ns;
      const same = Math.abs(off.ns - opaque) <= Math.max(SINGLE_LEAST_NS, SINGLE_PART * opaque);
      write({
        kernel,
        variant,
        inlined: on.inlined ? 1 : 0,
        reason: on.reason,
        on_ns: on.ns.toFixed(3),
        off_ns: off.ns.toFixed(3),
        holds: on.inlined === /inlinable/.test(variant) && same ? 1 : 0,
      });
    }
  }
}

/**
 * @param {Record<string, string>[]} moves
 * @param {Record<string, string>[]} bodies
 * @returns {{ lines: string[], good: boolean }}
 */
export function judge(moves, bodies) {
  const count = (
    /** @type {string} */ what,
    /** @type {Record<string, string>[]} */ rows,
    /** @type {(row: Record<string, string>) => boolean} */ holds,
  ) => `  ${what}: ${rows.filter(holds).length} of ${rows.length}`;
  const failed = [...moves, ...bodies].filter(({ holds }) => holds !== '1');
  return {
    lines: [
      count(
        'inlinable cells that inlining off moves',
        moves.filter(({ expected }) => expected === '1'),
        ({ moved }) => moved === '1',
      ),
      count(
        'opaque cells and controls that it moves',
        moves.filter(({ expected, variant }) => expected === '0' && !/\/inlinable/.test(variant)),
        ({ moved }) => moved === '1',
      ),
      count(
        'calls from JavaScript into inlinable WebAssembly that V8 says it inlines',
        bodies.filter(({ variant }) => /inlinable/.test(variant)),
        ({ inlined }) => inlined === '1',
      ),
      count(
        'calls from JavaScript into opaque WebAssembly that V8 says it inlines',
        bodies.filter(({ variant }) => /opaque/.test(variant)),
        ({ inlined }) => inlined === '1',
      ),
      ...failed.map(
        (row) =>
          `  not as expected: ${Object.entries(row)
            .map(([key, value]) => `${key}=${value}`)
            .join(' ')}`,
      ),
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
  bench(join(out, 'run'), [
    '--engines',
    'node,node-no-inlining',
    '--processes',
    values.processes,
    '--budget',
    values.seconds,
  ]);
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
