/**
 * Browsers elsewhere, by WebDriver: `webdriver:https://host/wd/hub?browserName=firefox`. Where a
 * Selenium Grid answers, it has a session on each of its machines, which are measured at the same
 * time; any other remote end is one machine.
 *
 * In the query: `browserName`, any other capability that is text (`browserVersion`,
 * `platformName`, one that the grid's machines were given to tell them apart), `sessions` (how many
 * machines at a time; 0, the default: as many as there are), and `page`, the name or address by
 * which those machines reach this one (127.0.0.1). A run adds `machines`, how many it found.
 */

import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { RemoteProcess } from './browser-process.js';
import { FLAGS } from './chromium.js';
import { PREFERENCES } from './firefox.js';
import { STATUS_LIMIT_MS, fitting, machineOf, nodesOf, waitUntilFree } from './grid.js';
import { flagsOf, isTop } from './v8.js';
import { UsageError } from '../words/problems.js';

/** @import { EngineChoice } from '../plan/options.js' */
/** @import { Engine } from './engines.js' */
/** @import { Remote } from './grid.js' */

/**
 * What a session may take until its page is there, step by step; with those of grid.js they are less than
 * `hello` may take (engines.js).
 */
const LIMITS_MS = { session: 90000, page: 30000, end: 10000 };
/** How often a remote end is asked whether the session is still there: some end sessions that nobody talks to. */
const ALIVE_EVERY_MS = 10000;
/** So often it may fail to answer, one time after the other. */
const SILENCES = 3;

/**
 * Names of this project, by those of WebDriver.
 * @type {Record<string, string>}
 */
const NAMES = {
  chrome: 'chromium',
  chromium: 'chromium',
  firefox: 'firefox',
  MicrosoftEdge: 'edge',
  safari: 'safari',
  MiniBrowser: 'webkit',
};

const FORM = 'webdriver:http(s)://host[:port]/path?browserName=firefox';

/**
 * @param {string} text
 * @returns {Remote}
 * @throws {UsageError}
 */
export function parseRemote(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(`ENGINES: "webdriver:${text}" is no URL of a remote end; allowed: ${FORM}`);
  }
  const { sessions = '0', machines = '0', page = '127.0.0.1', ...capabilities } = Object.fromEntries(url.searchParams);
  if (!Object.hasOwn(NAMES, capabilities.browserName ?? '')) {
    throw new UsageError(
      `ENGINES: "webdriver:${text}": browserName is "${capabilities.browserName ?? ''}"; ` +
        `known: ${Object.keys(NAMES).join(' ')}`,
    );
  }
  const count = [
    ['sessions', sessions],
    ['machines', machines],
  ].find(([, value]) => !/^\d{1,2}$/.test(value));
  if (count !== undefined) {
    throw new UsageError(
      `ENGINES: "webdriver:${text}": ${count[0]} is "${count[1]}"; ` +
        'give a whole number up to 99, 0 for as many as there are machines',
    );
  }
  const machine = decodeURIComponent(url.hash.slice(1));
  url.search = '';
  url.hash = '';
  return {
    server: url.href.replace(/\/$/, ''),
    capabilities,
    sessions: Number(sessions),
    machines: Number(machines),
    page,
    machine,
  };
}

/**
 * @param {string} name of the engine
 * @param {string} pin
 * @returns {Record<string, any>}
 */
function vendorCapabilities(name, pin) {
  // Whether it runs for root there, whom its sandbox refuses, nobody can know here.
  const args = [...FLAGS, '--no-sandbox', `--js-flags=${flagsOf(pin).join(' ')}`];
  const options = {
    chromium: { 'goog:chromeOptions': { args } },
    edge: { 'ms:edgeOptions': { args } },
    firefox: { 'moz:firefoxOptions': { args: ['-headless'], prefs: PREFERENCES } },
  };
  return options[/** @type {keyof typeof options} */ (name)] ?? {};
}

/**
 * @template T
 * @param {Promise<T>} step
 * @param {number} limitMs
 * @param {string} what
 * @returns {Promise<T>}
 * @throws {Error} that names it, if it is not over by then
 */
export async function within(step, limitMs, what) {
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

/**
 * @param {unknown} error
 * @returns {string}
 */
const firstLine = (error) => /** @type {Error} */ (error).message.split('\n')[0];

/**
 * Asks for what the driver itself knows, so that the page is left in peace.
 * @param {import('selenium-webdriver').WebDriver} driver
 * @returns {Promise<string>} why the session ended, once it has
 */
async function endOf(driver) {
  for (let silences = 0; ;) {
    await sleep(ALIVE_EVERY_MS);
    try {
      await within(driver.manage().getTimeouts(), STATUS_LIMIT_MS, 'an answer');
      silences = 0;
    } catch (error) {
      silences++;
      if (/** @type {Error} */ (error).name === 'NoSuchSessionError' || silences === SILENCES) {
        return `the session ended: ${firstLine(error)}`;
      }
    }
  }
}

/**
 * @param {string} host
 * @returns {Promise<void>}
 * @throws {Error} if it is no name or address of this machine
 */
function checkPage(host) {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, host, () => server.close(() => resolve()));
  });
}

/**
 * @param {Remote} remote
 * @param {string} pin
 */
async function openSession({ server, capabilities }, pin) {
  const { Builder } = await import('selenium-webdriver'); // large, and hardly ever wanted
  const timeouts = { pageLoad: LIMITS_MS.page };
  const wanted = { ...capabilities, timeouts, ...vendorCapabilities(NAMES[capabilities.browserName], pin) };
  const driver = new Builder().disableEnvironmentOverrides().usingServer(server).withCapabilities(wanted).build();
  return { driver, session: await within(driver.getSession(), LIMITS_MS.session, `beginning a session at ${server}`) };
}

/** @type {Engine} */
export const webdriver = {
  name: 'webdriver',
  path: null,
  hint: `give ENGINES=${FORM}`,
  hosts: ['javascript', 'page'],
  usual: false,
  pins: ['detected'],
  choose: (text) => {
    const [path] = text.split('#');
    const name = NAMES[parseRemote(path).capabilities.browserName];
    return { name, path, kind: 'webdriver', hosts: webdriver.hosts, seat: `${name} at ${path}`, lane: path };
  },
  spread: async (choice) => {
    const remote = parseRemote(choice.path);
    const { server, capabilities, sessions, machines, page } = remote;
    const wrong = (/** @type {string} */ what) => new UsageError(`ENGINES: "webdriver:${choice.path}": ${what}`);
    await checkPage(page).catch((error) => {
      throw wrong(`page is "${page}", which is no name or address of this machine: ${error.message}`);
    });
    const nodes = await nodesOf(server).catch((error) => {
      throw wrong(`nobody answers ${server}/status: ${error.cause?.message || error.cause?.code || error.message}`);
    });
    const able = fitting(nodes, remote).length;
    if (nodes.length > 0 && able === 0) {
      const offers = nodes.flatMap(({ slots }) => slots.map(({ stereotype }) => stereotype.browserName));
      throw wrong(
        `no machine of the grid has ${Object.values(capabilities).join(' ')}; ` +
          `they have ${[...new Set(offers)].join(' ')}`,
      );
    }
    const count = sessions || machines || Math.max(1, able);
    // A resumed run has the same seats, whatever became of the machines.
    const path = sessions || machines ? choice.path : `${choice.path}&machines=${count}`;
    return Array.from({ length: count }, (_, i) => ({
      ...choice,
      path,
      seat: `${choice.name} at ${path} #${i + 1}`,
      lane: `${path} #${i + 1}`,
    }));
  },
  pathOn: (path, machine) => `${path}#${encodeURIComponent(machine)}`,
  start: (path, pin) => new RemoteProcess('webdriver', path, pin),
  page: (path) => ({ host: parseRemote(path).page }),
  open: async ({ path, pin, url, signal }) => {
    const remote = parseRemote(path);
    await waitUntilFree(remote, signal);
    signal.throwIfAborted();
    const { driver, session } = await openSession(remote, pin);
    const close = () =>
      within(driver.quit(), LIMITS_MS.end, 'it').catch((error) => {
        process.stderr.write(`the session did not end: ${firstLine(error)}\n`);
      });
    try {
      const machine = await machineOf(remote, session.getId());
      await within(driver.get(url), 2 * LIMITS_MS.page, 'it').catch((error) => {
        throw new Error(
          `${machine} did not load ${new URL(url).origin}: ${firstLine(error)}; ` +
            'page= gives the name by which it reaches this machine',
        );
      });
      const version = session.getCapabilities().get('browserVersion') ?? '';
      return { facts: { version, machine, driven_from: hostname() }, ended: endOf(driver), close };
    } catch (error) {
      await close();
      throw error;
    }
  },
  isTop,
  agrees: () => true,
};
