/**
 * The web server: routes answer requests for their paths, and files of the checkout answer all others.
 * It listens on loopback unless told otherwise, and refuses requests that call it by a name it does not know.
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
/** How this machine calls itself. A page whose own host name was made to point here (DNS rebinding) gets nothing. */
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
        resolve(null); // what still comes is thrown away, until the answer has been sent
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
 * @param {object} [where]
 * @param {string} [where.host] a name or address of this machine that others reach it by; else only this machine can
 * @param {number} [where.port] 0: any that is free
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
