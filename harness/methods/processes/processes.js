/**
 * Whole processes, from start to exit, doing one iteration: an engine with the
 * JavaScript twin, with the module, native code. hyperfine runs and times
 * them, in several short turns each, so that drift hits all alike.
 */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { engineOf } from '../../engines/engines.js';
import { cellWords } from '../../words/cell-spec.js';
import { latinRounds } from '../../plan/order.js';
import { EngineError } from '../../words/problems.js';

/** @import { EngineChoice } from '../../words/known-engine.js' */
/** @import { PlannedCell } from '../../plan/planned-cell.js' */

const execute = promisify(execFile);
const ONCE = fileURLToPath(new URL('../../agent/once.js', import.meta.url));
const RUNS_A_TURN = 3;
/** A process that is not over by then hangs. */
const VERIFY_LIMIT_MS = 60000;

/**
 * @typedef {object} Job a cell whose processes are timed
 * @property {PlannedCell} cell
 * @property {string[]} program its file, and arguments before the cell's words
 *
 * @typedef {Job & { check: string }} Verified
 *
 * @typedef {object} TurnHooks what the caller knows, and does with what is found
 * @property {(job: Verified, process: number) => boolean} isMissing whether that process is still to be measured
 * @property {(job: Verified, times: { process: number, elapsed_ns: number }[]) => void} onTurn
 * @property {(job: Verified, message: string) => void} onError it has no further turns
 * @property {() => boolean} stopped
 */

/**
 * @param {EngineChoice} choice
 * @returns {string[] | undefined} what runs a cell once and ends; undefined: that engine cannot
 */
export const programOf = ({ kind, path }) => engineOf(kind).command?.(path, ONCE);

/** @param {string} text as one word of a shell command */
const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * @param {Job} job
 * @param {Record<string, string>} [more] words
 * @returns {string[]}
 */
function commandOf({ program, cell: { spec } }, more = {}) {
  return [...program, ...Object.entries({ ...cellWords(spec), ...more }).map(([key, value]) => `${key}=${value}`)];
}

/**
 * @param {unknown} error of a command that was executed
 * @returns {{ stage: string, message: string }} what the agent said, or else what became of the process
 */
function reasonOf(error) {
  const { stderr = '', message, killed } = /** @type {Error & { stderr?: string, killed?: boolean }} */ (error);
  const [, stage, said] = /^agent: ([a-z-]+): (.*)$/m.exec(stderr) ?? [];
  if (said !== undefined) {
    return { stage, message: said };
  }
  const what = killed ? `its process did not end within ${VERIFY_LIMIT_MS / 1000} s` : message.split('\n')[0];
  return { stage: 'engine', message: stderr.split('\n').find((line) => line.startsWith('Error: ')) ?? what };
}

/**
 * Runs a job once, untimed, against the C reference.
 * @param {Job} job
 * @param {{ result: string, path: string }} reference
 * @returns {Promise<Verified>}
 * @throws {EngineError} with what the process said
 */
export async function verifyJob(job, reference) {
  const [file, ...args] = commandOf(job, { reference: reference.path, result: reference.result });
  try {
    const { stdout } = await execute(file, args, { timeout: VERIFY_LIMIT_MS, killSignal: 'SIGKILL' });
    return { ...job, check: stdout.trim().split(' ')[1] };
  } catch (error) {
    const { stage, message } = reasonOf(error);
    throw new EngineError(stage, message);
  }
}

/**
 * @param {number} turn from 0
 * @returns {number[]} the numbers of the processes of that turn, from 1
 */
const processesOfTurn = (turn) => Array.from({ length: RUNS_A_TURN }, (_, i) => turn * RUNS_A_TURN + i + 1);

/**
 * @param {number} turns
 * @returns {number[]} the numbers of all processes of a cell
 */
export const processesOfTurns = (turns) => Array.from({ length: turns }, (_, turn) => processesOfTurn(turn)).flat();

/**
 * Has hyperfine run and time one command, after a run that does not count.
 * @param {Verified} job
 * @param {number} runs
 * @param {string} scratch a folder for hyperfine's report
 * @returns {Promise<number[]>} seconds
 */
export async function timeRuns(job, runs, scratch) {
  const report = join(scratch, 'hyperfine.json');
  const args = ['--shell=none', '--style=none', '--warmup=1', `--runs=${runs}`, `--export-json=${report}`];
  try {
    await execute('hyperfine', [...args, commandOf(job).map(quoted).join(' ')]);
  } catch (error) {
    throw new EngineError('engine', reasonOf(error).message);
  }
  const [{ times }] = JSON.parse(await readFile(report, 'utf8')).results;
  return times;
}

/**
 * All jobs in turns; in which order they take them differs from turn to turn.
 * @param {Verified[]} jobs
 * @param {number} turns of RUNS_A_TURN runs each
 * @param {(job: Verified, runs: number) => Promise<number[]>} time seconds of so many runs
 * @param {TurnHooks} hooks
 */
export async function measureProcesses(jobs, turns, time, { isMissing, onTurn, onError, stopped }) {
  /** @type {Set<Verified>} */
  const failed = new Set();
  for (const [turn, order] of latinRounds(jobs.length, turns, 1).entries()) {
    for (const job of order.map((i) => jobs[i])) {
      const missing = failed.has(job) ? [] : processesOfTurn(turn).filter((process) => isMissing(job, process));
      if (stopped()) {
        return;
      }
      if (missing.length === 0) {
        continue;
      }
      try {
        const times = await time(job, missing.length);
        onTurn(
          job,
          missing.map((process, i) => ({ process, elapsed_ns: Math.round(times[i] * 1e9) })),
        );
      } catch (error) {
        if (!(error instanceof EngineError) || stopped()) {
          throw error;
        }
        failed.add(job);
        onError(job, error.message);
      }
    }
  }
}
