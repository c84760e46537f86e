/**
 * The agent inside a page: lines come as server-sent events and go as posts.
 * harness/web/driver.js is at the other end.
 */

import { browserFacts } from './browser-facts.js';
import { startIsolate } from './browser-isolates.js';
import { serveLines } from './line-server.js';

const channel = `/channel${location.search}`;

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
const serve = serveLines({ isolate: startIsolate, say, facts: browserFacts, quit: () => lines.close() });
lines.addEventListener('message', ({ data }) => serve(data));
