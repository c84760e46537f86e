/**
 * A Selenium Grid on loopback for tests: a hub and nodes, each a JVM with one browser at a time,
 * as if each node were a machine.
 */

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath } from '../../harness/engines/installed.js';
import { chromium } from '../../harness/engines/chromium.js';
import { processesOf, sweep } from '../../harness/engines/leftovers.js';
import { freePort } from '../js/support/ports.js';
import { until } from '../js/support/waiting.js';

const FOLDER = fileURLToPath(new URL('../../build/grid/', import.meta.url));
const HOST = '127.0.0.1';

/** @returns {string | false} what is missing, if anything */
export function missing() {
  const commands = ['java', 'mvn', 'chromedriver'].filter((name) => onPath(name) === null);
  return commands.length > 0 || chromium.path === null
    ? `no ${[...commands, ...(chromium.path === null ? ['chromium'] : [])].join(', ')}`
    : false;
}

/** @typedef {{ machine: string, folder: string }} TestNode folder: processes of the node are known by it */

export class Grid {
  /** @type {TestNode[]} */
  nodes = [];
  scratch = mkdtempSync(join(tmpdir(), 'tollgate-grid-'));
  port = 0;
  /** The folder that the hub's process is known by. */
  hub = '';
  /** @type {string[]} */
  #bus = [];

  get url() {
    return `http://${HOST}:${this.port}`;
  }

  /** @param {number} count of nodes */
  async start(count) {
    mkdirSync(FOLDER, { recursive: true });
    this.port = await freePort();
    this.#bus = [
      '--publish-events',
      `tcp://${HOST}:${await freePort()}`,
      '--subscribe-events',
      `tcp://${HOST}:${await freePort()}`,
    ];
    this.hub = this.#folder('hub');
    this.#run('hub', this.hub, ['hub', '--host', HOST, '--port', String(this.port), ...this.#bus]);
    await until(async () => (await fetch(`${this.url}/status`).catch(() => null)) !== null, 'an answer of the hub');
    await Promise.all(Array.from({ length: count }, () => this.startNode()));
  }

  /**
   * @param {string} name
   * @returns {string}
   */
  #folder(name) {
    return mkdtempSync(join(this.scratch, `${name}-`));
  }

  /**
   * @param {string} log
   * @param {string} folder
   * @param {string[]} args
   */
  #run(log, folder, args) {
    const file = openSync(join(FOLDER, `${log}.log`), 'w');
    const java = [
      '-Xmx256m',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      join(FOLDER, 'lib/*'),
      'org.openqa.selenium.grid.Main',
      ...args,
    ];
    // Browsers keep their profiles in the folder for files of the moment.
    const child = spawn('java', java, {
      cwd: folder,
      stdio: ['ignore', file, file],
      detached: true,
      env: { ...process.env, TMPDIR: folder },
    });
    child.unref();
  }

  /**
   * @param {number} [port]
   * @returns {Promise<TestNode>} once the hub knows it
   */
  async startNode(port) {
    const taken = port ?? (await freePort());
    const node = { machine: `${HOST}:${taken}`, folder: this.#folder('node') };
    this.nodes.push(node);
    const stereotype = JSON.stringify({ browserName: 'chrome', 'goog:chromeOptions': { binary: chromium.path } });
    const config = join(node.folder, 'node.toml');
    writeFileSync(
      config,
      `[node]
detect-drivers = false
max-sessions = 1
register-cycle = 1
[[node.driver-configuration]]
display-name = "chrome"
max-sessions = 1
stereotype = '${stereotype}'
webdriver-executable = "${onPath('chromedriver')}"
`,
    );
    this.#run(`node-${taken}`, node.folder, [
      'node',
      '--host',
      HOST,
      '--port',
      String(taken),
      '--hub',
      this.url,
      ...this.#bus,
      '--config',
      config,
    ]);
    await until(
      async () => (await this.status()).some(({ machine, isUp }) => machine === node.machine && isUp),
      `node ${node.machine} at the hub`,
    );
    return node;
  }

  /** @returns {Promise<{ machine: string, isUp: boolean, sessions: string[] }[]>} */
  async status() {
    const response = await fetch(`${this.url}/status`).catch(() => null);
    const { value } = response === null ? { value: { nodes: [] } } : /** @type {any} */ (await response.json());
    return value.nodes.map((/** @type {any} */ { uri, availability, slots }) => ({
      machine: new URL(uri).host,
      isUp: availability === 'UP',
      sessions: slots.flatMap((/** @type {any} */ { session }) => (session ? [session.sessionId] : [])),
    }));
  }

  /** @returns {Promise<string[]>} ids of sessions on nodes that live */
  async sessions() {
    const alive = this.nodes.map(({ machine }) => machine);
    return (await this.status()).filter(({ machine }) => alive.includes(machine)).flatMap(({ sessions }) => sessions);
  }

  /**
   * Its JVM, driver and browser, at one blow.
   * @param {TestNode} node
   */
  killNode(node) {
    this.nodes = this.nodes.filter((one) => one !== node);
    sweep(node.folder);
  }

  killHub() {
    sweep(this.hub);
  }

  /** @returns {number} processes of browsers and drivers on nodes that live */
  get browsers() {
    return this.nodes.reduce((sum, { folder }) => sum + processesOf(folder).length - 1, 0);
  }

  stop() {
    sweep(this.scratch);
    rmSync(this.scratch, { recursive: true, force: true });
  }
}
