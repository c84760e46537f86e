/**
 * Whole processes: their turns, what is missing, and what becomes of those that fail. hyperfine is made up here;
 * bench.test.js has the real one.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureProcesses, processesOfTurns } from '../../harness/methods/processes/processes.js';
import { Ledger } from '../../harness/run/ledger.js';
import { WholeProcesses } from '../../harness/run/whole-processes.js';
import { EngineError } from '../../harness/words/problems.js';
import { HOST, MadeUpFolder, cellOf, choiceHere, groupOf } from './support/made-up-run.js';

/** @import { Job, Verified } from '../../harness/methods/processes/processes.js' */

const NAMES = ['js', 'wasm', 'native'];
const cells = NAMES.map((name) =>
  cellOf(name, { seat: name === 'native' ? 'native' : 'node', experiment: 'processes' }),
);
const jobs = cells.map((cell) => ({ cell, program: [], check: '1' }));
const nameOf = (/** @type {Job} */ { cell }) => cell.spec.variant;

/**
 * @param {any} [hooks]
 * @param {(job: Verified, runs: number) => Promise<number[]>} [time]
 */
async function measured(hooks = {}, time = async (_, runs) => Array.from({ length: runs }, (_one, i) => 0.5 + i)) {
  /** @type {string[]} */
  const log = [];
  await measureProcesses(jobs, 3, time, {
    isMissing: () => true,
    onTurn: (job, times) => log.push(`${nameOf(job)} ${times.map(({ process }) => process).join(' ')}`),
    onError: (job, message) => log.push(`${nameOf(job)}: ${message}`),
    stopped: () => false,
    ...hooks,
  });
  return log;
}

test('jobs take turns of three processes; each is first, second and third once', async () => {
  const log = await measured();
  assert.deepEqual(
    [...log].sort(),
    NAMES.flatMap((name) => [`${name} 1 2 3`, `${name} 4 5 6`, `${name} 7 8 9`]).sort(),
  );
  for (const place of [0, 1, 2]) {
    const there = [0, 1, 2].map((turn) => log[3 * turn + place].split(' ')[0]);
    assert.deepEqual(there.sort(), [...NAMES].sort());
  }
});

test('seconds become whole nanoseconds, and only what is missing is run', async () => {
  /** @type {any[]} */
  const rows = [];
  /** @type {number[]} */
  const asked = [];
  await measured(
    {
      isMissing: (/** @type {Job} */ { cell }, /** @type {number} */ process) =>
        cell === cells[0] && [2, 3, 8].includes(process),
      onTurn: (/** @type {Job} */ _, /** @type {any[]} */ times) => rows.push(...times),
    },
    async (_, runs) => {
      asked.push(runs);
      return [0.1234567891, 0.2].slice(0, runs);
    },
  );
  assert.deepEqual(asked, [2, 1]);
  assert.deepEqual(rows, [
    { process: 2, elapsed_ns: 123456789 },
    { process: 3, elapsed_ns: 200000000 },
    { process: 8, elapsed_ns: 123456789 },
  ]);
});

test('a job that fails has no further turns; the others go on', async () => {
  const log = await measured({}, async (job, runs) => {
    if (nameOf(job) === 'wasm') {
      throw new EngineError('engine', 'ended with SIGSEGV');
    }
    return Array.from({ length: runs }, () => 1);
  });
  assert.equal(log.filter((line) => line.startsWith('wasm')).length, 1);
  assert.ok(log.includes('wasm: ended with SIGSEGV'));
  assert.equal(log.length, 7);
});

test('a stop comes between two turns; what a turn fails by then is not held against it', async () => {
  let turns = 0;
  const log = await measured({ stopped: () => turns++ >= 2 });
  assert.equal(log.length, 2);
  let isStopped = false;
  const failing = measured({ stopped: () => isStopped }, async () => {
    isStopped = true;
    throw new EngineError('engine', 'hyperfine was interrupted');
  });
  await assert.rejects(failing, /hyperfine was interrupted/);
});

/** @param {any} [more] */
function made(more = {}) {
  const folder = new MadeUpFolder();
  const groups = [groupOf(cells, { experiment: 'processes', method: 'processes' })];
  const ledger = new Ledger({ folder, groups, machineOf: () => HOST, onFailed: () => {}, say: () => {} });
  const wholes = new WholeProcesses({
    options: { quick: true, engines: [choiceHere('node'), choiceHere('native')] },
    groups,
    ledger,
    stopped: () => false,
    verify: async (job) => ({ ...job, check: `check of ${nameOf(job)}` }),
    time: async (_, runs) => Array.from({ length: runs }, () => 0.25),
    ...more,
  });
  return { folder, ledger, wholes };
}

const reference = async () => ({ result: '1', path: '/reference' });

test('a cell has nine processes in a quick run and fifteen in a full one', () => {
  assert.deepEqual(processesOfTurns(3), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(made().wholes.missing, 3 * 9);
  assert.equal(made({ options: { quick: false, engines: [] } }).wholes.missing, 3 * 15);
});

test('the rows are samples of a process of one iteration, with the check of the verified run', async () => {
  const { folder, wholes } = made();
  let done = 0;
  const progress = { advance: (/** @type {number} */ amount) => (done += amount) };
  await wholes.measure(await wholes.verify(reference), progress);
  assert.equal(done, 27);
  const rows = folder.rows('samples').filter(({ variant }) => variant === 'wasm');
  assert.deepEqual(
    rows.map(({ process }) => process),
    [1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  assert.ok(
    rows.every(
      ({ experiment, round, iterations, elapsed_ns: ns, check, machine }) =>
        experiment === 'processes' &&
        round === 1 &&
        iterations === 1 &&
        ns === 250000000 &&
        check === 'check of wasm' &&
        machine === HOST,
    ),
  );
});

test('a resumed run finishes what is missing, and verifies only what it measures', async () => {
  /** @type {string[]} */
  const verified = [];
  const { folder, ledger, wholes } = made({
    verify: async (/** @type {Job} */ job) => {
      verified.push(nameOf(job));
      return { ...job, check: '1' };
    },
  });
  const row = (/** @type {number} */ i, /** @type {number} */ process) =>
    Object.fromEntries(
      Object.entries({ ...ledger.columns(cells[i]), process }).map(([key, value]) => [key, String(value)]),
    );
  const samples = [...processesOfTurns(3).map((process) => row(0, process)), row(1, 1), row(1, 5)];
  wholes.restore(ledger.restore({ samples, warmup: [], errors: [], skipped: [], warnings: [] }).rows);
  assert.equal(wholes.missing, 7 + 9);
  await wholes.measure(await wholes.verify(reference), { advance: () => {} });
  assert.deepEqual(verified, ['wasm', 'native']);
  const processes = (/** @type {string} */ name) =>
    folder
      .rows('samples')
      .filter(({ variant }) => variant === name)
      .map(({ process }) => process);
  assert.deepEqual([processes('js'), processes('wasm'), processes('native').length], [[], [2, 3, 4, 6, 7, 8, 9], 9]);
});

test('a cell whose process is wrong fails and has no time; one that its engine cannot run is skipped', async () => {
  const { folder, ledger, wholes } = made({
    verify: async (/** @type {Job} */ job) => {
      if (nameOf(job) !== 'native') {
        throw new EngineError(nameOf(job) === 'js' ? 'verify' : 'unsupported', `no ${nameOf(job)}`);
      }
      return { ...job, check: '1' };
    },
  });
  await wholes.measure(await wholes.verify(reference), { advance: () => {} });
  assert.deepEqual(
    folder.rows('errors').map(({ variant, stage, message }) => `${variant} ${stage} ${message}`),
    ['js verify no js'],
  );
  assert.equal(folder.rows('skipped')[0].reason, 'no wasm');
  assert.equal(ledger.failures, 1);
  assert.deepEqual(new Set(folder.rows('samples').map(({ variant }) => variant)), new Set(['native']));
  assert.equal(wholes.missing, 9, 'of what failed nothing is missing');
});

test('a stop while cells are verified leaves them as they are', async () => {
  let isStopped = false;
  const { folder, wholes } = made({
    stopped: () => isStopped,
    verify: async () => {
      isStopped = true;
      throw new EngineError('engine', 'ended with SIGINT');
    },
  });
  assert.deepEqual(await wholes.verify(reference), []);
  assert.deepEqual(folder.written, []);
});
