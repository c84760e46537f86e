/**
 * A process that speaks the line protocol on stdin and stdout. A time limit ends what hangs.
 */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Requests } from '../agent/requests.js';
import { EngineError } from '../words/problems.js';

/** @import { Answer } from '../agent/requests.js' */

const STDERR_KEPT = 2000;

export class LineProcess {
  #requests = new Requests(
    (line) => this.child.stdin.write(`${line}\n`),
    (_, why) => this.kill(why),
  );
  #stderr = '';
  /** How long it has to end when asked to. */
  quitLimitMs = 2000;
  /** @type {string | null} why it ended, once it has */
  ended = null;

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} [env]
   */
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
    try {
      this.#requests.take(line);
    } catch (error) {
      this.kill(`said something else than the protocol: ${/** @type {Error} */ (error).message}`);
    }
  }

  /** @param {string} why */
  #end(why) {
    if (this.ended !== null) {
      return;
    }
    const stderr = this.#stderr.trim();
    this.ended = stderr === '' ? why : `${why}: ${stderr.split('\n').slice(-3).join(' | ')}`;
    this.#requests.fail(this.ended);
    this.cleanUp();
  }

  /** What is left to do once it has ended, or is about to: nothing, if it is one process. */
  cleanUp() {}

  /**
   * @param {string} verb
   * @param {number} id no other request may be under way for it
   * @param {Record<string, string | number>} words
   * @param {number} limitMs after which the process is killed
   * @returns {Promise<Answer>}
   * @throws {EngineError}
   */
  async request(verb, id, words, limitMs) {
    if (this.ended !== null) {
      throw new EngineError('engine', this.ended, true);
    }
    return this.#requests.ask(verb, id, words, limitMs);
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
    if (this.ended !== null) {
      return; // it ended by itself, or was killed, which is never waited for
    }
    this.ended = 'quit';
    this.destroy();
    if (this.child.exitCode === null && this.child.signalCode === null && this.child.pid !== undefined) {
      await gone;
    }
    this.cleanUp();
  }
}
