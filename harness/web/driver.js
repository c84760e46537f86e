/**
 * A browser that speaks the line protocol on stdin and stdout, as the other agents do:
 *
 *   printf 'hello 0\nquit 0\n' | node harness/web/driver.js chromium /path/to/chromium detected
 *
 * It serves the agent's page, starts the browser on it, and passes lines on. In a request that
 * opens a cell, files become paths that the page may ask the server for.
 */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { formatLine, parseLine } from '../words/line.js';
import { ENGINES } from '../engines/engines.js';
import { MARK, sweep } from '../engines/leftovers.js';
import { Channel } from './channel.js';
import { urlPath } from './files.js';
import { startServer } from './server.js';
import { ProtocolError } from '../words/problems.js';

/** @import { Session } from '../engines/engines.js' */

/** From its start until its page has asked for lines. */
const LOAD_LIMIT_MS = 45000;

const [name, path, pin = 'detected', folder] = process.argv.slice(2);
const engine = ENGINES.find((known) => known.name === name);
/** Of a browser elsewhere nothing lies here. */
const profile = engine?.choose ? null : (folder ?? mkdtempSync(join(tmpdir(), 'tollgate-browser-')));
if (profile !== null) {
  // All that is started from here on can be found by it, and keeps what it writes in it.
  process.env[MARK] = profile;
  process.env.TMPDIR = profile;
}

/** @type {Promise<Session> | undefined} */
let opening;
/** @type {Promise<void> | undefined} */
let closing;
let isEnding = false;
const ending = new AbortController();

/** Once, whoever asks. Why a session could not be opened has been said. */
const close = () =>
  (closing ??= (opening ?? Promise.reject()).then(
    (session) => session.close(),
    () => {},
  ));

/**
 * Ends with all that was started.
 * @param {string} [why] what went wrong
 */
async function end(why) {
  if (isEnding) {
    return;
  }
  isEnding = true;
  ending.abort();
  if (why !== undefined) {
    process.stderr.write(`${why}\n`);
  }
  await close();
  if (profile !== null) {
    sweep(profile);
  }
  process.exit(why === undefined ? 0 : 1);
}

const say = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

const channel = new Channel(
  (lines) => lines.split('\n').forEach((line) => (line.startsWith('hello ') ? sayHello(line) : say(line))),
  () =>
    closing ??
    end(
      `its page is gone: ${profile === null ? 'the tab, the browser or its machine' : 'the tab or the browser'} crashed`,
    ),
);

/**
 * What the page says of itself, and what is known of the browser.
 * @param {string} line
 */
async function sayHello(line) {
  const { verb, id, words } = parseLine(line);
  const session = await opening?.catch(() => null); // why not, is said where it is opened
  if (session) {
    say(formatLine(verb, id, { ...words, ...session.facts }));
  }
}

/**
 * @param {string} line a request
 * @returns {string} with paths that the page can ask for
 */
function forPage(line) {
  if (!line.startsWith('open ')) {
    return line;
  }
  const { verb, id, words } = parseLine(line);
  const { source, reference } = words;
  return formatLine(verb, id, {
    ...words,
    ...(source !== undefined && { source: urlPath(source) }),
    ...(reference !== undefined && { reference: channel.share(reference) }),
  });
}

/** @param {string} line a request */
async function pass(line) {
  if (line.startsWith('quit ')) {
    await close();
    say('quit 0');
    await end();
    return;
  }
  let request = line;
  try {
    request = forPage(line);
  } catch (error) {
    if (!(error instanceof ProtocolError)) {
      throw error;
    }
    // The agent says what is wrong with it.
  }
  channel.send(request);
}

/** Whoever reads this may be gone; what was started is ended all the same. */
function outliveReader() {
  [process.stdout, process.stderr].forEach((stream) => stream.on('error', () => end()));
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => end()));
}

/** How long its page may take is known by those that are elsewhere themselves. */
function limitLoading() {
  setTimeout(
    () => channel.isOpen || end(`its page did not load within ${LOAD_LIMIT_MS / 1000} s`),
    LOAD_LIMIT_MS,
  ).unref();
}

async function main() {
  if (engine?.open === undefined) {
    throw new Error(`"${name}" is no browser`);
  }
  outliveReader();
  const server = await startServer(channel.routes, engine.page?.(path));
  createInterface({ input: process.stdin })
    .on('line', pass)
    .on('close', () => end());
  if (profile !== null) {
    limitLoading();
  }
  const url = `${server.origin}/harness/web/agent.html${channel.query}`;
  opening = engine.open({ path, pin, profile: profile ?? '', url, signal: ending.signal });
  const { ended } = await opening;
  if (profile === null) {
    limitLoading();
  }
  end(await ended);
}

await main().catch((error) => end(/** @type {Error} */ (error).message));
