/**
 * The asking end of the line protocol: requests go out, answers are matched by number, and each has
 * a time limit. How lines travel is the caller's.
 */

import { formatLine, parseLine } from '../words/line.js';
import { EngineError } from '../words/problems.js';

/** @import { Message } from '../words/line.js' */

/**
 * @typedef {Message & { curve: Message[] }} Answer
 *
 * @typedef {(verb: string, id: number, words: Record<string, string | number>, limitMs: number) => Promise<Answer>} Ask
 *
 * @typedef {object} Connection to an engine that runs
 * @property {Ask} request
 * @property {number} clockStepNs
 * @property {(tier: string) => boolean} isTop whether more calls cannot bring code in that tier further
 * @property {(tier: string) => boolean} agrees whether that is the tier in which its code is held
 *
 * @typedef {{ resolve: (answer: Answer) => void, reject: (error: Error) => void, curve: Message[] }} Waiting
 */

export class Requests {
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();

  /**
   * @param {(line: string) => void} send without its newline
   * @param {(id: number, why: string) => void} onLate a request had no answer in time; it still waits, for one or for
   *   `fail`
   */
  constructor(send, onLate) {
    this.send = send;
    this.onLate = onLate;
  }

  /**
   * @param {string} verb
   * @param {number} id no other request may be under way for it
   * @param {Record<string, string | number>} words
   * @param {number} limitMs
   * @returns {Promise<Answer>}
   * @throws {EngineError}
   */
  ask(verb, id, words, limitMs) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.onLate(id, `no answer to "${verb}" within ${limitMs / 1000} s`), limitMs);
      /**
       * @template T
       * @param {(value: T) => void} then
       * @returns {(value: T) => void}
       */
      const settle = (then) => (value) => {
        clearTimeout(timer);
        then(value);
      };
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject), curve: [] });
      this.send(formatLine(verb, id, words));
    });
  }

  /**
   * @param {string} line that came in
   * @throws {import('../words/problems.js').ProtocolError}
   */
  take(line) {
    const message = parseLine(line);
    const waiting = this.#waiting.get(message.id);
    if (!waiting) {
      return;
    }
    if (message.verb === 'curve') {
      waiting.curve.push(message);
      return;
    }
    this.#waiting.delete(message.id);
    if (message.verb === 'error') {
      waiting.reject(new EngineError(message.words.stage ?? 'engine', message.words.message ?? ''));
    } else {
      waiting.resolve({ ...message, curve: waiting.curve });
    }
  }

  /** @param {string} why no answer will come any more */
  fail(why) {
    this.#waiting.forEach(({ reject }) => reject(new EngineError('engine', why)));
    this.#waiting.clear();
  }
}
