/**
 * Runs of the experiment `calls` for the proofs about it: measure one, read the quiet times of its cells, and compare
 * two of them.
 */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import calls from '../../harness/experiments/calls/experiment.js';
import { differenceOf, quietOfProcess, quietTime } from '../../harness/stats/statistics-file.js';
import { readTable } from '../../harness/run/csv.js';
import { ROOT } from '../../harness/words/paths.js';

/** @import { Estimate, Quiet } from '../../harness/stats/statistics.js' */

/** @typedef {Map<string, Quiet>} Cell the quiet time of a call, by process */

/** Of the column `experiment`. */
export const EXPERIMENT = calls.name;

/**
 * @param {string} out
 * @param {Record<string, string>} options of bench.js
 * @throws {Error} if the run failed
 */
export function bench(out, options) {
  const argv = Object.entries({ experiments: EXPERIMENT, out, ...options }).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'harness/bench.js'), ...argv], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(`bench.js ended with ${status}: ${stderr.trim().slice(-500)}`);
  }
}

/**
 * @param {string} run folder
 * @returns {Map<string, Cell>} by `engine kernel variant`
 */
export function readCells(run) {
  /** @type {Map<string, Map<string, number[]>>} ns a call, by cell and process */
  const samples = new Map();
  const { rows } = readTable(join(run, 'samples.csv'), () => true);
  for (const { engine, kernel, variant, process: number, n, iterations, elapsed_ns } of rows) {
    const name = `${engine} ${kernel} ${variant}`;
    const cell = samples.get(name) ?? new Map();
    const ns = Number(elapsed_ns) / Number(iterations) / Number(n);
    samples.set(name, cell.set(number, [...(cell.get(number) ?? []), ns]));
  }
  const quiet = (/** @type {Map<string, number[]>} */ cell) =>
    new Map([...cell].map(([number, values]) => [number, quietOfProcess(values)]));
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

/**
 * @param {Cell} cell
 * @returns {number} ns a call
 */
export const timeOf = (cell) => quietTime([...cell.values()].map(({ ns }) => ns));

/**
 * @param {Cell} minuend
 * @param {Cell} subtrahend
 * @returns {Estimate} ns, over the processes that have both
 */
export function difference(minuend, subtrahend) {
  const both = [...minuend.keys()].filter((number) => subtrahend.has(number));
  const [a, b] = [minuend, subtrahend].map((cell) => both.map((number) => /** @type {Quiet} */ (cell.get(number))));
  return differenceOf(b, a);
}
