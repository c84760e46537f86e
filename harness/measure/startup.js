/**
 * Whole processes, from start to exit, doing one iteration: node with the
 * JavaScript twin, node with the module, native code. hyperfine runs and times
 * them, in several short turns each, so that drift hits all alike.
 */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AGENT as NATIVE_AGENT } from '../engines/native.js';
import { cellWords } from '../agent/cell-spec.js';
import { cellSpec } from '../plan/cells.js';
import { latinRounds } from '../plan/order.js';
import { variantsOf } from '../plan/variants.js';

/** @import { KernelDefinition } from '../plan/definitions.js' */
/** @import { Options } from '../plan/options.js' */

const run = promisify(execFile);
const ONCE = fileURLToPath(new URL('../agent/once.js', import.meta.url));
const VARIANTS = ['js', 'wasm', 'wasm-simd', 'native', 'native-simd'];
const RUNS_A_TURN = 3;
/** The kernels that start-up is shown for: the first of each family that does real work. */
const MOST_JOBS_QUICK = 1;

/** @typedef {{ engine: string, kernel: string, variant: string, n: number, command: string }} Job */

/** @param {string} text as one word of a shell command */
const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** @param {Options} options @returns {KernelDefinition[]} one a family, none without buffers */
function startupKernels(options) {
  const working = options.kernels.filter(({ buffers }) => Object.keys(buffers).length > 0);
  const firsts = working.filter(({ family }, i) => working.findIndex((k) => k.family === family) === i);
  return options.quick ? firsts.slice(-MOST_JOBS_QUICK) : firsts;
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
        const words = cellWords(cellSpec(kernel, variant, size, { batch: size.n, transfer: 'resident' }));
        const args = Object.entries(words).map(([key, value]) => quoted(`${key}=${value}`));
        return options.engines
          .filter(({ name }) => (name === 'native') === (variant.host === 'native'))
          .map(({ name, path }) => {
            const program = variant.host === 'native' ? [path ?? NATIVE_AGENT, 'once'] : [String(path), ONCE];
            const command = [...program.map(quoted), ...args].join(' ');
            return { engine: name, kernel: kernel.kernel, variant: variant.variant, n: size.n, command };
          });
      }),
  );
}

/**
 * @param {Job[]} jobs
 * @param {number} turns of RUNS_A_TURN runs each
 * @param {string} scratch a folder for hyperfine's reports
 * @param {(job: Job, round: number, elapsedNs: number) => void} onRun
 * @param {() => boolean} stopped
 */
export async function measureStartup(jobs, turns, scratch, onRun, stopped) {
  const report = join(scratch, 'hyperfine.json');
  for (const [turn, order] of latinRounds(jobs.length, turns, 1).entries()) {
    for (const job of order.map((i) => jobs[i])) {
      if (stopped()) {
        return;
      }
      const args = ['--shell=none', '--style=none', '--warmup=1', `--runs=${RUNS_A_TURN}`, `--export-json=${report}`];
      await run('hyperfine', [...args, job.command]);
      const { results } = JSON.parse(await readFile(report, 'utf8'));
      results[0].times.forEach((/** @type {number} */ seconds, /** @type {number} */ i) => {
        onRun(job, turn * RUNS_A_TURN + i + 1, Math.round(seconds * 1e9));
      });
    }
  }
}
