/**
 * Interrupted runs: what they leave, and how they are finished. A run is made once; each
 * test works on a copy of its folder from which the later rows are gone, as after a kill.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Sequence } from '../../harness/methods/rounds/stopping.js';
import { COLUMNS } from '../../harness/words/rows.js';
import { timesOf } from '../../harness/run/findings.js';
import * as statistics from '../../harness/stats/statistics-file.js';
import { bench, copyTree, rows } from './support/tree.js';
import { HANG_MS } from './support/waiting.js';
import { ROOT } from '../../harness/words/paths.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(scratch, { recursive: true }));
const tree = join(scratch, 'tree');
copyTree(tree);

const ASKED = [
  '--kernels',
  'dot-f32',
  '--variants',
  'js,wasm,native',
  '--sizes',
  '1024',
  '--experiments',
  'throughput,processes',
];
const whole = join(scratch, 'whole');
const made = bench(tree, ...ASKED, '--quick', '--processes', '3', '--budget', '1', '--out', whole);

let copies = 0;

/** @returns {string} a copy of the run */
function copy() {
  const dir = join(scratch, `copy-${++copies}`);
  cpSync(whole, dir, { recursive: true });
  return dir;
}

/**
 * @param {string} dir
 * @param {string} name
 * @param {(row: Record<string, string>) => boolean} keep rows without quoted fields
 */
function keepRows(dir, name, keep) {
  const [header, ...lines] = readFileSync(join(dir, name), 'utf8').trimEnd().split('\n');
  const columns = header.split(',');
  const rowOf = (/** @type {string} */ line) =>
    Object.fromEntries(line.split(',').map((value, i) => [columns[i], value]));
  writeFileSync(join(dir, name), `${[header, ...lines.filter((line) => keep(rowOf(line)))].join('\n')}\n`);
}

/** What a machine that was not steady for a moment left of it is no part of these tests. */
keepRows(whole, 'warmup.csv', ({ phase }) => phase === 'cold');
rmSync(join(whole, 'warnings.csv'), { force: true });

/**
 * @param {string} dir
 * @returns {Record<string, string>[]} the curves from the very first call
 */
const curvesOf = (dir) => rows(join(dir, 'warmup.csv')).filter(({ phase }) => phase === 'cold');

/**
 * @param {string} dir
 * @param {Record<string, any>} change
 */
function changePlan(dir, change) {
  const path = join(dir, 'plan.json');
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change }));
}

/** @param {Record<string, string>} row */
const isOfRounds = ({ experiment }) => experiment === 'throughput';

/**
 * @param {string} dir
 * @returns {Record<string, string>[]} samples that were taken in rounds
 */
const samplesOf = (dir) => rows(join(dir, 'samples.csv')).filter(isOfRounds);

/**
 * @param {string} dir
 * @returns {string[]} each whole process
 */
const wholesOf = (dir) =>
  rows(join(dir, 'samples.csv'))
    .filter((row) => !isOfRounds(row))
    .map(({ variant, process }) => `${variant} ${process}`)
    .sort();

/**
 * @param {number} processes of rounds that are left
 * @param {(row: Record<string, string>) => boolean} [keepWhole] which whole processes are left
 * @returns {string} a run as a kill leaves it
 */
function killed(processes, keepWhole = () => true) {
  const dir = copy();
  changePlan(dir, { state: 'running', spent_seconds: 0.5 });
  keepRows(dir, 'samples.csv', (row) => (isOfRounds(row) ? Number(row.process) <= processes : keepWhole(row)));
  rmSync(join(dir, 'summary.csv'), { force: true });
  return dir;
}

const text = (/** @type {string} */ dir, /** @type {string} */ name) => readFileSync(join(dir, name), 'utf8');
const processesOf = (/** @type {string} */ dir) => [...new Set(samplesOf(dir).map(({ process }) => process))];

test('a killed run is finished by fresh processes; what was there stays, and the seam is marked', () => {
  assert.equal(made.status, 0, made.stderr);
  const dir = killed(1, () => false);
  const before = text(dir, 'samples.csv');
  writeFileSync(join(dir, '.warmup.csv.next'), 'the shadow of a file');
  const run = bench(tree, '--resume', dir);
  assert.equal(run.status, 0, run.stderr);
  assert.ok(text(dir, 'samples.csv').startsWith(before));
  assert.deepEqual(
    readdirSync(dir).filter((name) => name.startsWith('.')),
    [],
  );
  assert.deepEqual(processesOf(dir), ['1', '2', '3']);
  const samples = samplesOf(dir);
  const iterations = (/** @type {string} */ process) =>
    samples.filter((row) => row.process === process).map((row) => Number(row.iterations));
  assert.ok(
    Math.min(...iterations('2')) >= Math.max(...iterations('1')),
    'iterations are those of the first process, or were raised since',
  );
  assert.ok(samples.every((row) => row.run === 'whole'));
  assert.deepEqual(curvesOf(dir), curvesOf(whole), 'warm-up was there already');
  assert.deepEqual(wholesOf(dir), wholesOf(whole));
  const [seam, ...more] = rows(join(dir, 'seams.csv'));
  assert.deepEqual(more, []);
  assert.equal(seam.after_process, '1');
  assert.equal(Number(seam.samples_before), before.split('\n').length - 2);
  assert.equal(seam.reason, 'killed');
  const summary = rows(join(dir, 'summary.csv'));
  assert.ok(summary.every((row) => row.processes === (isOfRounds(row) ? '3' : '9')));
  assert.equal(JSON.parse(text(dir, 'plan.json')).state, 'finished');
});

test('a process that was cut short is not counted, its rows stay, and its number is not used again', () => {
  const dir = killed(3);
  keepRows(dir, 'samples.csv', (row) => !isOfRounds(row) || row.process !== '2' || row.variant === 'js');
  const run = bench(tree, '--resume', dir);
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(processesOf(dir), ['1', '2', '3', '4']);
  const second = samplesOf(dir).filter(({ process }) => process === '2');
  assert.deepEqual(new Set(second.map(({ variant }) => variant)), new Set(['js']));
});

test('missing warm-up curves and missing runs of whole processes are measured too', () => {
  const dir = copy();
  changePlan(dir, { state: 'interrupted' });
  const isThere = (/** @type {Record<string, string>} */ { variant, process }) =>
    variant === 'js' ? process !== '4' : variant === 'wasm' && Number(process) < 3;
  keepRows(dir, 'samples.csv', (row) => (isOfRounds(row) ? row.process !== '3' : isThere(row)));
  keepRows(dir, 'warmup.csv', ({ variant }) => variant === 'wasm');
  const run = bench(tree, '--resume', dir);
  assert.equal(run.status, 0, run.stderr);
  const curves = curvesOf(dir);
  assert.deepEqual(
    new Set(curves.filter(({ process }) => process === '3').map(({ variant }) => variant)),
    new Set(['js', 'native']),
  );
  assert.deepEqual(wholesOf(dir), wholesOf(whole));
  assert.equal(rows(join(dir, 'seams.csv'))[0].reason, 'interrupted');
});

test('a finished run misses nothing, and its summary is made again', () => {
  const dir = copy();
  rmSync(join(dir, 'summary.csv'));
  const run = bench(tree, '--resume', dir);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stderr, /nothing is missing in /);
  assert.equal(text(dir, 'summary.csv'), text(whole, 'summary.csv'));
  assert.ok(!existsSync(join(dir, 'seams.csv')));
});

test('results/latest points at the run that was resumed, also where it was named so', () => {
  const older = join(tree, 'results/older');
  cpSync(
    killed(3, ({ process }) => Number(process) > 1),
    older,
    { recursive: true },
  );
  mkdirSync(join(tree, 'results/newer'));
  const latest = join(tree, 'results/latest');
  symlinkSync('newer', latest);
  for (const dir of [older, latest]) {
    const run = bench(tree, '--resume', dir);
    assert.equal(run.status, 0, run.stderr);
    assert.equal(readlinkSync(latest), 'older');
  }
  assert.deepEqual(wholesOf(older), wholesOf(whole));
});

test('a run that ended at its ceiling goes on with a new budget, and only then', () => {
  const out = join(scratch, 'ceiling');
  const wide = bench(
    tree,
    ...ASKED,
    '--experiments',
    'throughput',
    '--quick',
    '--precision',
    '0.001',
    '--budget',
    '0.5',
    '--out',
    out,
  );
  assert.equal(wide.status, 0, wide.stderr);
  assert.match(
    wide.stderr,
    /1 of 1 group is wider than 0\.001 % after \d+ s; the widest: dot-f32 n=1024 .* \+-\S+ %; BUDGET= gives more/,
  );
  const before = processesOf(out).length;
  assert.match(bench(tree, '--resume', out).stderr, /nothing is missing/);
  const more = bench(tree, '--resume', out, '--budget', '2');
  assert.equal(more.status, 0, more.stderr);
  assert.ok(processesOf(out).length > before);
  assert.equal(rows(join(out, 'seams.csv'))[0].reason, 'more budget');
});

/**
 * @param {string} dir
 * @param {number} precision
 * @returns {{ sequence: Sequence, done: boolean[] }} the stopping rule on what was measured; done: after each process,
 *   whether it says that it is enough
 */
function replayed(dir, precision) {
  const samples = samplesOf(dir);
  const nameOf = (/** @type {Record<string, string>} */ { engine, variant, transfer }) =>
    [engine, variant, transfer].join(' ');
  const cells = [...new Set(samples.map(nameOf))].sort().map((name) => {
    const [engine, variant, transfer] = name.split(' ');
    const host = engine === 'native' ? 'native' : 'javascript';
    const spec = { kernel: 'dot-f32', variant, n: 1024, batch: 1024, transfer };
    return /** @type {any} */ ({ name, engine, variant: { variant, host }, spec });
  });
  const sequence = new Sequence(cells, { least: 5, most: 40, precision }, statistics);
  const done = processesOf(dir).map((process) => {
    const timesIn = (/** @type {any} */ cell) =>
      timesOf(samples.filter((row) => row.process === process && nameOf(row) === cell.name));
    assert.ok(sequence.add(new Map(cells.map((cell) => [cell, timesIn(cell)]))), `process ${process} is whole`);
    return sequence.isDone;
  });
  return { sequence, done };
}

test('a run far below its ceiling ends with the process after which its rule says so, and says why', () => {
  const out = join(scratch, 'early');
  const run = bench(
    tree,
    ...ASKED,
    '--experiments',
    'throughput',
    '--quick',
    '--precision',
    '1000',
    '--budget',
    '86400',
    '--out',
    out,
  );
  assert.equal(run.status, 0, run.stderr);
  // How wide the intervals are is the machine's business; that the run goes by them is ours.
  const { sequence, done } = replayed(out, 10);
  assert.deepEqual(done, [...done.slice(1).map(() => false), true]);
  const end = sequence.wasNarrow
    ? /stopped after \d+ s: all 3 compared intervals (narrower|were narrower) than 1000 %/
    : /1 of 1 group is wider than 1000 % after \d+ s; .*, after 40 processes, the most/;
  assert.match(run.stderr, end);
});

test('whatever follows the last whole row is cut off, and that is said', () => {
  const dir = killed(2);
  const good = text(dir, 'samples.csv');
  const lines = good.split('\n').length - 2;
  appendFileSync(join(dir, 'samples.csv'), 'whole,3,node,throughput,dot-f32,js,1024,10');
  appendFileSync(join(dir, 'warmup.csv'), '\0'.repeat(100));
  const run = bench(tree, '--resume', dir);
  assert.equal(run.status, 0, run.stderr);
  assert.match(
    run.stderr,
    new RegExp(`samples\\.csv: 42 bytes behind its ${lines} whole rows were no whole row; they are cut off`),
  );
  assert.match(run.stderr, /warmup\.csv: 100 bytes behind/);
  assert.ok(text(dir, 'samples.csv').startsWith(good));
  assert.deepEqual(curvesOf(dir), curvesOf(whole));
});

test('a cell that failed is not measured again, and the run still exits 1', () => {
  const dir = killed(1, ({ variant }) => variant !== 'js');
  writeFileSync(
    join(dir, 'errors.csv'),
    `${COLUMNS.errors.join()}\nwhole,node,throughput,dot-f32,js,1024,1024,resident,verify,"wrong, so",${hostname()},\n`,
  );
  const run = bench(tree, '--resume', dir);
  assert.equal(run.status, 1, run.stderr);
  const later = samplesOf(dir).filter(({ process }) => process !== '1');
  assert.deepEqual(new Set(later.map(({ variant }) => variant)), new Set(['wasm', 'native']));
  assert.deepEqual(wholesOf(dir), wholesOf(whole), 'its whole processes are cells of their own');
});

test('other code, another kernel, engine or processor is refused with exit 3, and nothing is changed', () => {
  const other = join(scratch, 'other-tree');
  copyTree(other);
  appendFileSync(join(other, 'build/wasm/dot.wasm'), Buffer.from([0, 2, 1, 0x61]));
  const dir = killed(1);
  const before = text(dir, 'samples.csv');
  const module = bench(other, '--resume', dir);
  assert.equal(module.status, 3, module.stderr);
  assert.match(
    module.stderr,
    /dot\.wasm is not that of the run \(SHA-256 [0-9a-f]{12}, the run has [0-9a-f]{12}\); its result would mix two/,
  );

  changePlan(dir, { kernels: { 'dot-f32': '0'.repeat(64) } });
  const kernel = bench(tree, '--resume', dir);
  assert.equal(kernel.status, 3, kernel.stderr);
  assert.match(kernel.stderr, /the definition of kernel "dot-f32" is not that of the run/);

  for (const [name, pattern] of Object.entries({
    engine_node_version: /engine_node_version is "\S+", the run has "1\.2\.3"/,
    cpu_model: /cpu_model is /,
  })) {
    const elsewhere = killed(1);
    writeFileSync(
      join(elsewhere, 'environment.csv'),
      text(elsewhere, 'environment.csv').replace(new RegExp(`^${name},.*$`, 'm'), `${name},1.2.3,${hostname()}`),
    );
    const run = bench(tree, '--resume', elsewhere);
    assert.equal(run.status, 3, run.stderr);
    assert.match(run.stderr, pattern);
    assert.equal(text(elsewhere, 'samples.csv'), before);
    assert.ok(!existsSync(join(elsewhere, 'seams.csv')));
  }
});

test('a folder that is no run, or a damaged one, is refused with exit 2 and names the file and what is wrong', () => {
  /** @type {[(dir: string) => void, RegExp][]} */
  const damages = [
    [(dir) => rmSync(join(dir, 'plan.json')), /plan\.json is missing: RESUME= wants the folder of a run/],
    [(dir) => writeFileSync(join(dir, 'plan.json'), '{"format":'), /plan\.json: not JSON/],
    [(dir) => writeFileSync(join(dir, 'plan.json'), '[]'), /plan\.json: not an object/],
    [(dir) => changePlan(dir, { format: 2 }), /plan\.json: "format" is 2; allowed: 1/],
    [(dir) => changePlan(dir, { files: { x: 'y' } }), /plan\.json: "files" is missing or wrong/],
    [(dir) => changePlan(dir, { options: {} }), /plan\.json: "options\.kernels" is missing or wrong/],
    [(dir) => rmSync(join(dir, 'environment.csv')), /environment\.csv is missing or empty/],
    [
      (dir) => writeFileSync(join(dir, 'samples.csv'), 'a,b\n1,2\n'),
      /samples\.csv:1: the header is "a,b"; allowed: "run,process,/,
    ],
    [
      (dir) => writeFileSync(join(dir, 'samples.csv'), text(dir, 'samples.csv').replace(/\n[^\n]+\n/, '\nx\n')),
      /samples\.csv:1: the header|samples\.csv: row 1 below the header is damaged, and good rows follow it/,
    ],
    [
      (dir) => writeFileSync(join(dir, 'samples.csv'), text(dir, 'samples.csv').replace(',js,', ',java,')),
      /samples\.csv: has samples of "node throughput dot-f32 java 1024 1024 resident \S+", which is no cell of plan/,
    ],
  ];
  for (const [damage, message] of damages) {
    const dir = killed(1);
    damage(dir);
    const run = bench(tree, '--resume', dir);
    assert.equal(run.status, 2, run.stderr);
    assert.match(run.stderr, message);
  }
  assert.match(bench(tree, '--resume', join(scratch, 'nowhere')).stderr, /nowhere\/plan\.json is missing/);
});

test(
  'runs killed at random instants, and resumed: whole files, nothing left behind, everything measured',
  { timeout: 2 * HANG_MS },
  () => {
    const out = join(scratch, 'kills');
    const run = spawnSync(process.execPath, [join(ROOT, 'scripts/prove/kills.js'), '--kills', '3', '--out', out], {
      encoding: 'utf8',
    });
    assert.notEqual(run.status, 2, run.stderr);
    const kills = rows(join(out, 'kills.csv'));
    assert.equal(kills.length, 3);
    for (const { files_whole: wholeFiles, processes_ended: ended, resumed, problem } of kills) {
      assert.deepEqual([wholeFiles, ended, resumed], ['1', '1', '1'], problem);
    }
  },
);
