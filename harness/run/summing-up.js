/**
 * Tables and summaries of what a run wrote.
 */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BUILD_DIR } from '../words/paths.js';

export const TOLLGATE = join(BUILD_DIR, 'tollgate');

/**
 * @param {string} dir folder of a run
 * @returns {number} exit code
 */
export const summarize = (dir) => spawnSync(TOLLGATE, ['summarize', dir], { stdio: 'inherit' }).status ?? 2;
