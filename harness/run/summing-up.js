/**
 * Tables and summaries of what a run wrote.
 */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BUILD_DIR } from '../words/paths.js';

/** @import { Session } from './session.js' */

export const TOLLGATE = join(BUILD_DIR, 'tollgate');

/**
 * MERGE: `tollgate summarize` is to make everything; then this is ['summarize'].
 * @param {Session} session
 * @returns {string[]} commands
 */
function commandsFor({ experiments, groups }) {
  const forms = experiments
    .filter(({ name }) => groups.some(({ experiment }) => experiment === name))
    .map(({ form }) => form);
  return [
    ...(forms.some((form) => form === 'items' || form === 'calls') ? ['boundary'] : []),
    ...(experiments.some(({ form }) => form !== 'twins') ? ['summarize'] : []),
    ...(forms.includes('sweep') ? ['crossings'] : []),
    ...(forms.includes('twins') ? ['floor'] : []),
  ];
}

/**
 * @param {Session} session
 * @returns {number} exit code
 */
export function summarize(session) {
  const codes = commandsFor(session).map(
    (command) => spawnSync(TOLLGATE, [command, session.folder.dir], { stdio: 'inherit' }).status ?? 2,
  );
  return Math.max(...codes);
}
