/**
 * Browsers elsewhere, by WebDriver: `webdriver:https://host/wd/hub?browserName=firefox`. Where a
 * Selenium Grid answers, it has a session on each of its machines, which are measured at the same
 * time; any other remote end is one machine.
 *
 * In the query: `browserName`, any other capability that is text (`browserVersion`,
 * `platformName`), `sessions` (how many machines at a time; 0, the default: as many as there
 * are), and `page`, the name or address by which those machines reach this one (127.0.0.1).
 */

import { hostname } from 'node:os';
import { UsageError } from '../plan/options.js';
import { RemoteProcess } from './browser-process.js';
import { FLAGS } from './chromium.js';
import { flagsOf } from './v8.js';

/** @import { EngineChoice } from '../plan/options.js' */
/** @import { Engine } from './engines.js' */

const STATUS_LIMIT_MS = 10000;
const OPEN_LIMIT_MS = 120000;
/** A session that has just ended leaves its place a little later. */
const FREE_LIMIT_MS = 10000;
/** How often a remote end is asked whether the session is still there: some end sessions that nobody talks to. */
const ALIVE_EVERY_MS = 10000;

/** Names of this project, by those of WebDriver. @type {Record<string, string>} */
const NAMES = { chrome: 'chromium', chromium: 'chromium', firefox: 'firefox', MicrosoftEdge: 'edge', safari: 'safari', MiniBrowser: 'webkit' };

const FORM = 'webdriver:http(s)://host[:port]/path?browserName=firefox';

/**
 * @typedef {object} Remote
 * @property {string} server its URL without the query
 * @property {Record<string, string>} capabilities
 * @property {number} sessions 0: as many as there are machines
 * @property {string} page
 */

/** @param {string} text @returns {Remote} @throws {UsageError} */
export function parseRemote(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(`ENGINES: "webdriver:${text}" is no URL of a remote end; allowed: ${FORM}`);
  }
  const { sessions = '0', page = '127.0.0.1', ...capabilities } = Object.fromEntries(url.searchParams);
  if (!Object.hasOwn(NAMES, capabilities.browserName ?? '')) {
    throw new UsageError(`ENGINES: "webdriver:${text}": browserName is "${capabilities.browserName ?? ''}"; known: ${Object.keys(NAMES).join(' ')}`);
  }
  if (!/^\d{1,2}$/.test(sessions)) {
    throw new UsageError(`ENGINES: "webdriver:${text}": sessions is "${sessions}"; give a whole number up to 99, 0 for as many as there are machines`);
  }
  url.search = '';
  return { server: url.href.replace(/\/$/, ''), capabilities, sessions: Number(sessions), page };
}

/**
 * @typedef {{ uri: string, isUp: boolean, browsers: string[], free: string[], sessions: string[] }} GridNode browsers: one a slot
 *
 * @param {string} server
 * @returns {Promise<GridNode[]>} none where it is no grid
 * @throws {Error} if nobody answers
 */
async function nodesOf(server) {
  const response = await fetch(`${server}/status`, { signal: AbortSignal.timeout(STATUS_LIMIT_MS) });
  const { value } = /** @type {any} */ (await response.json());
  return (value?.nodes ?? []).map((/** @type {any} */ { externalUri, uri, availability = 'UP', slots = [] }) => ({
    uri: externalUri ?? uri,
    isUp: availability === 'UP',
    browsers: slots.map((/** @type {any} */ { stereotype }) => stereotype?.browserName),
    free: slots.filter((/** @type {any} */ { session }) => !session).map((/** @type {any} */ { stereotype }) => stereotype?.browserName),
    sessions: slots.flatMap((/** @type {any} */ { session }) => (session ? [session.sessionId] : [])),
  }));
}

/** @param {Remote} remote @param {string} session its id @returns {Promise<string>} host and port of the machine that it is on */
async function machineOf({ server }, session) {
  const node = (await nodesOf(server)).find(({ sessions }) => sessions.includes(session));
  return new URL(node?.uri ?? server).host;
}

/**
 * A grid lets those who want a session wait for minutes, also where no machine is left that could have it.
 * @param {Remote} remote
 * @throws {Error} if none is free for a while
 */
async function waitForMachine({ server, capabilities: { browserName } }) {
  for (const end = Date.now() + FREE_LIMIT_MS; ; ) {
    const nodes = await nodesOf(server);
    if (nodes.length === 0 || nodes.some(({ isUp, free }) => isUp && free.includes(browserName))) {
      return;
    }
    if (Date.now() > end) {
      throw new Error(`no machine of the grid had a free "${browserName}" within ${FREE_LIMIT_MS / 1000} s; there are ${nodes.length}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** @param {string} name of the engine @param {string} pin @returns {Record<string, any>} */
function vendorCapabilities(name, pin) {
  if (name === 'chromium') {
    // Containers seldom have what its sandbox needs, and it sees one page, which is ours.
    return { 'goog:chromeOptions': { args: [...FLAGS, '--no-sandbox', `--js-flags=${flagsOf(pin).join(' ')}`] } };
  }
  return name === 'firefox' ? { 'moz:firefoxOptions': { args: ['-headless'], prefs: CLOCK } } : {};
}

/** As in firefox.js: its clock would go in steps of 20 us. */
const CLOCK = { 'privacy.reduceTimerPrecision': false, 'privacy.reduceTimerPrecision.unconditional': false };

/**
 * @template T
 * @param {Promise<T>} step
 * @param {number} limitMs
 * @param {string} what
 * @returns {Promise<T>}
 */
async function within(step, limitMs, what) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await /** @type {Promise<T>} */ (Promise.race([step, late]));
  } finally {
    clearTimeout(timer);
  }
}

/** @param {import('selenium-webdriver').WebDriver} driver @returns {Promise<string>} why it ended, once it has */
function endOf(driver) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      driver.getTitle().catch((error) => {
        clearInterval(timer);
        resolve(`the session ended: ${error.message.split('\n')[0]}`);
      });
    }, ALIVE_EVERY_MS);
    timer.unref();
  });
}

/** @type {Engine} */
export const webdriver = {
  name: 'webdriver',
  path: null,
  hint: `give ENGINES=${FORM}`,
  hosts: ['javascript', 'page'],
  usual: false,
  pins: ['detected'],
  choose: (path) => {
    const name = NAMES[parseRemote(path).capabilities.browserName];
    return { name, path, kind: 'webdriver', hosts: ['javascript', 'page'], seat: `${name} at ${path}`, lane: path };
  },
  spread: async (choice) => {
    const { server, capabilities, sessions } = parseRemote(choice.path);
    const nodes = await nodesOf(server).catch((error) => {
      throw new UsageError(`ENGINES: "webdriver:${choice.path}": nobody answers ${server}/status: ${error.cause?.message ?? error.message}`);
    });
    const fitting = nodes.filter(({ isUp, browsers }) => isUp && browsers.includes(capabilities.browserName)).length;
    if (nodes.length > 0 && fitting === 0) {
      throw new UsageError(`ENGINES: "webdriver:${choice.path}": the grid has no "${capabilities.browserName}"; it has ${[...new Set(nodes.flatMap(({ browsers }) => browsers))].join(' ')}`);
    }
    const count = sessions > 0 ? sessions : Math.max(1, fitting);
    return Array.from({ length: count }, (_, i) => ({ ...choice, seat: `${choice.seat} #${i + 1}`, lane: `${choice.lane} #${i + 1}` }));
  },
  start: (path, pin) => new RemoteProcess('webdriver', path, pin),
  page: (path) => ({ host: parseRemote(path).page }),
  open: async ({ path, pin, url }) => {
    const remote = parseRemote(path);
    const { server, capabilities } = remote;
    const { Builder } = await import('selenium-webdriver'); // large, and hardly ever wanted
    const wanted = { ...capabilities, ...vendorCapabilities(NAMES[capabilities.browserName], pin) };
    await waitForMachine(remote);
    const driver = new Builder().usingServer(server).withCapabilities(wanted).build();
    const session = await within(driver.getSession(), OPEN_LIMIT_MS, 'a session');
    const close = async () => {
      await within(driver.quit(), STATUS_LIMIT_MS, 'ending the session').catch((/** @type {Error} */ error) => process.stderr.write(`${error.message}\n`));
    };
    try {
      const machine = await machineOf(remote, session.getId());
      await within(driver.get(url), OPEN_LIMIT_MS, 'loading the page');
      const version = session.getCapabilities().get('browserVersion') ?? '';
      return { facts: { version, machine, driven_from: hostname() }, ended: endOf(driver), close };
    } catch (error) {
      await close();
      throw error;
    }
  },
  isTop: () => false, // nobody says with which flags it was started
  agrees: () => true,
};
