/**
 * The engine that shows this page, as harness/methods/rounds/rounds.js wants one: each cell in an isolate of its own.
 */

import { browserFacts } from '../../../agent/browser-facts.js';
import { startIsolate } from '../../../agent/browser-isolates.js';
import { measureClock } from '../../../agent/clock.js';
import { serveLines } from '../../../agent/line-server.js';
import { Requests } from '../../../agent/requests.js';

/** @import { Events } from '../../../agent/line-server.js' */
/** @import { Connection } from '../../../agent/requests.js' */

/** @returns {Connection & { endAll: () => void }} */
export function startEngine() {
  /** @type {Map<number, Events>} */
  const events = new Map();
  const requests = new Requests(
    (line) => serve(line),
    (id, why) => events.get(id)?.fail(why),
  );
  const serve = serveLines({
    isolate: (open, own) => {
      events.set(open.id, own);
      return startIsolate(open, own);
    },
    say: (lines) => lines.split('\n').forEach((line) => requests.take(line)),
    facts: browserFacts,
    quit: () => {},
  });
  return {
    request: (...request) => requests.ask(...request),
    clockStepNs: measureClock().stepNs,
    isTop: () => false,
    agrees: () => true,
    endAll: () => events.forEach(({ fail }) => fail('stopped')),
  };
}
