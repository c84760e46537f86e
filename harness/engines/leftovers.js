/**
 * A browser is a family of processes, some of which leave their group or outlive their parent.
 * They are known by the folder that their profile lies in: its path is in their environment or on
 * their command line, or in that of an ancestor.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';

/** Its value is the folder. */
export const MARK = 'TOLLGATE_PROFILE';

const LIMIT_MS = 5000;
const PAUSE_MS = 20;

/** @typedef {{ pid: number, parent: number, says: string }} Process */

/**
 * @param {string} path
 * @returns {string} nothing where the process has ended
 */
function textOf(path) {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) {
      return '';
    }
    throw error;
  }
}

/** @returns {Process[]} of Linux, without those that only wait to be buried */
function fromProc() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const [, state, parent] = /\) (\S) (\d+) /.exec(textOf(`/proc/${pid}/stat`)) ?? [];
      const says = `${textOf(`/proc/${pid}/environ`)}\0${textOf(`/proc/${pid}/cmdline`)}`;
      return state === undefined || state === 'Z' ? [] : [{ pid: Number(pid), parent: Number(parent), says }];
    });
}

/** @returns {Process[]} */
function fromPs() {
  const lines = execFileSync('ps', ['-A', '-E', '-ww', '-o', 'pid=,ppid=,command='], {
    encoding: 'latin1',
    maxBuffer: 2 ** 26,
  }).split('\n');
  return lines
    .map((line) => /^ *(\d+) +(\d+) (.*)$/.exec(line))
    .flatMap((found) => (found ? [{ pid: Number(found[1]), parent: Number(found[2]), says: found[3] }] : []));
}

/**
 * @param {string} folder
 * @returns {number[]} processes whose profile lies there, and what they started; not this one
 */
export function processesOf(folder) {
  const all = (process.platform === 'linux' ? fromProc() : fromPs()).filter(({ pid }) => pid !== process.pid);
  const found = new Set(all.filter(({ says }) => says.includes(folder)).map(({ pid }) => pid));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    all.filter(({ parent }) => found.has(parent)).forEach(({ pid }) => found.add(pid));
  }
  return [...found];
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') {
      throw error;
    }
  }
}

/**
 * Ends them all and removes the folder, before it returns.
 * @param {string} folder
 * @throws {Error} if some do not end
 */
export function sweep(folder) {
  const end = performance.now() + LIMIT_MS;
  for (let left = processesOf(folder); left.length > 0; left = processesOf(folder)) {
    if (performance.now() > end) {
      throw new Error(`processes ${left.join(' ')} do not end; their profile is ${folder}`);
    }
    left.forEach(kill);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
