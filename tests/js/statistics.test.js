/**
 * One statistics core, built twice: what build/tollgate prints, build/stats.wasm computes.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { differenceOf, quietOfProcess, quietTime, ratioOf, ratioWidth } from '../../harness/stats/statistics-file.js';
import { rows } from './support/tree.js';
import { ROOT } from '../../harness/words/paths.js';

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));
cpSync(join(ROOT, 'results/reference/samples.csv'), join(dir, 'samples.csv'));
const { status, stderr } = spawnSync(join(ROOT, 'build/tollgate'), ['summarize', dir], { encoding: 'utf8' });
assert.equal(status, 0, stderr);

const CELL = ['engine', 'experiment', 'kernel', 'variant', 'n', 'batch', 'transfer'];
/** Units in the last of the seven digits that CSV files print. */
const lastDigit = (/** @type {number} */ value) => 10 ** (Math.floor(Math.log10(value)) - 6);
/**
 * @param {number} value
 * @param {string} printed ties may go either way
 * @param {string} what
 */
function assertPrinted(value, printed, what) {
  assert.ok(Math.abs(value - Number(printed)) <= 0.500001 * lastDigit(value), `${what}: ${value}, printed ${printed}`);
}

/** @type {Map<string, Map<string, number[]>>} ns per iteration by cell and process */
const samples = new Map();
for (const row of rows(join(dir, 'samples.csv'))) {
  const key = CELL.map((name) => row[name]).join(' ');
  const processes = samples.get(key) ?? new Map();
  samples.set(
    key,
    processes.set(row.process, [
      ...(processes.get(row.process) ?? []),
      Number(row.elapsed_ns) / Number(row.iterations),
    ]),
  );
}
const quiet = new Map([...samples].map(([key, processes]) => [key, [...processes.values()].map(quietOfProcess)]));
const quietOf = (/** @type {string[]} */ ...words) => quiet.get(words.join(' ')) ?? [];

test('time_ns of summary.csv, to the last printed digit', () => {
  const summary = rows(join(dir, 'summary.csv'));
  assert.equal(summary.length, quiet.size);
  for (const row of summary) {
    const key = CELL.map((name) => row[name]);
    assertPrinted(quietTime(quietOf(...key).map(({ ns }) => ns)), row.time_ns, key.join(' '));
  }
});

test('the intervals of ratios.csv, to the last printed digit', () => {
  const ratios = rows(join(dir, 'ratios.csv'));
  assert.ok(ratios.length > 100);
  for (const row of ratios) {
    const cell = quietOf(...CELL.map((name) => row[name]));
    const base = ['batch', 'n'].map((batch) =>
      quietOf(row.base_engine, row.experiment, row.kernel, row.base_variant, row.n, row[batch], 'resident'),
    );
    const chosen = base.find(({ length }) => length > 0) ?? [];
    const what = Object.values(row).join(' ');
    const { value, low, high } = ratioOf(chosen, cell);
    assertPrinted(value, row.ratio, what);
    assertPrinted(low, row.ratio_low, what);
    assertPrinted(high, row.ratio_high, what);
    const width = (Number(row.ratio_high) - Number(row.ratio_low)) / Number(row.ratio);
    const rounding =
      (1.5 * lastDigit(Number(row.ratio_high)) + width * lastDigit(Number(row.ratio))) / Number(row.ratio);
    assert.ok(Math.abs(ratioWidth(chosen, cell) - width) <= rounding, what);
  }
});

test('a ratio or a difference of one process has no interval', () => {
  const one = [{ ns: 100, resolutionNs: NaN }];
  const other = [{ ns: 50, resolutionNs: NaN }];
  assert.deepEqual(ratioOf(one, other), { value: 2, low: NaN, high: NaN });
  assert.deepEqual(differenceOf(one, other), { value: -50, low: NaN, high: NaN });
});

test('cells of different processes are refused', () => {
  const one = [{ ns: 100, resolutionNs: NaN }];
  assert.throws(() => ratioOf(one, []), /1 and 0 processes: two cells are compared in the same ones/);
  assert.throws(() => differenceOf([], one), /0 and 1 processes/);
});

test('the net times of calls.csv, to the last printed digit', () => {
  const header = 'run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check';
  const folder = join(dir, 'calls');
  /** @param {number} process @param {number} round */
  const noise = (process, round) => 1 + 0.01 * Math.sin(7 * process) + 0.003 * Math.abs(Math.sin(13 * process + round));
  /** @type {Record<string, number[][]>} ns by variant, process and round: calls of 0.5 and 4.2 ns */
  const times = { 'loop/js': [], 'js-to-wasm/opaque': [] };
  /** @type {string[]} */
  const lines = [];
  for (const [variant, ns] of /** @type {const} */ ([
    ['loop/js', 500],
    ['js-to-wasm/opaque', 4200],
  ])) {
    for (let process = 1; process <= 6; process++) {
      const rounds = Array.from({ length: 9 }, (_, round) => Math.round(1e4 * ns * noise(process, round)) / 1e4);
      times[variant].push(rounds);
      rounds.forEach((elapsed, round) =>
        lines.push(`r,${process},node,calls,call-i32-2,${variant},1000,1000,resident,${round + 1},1,${elapsed},`),
      );
    }
  }
  mkdirSync(folder);
  writeFileSync(join(folder, 'samples.csv'), `${[header, ...lines].join('\n')}\n`);
  const made = spawnSync(join(ROOT, 'build/tollgate'), ['summarize', folder], { encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  const row = rows(join(folder, 'calls.csv')).find(({ direction }) => direction === 'js-to-wasm') ?? assert.fail();
  const [control, cell] = [times['loop/js'], times['js-to-wasm/opaque']].map((processes) =>
    processes.map(quietOfProcess),
  );
  const { value, low, high } = differenceOf(control, cell);
  assertPrinted(value / 1000, row.net_ns, 'net_ns');
  assertPrinted(low / 1000, row.net_low_ns, 'net_low_ns');
  assertPrinted(high / 1000, row.net_high_ns, 'net_high_ns');
});

test('a difference is that of the quiet times, with an interval as wide as its processes disagree', () => {
  const cell = (/** @type {number[]} */ ...times) => times.map((ns) => ({ ns, resolutionNs: 0 }));
  const even = differenceOf(cell(2, 2, 2), cell(5, 5, 5));
  [even.value, even.low, even.high].forEach((ns) => assert.ok(Math.abs(ns - 3) < 1e-9, String(ns)));

  // The jackknife by hand, over the times with one process left out.
  const { value, low, high } = differenceOf(cell(100, 100, 100), cell(201, 200, 199));
  const times = [
    [200, 199],
    [201, 199],
    [201, 200],
  ].map((two) => quietTime(two));
  const mean = times.reduce((sum, ns) => sum + ns, 0) / 3;
  const jackknife = Math.sqrt((2 / 3) * times.reduce((sum, ns) => sum + (ns - mean) ** 2, 0));
  assert.ok(Math.abs(value - (quietTime([201, 200, 199]) - 100)) < 1e-9);
  assert.ok(low < value && value < high && Math.abs(high - value - (value - low)) < 1e-9);
  // Student's t of a little less than 2 degrees of freedom; 1.15 is what harness/stats/interval.c widens by.
  const half = (high - low) / 2 / (1.15 * jackknife);
  assert.ok(half > 4.3 && half < 4.6, String(half));
});
