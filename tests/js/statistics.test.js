/**
 * One statistics core, built twice: what build/tollgate prints, build/stats.wasm computes.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { quietOfProcess, quietTime, ratioWidth } from '../../harness/stats/statistics-file.js';
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
    const timeOf = (/** @type {import('../../harness/stats/statistics.js').Quiet[]} */ quiets) =>
      quietTime(quiets.map(({ ns }) => ns));
    assertPrinted(timeOf(chosen) / timeOf(cell), row.ratio, what);
    const width = (Number(row.ratio_high) - Number(row.ratio_low)) / Number(row.ratio);
    const rounding =
      (1.5 * lastDigit(Number(row.ratio_high)) + width * lastDigit(Number(row.ratio))) / Number(row.ratio);
    assert.ok(Math.abs(ratioWidth(chosen, cell) - width) <= rounding, what);
  }
});
