/**
 * Copies of the tree for tests that break things, and what they read of a run.
 */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { HANG_MS } from './waiting.js';

export { readRows as rows } from '../../../harness/run/csv.js';
export { copyTree } from '../../../scripts/copy-tree.js';

/**
 * @param {string} dir
 * @param {...string} argv
 */
export function bench(dir, ...argv) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dir, 'harness/bench.js'), ...argv], {
    encoding: 'utf8',
    timeout: HANG_MS,
  });
  return { status, stdout, stderr };
}
