/**
 * A bench that is watched while it runs, and killed in a state that it has got to: how long it takes
 * there is the machine's business.
 */

import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readTable } from '../../harness/run/csv.js';
import { ROOT } from '../../harness/words/paths.js';

/** @import { ChildProcess } from 'node:child_process' */

const BENCH = join(ROOT, 'harness/bench.js');
const LOOK_EVERY_MS = 5;

/** @typedef {Record<string, string>} Row */
/** @typedef {{ status: number | null, killed: boolean, stderr: string, ms: number }} Ended */
/** @typedef {{ state: number, ms: number }} Span a state, and how long the undisturbed run stayed in it */
/** @typedef {{ state: number, afterMs: number }} Instant */

/**
 * @param {string} dir
 * @param {string} file
 * @returns {Row[]}
 */
export const rowsOf = (dir, file) => (existsSync(join(dir, file)) ? readTable(join(dir, file), () => true).rows : []);

/**
 * @param {Row} row
 * @returns {string}
 */
export const cellOf = (row) =>
  ['engine', 'experiment', 'kernel', 'variant', 'n', 'batch', 'transfer'].map((name) => row[name]).join(' ');

/**
 * @param {string} dir
 * @returns {number} how many processes of cells have their samples in the file
 */
export const stateOf = (dir) => new Set(rowsOf(dir, 'samples.csv').map((row) => `${row.process} ${cellOf(row)}`)).size;

/**
 * Sees each state of a run begin.
 * @param {string} dir
 * @param {(state: number) => void} onState
 * @returns {() => void} stops looking
 */
function watchStates(dir, onState) {
  const path = join(dir, 'samples.csv');
  let size = -1;
  let state = -1;
  const look = () => {
    const now = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    const reached = now === size ? state : stateOf(dir);
    size = now;
    if (reached !== state) {
      state = reached;
      onState(state);
    }
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/**
 * @param {string[]} argv
 * @param {NodeJS.ProcessEnv} env
 * @param {(child: ChildProcess) => () => void} watch told of the process; returns what ends the watching
 * @returns {Promise<Ended>}
 */
export function bench(argv, env, watch) {
  const start = performance.now();
  const child = spawn(process.execPath, [BENCH, ...argv], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const stopWatching = watch(child);
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  return new Promise((done) => {
    child.once('close', (status, signal) => {
      stopWatching();
      done({ status, killed: signal === 'SIGKILL', stderr, ms: performance.now() - start });
    });
  });
}

export const unwatched = () => () => {};

/**
 * @param {string} dir of the run
 * @param {Instant} instant
 * @returns {Parameters<typeof bench>[2]} kills the run at that instant
 */
export const killAt =
  (dir, { state, afterMs }) =>
  (child) => {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const stop = watchStates(dir, (reached) => {
      if (reached >= state) {
        timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs);
      }
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  };

/**
 * @param {string} dir of the run
 * @param {Span[]} spans added to
 * @returns {Parameters<typeof bench>[2]}
 */
export const measureSpans = (dir, spans) => () => {
  let began = performance.now();
  const close = () => {
    const now = performance.now();
    if (spans.length > 0) {
      spans[spans.length - 1].ms = now - began;
    }
    began = now;
  };
  const stop = watchStates(dir, (state) => {
    close();
    spans.push({ state, ms: 0 });
  });
  return () => {
    stop();
    close();
  };
};
