/**
 * The whole road, in a copy of the tree: options to files, and what happens
 * when something breaks on the way.
 */

import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { COLUMNS } from '../../harness/words/rows.js';
import { bench, copyTree, rows } from './support/tree.js';
import { commandLinesWith, textOf, until } from './support/waiting.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(scratch, { recursive: true }));

let copies = 0;

/** @returns {string} a copy of what bench needs, to be broken at will */
function checkout() {
  const dir = join(scratch, `tree-${++copies}`);
  copyTree(dir);
  return dir;
}

const FAST = [
  '--kernels',
  'dot-f32',
  '--sizes',
  '1024',
  '--processes',
  '3',
  '--budget',
  '1',
  '--experiments',
  'throughput',
];
const tree = checkout();

/**
 * @param {string} dir
 * @returns {string[]} command lines of agents of that tree that are alive
 */
const agents = (dir) => commandLinesWith(`${dir}/harness/agent`, `${dir}/build/native/agent`);

/** A run that has no end of its own, so that it is under way whenever it is interrupted. */
const ENDLESS = ['--kernels', 'dot-f32', '--sizes', '1024', '--experiments', 'throughput', '--processes', '1000'];

/**
 * @param {string} out
 * @returns {boolean} whether a process of the run has been written
 */
const hasSamples = (out) => textOf(join(out, 'samples.csv')).split('\n').length > 5;

/**
 * @param {string} out
 * @returns {boolean} whether its samples are whole rows
 */
function areWhole(out) {
  const samples = join(out, 'samples.csv');
  return (
    readFileSync(samples, 'utf8').endsWith('\n') &&
    rows(samples).every((row) => Object.keys(row).length === COLUMNS.samples.length && row.check.length === 8)
  );
}

const PYTHON = `
import collections, csv, json, math, sys
cells = collections.defaultdict(lambda: collections.defaultdict(list))
with open(sys.argv[1] + '/samples.csv', newline='') as f:
    for r in csv.DictReader(f):
        key = ','.join(r[k] for k in ('engine','experiment','kernel','variant','n','batch','transfer'))
        cells[key][r['process']].append(float(r['elapsed_ns']) / float(r['iterations']))
def quantile(v, p):
    v = sorted(v); h = (len(v) - 1) * p; i = int(h)
    return v[i] + (h - i) * (v[min(i + 1, len(v) - 1)] - v[i])
median = lambda v: quantile(v, 0.5)
def quiet(v):
    w = [(min(v) / x) ** (1 / 0.03) for x in v]
    return math.exp(sum(a * math.log(x) for a, x in zip(w, v)) / sum(w))
print(json.dumps({k: {
  'quiet': quiet([quantile(s, 0.1) for s in p.values()]),
  'median': median([median(s) for s in p.values()]),
  'samples': sum(map(len, p.values())),
  'processes': len(p)} for k, p in cells.items()}))
`;

/** A run of all kinds of experiments that several tests look at. */
const quick = (() => {
  const out = join(scratch, 'quick');
  const few = ['--kernels', 'dot-f32,noop'];
  return { out, run: bench(tree, '--quick', ...few, '--budget', '4', '--processes', '3', '--out', out) };
})();

test('a run fills its folder, and another program reads from samples.csv what the summary says', () => {
  const { out, run } = quick;
  assert.equal(run.status, 0, run.stderr);
  for (const name of ['samples', 'warmup', 'environment', 'kernels', 'summary', 'ratios', 'crossings']) {
    assert.ok(rows(join(out, `${name}.csv`)).length > 3, name);
  }
  const asExpected = rows(join(out, 'experiments.csv')).map(({ experiment, method, form }) =>
    [experiment, method, form].join(' '),
  );
  for (const line of ['crossings rounds sweep', 'processes processes cells', 'throughput rounds cells']) {
    assert.ok(asExpected.includes(line), line);
  }
  assert.ok(!existsSync(join(out, 'errors.csv')));
  const seen = JSON.parse(execFileSync('python3', ['-c', PYTHON, out], { encoding: 'utf8' }));
  const summary = rows(join(out, 'summary.csv'));
  assert.equal(summary.length, Object.keys(seen).length);
  for (const row of summary) {
    const key = ['engine', 'experiment', 'kernel', 'variant', 'n', 'batch', 'transfer']
      .map((name) => row[name])
      .join(',');
    assert.ok(Math.abs(Number(row.time_ns) / seen[key].quiet - 1) < 1e-4, `${key}: ${row.time_ns} ${seen[key].quiet}`);
    assert.ok(
      Math.abs(Number(row.median_ns) / seen[key].median - 1) < 1e-4,
      `${key}: ${row.median_ns} ${seen[key].median}`,
    );
    assert.equal(Number(row.samples), seen[key].samples);
    assert.equal(Number(row.processes), row.experiment === 'processes' ? 9 : 3);
  }
});

test('every sample says its tier, and TIER= holds the code in one', () => {
  const out = join(scratch, 'baseline');
  const run = bench(tree, ...FAST, '--variants', 'js,wasm-simd,native', '--tier', 'baseline', '--out', out);
  assert.equal(run.status, 0, run.stderr);
  const tiers = (/** @type {string} */ variant) =>
    new Set(
      rows(join(out, 'samples.csv'))
        .filter((row) => row.variant === variant)
        .map(({ tier }) => tier),
    );
  assert.deepEqual([...tiers('js')], ['sparkplug/sparkplug']);
  assert.deepEqual([...tiers('wasm-simd')], ['sparkplug/liftoff']);
  assert.deepEqual([...tiers('native')], ['native']);
  assert.match(readFileSync(join(out, 'environment.csv'), 'utf8'), /engine_node_flags,.*--liftoff-only/);
});

test('the tables fit 80 columns', () => {
  const wide = quick.run.stdout.split('\n').filter((line) => [...line].length > 80 && !line.startsWith('Files:'));
  assert.deepEqual(wide, []);
  assert.match(quick.run.stdout, /wasm-simd/);
});

test('every sample row is whole, in rounds, with the iterations shared by the cells of a set', () => {
  const samples = rows(join(quick.out, 'samples.csv')).filter(
    (r) => r.experiment === 'throughput' && r.kernel === 'dot-f32',
  );
  // A later process may find that its samples would be too short, and raise the iterations for all cells of the set.
  const iterations = new Map();
  for (const { process, n, iterations: k } of samples) {
    const set = `process ${process}, n ${n}`;
    iterations.set(set, (iterations.get(set) ?? new Set()).add(k));
  }
  assert.deepEqual(
    [...iterations].filter(([, set]) => set.size !== 1),
    [],
  );
  assert.ok(samples.every(({ elapsed_ns: ns, check }) => Number(ns) > 0 && /^[0-9a-f]{8}$/.test(check)));
});

test('usage errors exit 2 and list what is known', () => {
  const run = bench(tree, '--kernels', 'dott');
  assert.equal(run.status, 2);
  assert.match(run.stderr, /bench: KERNELS: unknown "dott"; known: blur/);
});

test('a folder that cannot be written, or holds a run already, exits 2 and names the path', () => {
  const file = join(scratch, 'a-file');
  writeFileSync(file, '');
  assert.match(bench(tree, ...FAST, '--out', join(file, 'run')).stderr, /bench: .*a-file/);
  const again = bench(tree, ...FAST, '--out', quick.out);
  assert.equal(again.status, 2);
  assert.match(again.stderr, /quick\/plan\.json is there already/);
});

test('a missing or stale build exits 2 and names the file and the cure', () => {
  const dir = checkout();
  const source = join(dir, 'kernels/dot/dot_simd.c');
  utimesSync(source, new Date(), new Date(Date.now() + 5000));
  const stale = bench(dir, ...FAST, '--out', join(scratch, 'stale'));
  assert.equal(stale.status, 2);
  assert.match(stale.stderr, /build\/(wasm|native)\/\S+ is older than kernels\/dot\/dot_simd\.c; run `make build`/);
  rmSync(join(dir, 'build/wasm/dot.wasm'));
  assert.match(
    bench(dir, ...FAST, '--out', join(scratch, 'missing')).stderr,
    /build\/wasm\/dot\.wasm is missing; run `make build`/,
  );
  assert.ok(!existsSync(join(scratch, 'missing')));
});

test('a variant that computes wrongly gets a row in errors.csv and no time; the others go on; exit 1', () => {
  const dir = checkout();
  const twin = join(dir, 'kernels/dot/dot.tuned.js');
  writeFileSync(twin, readFileSync(twin, 'utf8').replaceAll('s0 += a[i] * b[i];', 's0 += a[i] * b[i] * 1.01;'));
  const out = join(scratch, 'wrong');
  const run = bench(dir, ...FAST, '--out', out);
  assert.equal(run.status, 1, run.stderr);
  assert.match(run.stderr, /bench: node throughput dot-f32 js-tuned n=1024 batch=1024 resident: verify: result is/);
  assert.match(
    readFileSync(join(out, 'errors.csv'), 'utf8'),
    /wrong,node,throughput,dot-f32,js-tuned,1024,1024,resident,verify,"?result is/,
  );
  const measured = new Set(rows(join(out, 'samples.csv')).map(({ variant }) => variant));
  assert.ok(!measured.has('js-tuned'));
  assert.ok(measured.has('js') && measured.has('wasm-simd') && measured.has('native'));
});

test('whole processes are verified before they are timed, and a wrong one has no time', () => {
  const dir = checkout();
  const twin = join(dir, 'kernels/dot/dot.js');
  writeFileSync(twin, readFileSync(twin, 'utf8').replace('sum += a[i] * b[i]', 'sum += a[i] * b[i] * 2'));
  const out = join(scratch, 'wrong-process');
  const run = bench(
    dir,
    '--kernels',
    'dot-f32',
    '--quick',
    '--experiments',
    'processes',
    '--variants',
    'js,wasm',
    '--out',
    out,
  );
  assert.equal(run.status, 1, run.stderr);
  assert.match(
    readFileSync(join(out, 'errors.csv'), 'utf8'),
    /,node,processes,dot-f32,js,\d+,\d+,resident,verify,.*the C reference gives/,
  );
  const samples = rows(join(out, 'samples.csv'));
  assert.deepEqual([...new Set(samples.map(({ variant }) => variant))], ['wasm']);
  assert.deepEqual(
    samples.map(({ process }) => Number(process)).sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  assert.ok(samples.every(({ round, iterations, setting }) => round === '1' && iterations === '1' && setting === ''));
  assert.equal(new Set(samples.map(({ check }) => check)).size, 1);
});

test('an engine that dies costs its cells; the others go on; exit 1; nothing is left behind', async () => {
  const dir = checkout();
  appendFileSync(
    join(dir, 'kernels/dot/dot.tuned.js'),
    '\nif (process.argv[1].includes("agent")) process.kill(process.pid, "SIGKILL");\n',
  );
  const out = join(scratch, 'dies');
  const run = bench(dir, ...FAST, '--variants', 'js,js-tuned,native', '--out', out);
  assert.equal(run.status, 1, run.stderr);
  assert.match(readFileSync(join(out, 'errors.csv'), 'utf8'), /js-tuned.*,engine,/);
  const measured = new Set(rows(join(out, 'samples.csv')).map(({ variant }) => variant));
  assert.deepEqual(measured, new Set(['js', 'native']), 'js shares the engine and is measured in the next process');
  await until(() => agents(dir).length === 0);
});

test('an engine that does not start exits 2 and names it', () => {
  const run = bench(tree, ...FAST, '--engines', 'node:/no/such/node', '--out', join(scratch, 'no-node'));
  assert.equal(run.status, 2);
  assert.match(run.stderr, /engine "node" \(\/no\/such\/node\): cannot start/);
});

test('Ctrl-C leaves whole rows, exits 130, and they can be summarised', async () => {
  const out = join(scratch, 'interrupted');
  const child = spawn(process.execPath, [join(tree, 'harness/bench.js'), '--quick', ...ENDLESS, '--out', out], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  await until(() => hasSamples(out));
  child.kill('SIGINT');
  assert.equal(await ended, 130, stderr);
  assert.match(stderr, /interrupted: \d+ whole samples are in \S+; finish them with: make bench RESUME=\S+;/);
  assert.ok(areWhole(out));
  const summary = spawnSync(join(tree, 'build/tollgate'), ['summarize', out], { encoding: 'utf8' });
  assert.equal(summary.status, 0, summary.stderr);
  await until(() => agents(tree).length === 0);
});

test('bench killed outright leaves whole rows and no agents', async () => {
  const out = join(scratch, 'killed');
  const argv = [join(tree, 'harness/bench.js'), '--quick', ...ENDLESS, '--out', out];
  const child = spawn(process.execPath, argv, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
  await until(() => hasSamples(out));
  child.kill('SIGKILL');
  assert.equal(await ended, 'SIGKILL', 'it was under way');
  await until(() => agents(tree).length === 0);
  assert.ok(areWhole(out));
});
