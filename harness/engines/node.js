/**
 * Node: an agent process that gives each cell a Worker.
 */

import { fileURLToPath } from 'node:url';
import { LineProcess } from './line-process.js';

const AGENT = fileURLToPath(new URL('../agent/node.js', import.meta.url));

/** @param {string} path of the binary */
export const start = (path) => new LineProcess(path, [AGENT]);
