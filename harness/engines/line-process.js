/**
 * A process that speaks the line protocol on stdin and stdout: requests go
 * out, answers are matched by cell number, a time limit ends what hangs.
 */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { EngineError, formatLine, parseLine } from '../agent/line.js';

/** @import { Message } from '../agent/line.js' */

/** @typedef {{ resolve: (answer: Message & { curve: Message[] }) => void, reject: (error: Error) => void, curve: Message[] }} Waiting */

const STDERR_KEPT = 2000;

export class LineProcess {
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  #stderr = '';
  /** How long it has to end when asked to. */
  quitLimitMs = 2000;
  /** @type {string | null} why it ended, once it has */
  ended = null;

  /** @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
  constructor(command, args, env = process.env) {
    this.command = command;
    // In a process group of its own, so that Ctrl-C reaches bench alone, which ends it; and if
    // bench is killed, the end of stdin ends it.
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true, env });
    this.child.on('error', (error) => this.#end(`cannot start ${command}: ${error.message}`));
    this.child.on('close', (code, signal) => this.#end(`ended with ${signal ?? `exit code ${code}`}`));
    this.child.stdin.on('error', () => {}); // a broken pipe: `exit` tells more
    this.child.stderr.on('data', (data) => {
      this.#stderr = (this.#stderr + data).slice(-STDERR_KEPT);
    });
    createInterface({ input: this.child.stdout }).on('line', (line) => this.#take(line));
  }

  /** @param {string} line */
  #take(line) {
    let message;
    try {
      message = parseLine(line);
    } catch (error) {
      this.kill(`said something else than the protocol: ${/** @type {Error} */ (error).message}`);
      return;
    }
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

  /** @param {string} why */
  #end(why) {
    if (this.ended !== null) {
      return;
    }
    const stderr = this.#stderr.trim();
    this.ended = stderr === '' ? why : `${why}: ${stderr.split('\n').slice(-3).join(' | ')}`;
    for (const { reject } of this.#waiting.values()) {
      reject(new EngineError('engine', this.ended));
    }
    this.#waiting.clear();
    this.cleanUp();
  }

  /** What is left to do once it has ended, or is about to: nothing, if it is one process. */
  cleanUp() {}

  /**
   * @param {string} verb
   * @param {number} id no other request may be under way for it
   * @param {Record<string, string | number>} words
   * @param {number} limitMs after which the process is killed
   * @returns {Promise<Message & { curve: Message[] }>}
   * @throws {EngineError}
   */
  request(verb, id, words, limitMs) {
    return new Promise((resolve, reject) => {
      if (this.ended !== null) {
        reject(new EngineError('engine', this.ended, true));
        return;
      }
      const timer = setTimeout(() => this.kill(`no answer to "${verb}" within ${limitMs / 1000} s`), limitMs);
      /** @template T @param {(value: T) => void} then @returns {(value: T) => void} */
      const settle = (then) => (value) => {
        clearTimeout(timer);
        then(value);
      };
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject), curve: [] });
      this.child.stdin.write(`${formatLine(verb, id, words)}\n`);
    });
  }

  /** @param {string} why */
  kill(why) {
    this.destroy();
    this.#end(why);
  }

  destroy() {
    this.child.kill('SIGKILL');
  }

  /** Asks it to end, and makes it end. */
  async quit() {
    if (this.ended !== null) {
      return;
    }
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    await this.request('quit', 0, {}, this.quitLimitMs).catch(() => {});
    this.ended ??= 'quit';
    this.destroy();
    if (this.child.exitCode === null && this.child.signalCode === null && this.child.pid !== undefined) {
      await gone;
    }
    this.cleanUp();
  }
}
