/**
 * `make peers`: what is computed from figures and rows, and the driver with tiny budgets.
 */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readRows } from '../../harness/run/csv.js';
import { against, pairRows, SAME, tables, TOOLS, variation } from '../../scripts/peers/analysis.js';
import { BENCHMARKS, EMPTY } from '../../scripts/peers/benchmarks.js';
import { ROOT } from '../../harness/words/paths.js';
import { HANG_MS, commandLinesWith, textOf, until } from './support/waiting.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(scratch, { recursive: true }));

const HEADER = 'run,repetition,tool,version,pair,statistic,value,unit,wall_seconds';
const TINY = ['--seconds', '0.2', '--processes', '1'];

/**
 * @param {string} name
 * @param {string[]} lines
 * @returns {string} path
 */
function file(name, lines) {
  const path = join(scratch, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** Three repetitions; tollgate and mitata with coefficients of variation of 1 % and 50 %, tinybench with 10 %. */
const CANNED = [
  HEADER,
  ...[0.99, 1, 1.01].map((value, i) => `x,${i + 1},tollgate,0,dot-f32 js/wasm,quiet,${value},ratio,12.0`),
  ...[1, 2, 3].map((value, i) => `x,${i + 1},mitata,0,dot-f32 js/wasm,avg,${value},ratio,13.5`),
  ...[9, 10, 11].map((value, i) => `x,${i + 1},tinybench,0,dot-f32 js/wasm,mean,${value},ratio,11`),
  ...[7, 7, 7].map((value, i) => `x,${i + 1},tinybench,0,dot-f32 js/wasm,min,${value},ratio,11`),
  ...[3.25, 3.75, 3.5].map((value, i) => `x,${i + 1},mitata,0,call raw,avg,${value},ns,13.5`),
  ...[1, 0, 1].map((value, i) => `x,${i + 1},mitata,0,${SAME},different,${value},boolean,13.5`),
];

test('the coefficient of variation is the sample standard deviation over the mean', () => {
  assert.equal(variation([1, 2, 3]), 0.5);
  assert.equal(variation([-1, -2, -3]), 0.5);
  assert.equal(variation([5, 5]), 0);
});

test('it is unknown for fewer than two values, and for a mean of 0', () => {
  assert.equal(variation([]), null);
  assert.equal(variation([4]), null);
  assert.equal(variation([-1, 1]), null);
});

test('tables of a canned file show the variation of each statistic, ranges and false positives', () => {
  const text = tables(readRows(file('canned.csv', CANNED)), 'idle');
  assert.match(text, /over 3 repetitions, idle/);
  assert.match(text, /^tollgate quiet \* +1\.0 % +- /m);
  assert.match(text, /^mitata avg \* +50 % /m);
  assert.match(text, /^tinybench mean \* +10 % /m);
  assert.match(text, /^tinybench min +0\.0 % /m);
  assert.match(text, /^mitata avg \* +7\.1 % +3\.25 to 3\.75 /m);
  assert.match(text, /^mitata +2 of 3 /m);
  assert.match(text, /^dot-f32 js\/wasm +0\.10 +1\.0 % over 10 % \(tinybench mean\)$/m);
  assert.match(text, /^call raw +needs two repetitions/m);
});

test('tables fit 80 columns, whatever the values', () => {
  const wilder = (/** @type {string} */ _, /** @type {string} */ statistic, /** @type {string} */ value) =>
    `,${statistic},${(Number(value) - 2) * 1e3}`;
  const wild = CANNED.map((line) => line.replace(/,(avg|mean),([\d.]+)/, wilder));
  for (const lines of [CANNED, wild, [HEADER]]) {
    const long = tables(readRows(file('width.csv', lines)), 'one core busy')
      .split('\n')
      .filter((line) => line.length > 80);
    assert.deepEqual(long, []);
  }
});

test('a pair is held against the peer whose headline varies least, not against other statistics', () => {
  const { ours, best } = against(readRows(file('against.csv', CANNED)), 'dot-f32 js/wasm');
  assert.ok(Math.abs(Number(ours) - 0.01) < 1e-12);
  assert.equal(best?.name, 'tinybench mean');
});

test('a CSV line with another number of fields is an error that names file and line', () => {
  const path = file('broken.csv', [...CANNED, 'x,4,mitata,0']);
  assert.throws(() => readRows(path), new RegExp(`broken\\.csv, line ${CANNED.length + 1}: not 9 fields`));
});

/**
 * @param {string[]} statistics
 * @param {Record<string, object>} [others] figures that differ, by benchmark
 */
const figures = (statistics, others = {}) =>
  [...BENCHMARKS.map(({ name }) => name), EMPTY].map((benchmark, i) => ({
    benchmark,
    ...Object.fromEntries(statistics.map((statistic) => [statistic, 2 ** i])),
    ...others[benchmark],
  }));

test('a ratio is js over the variant; a call is net of the same without the call', () => {
  const rows = pairRows(
    'mitata',
    figures(TOOLS.mitata.statistics, { call: { avg: 5, p50: 4, min: 3 }, [EMPTY]: { avg: 1, p50: 1, min: 1 } }),
  );
  const value = (/** @type {string} */ pair, /** @type {string} */ statistic) =>
    rows.find((r) => r.pair === pair && r.statistic === statistic)?.value;
  assert.equal(value('dot-f32 js/wasm', 'avg'), 1 / 4);
  assert.equal(value('blur-gauss js/wasm-simd', 'p50'), 1 / 4);
  assert.deepEqual(
    ['avg', 'p50', 'min'].map((s) => value('call raw', s)),
    [5, 4, 3],
  );
  assert.deepEqual(
    ['avg', 'p50', 'min'].map((s) => value('call net', s)),
    [4, 3, 2],
  );
});

test('figures that are missing are an error that names them', () => {
  const all = figures(['avg', 'p50', 'min']);
  assert.throws(
    () => pairRows('mitata', all.slice(0, -1)),
    /mitata gives no figures of "empty"; it gives dot-f32 js, /,
  );
  assert.throws(() => pairRows('tinybench', all), /tinybench gives no mean for "dot-f32 js\/wasm"/);
});

/**
 * @param {string} tool
 * @param {Record<string, any>} a
 * @param {Record<string, any>} b
 */
const differ = (tool, a, b) => TOOLS[tool].differ({ benchmark: 'a', ...a }, { benchmark: 'b', ...b });

test('each tool is taken at its word on whether two benchmarks differ', () => {
  assert.deepEqual(
    ['faster', 'slower', 'no difference proven'].map((verdict) => differ('tollgate', {}, { verdict })),
    [true, true, false],
  );
  assert.deepEqual(
    [100, 102.4, 102.6, 97].map((avg) => differ('mitata', { avg: 100 }, { avg })),
    [false, false, true, true],
  );
  assert.deepEqual(
    [1, 2].map((moe) => differ('tinybench', { mean: 10, moe: 1 }, { mean: 12.5, moe })),
    [true, false],
  );
});

/** @param {...string} argv */
const peers = (...argv) =>
  spawnSync(process.execPath, [join(ROOT, 'scripts/peers/peers.js'), ...argv], { encoding: 'utf8', timeout: HANG_MS });

test('a sitting writes whole rows of every tool and pair, and prints the tables; --table prints them again', () => {
  const out = join(scratch, 'sitting');
  const run = peers('--runs', '1', '--out', out, ...TINY);
  assert.equal(run.status, 0, run.stderr);
  const text = readFileSync(join(out, 'peers.csv'), 'utf8');
  assert.ok(text.startsWith(`${HEADER}\n`) && text.endsWith('\n'));
  const rows = readRows(join(out, 'peers.csv'));
  assert.deepEqual(new Set(rows.map(({ tool }) => tool)), new Set(Object.keys(TOOLS)));
  for (const [tool, { headline }] of Object.entries(TOOLS)) {
    const pairs = rows.filter((row) => row.tool === tool && row.statistic === headline).map(({ pair }) => pair);
    assert.equal(new Set(pairs).size, 7, `${tool}: ${pairs}`);
  }
  assert.ok(rows.every(({ value, wall_seconds }) => Number.isFinite(Number(value)) && Number(wall_seconds) > 0));
  assert.match(run.stdout, /^tinybench +[01] of 1 /m);
  assert.equal(peers('--table', out).stdout.split('\nFiles')[0], run.stdout.split('\nFiles')[0]);
});

for (const [signal, code] of /** @type {const} */ ([
  ['SIGINT', 130],
  ['SIGKILL', null],
])) {
  test(`${signal} ends the busy loop too, and leaves whole rows`, async () => {
    const out = join(scratch, signal);
    // It has far more runs than it lives for, so that it is under way whenever the signal comes.
    const argv = [join(ROOT, 'scripts/peers/peers.js'), '--busy', '--out', out, ...TINY, '--runs', '3600'];
    const child = spawn(process.execPath, argv, { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const csv = join(out, 'peers.csv');
    await until(() => textOf(csv).split('\n').length > 6);
    assert.ok(commandLinesWith(join(ROOT, 'scripts/peers/busy.js')).length > 0);
    child.kill(signal);
    assert.equal(await ended, code);
    await until(() => commandLinesWith(join(ROOT, 'scripts/peers/')).length === 0);
    assert.ok(readFileSync(csv, 'utf8').endsWith('\n'));
    assert.ok(readRows(csv).length > 4);
  });
}

test('what computes wrongly is not timed: the error names the benchmark', () => {
  const tree = join(scratch, 'wrong');
  for (const part of ['package.json', 'harness', 'kernels', 'scripts/peers', 'build/wasm', 'build/native']) {
    cpSync(join(ROOT, part), join(tree, part), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  const twin = join(tree, 'kernels/dot/dot.js');
  writeFileSync(twin, readFileSync(twin, 'utf8').replace('sum += a[i] * b[i]', 'sum += a[i] * b[i] * 2'));
  for (const tool of ['mitata', 'tinybench']) {
    const run = spawnSync(process.execPath, [join(tree, `scripts/peers/${tool}.js`), '0.2'], {
      encoding: 'utf8',
      timeout: HANG_MS,
    });
    assert.equal(run.status, 1);
    assert.equal(run.stdout, '');
    assert.match(run.stderr, /benchmark "dot-f32 js": result is .*; the C reference gives/);
  }
});

test('an argument that is not allowed is an error that names it, exit 2', () => {
  assert.match(peers('--runs', '0').stderr, /--runs: "0" is not allowed; give a whole number from 1 up to 3600/);
  assert.match(peers('--seconds', 'x').stderr, /--seconds: "x" is not allowed/);
  assert.equal(peers('--tools', 'x').status, 2);
});
