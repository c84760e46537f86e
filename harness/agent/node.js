/**
 * The agent inside Node: the process reads the protocol from stdin and gives
 * each cell a Worker of its own, so that no cell sees another's type feedback.
 * This file is the thin, engine-specific part; the rest of agent/ is shared.
 */

import { createInterface } from 'node:readline';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { Cell } from './cell.js';
import { measureClock } from './clock.js';
import { ProtocolError, formatLine, parseLine } from './line.js';
import { loader } from './node-loader.js';

/** @import { Message } from './line.js' */

/**
 * Bun and Deno run this file as Node does, and say that they are Node where they are asked for its version.
 * @returns {Record<string, string>}
 */
function whatThisIs() {
  const { v8, node, bun, deno, webkit } = /** @type {Record<string, string>} */ (process.versions);
  if (bun) {
    return { engine: 'bun', version: bun, webkit };
  }
  return deno ? { engine: 'deno', version: deno, v8 } : { engine: 'node', version: node, v8 };
}

/** In a Worker: one cell, requests in, lines out. */
function serveCell() {
  const cell = new Cell(loader);
  /** @type {Record<string, (words: Record<string, string>) => Promise<any>>} */
  const verbs = {
    open: (words) => cell.open(words),
    warm: (words) => cell.warm(words),
    sample: (words) => cell.sample(words),
    close: () => cell.close(),
  };
  parentPort?.on('message', async (/** @type {Message} */ { verb, id, words }) => {
    try {
      if (!Object.hasOwn(verbs, verb)) {
        throw new Error(`unknown verb "${verb}"; known: hello ${Object.keys(verbs).join(' ')} quit`);
      }
      const answers = [await verbs[verb](words)].flat();
      parentPort?.postMessage(answers.map((answer) => formatLine(answer.verb, id, answer.words)).join('\n'));
    } catch (error) {
      const { stage = 'engine', message } = /** @type {any} */ (error);
      parentPort?.postMessage(formatLine('error', id, { stage, message }));
    }
  });
}

/** In the process: a Worker for each cell, lines passed through. */
function serveProcess() {
  /** @type {Map<number, Worker>} */
  const workers = new Map();
  const say = (/** @type {string} */ text) => process.stdout.write(`${text}\n`);

  /** @param {number} id */
  function startWorker(id) {
    const worker = new Worker(new URL(import.meta.url));
    workers.set(id, worker);
    worker.on('message', (lines) => {
      say(lines);
      if (/^(closed|error) /.test(lines)) {
        workers.delete(id);
        worker.terminate();
      }
    });
    worker.on('error', (/** @type {Error} */ error) => {
      workers.delete(id);
      say(formatLine('error', id, { stage: 'engine', message: error.message }));
    });
    worker.on('exit', (code) => {
      if (workers.get(id) === worker) {
        workers.delete(id);
        say(formatLine('error', id, { stage: 'engine', message: `the worker ended with exit code ${code}` }));
      }
    });
    return worker;
  }

  function hello() {
    const { stepNs, costNs } = measureClock();
    const flags = process.execArgv.join(' ');
    const clock = { clock_step_ns: stepNs.toFixed(1), clock_cost_ns: costNs.toFixed(1) };
    say(formatLine('hello', 0, { ...whatThisIs(), flags, ...clock }));
  }

  /** @param {Message} request */
  function serve(request) {
    if (request.verb === 'hello') {
      hello();
    } else if (request.verb === 'quit') {
      say(formatLine('quit', 0));
      process.exit(0);
    } else if (request.verb === 'open' && workers.has(request.id)) {
      say(formatLine('error', request.id, { stage: 'load', message: 'a cell of this number is open already' }));
    } else {
      const worker = request.verb === 'open' ? startWorker(request.id) : workers.get(request.id);
      if (worker) {
        worker.postMessage(request);
      } else {
        say(formatLine('error', request.id, { stage: 'engine', message: `cell ${request.id} is not open` }));
      }
    }
  }

  /** @param {string} line */
  function serveLine(line) {
    try {
      serve(parseLine(line));
    } catch (error) {
      if (!(error instanceof ProtocolError)) {
        throw error;
      }
      say(formatLine('error', error.id, { stage: 'engine', message: error.message }));
    }
  }

  createInterface({ input: process.stdin }).on('line', serveLine).on('close', () => process.exit(0));
}

if (isMainThread) {
  serveProcess();
} else {
  serveCell();
}
