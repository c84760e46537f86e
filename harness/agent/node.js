/**
 * The agent inside Node: the process reads the protocol from stdin and gives each cell a Worker.
 * This file is the thin, engine-specific part; the rest of agent/ is shared.
 */

import { createInterface } from 'node:readline';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { serveLines } from './line-server.js';
import { loader } from './node-loader.js';
import { serveCell } from './realm.js';

/** @import { Events, Isolate } from './line-server.js' */

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

/**
 * @param {unknown} _
 * @param {Events} events
 * @returns {Isolate}
 */
function startWorker(_, { say, fail }) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('message', say);
  worker.on('error', (/** @type {Error} */ error) => fail(error.message));
  worker.on('exit', (code) => fail(`the worker ended with exit code ${code}`));
  return { post: (request) => worker.postMessage(request), end: () => worker.terminate() };
}

function serveProcess() {
  const serve = serveLines({
    isolate: startWorker,
    say: (text) => process.stdout.write(`${text}\n`),
    facts: () => ({ ...whatThisIs(), flags: process.execArgv.join(' ') }),
    quit: () => process.exit(0),
  });
  createInterface({ input: process.stdin })
    .on('line', serve)
    .on('close', () => process.exit(0));
}

if (isMainThread) {
  serveProcess();
} else {
  parentPort?.on(
    'message',
    serveCell(loader, (lines) => parentPort?.postMessage(lines)),
  );
}
