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
import { cellSpec } from '../../plan/cells.js';
import { STARTUP } from '../../plan/options.js';
import { latinRounds } from '../../plan/order.js';
import { runsOn, variantsOf } from '../../plan/variants.js';

/** @import { KernelDefinition } from '../../plan/definitions.js' */
/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Options } from '../../plan/options.js' */

const run = promisify(execFile);
const ONCE = fileURLToPath(new URL('../../agent/once.js', import.meta.url));
const VARIANTS = ['js', 'wasm', 'wasm-simd', 'native', 'native-simd'];
const RUNS_A_TURN = 3;

/**
 * @typedef {object} Job
 * @property {string} engine
 * @property {string} seat
 * @property {string} experiment
 * @property {KernelDefinition} kernel
 * @property {CellSpec} spec
 * @property {string[]} program its file, and arguments before the cell's words
 */

/** @param {string} text as one word of a shell command */
const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * @param {Options} options
 * @returns {KernelDefinition[]} one a family (QUICK=1: one) that does real work
 */
function startupKernels(options) {
  const working = options.kernels.filter(({ buffers }) => Object.keys(buffers).length > 0);
  const firsts = working.filter(({ family }, i) => working.findIndex((k) => k.family === family) === i);
  return options.quick ? firsts.slice(-1) : firsts;
}

/**
 * @param {Job} job
 * @param {Record<string, string>} [more] words
 * @returns {string[]}
 */
function commandOf({ program, spec }, more = {}) {
  return [...program, ...Object.entries({ ...cellWords(spec), ...more }).map(([key, value]) => `${key}=${value}`)];
}

/**
 * @param {Options} options
 * @returns {Job[]}
 */
export function startupJobs(options) {
  const chosen = VARIANTS.filter((v) => options.variants.length === 0 || options.variants.includes(v));
  return startupKernels(options).flatMap((kernel) =>
    variantsOf(kernel.family)
      .filter(({ variant }) => chosen.includes(variant))
      .flatMap((variant) => {
        const size = kernel.sizes.find(({ label }) => label === kernel.quickSizes.at(-1)) ?? kernel.sizes[0];
        const spec = cellSpec(kernel, variant, size, { batch: size.n, transfer: 'resident' });
        return options.engines
          .filter((engine) => runsOn(variant, engine))
          .flatMap(({ name, kind, seat, path }) => {
            const program = engineOf(kind).command?.(path, ONCE);
            return program === undefined ? [] : [{ engine: name, seat, experiment: STARTUP, kernel, spec, program }];
          });
      }),
  );
}

/**
 * Runs a job once, untimed, against the C reference.
 * @param {Job} job
 * @param {{ result: string, path: string }} reference
 * @throws {Error} with what the process said
 */
export async function verifyJob(job, reference) {
  const [file, ...args] = commandOf(job, { reference: reference.path, result: reference.result });
  try {
    await run(file, args);
  } catch (error) {
    const { stderr, message } = /** @type {Error & { stderr?: string }} */ (error);
    const said = (stderr ?? '').split('\n').find((line) => /^\w*Error: |^agent: /.test(line));
    throw new Error(said ?? message.split('\n')[0], { cause: error });
  }
}

/**
 * @param {number} turn
 * @returns {number[]} the rounds of that turn, counted from 1
 */
export const roundsOfTurn = (turn) => Array.from({ length: RUNS_A_TURN }, (_, i) => turn * RUNS_A_TURN + i + 1);

/**
 * @param {Job[]} jobs verified
 * @param {number} turns of RUNS_A_TURN runs each
 * @param {string} scratch a folder for hyperfine's reports
 * @param {(job: Job, round: number) => boolean} isMissing whether that round is still to be measured
 * @param {(job: Job, rows: { round: number, elapsed_ns: number }[]) => void} onTurn
 * @param {() => boolean} stopped
 */
export async function measureStartup(jobs, turns, scratch, isMissing, onTurn, stopped) {
  const report = join(scratch, 'hyperfine.json');
  for (const [turn, order] of latinRounds(jobs.length, turns, 1).entries()) {
    for (const job of order.map((i) => jobs[i])) {
      const rounds = roundsOfTurn(turn).filter((round) => isMissing(job, round));
      if (stopped()) {
        return;
      }
      if (rounds.length > 0) {
        const args = [
          '--shell=none',
          '--style=none',
          '--warmup=1',
          `--runs=${rounds.length}`,
          `--export-json=${report}`,
        ];
        await run('hyperfine', [...args, commandOf(job).map(quoted).join(' ')]);
        const [{ times }] = JSON.parse(await readFile(report, 'utf8')).results;
        onTurn(
          job,
          rounds.map((round, i) => ({ round, elapsed_ns: Math.round(times[i] * 1e9) })),
        );
      }
    }
  }
}
