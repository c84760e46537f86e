/**
 * The agent's part of the line protocol (docs/PROTOCOL.md) outside the isolates: gives each cell
 * one of its own, so that no cell sees another's type feedback, and passes lines through.
 */

import { measureClock } from './clock.js';
import { FEATURES, has } from './features.js';
import { formatLine, parseLine } from '../words/line.js';
import { ProtocolError } from '../words/problems.js';

/** @import { Message } from '../words/line.js' */

/**
 * @typedef {object} Isolate
 * @property {(request: Message) => void} post
 * @property {() => void} end
 *
 * @typedef {object} Events of an isolate
 * @property {(lines: string) => void} say
 * @property {(message: string) => void} fail it ended, or could not begin
 *
 * @typedef {object} Engine what engines do differently
 * @property {(open: Message, events: Events) => Isolate} isolate a fresh one, for the cell that is to be opened
 * @property {(text: string) => void} say
 * @property {() => Record<string, string | number>} facts what it says of itself
 * @property {() => void} quit
 */

/** @returns {string} what WebAssembly can do here, by the names of features.js */
const features = () =>
  Object.entries(FEATURES)
    .filter(([, feature]) => has(feature))
    .map(([name]) => name)
    .join(' ');

/**
 * @param {Engine} engine
 * @returns {(line: string) => void} to be called with each line
 */
export function serveLines({ isolate, say, facts, quit }) {
  /** @type {Map<number, Isolate>} */
  const isolates = new Map();
  const error = (/** @type {number} */ id, /** @type {string} */ stage, /** @type {string} */ message) =>
    say(formatLine('error', id, { stage, message }));

  /** @param {number} id */
  function end(id) {
    isolates.get(id)?.end();
    isolates.delete(id);
  }

  /** @param {Message} open */
  function begin(open) {
    const { id } = open;
    const begun = isolate(open, {
      say: (lines) => {
        say(lines);
        if (/^(closed|error) /.test(lines)) {
          end(id);
        }
      },
      fail: (message) => {
        if (isolates.get(id) === begun) {
          end(id);
          error(id, 'engine', message);
        }
      },
    });
    isolates.set(id, begun);
    return begun;
  }

  function hello() {
    const { stepNs, costNs } = measureClock();
    say(
      formatLine('hello', 0, {
        ...facts(),
        features: features(),
        clock_step_ns: stepNs.toFixed(1),
        clock_cost_ns: costNs.toFixed(1),
      }),
    );
  }

  /** @param {Message} request */
  function serve(request) {
    const { verb, id } = request;
    if (verb === 'hello') {
      hello();
    } else if (verb === 'quit') {
      say(formatLine('quit', 0));
      quit();
    } else if (verb === 'open' && isolates.has(id)) {
      error(id, 'load', 'a cell of this number is open already');
    } else {
      const found = verb === 'open' ? begin(request) : isolates.get(id);
      if (found) {
        found.post(request);
      } else {
        error(id, 'engine', `cell ${id} is not open`);
      }
    }
  }

  return (line) => {
    try {
      serve(parseLine(line));
    } catch (problem) {
      if (!(problem instanceof ProtocolError)) {
        throw problem;
      }
      error(problem.id, 'engine', problem.message);
    }
  };
}
