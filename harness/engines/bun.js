/**
 * Bun, which runs JavaScriptCore: the agent of Node, in which it gives each cell a Worker.
 */

import { fileURLToPath } from 'node:url';
import { installed, onPath } from './installed.js';
import { LineProcess } from './line-process.js';

/** @import { Engine } from './engines.js' */

const AGENT = fileURLToPath(new URL('../agent/node.js', import.meta.url));

/** @type {Engine} */
export const bun = {
  name: 'bun',
  path: installed('bun', 'bin/bun') ?? onPath('bun'),
  usual: false,
  pins: ['detected'],
  start: (path) => new LineProcess(path, [AGENT]),
  command: (path, script) => [path, script],
  isTop: () => false, // it does not tell
  agrees: () => true,
};
