/**
 * Proves that call costs are resolved, and that a known cost shows up at what it is.
 *
 *   node scripts/prove/calls.js [--runs 10] [--processes 5] [--seconds 12] [--out results/prove/calls-<date>]
 *
 * Each run measures every direction's opaque call twice, and callees that also do 16, 17 and 128
 * multiplications in a row; native code says what one of them takes. It holds where
 *
 *   - the two net times of a direction agree within 0.1 ns or 3 %, whichever is larger,
 *     in 9 of 10 runs;
 *   - so do, in 9 of 10 runs: 128 multiplications and what they add to the call; one multiplication
 *     and the difference of the chains of 16 and 17.
 *
 * What 16 multiplications add to the call is no check: a chain so short and the next call's way in
 * run at the same time, and most of the call is hidden behind it (docs/BOUNDARY.md).
 *
 * Rows go to calls.csv. Exit codes: 0 it holds · 1 it does not · 2 usage, or a run failed.
 */

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CsvWriter, readTable } from '../../harness/run/csv.js';
import { bench, cellOf, difference, readCells } from './cells.js';
import { ROOT } from '../../harness/words/paths.js';

const KERNEL = 'call-i32-2';
const DIRECTIONS = [
  'js-to-js',
  'js-to-wasm',
  'wasm-to-js',
  'wasm-to-wasm',
  'wasm-to-wasm-indirect',
  'js-to-wasm-to-js',
];
const WITH_CHAINS = ['js-to-wasm', 'wasm-to-wasm'];
const [SHORT, NEXT, LONG] = [16, 17, 128];
const COLUMNS = ['run', 'check', 'direction', 'found_ns', 'low_ns', 'high_ns', 'expected_ns', 'allowed_ns', 'holds'];
const LEAST_NS = 0.1;
const PART = 0.03;
const HOLDS_AT_LEAST = 0.9;

/** @returns {number} ns of a dependent multiplication in native code */
const multiplicationNs = () =>
  Number(execFileSync(join(ROOT, 'build/prove/multiplication'), { encoding: 'utf8' }).split(' ')[0]);

/**
 * @param {Map<string, number[]>} cells of a run
 * @param {number} oneNs a multiplication
 * @returns {Record<string, string | number>[]} rows of calls.csv
 */
export function checksOf(cells, oneNs) {
  const cell = (/** @type {string} */ variant) => cellOf(cells, `node ${KERNEL} ${variant}`);
  const control = (/** @type {string} */ direction) => cell(direction.startsWith('wasm') ? 'loop/wasm' : 'loop/js');
  const row = (
    /** @type {string} */ check,
    /** @type {string} */ direction,
    /** @type {{ ns: number, low: number, high: number }} */ found,
    /** @type {number} */ expected,
  ) => {
    const allowed = Math.max(LEAST_NS, PART * expected);
    return {
      check,
      direction,
      found_ns: found.ns.toFixed(3),
      low_ns: found.low.toFixed(3),
      high_ns: found.high.toFixed(3),
      expected_ns: expected.toFixed(3),
      allowed_ns: allowed.toFixed(3),
      holds: Math.abs(found.ns - expected) <= allowed ? 1 : 0,
    };
  };
  const net = (/** @type {string} */ variant) => difference(cell(variant), control(variant));
  const chain = (/** @type {string} */ direction, /** @type {number} */ length) =>
    cell(`${direction}/opaque/chain-${length}`);
  return [
    ...DIRECTIONS.map((direction) =>
      row('again', direction, net(`${direction}/opaque/again`), net(`${direction}/opaque`).ns),
    ),
    ...WITH_CHAINS.flatMap((direction) => [
      row(
        `${NEXT} over ${SHORT}`,
        direction,
        difference(chain(direction, NEXT), chain(direction, SHORT)),
        (NEXT - SHORT) * oneNs,
      ),
      row(
        `${LONG} over none`,
        direction,
        difference(chain(direction, LONG), cell(`${direction}/opaque`)),
        LONG * oneNs,
      ),
    ]),
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
function main(argv) {
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
  mkdirSync(out, { recursive: true });
  const variants = [
    'loop/js',
    'loop/wasm',
    ...DIRECTIONS.flatMap((direction) => [`${direction}/opaque`, `${direction}/opaque/again`]),
    ...WITH_CHAINS.flatMap((direction) => [SHORT, NEXT, LONG].map((length) => `${direction}/opaque/chain-${length}`)),
  ];
  const csv = new CsvWriter(join(out, 'calls.csv'), COLUMNS);
  for (let run = 1; run <= Number(values.runs); run++) {
    const before = multiplicationNs();
    bench(join(out, String(run)), [
      '--kernels',
      KERNEL,
      '--variants',
      variants.join(','),
      '--engines',
      'node',
      '--processes',
      values.processes,
      '--budget',
      values.seconds,
    ]);
    const oneNs = Math.min(before, multiplicationNs());
    checksOf(readCells(join(out, String(run))), oneNs).forEach((row) => csv.write({ run, ...row }));
    process.stderr.write(`${run} of ${values.runs}\n`);
  }
  csv.close();
  const { lines, good } = judge(readTable(csv.path, () => true).rows);
  console.log(
    `Calls measured twice, and callees that multiply in a row, in ${values.runs} runs:\n${lines.join('\n')}\nFiles: ${out}`,
  );
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
