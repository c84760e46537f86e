/**
 * Native code: the C agent.
 */

import { join } from 'node:path';
import { LineProcess } from './line-process.js';
import { PIN_NAMES } from './v8.js';
import { BUILD_DIR } from '../words/paths.js';

/** @import { Engine } from './contract.js' */

export const AGENT = join(BUILD_DIR, 'native', 'agent');

/**
 * There is one tier, and nothing to hold.
 * @type {Engine}
 */
export const native = {
  name: 'native',
  path: AGENT,
  hosts: ['native'],
  usual: true,
  pins: PIN_NAMES,
  start: (path) => new LineProcess(path, []),
  command: (path) => [path, 'once'],
  isTop: () => true,
  agrees: () => true,
};
