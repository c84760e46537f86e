/**
 * The little server: hands out files, and passes what else is asked for to those who know.
 * It listens on loopback unless told otherwise, and answers nobody who calls it by another name.
 */

import { createServer } from 'node:http';
import { answer, fileOf, sendFile } from './files.js';

/** @import { IncomingMessage, Server, ServerResponse } from 'node:http' */

/**
 * @typedef {(request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>} Route
 *
 * @typedef {object} Running
 * @property {string} origin such as http://127.0.0.1:4321
 * @property {() => void} close
 */

const LOOPBACK = '127.0.0.1';
/** Names of this machine for this machine; a page of another name that was made to point here gets nothing. */
const LOCAL_NAMES = [LOOPBACK, 'localhost', '[::1]'];

/**
 * Reads a request's body.
 * @param {IncomingMessage} request
 * @param {number} most bytes that are kept
 * @returns {Promise<string | null>} null: it is longer
 */
export function bodyOf(request, most) {
  return new Promise((resolve, reject) => {
    /** @type {Buffer[]} */
    const parts = [];
    let length = 0;
    request.on('data', (part) => {
      length += part.length;
      if (length <= most) {
        parts.push(part);
      } else {
        parts.length = 0;
        resolve(null); // the rest is read and forgotten until the answer has gone
      }
    });
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    request.on('error', reject);
  });
}

/**
 * @param {Record<string, Route>} routes by path
 * @param {string[]} names
 * @returns {Route}
 */
function dispatcher(routes, names) {
  return (request, response, url) => {
    const { host = '' } = request.headers;
    if (!URL.canParse(`http://${host}`) || !names.includes(new URL(`http://${host}`).hostname)) {
      return answer(response, 421, `this server is ${names.join(', ')}`);
    }
    if (Object.hasOwn(routes, url.pathname)) {
      return routes[url.pathname](request, response, url);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, 'only GET and HEAD');
    }
    const file = fileOf(url.pathname);
    return file === null ? answer(response, 404, 'no such file') : sendFile(request, response, file);
  };
}

/**
 * @param {Record<string, Route>} routes by path, besides files
 * @param {{ host?: string, port?: number }} [where] host: a name or address of this machine that others reach it by (loopback alone); port 0: any
 * @returns {Promise<Running>}
 */
export async function startServer(routes, { host = LOOPBACK, port = 0 } = {}) {
  const name = host.includes(':') ? `[${host}]` : host; // an address of IPv6, as URLs write it
  const route = dispatcher(routes, [...new Set([name, ...LOCAL_NAMES])]);
  const server = createServer((request, response) => {
    const url = URL.canParse(request.url ?? '', 'http://this') ? new URL(request.url ?? '', 'http://this') : null;
    Promise.resolve(url === null ? answer(response, 400, 'no URL') : route(request, response, url)).catch((error) => {
      process.stderr.write(`server: ${request.method} ${request.url}: ${error.stack}\n`);
      response.destroy();
    });
  });
  await listen(server, host, port);
  const { port: taken } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://${name}:${taken}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * @param {Server} server
 * @param {string} host
 * @param {number} port
 * @returns {Promise<void>}
 */
function listen(server, host, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}
