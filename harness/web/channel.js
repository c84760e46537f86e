/**
 * The line protocol between this process and one page: lines go to the page as server-sent events and come from it as
 * posts. Requests without the token are refused.
 */

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { HEADERS, answer, sendFile } from './files.js';
import { bodyOf } from './http-server.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { Route } from './http-server.js' */

/** A post is one answer. The longest are the blocks of a warm-up, some 100 KB. */
const LONGEST_POST = 4 * 2 ** 20;

export class Channel {
  #token = randomBytes(16).toString('hex');
  /** @type {ServerResponse | null} to the page, once it is there */
  #page = null;
  /** @type {string[]} lines that wait for it */
  #waiting = [];
  /** @type {Map<string, string>} files by their number in URLs */
  #shared = new Map();

  /**
   * @param {(lines: string) => void} onLines from the page
   * @param {() => void} onGone the page was there and is gone
   */
  constructor(onLines, onGone) {
    this.onLines = onLines;
    this.onGone = onGone;
  }

  /** @returns {string} what the page's URL ends in */
  get query() {
    return `?token=${this.#token}`;
  }

  /** @returns {boolean} whether a page has come */
  get isOpen() {
    return this.#page !== null;
  }

  /** @returns {Record<string, Route>} */
  get routes() {
    return {
      '/channel': (request, response, url) => {
        if (!this.#knows(url)) {
          return answer(response, 403, 'the token is missing or wrong');
        }
        return request.method === 'POST' ? this.#take(request, response) : this.#open(request, response);
      },
      '/shared': (request, response, url) => {
        const file = this.#shared.get(url.searchParams.get('file') ?? '');
        if (!this.#knows(url) || file === undefined) {
          return answer(response, 403, 'no such file, or the token is wrong');
        }
        return sendFile(request, response, file, 'application/octet-stream');
      },
    };
  }

  /**
   * @param {URL} url
   * @returns {boolean}
   */
  #knows(url) {
    const given = Buffer.from(url.searchParams.get('token') ?? '');
    return given.length === this.#token.length && timingSafeEqual(given, Buffer.from(this.#token));
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  #open(request, response) {
    if (this.#page !== null) {
      return answer(response, 409, 'a page is there already');
    }
    response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
    response.socket?.setNoDelay(true);
    response.on('close', () => this.onGone());
    this.#page = response;
    this.#waiting.splice(0).forEach((line) => this.send(line));
    return undefined;
  }

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  async #take(request, response) {
    const lines = await bodyOf(request, LONGEST_POST);
    if (lines === null) {
      response.shouldKeepAlive = false;
      answer(response, 413, `longer than ${LONGEST_POST} bytes`);
      response.on('finish', () => request.destroy());
      return;
    }
    this.onLines(lines);
    answer(response, 200, 'taken');
  }

  /** @param {string} line for the page, without its newline */
  send(line) {
    if (this.#page === null) {
      this.#waiting.push(line);
    } else {
      this.#page.write(`data: ${line}\n\n`);
    }
  }

  /**
   * @param {string} file
   * @returns {string} the path and query by which the page may have it
   */
  share(file) {
    const known = [...this.#shared].find(([, other]) => other === file)?.[0];
    const number = known ?? String(this.#shared.size + 1);
    this.#shared.set(number, file);
    return `/shared${this.query}&file=${number}`;
  }
}
