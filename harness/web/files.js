/**
 * Files of the checkout for pages, by the paths that they have in it: what is measured, what measures it and the pages
 * themselves. No other file is handed out.
 */

import { createReadStream, realpathSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { ROOT } from '../words/paths.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

/** What is handed out: folders with all that is below them, and single files. */
const SERVED = [
  'harness/agent/',
  'harness/experiments/',
  'harness/methods/rounds/',
  'harness/plan/',
  'harness/stats/statistics.js',
  'harness/words/',
  'harness/web/pages/',
  'harness/web/agent.html',
  'harness/web/frame.html',
  'kernels/',
  'build/wasm/',
  'build/experiments/',
  'build/stats.wasm',
  'node_modules/uplot/dist/',
];

/** @type {Record<string, string>} by ending; files of others are not handed out */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Of every answer. A page is isolated, which gives it the engine's better clock, and it may ask no other host for
 * anything. An agent writes the functions that it times, which takes 'unsafe-eval'.
 */
export const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': [
    "default-src 'self'",
    "script-src 'self' 'unsafe-eval'",
    "connect-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/**
 * @param {string} path of a URL, still encoded
 * @returns {string | null} a file that exists; null: there is none, or it is not handed out
 */
export function fileOf(path) {
  let name;
  try {
    name = decodeURIComponent(path).slice(1);
  } catch (error) {
    if (error instanceof URIError) {
      return null;
    }
    throw error;
  }
  const place = SERVED.find((served) => (served.endsWith('/') ? name.startsWith(served) : name === served));
  if (place === undefined || /[\\\0]/.test(name) || name.split('/').includes('..') || !(extname(name) in TYPES)) {
    return null;
  }
  const file = join(ROOT, name);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    return null;
  }
  // A link in a served folder may not lead out of it.
  const [real, allowed] = [file, join(ROOT, place)].map((path) => realpathSync(path));
  return real === allowed || real.startsWith(allowed + sep) ? file : null;
}

/**
 * @param {string} file in the checkout
 * @returns {string} its path on a server
 */
export const urlPath = (file) => `/${relative(ROOT, file).split(sep).map(encodeURIComponent).join('/')}`;

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {string} text
 * @param {string} [type]
 */
export function answer(response, status, text, type = 'text/plain; charset=utf-8') {
  response.writeHead(status, {
    ...HEADERS,
    ...(status === 405 && { Allow: 'GET, HEAD' }),
    'Content-Type': type,
  });
  response.end(`${text}\n`);
}

/**
 * @param {ServerResponse} response
 * @param {unknown} value
 */
export const sendJson = (response, value) => answer(response, 200, JSON.stringify(value), TYPES['.json']);

/**
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {string} file
 * @param {string} [type]
 */
export function sendFile(request, response, file, type = TYPES[extname(file)]) {
  response.writeHead(200, { ...HEADERS, 'Content-Type': type, 'Content-Length': statSync(file).size });
  if (request.method === 'HEAD') {
    response.end();
  } else {
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  }
}
