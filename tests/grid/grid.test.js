/**
 * Measuring on many machines through a Selenium Grid: a hub and two nodes on loopback stand for
 * them. What happens to a run when one of them, the hub, or bench itself is lost.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { processesOf } from '../../harness/engines/leftovers.js';
import { rows } from '../js/support/tree.js';
import { freePort } from '../js/support/ports.js';
import { HANG_MS, until } from '../js/support/waiting.js';
import { Grid, missing } from './grid.js';
import { ROOT } from '../../harness/words/paths.js';

const ASKED = ['--kernels', 'noop', '--experiments', 'throughput', '--quick', '--budget', '1'];
/** A run that has no end of its own, so that it is under way whenever something happens to it. */
const ENDLESS = ['--processes', '1000'];

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
const grid = new Grid();
let runs = 0;

/**
 * @param {string} [more] of the query
 * @returns {string}
 */
const engine = (more = '') => `webdriver:${grid.url}?browserName=chrome${more}`;

/** @typedef {{ status: number | null, stderr: string }} Ended */

/**
 * @param {...string} argv
 * @returns {{ signal: (name: NodeJS.Signals) => void, isRunning: () => boolean, ended: Promise<Ended> }} a run that has begun
 */
function begin(...argv) {
  // What it starts is known by the environment that it hands on.
  const child = spawn(process.execPath, [join(ROOT, 'harness/bench.js'), ...argv], {
    env: { ...process.env, GRID_TEST: scratch },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: HANG_MS,
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (data) => {
    stderr += data;
  });
  /** @type {Promise<Ended>} */
  const ended = new Promise((resolve) => child.on('close', (status) => resolve({ status, stderr })));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return { signal: (name) => child.kill(name), isRunning, ended };
}

/** @param {...string} argv */
const bench = (...argv) => begin(...argv).ended;

/** @returns {string} a folder for a run */
const folder = () => join(scratch, `run-${++runs}`);

/**
 * @param {string} dir
 * @param {string} name
 * @returns {Record<string, string>[]}
 */
const table = (dir, name) => (existsSync(join(dir, name)) ? rows(join(dir, name)) : []);

/**
 * @param {string} dir
 * @param {string} machine
 * @returns {Set<string>} processes that it has samples of
 */
const processes = (dir, machine) =>
  new Set(
    table(dir, 'samples.csv')
      .filter((row) => row.machine === machine)
      .map(({ process }) => process),
  );

/**
 * Holds a run where it is, some processes before its end.
 * @param {string[]} argv without its processes and its folder
 * @param {(dir: string) => boolean} isSo the state in which it is to be held
 * @param {(dir: string) => number} done processes so far, of the engine that is to go on
 */
async function hold(argv, isSo, done) {
  for (let count = 3; ; count *= 2) {
    const dir = folder();
    const run = begin(...argv, ...ASKED, '--processes', String(count), '--out', dir);
    await until(() => isSo(dir) || !run.isRunning(), 'the state in which a run is to be held');
    run.signal('SIGSTOP');
    if (run.isRunning() && done(dir) < count - 1) {
      return { dir, run, count };
    }
    run.signal('SIGCONT'); // it was too fast
    await run.ended;
  }
}

/**
 * @param {string} dir
 * @param {number} processes that it is to have
 */
function changeProcesses(dir, processes) {
  const path = join(dir, 'plan.json');
  const plan = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...plan, options: { ...plan.options, processes } }));
}

/** Nothing of a run is left: here no driver, on the grid no session, no driver and no browser. */
async function assertNothingLeft() {
  await until(() => processesOf(scratch).length === 0, 'the end of all that bench started');
  await until(async () => (await grid.sessions()).length === 0, 'the end of all sessions');
  await until(() => grid.browsers === 0, 'the end of all browsers');
}

const lacks = missing();

describe('through a Selenium Grid', { skip: lacks && `${lacks} here` }, () => {
  before(() => grid.start(2));
  after(() => {
    grid.stop();
    rmSync(scratch, { recursive: true });
  });

  test('both machines are measured at the same time', async () => {
    const run = begin('--engines', engine(), ...ASKED, '--variants', 'js', ...ENDLESS, '--out', folder());
    await until(
      async () => (await grid.status()).every(({ sessions }) => sessions.length === 1),
      'a session on each machine',
    );
    run.signal('SIGINT');
    const { status, stderr } = await run.ended;
    assert.equal(status, 130, stderr);
    await assertNothingLeft();
  });

  test('the rows of two machines tell them apart', async () => {
    const dir = folder();
    const { status, stderr } = await bench(
      ...['--engines', engine(), ...ASKED, '--variants', 'js,wasm', '--processes', '2', '--out', dir],
    );
    assert.equal(status, 0, stderr);
    const samples = table(dir, 'samples.csv');
    for (const { machine } of grid.nodes) {
      const own = samples.filter((row) => row.machine === machine);
      assert.deepEqual(
        new Set(own.map(({ process, variant }) => `${process} ${variant}`)),
        new Set(['1 js', '1 wasm', '2 js', '2 wasm']),
        machine,
      );
      const fact = (/** @type {string} */ name) =>
        table(dir, 'environment.csv').find((row) => row.name === name && row.machine === machine)?.value;
      assert.match(fact('engine_chromium_version') ?? '', /^\d+\./);
      assert.equal(fact('engine_chromium_isolated'), '1');
    }
    assert.equal(new Set(samples.map(({ check }) => check)).size, 1);
    assert.deepEqual(new Set(samples.map(({ machine }) => machine)), new Set(grid.nodes.map(({ machine }) => machine)));
    await assertNothingLeft();
  });

  test('beside an engine of this machine, and with fewer sessions than machines: each process is on the same one', async () => {
    const dir = folder();
    const { status, stderr } = await bench(
      '--engines',
      `node,${engine('&sessions=1')}`,
      ...ASKED,
      '--variants',
      'js',
      '--processes',
      '3',
      '--out',
      dir,
    );
    assert.equal(status, 0, stderr);
    const samples = table(dir, 'samples.csv');
    const machines = new Set(samples.filter((row) => row.engine === 'chromium').map(({ machine }) => machine));
    assert.equal(machines.size, 1, [...machines].join(' '));
    assert.equal(processes(dir, [...machines][0]).size, 3);
    assert.equal(new Set(samples.filter((row) => row.engine === 'node').map(({ process }) => process)).size, 3);
    assert.equal(new Set(samples.map(({ check }) => check)).size, 1);
    await assertNothingLeft();
  });

  test('what cannot be is said at once, with exit code 2', async () => {
    const nobody = await freePort();
    const mistakes = /** @type {[string, RegExp][]} */ ([
      [
        `webdriver:http://127.0.0.1:${nobody}?browserName=chrome`,
        /nobody answers http:\/\/127\.0\.0\.1:\d+\/status: .*ECONNREFUSED/,
      ],
      [`webdriver:${grid.url}?browserName=firefox`, /no machine of the grid has firefox; they have chrome/],
      [`webdriver:${grid.url}?browserName=lynx`, /browserName is "lynx"; known: chrome chromium firefox/],
      [engine('&sessions=many'), /sessions is "many"; give a whole number/],
      [engine('&page=192.0.2.1'), /page is "192\.0\.2\.1", which is no name or address of this machine/],
      ['webdriver:grid', /"webdriver:grid" is no URL of a remote end; allowed: webdriver:http/],
    ]);
    const ended = await Promise.all(mistakes.map(([text]) => bench('--engines', text, ...ASKED, '--out', folder())));
    mistakes.forEach(([text, message], i) => {
      assert.equal(ended[i].status, 2, text);
      assert.match(ended[i].stderr, message);
      assert.doesNotMatch(ended[i].stderr, /\n\s+at /);
    });
    assert.ok(!existsSync(join(scratch, `run-${runs}`)), 'no folder of a run that did not begin');
  });

  test('an interrupted run ends its sessions, and is finished on the same machines', async () => {
    const dir = folder();
    const run = begin('--engines', engine(), ...ASKED, '--variants', 'js', ...ENDLESS, '--out', dir);
    await until(() => table(dir, 'samples.csv').length > 0, 'samples');
    run.signal('SIGINT');
    const { status, stderr } = await run.ended;
    assert.equal(status, 130, stderr);
    const last = Math.max(...table(dir, 'samples.csv').map((row) => Number(row.process)));
    changeProcesses(dir, last + 1);
    const resumed = await bench('--resume', dir); // at once: sessions may still be ending
    assert.equal(resumed.status, 0, resumed.stderr);
    assert.match(resumed.stderr, /resumed behind process \d+ /);
    for (const { machine } of grid.nodes) {
      assert.equal(processes(dir, machine).size, last + 1, machine);
    }
    assert.deepEqual(table(dir, 'errors.csv'), []);
    await assertNothingLeft();
  });

  test('sessions of a killed bench end by themselves', async () => {
    const run = begin('--engines', engine(), ...ASKED, '--variants', 'js', ...ENDLESS, '--out', folder());
    await until(async () => (await grid.sessions()).length === 2, 'two sessions');
    run.signal('SIGKILL');
    await run.ended;
    await assertNothingLeft();
  });

  test('a machine that is lost costs its own cells, with the reason, and the others go on', async () => {
    const [lost, kept] = grid.nodes;
    const { dir, run, count } = await hold(
      ['--engines', engine(), '--variants', 'js,wasm'],
      (at) => processes(at, lost.machine).size > 0,
      (at) => Math.max(...grid.nodes.map(({ machine }) => processes(at, machine).size)),
    );
    grid.killNode(lost);
    run.signal('SIGCONT');
    const { status, stderr } = await run.ended;
    assert.equal(status, 1, stderr);
    assert.equal(processes(dir, kept.machine).size, count);
    const errors = table(dir, 'errors.csv');
    assert.deepEqual(
      errors.map(({ variant, stage, machine }) => `${variant} ${stage} ${machine}`).sort(),
      ['js', 'wasm'].map((variant) => `${variant} engine ${lost.machine}`),
    );
    errors.forEach(({ message }) =>
      assert.match(message, /its page is gone|gives no session, for 30 s now: (machine|it calls machine) \S+/),
    );
    assert.ok(stderr.includes(`${lost.machine} was lost, and `), stderr);
    assert.match(stderr, /measured \d+ samples in \d+ s; 2 failed/);
    assert.equal(JSON.parse(readFileSync(join(dir, 'plan.json'), 'utf8')).state, 'finished');
    const resumed = await bench('--resume', dir);
    assert.equal(resumed.status, 1, resumed.stderr);
    assert.match(resumed.stderr, /nothing is missing/);
    await assertNothingLeft();
  });

  test('a hub that is lost ends the run', async () => {
    const ofNode = (/** @type {string} */ at) =>
      new Set(
        table(at, 'samples.csv')
          .filter((row) => row.engine === 'node')
          .map(({ process }) => process),
      ).size;
    const { dir, run, count } = await hold(
      ['--engines', `${engine('&sessions=1')},node`, '--variants', 'js'],
      (at) => table(at, 'samples.csv').some((row) => row.engine === 'chromium'),
      (at) => Math.max(...table(at, 'samples.csv').map((row) => Number(row.process))),
    );
    grid.killHub();
    run.signal('SIGCONT');
    const { status, stderr } = await run.ended;
    assert.equal(status, 1, stderr);
    assert.equal(ofNode(dir), count);
    assert.match(table(dir, 'errors.csv')[0].message, /fetch failed|ECONNREFUSED|session/);
    await until(() => processesOf(scratch).length === 0, 'the end of all that bench started');
  });
});
