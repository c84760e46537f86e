/**
 * Native code: the C agent.
 */

import { join } from 'node:path';
import { BUILD_DIR } from '../plan/variants.js';
import { LineProcess } from './line-process.js';

export const AGENT = join(BUILD_DIR, 'native', 'agent');

/** @param {string | null} path of another agent */
export const start = (path) => new LineProcess(path ?? AGENT, []);

/** There is one tier. */
export const isTop = () => true;
export const agrees = isTop;
