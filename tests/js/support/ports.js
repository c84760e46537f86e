/**
 * Ports on loopback for what a test starts.
 */

import { createServer } from 'node:net';

/** @returns {Promise<number>} a port that nobody listens on */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
