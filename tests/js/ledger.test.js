/**
 * The books of a run: rows, failures, what was skipped, lost or is to be taken with care, and reading them back.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Findings } from '../../harness/run/findings.js';
import { Ledger } from '../../harness/run/ledger.js';
import { DamagedError } from '../../harness/words/problems.js';
import { HOST, MadeUpFolder, cellOf, groupOf } from './support/made-up-run.js';

/** @import { PlannedCell } from '../../harness/plan/planned-cell.js' */
/** @import { Group } from '../../harness/plan/groups.js' */

const JS = cellOf('js');
const WASM = cellOf('wasm');
const NONE = { samples: [], warmup: [], errors: [], skipped: [], warnings: [] };

/**
 * @param {Group[]} [groups]
 * @param {Record<string, string>} [machines] by seat
 */
function made(groups = [groupOf([JS, WASM])], machines = {}) {
  const folder = new MadeUpFolder();
  /** @type {PlannedCell[]} */
  const failed = [];
  /** @type {string[]} */
  const said = [];
  const ledger = new Ledger({
    folder,
    groups,
    machineOf: (seat) => machines[seat] ?? HOST,
    onFailed: (cell) => failed.push(cell),
    say: (line) => said.push(line),
  });
  return { ledger, folder, failed, said };
}

/**
 * @param {Ledger} ledger
 * @param {PlannedCell} cell
 * @param {Record<string, string | number>} more
 * @returns {Record<string, string>} as it is read back
 */
const rowOf = (ledger, cell, more) =>
  Object.fromEntries(
    Object.entries({ run: 'run', ...ledger.columns(cell), ...more }).map(([key, value]) => [key, String(value)]),
  );

/**
 * @param {Ledger} ledger
 * @param {number} process
 * @param {PlannedCell[]} cells with a sample each
 */
function findingsOf(ledger, process, cells) {
  const findings = new Findings(process, (cell) => ledger.columns(cell));
  cells.forEach((cell) => findings.addSample(cell, 1, { iterations: '2', elapsed_ns: '10', check: '0' }));
  return findings;
}

test('a cell that failed gets a row, is told, and is measured no more', () => {
  const { ledger, folder, failed, said } = made();
  ledger.fail(WASM, 'verify', 'result is 4');
  assert.deepEqual(folder.rows('errors'), [
    {
      engine: 'node',
      experiment: 'throughput',
      kernel: 'dot',
      variant: 'wasm',
      n: 64,
      batch: 64,
      transfer: 'resident',
      machine: HOST,
      setting: '',
      stage: 'verify',
      message: 'result is 4',
    },
  ]);
  assert.deepEqual(failed, [WASM]);
  assert.ok(ledger.hasFailed(WASM) && !ledger.hasFailed(JS));
  assert.equal(ledger.failures, 1);
  assert.match(said[0], /^bench: node throughput dot wasm n=64 batch=64 resident.*: verify: result is 4$/);
});

test('what an engine cannot do is skipped, which is no failure', () => {
  const { ledger, folder, failed, said } = made();
  ledger.fail(WASM, 'unsupported', 'this engine has no SIMD');
  assert.equal(ledger.failures, 0);
  assert.deepEqual(folder.rows('errors'), []);
  assert.equal(folder.rows('skipped')[0].reason, 'this engine has no SIMD');
  assert.deepEqual(failed, [WASM]);
  assert.deepEqual(said, []);
  ledger.tell();
  assert.deepEqual(said, ['1 cell was skipped: its engine cannot do it (/run/skipped.csv has the reasons)']);
});

test('a seat that no engine could be had for costs its cells, each with the reason, and the machine is named', () => {
  const { ledger, folder, said } = made(undefined, { node: 'grid:1' });
  ledger.failSeat('node', [JS, WASM], 'no session');
  assert.deepEqual(
    folder.rows('errors').map(({ variant, stage, message, machine }) => [variant, stage, message, machine].join(' ')),
    ['js engine no session grid:1', 'wasm engine no session grid:1'],
  );
  ledger.tell();
  assert.equal(
    said.at(-1),
    'grid:1 was lost, and 2 cells are not, or not wholly, measured there: no session (/run/errors.csv)',
  );
});

test('of what a process found the curves are written first, the samples last', () => {
  const { ledger, folder } = made();
  const findings = findingsOf(ledger, 3, [JS]);
  findings.addPoint(JS, { call: 1, phase: 'cold' });
  findings.addWarning(JS, 'not-steady', 'warm-up');
  ledger.keep(findings, false);
  assert.deepEqual(
    folder.written.map(({ table }) => table),
    ['warmup', 'warnings', 'samples'],
  );
  assert.ok(folder.written.every(({ row }) => row.process === 3 && row.variant === 'js' && row.setting === ''));
  assert.ok(ledger.hasCurve(JS) && !ledger.hasCurve(WASM));
});

test('a retake drops the samples so far, a failure those of its cell; ns per iteration are what is compared', () => {
  const { ledger } = made();
  const findings = findingsOf(ledger, 1, [JS, WASM]);
  findings.retake();
  assert.equal(findings.times.size, 0);
  findings.addSample(JS, 1, { iterations: '4', elapsed_ns: '10' });
  findings.addSample(WASM, 1, { iterations: '4', elapsed_ns: '10' });
  findings.forget(WASM);
  assert.deepEqual([...findings.times], [[JS, [2.5]]]);
});

test('of a process that was stopped, a curve without samples may be cut short and is not kept', () => {
  const { ledger, folder } = made();
  const findings = findingsOf(ledger, 1, [JS]);
  [JS, WASM].forEach((cell) => findings.addPoint(cell, { call: 1, phase: 'cold' }));
  ledger.keep(findings, true);
  assert.deepEqual(
    folder.rows('warmup').map(({ variant }) => variant),
    ['js'],
  );
  assert.ok(!ledger.hasCurve(WASM));
});

test('a warm-up that went wrong is no curve', () => {
  const { ledger } = made();
  const findings = findingsOf(ledger, 1, [JS]);
  findings.addPoint(JS, { call: 1, phase: 'whole' });
  ledger.keep(findings, false);
  assert.ok(!ledger.hasCurve(JS));
});

test('a cell that another one cost its engine has failed only if no process measures it', () => {
  const { ledger, folder } = made();
  ledger.lose(JS, 'ended with SIGKILL');
  ledger.lose(WASM, 'ended with SIGKILL');
  ledger.keep(findingsOf(ledger, 2, [JS]), false);
  ledger.lose(JS, 'ended again');
  ledger.giveUpLost();
  assert.deepEqual(
    folder.rows('errors').map(({ variant, stage, message }) => `${variant} ${stage} ${message}`),
    ['wasm engine no sample, since another cell ended its engine: ended with SIGKILL'],
  );
});

test('cells to be taken with care are named up to four, the others counted', () => {
  const cells = ['js', 'js-tuned', 'wasm', 'wasm-simd', 'native', 'native-simd'].map((name) => cellOf(name));
  const { ledger, said } = made([groupOf(cells)]);
  ledger.warn(JS, 'tier-changed');
  cells.forEach((cell) => ledger.warn(cell, 'not-steady'));
  ledger.warn(cells[0], 'not-steady'); // in a second process
  ledger.tell();
  assert.match(said[0], /^1 cell changed tier while measured: node throughput dot js [^,]* \(\/run\/warnings\.csv\)$/);
  assert.match(said[1], /^6 cells did not keep a steady time: ([^,]*, ){3}[^,]*wasm-simd [^,]* and 2 more \(/);
});

test('a resumed run knows its samples, curves, failures and warnings of before', () => {
  const { ledger, failed, said, folder } = made();
  const { rows, process } = ledger.restore({
    samples: [1, 2].map((number) => rowOf(ledger, JS, { process: number, iterations: 2, elapsed_ns: 10 })),
    warmup: [rowOf(ledger, JS, { process: 1, phase: 'cold' })],
    errors: [rowOf(ledger, WASM, { stage: 'verify', message: 'wrong' })],
    skipped: [],
    warnings: [rowOf(ledger, JS, { process: 3, kind: 'tier-changed', detail: '' })],
  });
  assert.equal(process, 3, 'of which only a warning was left');
  assert.deepEqual([...rows.keys()], [JS]);
  assert.equal(rows.get(JS)?.length, 2);
  assert.deepEqual(failed, [WASM]);
  assert.equal(ledger.failures, 1);
  assert.ok(ledger.hasCurve(JS));
  ledger.lose(JS, 'its engine ended');
  ledger.giveUpLost();
  assert.deepEqual(folder.written, [], 'it has samples, and nothing is written twice');
  ledger.tell();
  assert.equal(said.length, 1);
});

test('what was skipped before is still counted as skipped, not as failed', () => {
  const { ledger, failed, said } = made();
  ledger.restore({ ...NONE, skipped: [rowOf(ledger, WASM, { reason: 'no SIMD' })] });
  assert.deepEqual(failed, [WASM]);
  assert.equal(ledger.failures, 0);
  ledger.tell();
  assert.match(said[0], /^1 cell was skipped/);
});

test('the numbers of whole processes do not move those of engine processes', () => {
  const once = cellOf('js', { experiment: 'processes' });
  const { ledger } = made([groupOf([JS]), groupOf([once], { experiment: 'processes', method: 'processes' })]);
  const { rows, process } = ledger.restore({
    ...NONE,
    samples: [
      rowOf(ledger, JS, { process: 2, iterations: 1, elapsed_ns: 1 }),
      rowOf(ledger, once, { process: 15, iterations: 1, elapsed_ns: 1 }),
    ],
  });
  assert.equal(process, 2);
  assert.equal(rows.get(once)?.length, 1);
});

test('settings and machines tell cells apart', () => {
  const [four, eight] = ['threads=4', 'threads=8'].map((setting) => cellOf('wasm', { setting }));
  const there = cellOf('wasm', { seat: 'node #2', engine: 'node' });
  const { ledger, folder } = made([groupOf([four, eight, there])], { 'node #2': 'there' });
  const { rows } = ledger.restore({
    ...NONE,
    samples: [four, four, eight, there].map((cell) => rowOf(ledger, cell, { process: 1 })),
  });
  assert.deepEqual(
    [four, eight, there].map((cell) => rows.get(cell)?.length),
    [2, 1, 1],
  );
  ledger.fail(four, 'verify', 'wrong');
  assert.equal(folder.rows('errors')[0].setting, 'threads=4');
});

test('a sample of no cell of the run is a damaged folder, and the cell is named', () => {
  const { ledger } = made();
  const row = { ...rowOf(ledger, JS, { process: 1 }), variant: 'java' };
  assert.throws(
    () => ledger.restore({ ...NONE, samples: [row] }),
    (error) =>
      error instanceof DamagedError &&
      error.message ===
        '/run/samples.csv: has samples of "node throughput dot java 64 64 resident here", ' +
          'which is no cell of plan.json',
  );
});
