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
import { startServer } from './http-server.js';
import { ProtocolError } from '../words/problems.js';

/** @import { Session } from '../engines/contract.js' */

/** From its start until its page has asked for lines. */
const LOAD_LIMIT_MS = 45000;

const [name, path, pin = 'detected', folder] = process.argv.slice(2);
const engine = ENGINES.find((known) => known.name === name);
/** A folder for what the browser keeps; a browser on another machine has none here. */
const profile = engine?.choose ? null : (folder ?? mkdtempSync(join(tmpdir(), 'tollgate-browser-')));
if (profile !== null) {
  // Every process that is started from here on carries the mark, by which it can be found, and writes to this folder.
  process.env[MARK] = profile;
  process.env.TMPDIR = profile;
}

/** @type {Promise<Session> | undefined} */
let opening;
/** @type {Promise<void> | undefined} */
let closing;
let isEnding = false;
const ending = new AbortController();

/** Closes the session, once, whoever asks. Where it could not be opened, that has been reported. */
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

/** What may have crashed where the page is gone. */
const suspects = profile === null ? 'the tab, the browser or its machine' : 'the tab or the browser';

const channel = new Channel(
  (lines) => lines.split('\n').forEach((line) => (line.startsWith('hello ') ? sayHello(line) : say(line))),
  () => closing ?? end(`its page is gone: ${suspects} crashed`),
);

/**
 * What the page says of itself, and what is known of the browser.
 * @param {string} line
 */
async function sayHello(line) {
  const { verb, id, words } = parseLine(line);
  const session = await opening?.catch(() => null); // main() reports why it could not be opened
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
    // The agent gets the line as it is, and answers what is wrong with it.
  }
  channel.send(request);
}

/** Ends what was started also where whoever reads from this process is gone. */
function outliveReader() {
  [process.stdout, process.stderr].forEach((stream) => stream.on('error', () => end()));
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => end()));
}

/** Ends it all if the page does not load. */
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
    limitLoading(); // the start of a browser elsewhere has a limit of its own
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
