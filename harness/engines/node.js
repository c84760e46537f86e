/**
 * Node: an agent process that gives each cell a Worker. Other releases of it are engines of
 * their own, so that they can be measured beside each other.
 */

import { fileURLToPath } from 'node:url';
import { LineProcess } from './line-process.js';
import { installed } from './installed.js';
import { PIN_NAMES, agrees, flagsOf, isTop } from './v8.js';

/** @import { Engine } from './contract.js' */

/** The agent that Bun and Deno run as well. */
export const AGENT = fileURLToPath(new URL('../agent/node.js', import.meta.url));
/** Beside the pinned one, which is `node`. */
const RELEASES = [20, 22, 24];

/**
 * @param {string} path of the binary
 * @param {string} pin
 * @param {string[]} [flags] more of them
 */
export const start = (path, pin, flags = []) => new LineProcess(path, [...flagsOf(pin), ...flags, AGENT]);

/**
 * The Node that runs this.
 * @type {Engine}
 */
export const node = {
  name: 'node',
  path: process.execPath,
  hosts: ['javascript'],
  usual: true,
  pins: PIN_NAMES,
  start,
  command: (path, script) => [path, script],
  isTop,
  agrees,
};

/** @type {Engine[]} */
export const releases = RELEASES.map((release) => ({
  ...node,
  name: `node-${release}`,
  path: installed(`node-${release}`, 'bin/node'),
  usual: false,
}));
