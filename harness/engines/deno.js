/**
 * Deno, which runs V8: the agent of Node, in which it gives each cell a Worker.
 */

import { installed, onPath } from './installed.js';
import { LineProcess } from './line-process.js';
import { AGENT } from './node.js';
import { PIN_NAMES, agrees, flagsOf, isTop } from './v8.js';

/** @import { Engine } from './contract.js' */

const RUN = ['run', '--quiet', '--allow-all'];

/** @type {Engine} */
export const deno = {
  name: 'deno',
  path: installed('deno', 'deno') ?? onPath('deno'),
  hosts: ['javascript'],
  usual: false,
  pins: PIN_NAMES,
  start: (path, pin) => new LineProcess(path, [...RUN, `--v8-flags=${flagsOf(pin).join(',')}`, AGENT]),
  command: (path, script) => [path, ...RUN, script],
  isTop,
  agrees,
};
