/**
 * What the proofs about calls read of a run: cells, their quiet times, and differences of two
 * cells with intervals, by the jackknife over processes as the summary has it.
 */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { quietOfProcess, quietTime } from '../../harness/stats/statistics-file.js';
import { readTable } from '../../harness/run/csv.js';
import { ROOT } from '../../harness/words/paths.js';

/** @typedef {number[]} Cell ns a call, one quiet time a process, the processes in order */
/** @typedef {{ ns: number, low: number, high: number }} Difference */

/**
 * @param {string} out
 * @param {string[]} asked
 * @throws {Error} if the run failed
 */
export function bench(out, asked) {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'harness/bench.js'), '--experiments', 'calls', '--out', out, ...asked],
    { encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(`bench.js ended with ${status}: ${stderr.trim().slice(-500)}`);
  }
}

/**
 * @param {string} run folder
 * @returns {Map<string, Cell>} by `engine kernel variant`
 */
export function readCells(run) {
  /** @type {Map<string, Map<string, number[]>>} */
  const samples = new Map();
  for (const { engine, kernel, variant, process: number, n, iterations, elapsed_ns } of readTable(
    join(run, 'samples.csv'),
    () => true,
  ).rows) {
    const name = `${engine} ${kernel} ${variant}`;
    const cell = samples.get(name) ?? new Map();
    samples.set(
      name,
      cell.set(number, [...(cell.get(number) ?? []), Number(elapsed_ns) / Number(iterations) / Number(n)]),
    );
  }
  const quiet = (/** @type {Map<string, number[]>} */ cell) =>
    [...cell].sort(([a], [b]) => Number(a) - Number(b)).map(([, values]) => quietOfProcess(values).ns);
  return new Map([...samples].map(([name, cell]) => [name, quiet(cell)]));
}

/**
 * @param {Map<string, Cell>} cells
 * @param {string} name
 * @returns {Cell}
 */
export function cellOf(cells, name) {
  const cell = cells.get(name);
  if (cell === undefined) {
    throw new Error(`the run has no samples of "${name}"`);
  }
  return cell;
}

/** Two-sided quantiles of Student's distribution at 95 %, by degrees of freedom; beyond the table the last. */
const T_95 = [
  NaN,
  12.71,
  4.303,
  3.182,
  2.776,
  2.571,
  2.447,
  2.365,
  2.306,
  2.262,
  2.228,
  2.201,
  2.179,
  2.16,
  2.145,
  2.131,
];

/**
 * @param {Cell} minuend
 * @param {Cell} subtrahend of the same processes
 * @returns {Difference} with its 95 % interval
 */
export function difference(minuend, subtrahend) {
  const count = Math.min(minuend.length, subtrahend.length);
  const [a, b] = [minuend.slice(0, count), subtrahend.slice(0, count)];
  const ns = quietTime(a) - quietTime(b);
  const without = (/** @type {Cell} */ cell, /** @type {number} */ index) =>
    quietTime(cell.filter((_, other) => other !== index));
  const replicates = a.map((_, index) => without(a, index) - without(b, index));
  const mean = replicates.reduce((sum, value) => sum + value, 0) / count;
  const error = Math.sqrt(((count - 1) / count) * replicates.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  const half = T_95[Math.min(count - 1, T_95.length - 1)] * error;
  return { ns, low: ns - half, high: ns + half };
}
