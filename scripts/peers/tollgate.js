/**
 * Measures the benchmarks with this harness: `node scripts/peers/tollgate.js SECONDS OUT PROCESSES`.
 *
 * It runs bench.js in a copy of the tree in which the tuned dot product is replaced by the plain one: the same code
 * under two names. The runs go to OUT. It prints a line of JSON for each benchmark, in ns, with the verdict on the
 * twin.
 */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRows } from '../../harness/run/csv.js';
import { copyTree } from '../copy-tree.js';
import { BENCHMARKS, CALL, EMPTY, TWIN } from './benchmarks.js';

/** @import { Benchmark } from './benchmarks.js' */

const TWIN_VARIANT = 'js-tuned';
/** Part of the time for the price of a call; the rest is for the kernels. */
const CALL_PART = 0.4;

const [seconds, out, processes] = process.argv.slice(2);
const work = BENCHMARKS.filter(({ name }) => name !== CALL);
const call = BENCHMARKS.filter(({ name }) => name === CALL);

/** @param {string} tree a new folder */
function copyWithTwins(tree) {
  copyTree(tree);
  copyFileSync(join(tree, 'kernels/dot/dot.js'), join(tree, 'kernels/dot/dot.tuned.js'));
  rmSync(join(tree, 'kernels/blur/blur.tuned.js')); // the other tools do not measure it
}

/**
 * @param {string} tree
 * @param {string} experiment
 * @param {Benchmark[]} benchmarks
 * @param {string[]} variants
 * @param {number} budget in seconds
 * @returns {string} the run's folder
 */
function bench(tree, experiment, benchmarks, variants, budget) {
  const distinct = (/** @type {string[]} */ names) => [...new Set(names)].join(',');
  const options = {
    kernels: distinct(benchmarks.map(({ kernel }) => kernel)),
    sizes: distinct(benchmarks.map(({ size }) => size)),
    variants: variants.join(','),
    experiments: experiment,
    engines: 'node',
    transfers: 'resident',
  };
  const how = { ...(processes ? { processes } : { precision: 0 }), budget, out: join(out, experiment) };
  const argv = Object.entries({ ...options, ...how }).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const { status, stderr } = spawnSync(process.execPath, [join(tree, 'harness/bench.js'), '--quick', ...argv], {
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(`bench.js, ${experiment}: exit code ${status}: ${stderr.trim()}`);
  }
  return how.out;
}

/**
 * @param {Record<string, string>[]} rows
 * @param {string} kernel
 * @param {string} variant
 * @param {string} file for the message
 */
function rowOf(rows, kernel, variant, file) {
  const row = rows.find((r) => r.kernel === kernel && r.variant === variant);
  if (!row) {
    throw new Error(`${file} has no row for ${kernel} ${variant}`);
  }
  return row;
}

const tree = mkdtempSync(join(tmpdir(), 'tollgate-peers-'));
process.on('exit', () => rmSync(tree, { recursive: true }));
['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => process.exit(130)));
copyWithTwins(tree);

/** The rest goes by while engines start and files are written. */
const budget = 0.92 * Number(seconds);
const ofWork = bench(tree, 'throughput', work, ['js', TWIN_VARIANT, 'wasm', 'wasm-simd'], budget * (1 - CALL_PART));
const ofCalls = bench(tree, 'crossings', call, ['js', 'wasm'], budget * CALL_PART);
const summary = join(ofWork, 'summary.csv');
const crossings = join(ofCalls, 'crossings.csv');
const times = readRows(summary);
const prices = readRows(crossings);
for (const { name, kernel, variant } of work) {
  const row = rowOf(times, kernel, name === TWIN ? TWIN_VARIANT : variant, summary);
  const figures = { benchmark: name, quiet: Number(row.time_ns), median: Number(row.median_ns) };
  console.log(JSON.stringify(name === TWIN ? { ...figures, verdict: row.verdict } : figures));
}
for (const [name, variant] of [
  [CALL, 'wasm'],
  [EMPTY, 'js'],
]) {
  console.log(JSON.stringify({ benchmark: name, quiet: Number(rowOf(prices, 'noop', variant, crossings).call_ns) }));
}
