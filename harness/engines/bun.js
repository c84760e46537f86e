/**
 * Bun, which runs JavaScriptCore: the agent of Node, in which it gives each cell a Worker.
 */

import { installed, onPath } from './installed.js';
import { LineProcess } from './line-process.js';
import { AGENT } from './node.js';

/** @import { Engine } from './contract.js' */

/** @type {Engine} */
export const bun = {
  name: 'bun',
  path: installed('bun', 'bin/bun') ?? onPath('bun'),
  hosts: ['javascript'],
  usual: false,
  pins: ['detected'],
  start: (path) => new LineProcess(path, [AGENT]),
  command: (path, script) => [path, script],
  isTop: () => false, // it does not tell
  agrees: () => true,
};
