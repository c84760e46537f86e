/**
 * Measuring on several machines, through a Selenium Grid with two nodes on loopback.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { processesOf } from '../../harness/engines/leftovers.js';
import { COLUMNS } from '../../harness/report/run-folder.js';
import { ROOT, rows } from '../js/support/tree.js';
import { commandsOf, fetchGrid, missing, startGrid, until } from './grid.js';

/** @import { Grid } from './grid.js' */

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-grid-'));
after(() => rmSync(scratch, { recursive: true }));

const GONE_LIMIT_MS = 60000;

/** @type {Grid} */
let grid;

/** @param {string} name of the run @param {string[]} argv */
function bench(name, argv) {
  const dir = mkdtempSync(join(scratch, 'tmp-'));
  const out = join(scratch, name);
  const tiny = ['--kernels', 'noop', '--experiments', 'throughput', '--quick', '--out', out];
  const words = [join(ROOT, 'harness/bench.js'), ...argv, ...(argv.includes('--resume') ? [] : tiny)];
  const child = spawn(process.execPath, words, { env: { ...process.env, TMPDIR: dir }, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  /** @type {Promise<{ code: number | null, stderr: string }>} */
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve({ code, stderr })));
  const table = (/** @type {string} */ file) => (existsSync(join(out, `${file}.csv`)) ? rows(join(out, `${file}.csv`)) : []);
  return { child, dir, out, ended, table };
}

/** @param {string} dir that a bench had for temporary files */
async function assertNothingLeft(dir) {
  await until(async () => processesOf(dir).length === 0 && (await grid.sessions()) === 0, GONE_LIMIT_MS);
  assert.deepEqual(readdirSync(dir), []);
  // Its own family is all that a node still has.
  assert.deepEqual(grid.nodes.flatMap((node) => commandsOf(node.dir)).filter((line) => /chrom/.test(line) && !line.startsWith('java')), []);
}

const remote = () => `webdriver:${grid.url}?browserName=chrome`;
/** @param {Record<string, string>[]} table */
const machinesOf = (table) => [...new Set(table.map(({ machine }) => machine))].sort();

describe('a grid of two machines', { skip: missing() }, () => {
  before(async () => {
    fetchGrid();
    grid = await startGrid(2, scratch);
  });
  after(() => grid?.stop());

  test('both measure at the same time, beside an engine here; rows say where', async () => {
    const run = bench('both', ['--engines', `node,${remote()}`, '--processes', '2']);
    let most = 0;
    const watch = setInterval(async () => (most = Math.max(most, await grid.sessions())), 300);
    const { code, stderr } = await run.ended;
    clearInterval(watch);
    assert.equal(code, 0, stderr);
    assert.equal(most, 2);
    const samples = run.table('samples');
    assert.deepEqual(Object.keys(samples[0]), COLUMNS.samples);
    const ofChromium = samples.filter(({ engine }) => engine === 'chromium');
    assert.deepEqual(machinesOf(ofChromium), grid.nodes.map(({ machine }) => machine).sort());
    assert.equal(machinesOf(samples).length, 3);
    assert.equal(new Set(samples.map(({ check }) => check)).size, 1);
    for (const { machine } of grid.nodes) {
      const own = ofChromium.filter((row) => row.machine === machine);
      assert.deepEqual([...new Set(own.map(({ variant, process }) => `${variant} ${process}`))].sort(), ['js 1', 'js 2', 'wasm 1', 'wasm 2']);
      assert.ok(run.table('environment').some((fact) => fact.name === 'engine_chromium_version' && fact.machine === machine));
    }
    await assertNothingLeft(run.dir);
  });

  test('a run that is interrupted is finished on the same machines', async () => {
    const first = bench('resumed', ['--engines', remote(), '--processes', '3']);
    await until(async () => new Set(first.table('samples').map(({ process }) => process)).size >= 1);
    first.child.kill('SIGINT');
    const { code, stderr } = await first.ended;
    assert.equal(code, 130, stderr);
    await assertNothingLeft(first.dir);
    const second = bench('resumed', ['--resume', first.out]);
    const resumed = await second.ended;
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.deepEqual(machinesOf(second.table('samples')), grid.nodes.map(({ machine }) => machine).sort());
    await assertNothingLeft(second.dir);
  });

  test('what cannot be is a usage error that says why', async () => {
    /** @type {[string, RegExp][]} */
    const mistakes = [
      ['webdriver:http://127.0.0.1:9?browserName=chrome', /nobody answers http:\/\/127\.0\.0\.1:9\/status: /],
      [`webdriver:${grid.url}?browserName=firefox`, /the grid has no "firefox"; it has chrome/],
      [`webdriver:${grid.url}?browserName=netscape`, /browserName is "netscape"; known: chrome /],
      [`webdriver:${grid.url}?browserName=chrome&sessions=two`, /sessions is "two"; give a whole number/],
      ['webdriver:grid', /is no URL of a remote end; allowed: webdriver:http/],
      ['webdriver', /"webdriver" is not there; give ENGINES=webdriver:http/],
    ];
    for (const [engines, message] of mistakes) {
      const { code, stderr } = await bench('mistake', ['--engines', engines]).ended;
      assert.equal(code, 2, engines);
      assert.match(stderr, message);
    }
  });

  test('a bench that is killed leaves no session', async () => {
    const run = bench('killed', ['--engines', remote()]);
    await until(async () => run.table('samples').length > 0);
    run.child.kill('SIGKILL');
    await run.ended;
    await until(async () => processesOf(run.dir).length === 0 && (await grid.sessions()) === 0, GONE_LIMIT_MS);
  });

  test('a machine that dies costs its cells, which are listed; the other one finishes', async () => {
    const run = bench('dies', ['--engines', remote(), '--processes', '4']);
    await until(async () => machinesOf(run.table('samples')).length === 2);
    const [dead, alive] = grid.nodes;
    dead.kill();
    const { code, stderr } = await run.ended;
    assert.equal(code, 1, stderr);
    const failed = run.table('errors');
    assert.deepEqual(failed.map(({ engine, variant, machine, stage }) => `${engine} ${variant} ${machine} ${stage}`).sort(), ['js', 'wasm'].map((variant) => `chromium ${variant} ${dead.machine} engine`));
    assert.match(stderr, /2 failed/);
    const finished = run.table('samples').filter(({ machine }) => machine === alive.machine);
    assert.deepEqual([...new Set(finished.map(({ variant, process }) => `${variant} ${process}`))].sort(), ['js', 'wasm'].flatMap((variant) => [1, 2, 3, 4].map((process) => `${variant} ${process}`)));
    grid.nodes = [alive];
    await assertNothingLeft(run.dir);
  });
});
