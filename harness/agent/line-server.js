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

/** Serves one engine: the isolates of its open cells, by their numbers. */
class LineServer {
  /** @type {Map<number, Isolate>} */
  #isolates = new Map();

  /** @param {Engine} engine */
  constructor(engine) {
    this.engine = engine;
  }

  /**
   * @param {number} id
   * @param {string} stage
   * @param {string} message
   */
  #sayError(id, stage, message) {
    this.engine.say(formatLine('error', id, { stage, message }));
  }

  /** @param {number} id */
  #end(id) {
    this.#isolates.get(id)?.end();
    this.#isolates.delete(id);
  }

  /** @param {Message} open */
  #begin(open) {
    const { id } = open;
    const begun = this.engine.isolate(open, {
      say: (lines) => {
        this.engine.say(lines);
        if (/^(closed|error) /.test(lines)) {
          this.#end(id);
        }
      },
      fail: (message) => {
        if (this.#isolates.get(id) === begun) {
          this.#end(id);
          this.#sayError(id, 'engine', message);
        }
      },
    });
    this.#isolates.set(id, begun);
    return begun;
  }

  #hello() {
    const { stepNs, costNs } = measureClock();
    const clock = { clock_step_ns: stepNs.toFixed(1), clock_cost_ns: costNs.toFixed(1) };
    this.engine.say(formatLine('hello', 0, { ...this.engine.facts(), features: features(), ...clock }));
  }

  /** @param {Message} request */
  #pass(request) {
    const { verb, id } = request;
    const found = verb === 'open' ? this.#begin(request) : this.#isolates.get(id);
    if (found) {
      found.post(request);
    } else {
      this.#sayError(id, 'engine', `cell ${id} is not open`);
    }
  }

  /** @param {Message} request */
  #serve(request) {
    const { verb, id } = request;
    if (verb === 'hello') {
      this.#hello();
    } else if (verb === 'quit') {
      this.engine.say(formatLine('quit', 0));
      this.engine.quit();
    } else if (verb === 'open' && this.#isolates.has(id)) {
      this.#sayError(id, 'load', 'a cell of this number is open already');
    } else {
      this.#pass(request);
    }
  }

  /** @param {string} line */
  take(line) {
    try {
      this.#serve(parseLine(line));
    } catch (problem) {
      if (!(problem instanceof ProtocolError)) {
        throw problem;
      }
      this.#sayError(problem.id, 'engine', problem.message);
    }
  }
}

/**
 * @param {Engine} engine
 * @returns {(line: string) => void} to be called with each line
 */
export function serveLines(engine) {
  const server = new LineServer(engine);
  return (line) => server.take(line);
}
