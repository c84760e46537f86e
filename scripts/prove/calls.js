/**
 * Proves that call costs are resolved, and that a known cost shows up at what it is.
 *
 *   node scripts/prove/calls.js [--runs 10] [--processes 5] [--seconds 12] [--out results/prove/calls-<date>]
 *
 * Each run measures the opaque call of every direction twice, and callees that also do 16, 17 or 128
 * multiplications in a row; a native program says what one of those takes. The proof holds where, in 9 of 10 runs,
 *
 *   - both net times of a direction,
 *   - 128 multiplications and what they add to the call, and
 *   - one multiplication and the difference of the chains of 16 and 17
 *
 * agree within 0.1 ns or 3 %, whichever is larger.
 *
 * What 16 multiplications add to the call is no check: the processor does a chain so short while it already begins
 * the next call, so that most of the call is hidden behind it (docs/BOUNDARY.md).
 *
 * Rows go to calls.csv. Exit codes: 0 it holds · 1 it does not · 2 usage, or a run failed.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CHAINED, CHECKED, CHECK_VARIANTS, REPEATED } from '../../harness/experiments/calls/checks.js';
import { CsvWriter, readTable } from '../../harness/run/csv.js';
import { bench, cellOf, difference, readCells } from './call-run.js';
import { ROOT } from '../../harness/words/paths.js';

/** @import { Estimate } from '../../harness/stats/statistics.js' */
/** @import { Cell } from './call-run.js' */

const COLUMNS = ['run', 'check', 'direction', 'found_ns', 'low_ns', 'high_ns', 'expected_ns', 'allowed_ns', 'holds'];
const LEAST_NS = 0.1;
const PART = 0.03;
const HOLDS_AT_LEAST = 0.9;

/** @returns {number} ns of a dependent multiplication in native code */
const multiplicationNs = () =>
  Number(execFileSync(join(ROOT, 'build/prove/multiplication'), { encoding: 'utf8' }).split(' ')[0]);

/**
 * @param {string} check
 * @param {string} direction
 * @param {Estimate} found
 * @param {number} expected
 * @returns {Record<string, string | number>} a row of calls.csv
 */
function rowOf(check, direction, { value, low, high }, expected) {
  const allowed = Math.max(LEAST_NS, PART * expected);
  return {
    check,
    direction,
    found_ns: value.toFixed(3),
    low_ns: low.toFixed(3),
    high_ns: high.toFixed(3),
    expected_ns: expected.toFixed(3),
    allowed_ns: allowed.toFixed(3),
    holds: Math.abs(value - expected) <= allowed ? 1 : 0,
  };
}

/**
 * @param {Map<string, Cell>} cells of a run
 * @param {number} oneNs a multiplication
 * @returns {Record<string, string | number>[]} rows of calls.csv
 */
export function checksOf(cells, oneNs) {
  const cell = (/** @type {string} */ variant) => cellOf(cells, `node ${CHECKED.kernel} ${variant}`);
  return [
    ...REPEATED.map(({ direction, again, once, control }) => {
      const expected = difference(cell(once), cell(control)).value;
      return rowOf('again', direction, difference(cell(again), cell(control)), expected);
    }),
    ...CHAINED.map(({ direction, name, longer, shorter, multiplications }) =>
      rowOf(name, direction, difference(cell(longer), cell(shorter)), multiplications * oneNs),
    ),
  ];
}

/**
 * @param {number[]} values
 * @returns {number}
 */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * @param {Record<string, string>[]} rows of calls.csv
 * @returns {{ lines: string[], good: boolean }}
 */
export function judge(rows) {
  const names = [...new Set(rows.map(({ check, direction }) => `${check.padEnd(13)} ${direction}`))];
  const judged = names.map((name) => {
    const those = rows.filter(({ check, direction }) => `${check.padEnd(13)} ${direction}` === name);
    const held = those.filter(({ holds }) => holds === '1').length;
    const found = those.map(({ found_ns }) => Number(found_ns));
    const [middle, expected] = [median(found), median(those.map(({ expected_ns }) => Number(expected_ns)))].map((ns) =>
      ns.toFixed(3).padStart(7),
    );
    const spread = `${Math.min(...found).toFixed(3)} to ${Math.max(...found).toFixed(3)}`;
    return {
      line: `  ${name.padEnd(37)} ${middle} ns (${spread}), expected ${expected}   holds in ${held} of ${those.length}`,
      good: held >= HOLDS_AT_LEAST * those.length,
    };
  });
  return {
    lines: judged.map(({ line, good }) => `${line}${good ? '' : '   NOT ENOUGH'}`),
    good: judged.every(({ good }) => good),
  };
}

/** @param {string[]} argv */
function parse(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      runs: { type: 'string', default: '10' },
      processes: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '12' },
      out: { type: 'string' },
    },
  });
  const out = resolve(values.out ?? join(ROOT, 'results/prove', `calls-${new Date().toISOString().slice(0, 10)}`));
  return { ...values, out };
}

/** @param {string[]} argv */
function main(argv) {
  const { runs, processes, seconds, out } = parse(argv);
  mkdirSync(out, { recursive: true });
  const csv = new CsvWriter(join(out, 'calls.csv'), COLUMNS);
  for (let run = 1; run <= Number(runs); run++) {
    const dir = join(out, String(run));
    const before = multiplicationNs();
    bench(dir, {
      kernels: CHECKED.kernel,
      variants: CHECK_VARIANTS.join(),
      engines: 'node',
      processes,
      budget: seconds,
    });
    const oneNs = Math.min(before, multiplicationNs());
    checksOf(readCells(dir), oneNs).forEach((row) => csv.write({ run, ...row }));
    process.stderr.write(`${run} of ${runs}\n`);
  }
  csv.close();
  const { lines, good } = judge(readTable(csv.path, () => true).rows);
  console.log(`Calls measured twice, and callees that multiply in a row, in ${runs} runs:`);
  console.log(`${lines.join('\n')}\nFiles: ${out}`);
  return good ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`calls: ${/** @type {Error} */ (error).message}\n`);
    process.exitCode = 2;
  }
}
