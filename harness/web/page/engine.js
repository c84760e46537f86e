/**
 * The engine that shows this page, as harness/measure/group.js wants one: requests go to isolates of
 * their own, answers are matched by number.
 */

import { startIsolate } from '../../agent/browser-isolates.js';
import { measureClock } from '../../agent/clock.js';
import { EngineError, formatLine, parseLine } from '../../agent/line.js';
import { serveLines } from '../../agent/lines.js';

/** @import { Message } from '../../agent/line.js' */
/** @import { Events } from '../../agent/lines.js' */
/** @import { Connection } from '../../measure/group.js' */

/** @typedef {{ resolve: (answer: Message & { curve: Message[] }) => void, reject: (error: Error) => void, curve: Message[] }} Waiting */

/** @returns {Connection & { endAll: () => void }} */
export function startEngine() {
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  /** @type {Map<number, Events>} */
  const events = new Map();

  /** @param {string} line */
  function take(line) {
    const message = parseLine(line);
    const asked = waiting.get(message.id);
    if (!asked) {
      return;
    }
    if (message.verb === 'curve') {
      asked.curve.push(message);
      return;
    }
    waiting.delete(message.id);
    if (message.verb === 'error') {
      asked.reject(new EngineError(message.words.stage ?? 'engine', message.words.message ?? ''));
    } else {
      asked.resolve({ ...message, curve: asked.curve });
    }
  }

  const serve = serveLines({
    isolate: (open, own) => {
      events.set(open.id, own);
      return startIsolate(open, own);
    },
    say: (lines) => lines.split('\n').forEach(take),
    facts: () => ({}),
    quit: () => {},
  });

  /** @type {Connection['request']} */
  const request = (verb, id, words, limitMs) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => events.get(id)?.fail(`no answer to "${verb}" within ${limitMs / 1000} s`), limitMs);
      /** @template T @param {(value: T) => void} then @returns {(value: T) => void} */
      const settle = (then) => (value) => {
        clearTimeout(timer);
        then(value);
      };
      waiting.set(id, { resolve: settle(resolve), reject: settle(reject), curve: [] });
      serve(formatLine(verb, id, words));
    });

  return {
    request,
    clockStepNs: measureClock().stepNs,
    isTop: () => false,
    agrees: () => true,
    endAll: () => events.forEach(({ fail }) => fail('stopped')),
  };
}
