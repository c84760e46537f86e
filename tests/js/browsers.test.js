/**
 * Browsers that are well, that are killed, that hang and that run out of memory: what it costs,
 * what the run says, and that nothing is left behind.
 */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ENGINES, engineOf } from '../../harness/engines/engines.js';
import { processesOf, sweep } from '../../harness/engines/leftovers.js';
import { copyTree, rows } from './support/tree.js';
import { HANG_MS, until } from './support/waiting.js';
import { ROOT } from '../../harness/words/paths.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(scratch, { recursive: true }));

const BROWSERS = ENGINES.filter(({ open, choose, path }) => open && !choose && path !== null).map(({ name }) => name);
const none = BROWSERS.length === 0 ? 'no browser is there; make engines fetches them' : false;
const tree = join(scratch, 'tree');
if (!none) {
  copyTree(tree);
}

/** Where those who are started have their temporary folders, which is also how they are found. */
function place() {
  const dir = mkdtempSync(join(scratch, 'tmp-'));
  return { dir, env: { ...process.env, TMPDIR: dir } };
}

/** @param {string} dir of place() */
function assertNothingLeft(dir) {
  assert.deepEqual(processesOf(dir), []);
  assert.deepEqual(readdirSync(dir), []);
}

/**
 * @param {string} name of a run
 * @param {string[]} engines
 * @param {...string} argv
 */
const wordsFor = (name, engines, ...argv) => [
  ...[
    join(tree, 'harness/bench.js'),
    '--engines',
    engines.join(),
    '--kernels',
    'dot-f32',
    '--sizes',
    '1024',
    '--experiments',
    'throughput',
  ],
  ...['--transfers', 'resident', '--quick', '--out', join(scratch, name), ...argv],
];

/** A run that has no end of its own, so that it is under way whenever something happens to it. */
const ENDLESS = ['--processes', '1000'];

/**
 * @param {string} name of a run
 * @param {string} table
 * @returns {Record<string, string>[]}
 */
const tableOf = (name, table) =>
  existsSync(join(scratch, name, `${table}.csv`)) ? rows(join(scratch, name, `${table}.csv`)) : [];

/**
 * @param {Record<string, string>[]} table
 * @returns {string[]} each cell once
 */
const cellsOf = (table) => [...new Set(table.map(({ engine, variant }) => `${engine} ${variant}`))].sort();

for (const name of BROWSERS) {
  describe(name, () => {
    test('speaks the protocol on stdin and stdout, and leaves nothing behind', async () => {
      const { dir, env } = place();
      const path = engineOf(name).path ?? '';
      const driver = spawn(process.execPath, ['harness/web/driver.js', name, path, 'detected'], { cwd: ROOT, env });
      let stdout = '';
      let stderr = '';
      driver.stdout.on('data', (data) => (stdout += data));
      driver.stderr.on('data', (data) => (stderr += data));
      const ended = new Promise((resolve) => driver.once('close', resolve));
      const answers = (/** @type {RegExp} */ line) =>
        until(() => line.test(stdout) || driver.exitCode !== null, `${line} of ${name}`);
      driver.stdin.write('hello 0\nopen 1 kernel=none\nnonsense\n');
      const asked = [
        new RegExp(`^hello 0 engine=${name} version=\\d+\\.\\S+ .*isolated=1 features=gc\\S* clock_step_ns=`, 'm'),
        /^error 1 stage=load message=protocol:%20n:%20missing/m,
        /^error 0 stage=engine message=protocol:/m,
      ];
      for (const line of asked) {
        await answers(line);
      }
      driver.stdin.end('quit 0\n');
      assert.equal(await ended, 0, stderr);
      [...asked, /^quit 0$/m].forEach((line) => assert.match(stdout, line));
      assertNothingLeft(dir);
    });

    test('that ends when its page is gone says so, and leaves nothing behind', async () => {
      const { dir, env } = place();
      const run = `killed-${name}`;
      const words = wordsFor(run, [name, 'node'], '--variants', 'js,wasm', ...ENDLESS);
      const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'pipe'] });
      let stderr = '';
      child.stderr.on('data', (data) => (stderr += data));
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const profiles = () => readdirSync(dir).filter((entry) => entry.startsWith('tollgate-browser-'));
      const tabs = () => profiles().flatMap((profile) => tabsOf(join(dir, profile)));
      await until(() => tabs().length > 0 && existsSync(join(scratch, run, 'environment.csv')), `a tab of ${name}`);
      const before = lastProcess(run);
      tabs().forEach((pid) => process.kill(pid, 'SIGKILL'));
      // Each cell has failed, or is measured by a later process than that which was under way.
      const isSettled = (/** @type {string} */ cell) =>
        cellsOf(tableOf(run, 'errors')).includes(cell) ||
        cellsOf(tableOf(run, 'samples').filter((row) => Number(row.process) > before + 1)).includes(cell);
      const cells = [`${name} js`, `${name} wasm`, 'node js', 'node wasm'];
      await until(() => cells.every(isSettled) || child.exitCode !== null, `all cells of ${run}`);
      child.kill('SIGINT');
      assert.equal(await ended, 130, stderr);
      // The cell that was asked just then has failed. Firefox keeps the connection of a tab that crashed, which then
      // counts as one that hangs.
      const failed = tableOf(run, 'errors');
      assert.ok(
        failed.length <= 1 &&
          failed.every(
            ({ engine, stage, message }) =>
              engine === name && stage === 'engine' && /its page is gone|no answer to/.test(message),
          ),
        stderr,
      );
      assertNothingLeft(dir);
    });

    test('outlives neither a killed bench nor a killed driver', async () => {
      const { dir, env } = place();
      const run = `orphan-${name}`;
      const child = spawn(process.execPath, wordsFor(run, [name], ...ENDLESS), { env, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
      await until(() => existsSync(join(scratch, run, 'environment.csv')));
      child.kill('SIGKILL');
      assert.equal(await ended, 'SIGKILL', 'it was under way');
      await until(
        () =>
          processesOf(dir).length === 0 && readdirSync(dir).every((entry) => !entry.startsWith('tollgate-browser-')),
      );
    });
  });
}

/**
 * @param {string} run
 * @returns {number} the last process that has samples
 */
const lastProcess = (run) => Math.max(0, ...tableOf(run, 'samples').map((row) => Number(row.process)));

/**
 * @param {string} profile
 * @returns {number[]} the processes in which pages of it run
 */
function tabsOf(profile) {
  const says = (/** @type {number} */ pid) =>
    existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, 'latin1') : '';
  return processesOf(profile).filter((pid) =>
    /--type=renderer|-contentproc.* tab\0?$|WebKitWebProcess/.test(says(pid)),
  );
}

/**
 * @param {string} body of dot_f32 in js-tuned where `here` holds
 * @param {string} here
 */
function breakTuned(body, here) {
  const twin = join(tree, 'kernels/dot/dot.tuned.js');
  const source = readFileSync(join(ROOT, 'kernels/dot/dot.tuned.js'), 'utf8');
  writeFileSync(twin, source.replace(/(export function dot_f32\([^)]*\) \{)/, `$1\n  if (${here}) {${body}}\n`));
  assert.notEqual(readFileSync(twin, 'utf8'), source);
}

test(
  'a kernel that loops for ever costs its cell in each browser, and the run says what is missing',
  { skip: none },
  () => {
    breakTuned('for (;;) {}', "!/Node/.test(globalThis.navigator?.userAgent ?? 'Node')");
    const { dir, env } = place();
    const words = wordsFor('loops', [...BROWSERS, 'node'], '--variants', 'js,js-tuned', '--processes', '1');
    const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8', timeout: HANG_MS });
    assert.equal(status, 1, stderr);
    const failed = tableOf('loops', 'errors');
    assert.deepEqual(cellsOf(failed), BROWSERS.map((name) => `${name} js-tuned`).sort());
    assert.ok(
      failed.every(({ stage, message }) => stage === 'engine' && /^no answer to "open" within 20 s/.test(message)),
    );
    assert.deepEqual(
      cellsOf(tableOf('loops', 'samples')),
      [...BROWSERS.map((name) => `${name} js`), 'node js', 'node js-tuned'].sort(),
    );
    assert.match(stderr, new RegExp(`${BROWSERS.length} failed`));
    assertNothingLeft(dir);
  },
);

// Of the others one takes all the memory that the machine has, which a test should not.
const hungry = BROWSERS.includes('chromium') ? false : 'Chromium is not there';
test('a kernel that exhausts memory costs its cell', { skip: hungry }, () => {
  breakTuned('for (const all = []; ; ) all.push(new Array(1000).fill(all.length + 0.5));', 'true');
  const { dir, env } = place();
  const words = wordsFor('hungry', ['chromium', 'node'], '--variants', 'js,js-tuned', '--processes', '1');
  const { status, stderr } = spawnSync(process.execPath, words, {
    env: { ...env, NODE_OPTIONS: '--max-old-space-size=256' },
    encoding: 'utf8',
    timeout: HANG_MS,
  });
  assert.equal(status, 1, stderr);
  const failed = tableOf('hungry', 'errors');
  assert.deepEqual(cellsOf(failed), ['chromium js-tuned', 'node js-tuned']);
  assert.deepEqual(cellsOf(tableOf('hungry', 'samples')), ['chromium js', 'node js']);
  assertNothingLeft(dir);
});

test(
  'the sweep ends what is marked by its folder, and what that started',
  { skip: process.platform !== 'linux' && 'looks into /proc' },
  async () => {
    const folder = join(scratch, 'marked');
    mkdirSync(folder);
    const parent = spawn('sh', ['-c', 'env -i setsid sleep 300 & wait'], {
      env: { ...process.env, MARKED: folder },
      stdio: 'ignore',
    });
    await until(() => processesOf(folder).length === 2);
    sweep(folder);
    assert.deepEqual(processesOf(folder), []);
    assert.ok(!existsSync(folder) && parent.pid !== undefined);
  },
);
