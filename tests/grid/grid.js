/**
 * A Selenium Grid on loopback: a hub and nodes, each a process family of its own, as machines would be.
 */

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processesOf, sweep } from '../../harness/engines/leftovers.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIR = join(ROOT, 'build/grid');
const LIBRARIES = join(DIR, 'lib');
const UP_LIMIT_MS = 90000;

/** @returns {string | false} why there can be no grid here */
export function missing() {
  const tool = [['java', '-version'], ['mvn', '-version'], ['chromedriver', '--version']].find(([command, flag]) => spawnSync(command, [flag]).error);
  return tool !== undefined && `${tool[0]} is not there`;
}

/** Fetches it, where that has not been done. */
export function fetchGrid() {
  if (!existsSync(join(LIBRARIES, '.done'))) {
    const words = ['-q', '-B', '-f', join(ROOT, 'tests/grid/pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${LIBRARIES}`];
    execFileSync('mvn', words, { stdio: ['ignore', 'inherit', 'inherit'] });
    createWriteStream(join(LIBRARIES, '.done')).end();
  }
}

/** @returns {Promise<number>} a port that nobody has */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * @typedef {object} Part the hub or a node
 * @property {string} machine host and port
 * @property {string} dir its processes are known by
 * @property {() => void} kill all of them, at once
 */

/** @param {string} name @param {number} port @param {string[]} words @param {string} scratch @returns {Part} */
function start(name, port, words, scratch) {
  mkdirSync(DIR, { recursive: true });
  const dir = mkdtempSync(join(scratch, `${name}-`));
  const log = createWriteStream(join(DIR, `${name}.log`));
  const all = ['-Xmx256m', '-cp', join(LIBRARIES, '*'), 'org.openqa.selenium.grid.Main', ...words, '--host', '127.0.0.1', '--port', String(port)];
  const child = spawn('java', all, { env: { ...process.env, TMPDIR: dir, TOLLGATE_GRID: dir }, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  return { machine: `127.0.0.1:${port}`, dir, kill: () => sweep(dir) };
}

/**
 * @typedef {object} Grid
 * @property {string} url
 * @property {Part[]} nodes
 * @property {() => Promise<any>} status
 * @property {() => Promise<number>} sessions how many there are
 * @property {() => void} stop
 */

/** @param {string} url */
const statusOf = async (url) => /** @type {any} */ (await (await fetch(`${url}/status`)).json()).value;

/** @param {() => Promise<boolean>} condition @param {number} [limitMs] */
export async function until(condition, limitMs = UP_LIMIT_MS) {
  for (const end = Date.now() + limitMs; !(await condition().catch(() => false)); ) {
    if (Date.now() > end) {
      throw new Error(`waited ${limitMs / 1000} s for ${condition}; build/grid has logs`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** @param {number} nodeCount @param {string} scratch a folder @returns {Promise<Grid>} once all nodes are up */
export async function startGrid(nodeCount, scratch) {
  const [port, publish, subscribe] = [await freePort(), await freePort(), await freePort()];
  const events = ['--publish-events', `tcp://127.0.0.1:${publish}`, '--subscribe-events', `tcp://127.0.0.1:${subscribe}`];
  const hub = start('hub', port, ['hub', ...events, '--session-request-timeout', '20', '--reject-unsupported-caps', 'true'], scratch);
  const url = `http://127.0.0.1:${port}`;
  const driver = ['--detect-drivers', 'false', '--driver-configuration', 'display-name=Chromium', 'max-sessions=1', 'webdriver-executable=/usr/bin/chromedriver', 'stereotype={"browserName":"chrome"}'];
  /** @type {Part[]} */
  const nodes = [];
  for (let i = 1; i <= nodeCount; i++) {
    nodes.push(start(`node-${i}`, await freePort(), ['node', '--hub', url, ...events, '--heartbeat-period', '2', '--session-timeout', '30', ...driver], scratch));
  }
  const stop = () => [...nodes, hub].forEach((part) => part.kill());
  try {
    await until(async () => {
      const status = await statusOf(url);
      return status.ready && status.nodes.length === nodeCount;
    });
  } catch (error) {
    stop();
    throw error;
  }
  const status = () => statusOf(url);
  const sessions = async () => (await status()).nodes.flatMap((/** @type {any} */ { slots }) => slots).filter((/** @type {any} */ { session }) => session).length;
  return { url, nodes, status, sessions, stop };
}

/** @param {string} dir @returns {string[]} of the processes that are known by it */
export const commandsOf = (dir) => processesOf(dir).map((pid) => execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).slice(0, 200));
