/**
 * The agent inside a page: lines come as server-sent events and go as posts.
 * harness/web/driver.js is at the other end.
 */

import { startIsolate } from './browser-isolates.js';
import { serveLines } from './lines.js';

const channel = `/channel${location.search}`;

/** What browsers call themselves, by name; the first that is found. @type {[engine: string, pattern: RegExp][]} */
const NAMES = [
  ['firefox', /Firefox\/([\d.]+)/],
  ['chromium', /Chrome\/([\d.]+)/],
  ['webkit', /AppleWebKit\/([\d.]+)/],
];

/** @returns {Record<string, string | number>} */
function whatThisIs() {
  const [engine, version] = NAMES.flatMap(([name, pattern]) => {
    const found = pattern.exec(navigator.userAgent);
    return found ? [[name, found[1]]] : [];
  })[0] ?? ['browser', ''];
  return { engine, version, user_agent: navigator.userAgent, isolated: crossOriginIsolated ? 1 : 0 };
}

/** Lines leave in the order in which they are said. */
let said = Promise.resolve();

/** @param {string} text */
function say(text) {
  said = said.then(async () => {
    const { ok, status } = await fetch(channel, { method: 'POST', body: text });
    if (!ok) {
      throw new Error(`the server answered ${status}`);
    }
  });
}

const lines = new EventSource(channel);
const serve = serveLines({ isolate: startIsolate, say, facts: whatThisIs, quit: () => lines.close() });
lines.addEventListener('message', ({ data }) => serve(data));
