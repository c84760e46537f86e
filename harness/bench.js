/**
 * The front door: options -> plan -> engines -> run folder -> tables.
 *
 *   node harness/bench.js [--kernels dot,blur] [--variants js,wasm] [--sizes 1024] [--batches 1,4]
 *     [--transfers resident,copy] [--engines node:/path,native] [--experiments throughput]
 *     [--tier detected] [--processes 5] [--budget 260] [--quick] [--out dir]
 *
 * Exit codes: 0 done · 1 something failed or computed wrongly · 2 usage · 130 interrupted.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from './engines/line-process.js';
import { Run } from './measure/run.js';
import { RUNS_A_TURN, measureStartup, startupJobs, verifyJob } from './measure/startup.js';
import { DefinitionError, loadDefinitions } from './plan/definitions.js';
import { loadExperiments } from './plan/experiments.js';
import { planGroups } from './plan/groups.js';
import { STARTUP, UsageError, parseOptions } from './plan/options.js';
import { BUILD_DIR } from './plan/variants.js';
import { checkBuild, checkMemory, checkTools } from './report/preflight.js';
import { environment } from './report/environment.js';
import { Progress } from './report/progress.js';
import { RunFolder } from './report/run-folder.js';

/** @import { Experiment } from './plan/experiments.js' */
/** @import { Group } from './plan/groups.js' */
/** @import { Job } from './measure/startup.js' */
/** @import { Options } from './plan/options.js' */

const INTERRUPTED = 130;
const STARTUP_TURNS = { quick: 3, full: 5 };
const TOLLGATE = join(BUILD_DIR, 'tollgate');

/** @param {string} message */
const tell = (message) => process.stderr.write(`${message}\n`);

/**
 * Tables and summaries from what the run wrote.
 * @param {RunFolder} folder
 * @param {Options} options
 * @returns {number} exit code
 */
function summarize(folder, options) {
  const commands = ['summarize', ...(options.experiments.includes('crossings') ? ['crossings'] : [])];
  const codes = commands.map((command) => spawnSync(TOLLGATE, [command, folder.dir], { stdio: 'inherit' }).status ?? 2);
  return Math.max(...codes);
}

/** @param {Group[]} groups @returns {Record<string, string | number>[]} a row for each kernel and size, for those who read the files */
function kernelRows(groups) {
  const rows = groups.map(({ kernel, cells: [{ spec }] }) => {
    const size = [...kernel.sizes, kernel.crossingsSize].find(({ n }) => n === spec.n);
    const { title, element, bytesPerElement, operationsPerElement } = kernel;
    const costs = { bytes_per_element: bytesPerElement, operations_per_element: operationsPerElement };
    return { kernel: kernel.kernel, n: spec.n, label: size?.label ?? '', title, element, ...costs };
  });
  return rows.filter((row, i) => rows.findIndex(({ kernel, n }) => kernel === row.kernel && n === row.n) === i);
}

/** @param {Run} run @param {Options} options @param {RunFolder} folder @param {string} scratch */
async function startup(run, options, folder, scratch) {
  const turns = options.quick ? STARTUP_TURNS.quick : STARTUP_TURNS.full;
  /** @type {Job[]} */
  const jobs = [];
  await run.startEngines();
  for (const job of startupJobs(options).filter(({ spec }) => !run.hasFailed(spec.kernel, spec.variant))) {
    try {
      await verifyJob(job, await run.reference(job.kernel, job.spec));
      jobs.push(job);
    } catch (error) {
      if (run.stopped) {
        return;
      }
      run.fail(job, 'verify', /** @type {Error} */ (error).message);
    }
  }
  await run.quitEngines();
  const progress = new Progress(process.stderr, jobs.length * turns * RUNS_A_TURN);
  const onRun = (/** @type {Job} */ { engine, spec }, /** @type {number} */ round, /** @type {number} */ elapsed_ns) => {
    folder.write('startup', { engine, kernel: spec.kernel, variant: spec.variant, n: spec.n, round, elapsed_ns });
    progress.advance(1, `whole processes, ${spec.kernel} ${spec.variant}`);
  };
  await measureStartup(jobs, turns, scratch, onRun, () => run.stopped);
  progress.clear();
}

/** @param {Options} options @param {Experiment[]} experiments @param {Date} date @param {string} scratch @returns {Promise<number>} exit code */
async function bench(options, experiments, date, scratch) {
  const groups = checkBuild(planGroups(options, experiments));
  checkMemory(groups);
  checkTools(options);
  const folder = new RunFolder(options.out, date);
  const cells = groups.reduce((sum, group) => sum + group.cells.length, 0);
  const progress = new Progress(process.stderr, cells * options.processes);
  const run = new Run(options, groups, folder, progress, scratch);
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => run.stop()));
  const start = performance.now();
  tell(`${cells} cells, ${options.processes} processes, about ${Math.ceil(options.budgetSeconds / 60)} min; rows go to ${folder.dir}`);
  try {
    const facts = await run.startEngines();
    Object.entries(environment(date, facts)).forEach(([name, value]) => folder.write('environment', { name, value }));
    kernelRows(groups).forEach((row) => folder.write('kernels', row));
    await run.measure();
    progress.clear();
    if (options.experiments.includes(STARTUP) && !run.stopped) {
      await startup(run, options, folder, scratch);
    }
  } catch (error) {
    if (!run.stopped) {
      throw error;
    }
  } finally {
    await run.quitEngines();
    progress.clear();
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  const samples = folder.rows('samples');
  folder.close();
  if (run.stopped) {
    tell(`interrupted: ${samples} whole samples are in ${folder.dir}; summarise them with: build/tollgate summarize ${folder.dir}`);
    return INTERRUPTED;
  }
  const code = samples > 0 ? summarize(folder, options) : 0;
  await new Promise((resolve) => setImmediate(resolve)); // a signal that came while tollgate ran
  if (run.stopped) {
    return INTERRUPTED;
  }
  run.tellWarnings();
  tell(`measured ${cells} cells, ${samples} samples, in ${seconds} s; ${run.failures} failed`);
  console.log(`\nFiles: ${folder.dir}`);
  return Math.max(code, run.failures > 0 ? 1 : 0);
}

async function main() {
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  try {
    const definitions = await loadDefinitions();
    const experiments = await loadExperiments();
    const options = parseOptions(process.argv.slice(2), definitions, experiments, process.execPath);
    if (!existsSync(TOLLGATE)) {
      throw new UsageError('build/tollgate is missing; run `make build`');
    }
    process.exitCode = await bench(options, experiments, new Date(), scratch);
  } catch (error) {
    const { message, code } = /** @type {NodeJS.ErrnoException} */ (error);
    const expected = error instanceof UsageError || error instanceof DefinitionError || error instanceof EngineError || code !== undefined;
    tell(`bench: ${expected ? message : /** @type {Error} */ (error).stack}`);
    process.exitCode = 2;
  }
}

await main();
