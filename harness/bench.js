/**
 * The front door: options -> plan -> engines -> run folder -> tables.
 *
 *   node harness/bench.js [--kernels dot,blur] [--variants js,wasm] [--sizes 1024] [--batches 1,4]
 *     [--transfers resident,copy] [--engines node:/path,native] [--experiments throughput]
 *     [--processes 5] [--budget 260] [--quick] [--out dir]
 *
 * Exit codes: 0 done · 1 something failed or computed wrongly · 2 usage · 130 interrupted.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineError } from './engines/line-process.js';
import { Run } from './measure/run.js';
import { measureStartup, startupJobs } from './measure/startup.js';
import { DefinitionError, loadDefinitions } from './plan/definitions.js';
import { loadExperiments } from './plan/experiments.js';
import { planGroups } from './plan/groups.js';
import { STARTUP, UsageError, parseOptions } from './plan/options.js';
import { BUILD_DIR } from './plan/variants.js';
import { checkBuild, checkMemory } from './report/preflight.js';
import { environment } from './report/environment.js';
import { Progress } from './report/progress.js';
import { RunFolder } from './report/run-folder.js';

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

/** @param {Run} run @param {Options} options @param {RunFolder} folder @param {string} scratch */
async function startup(run, options, folder, scratch) {
  const jobs = startupJobs(options);
  const turns = options.quick ? STARTUP_TURNS.quick : STARTUP_TURNS.full;
  const progress = new Progress(process.stderr, jobs.length * turns);
  await measureStartup(
    jobs,
    turns,
    scratch,
    ({ engine, kernel, variant, n }, round, elapsed_ns) => {
      folder.write('startup', { engine, kernel, variant, n, round, elapsed_ns });
      progress.advance(1 / 3, `whole processes, ${kernel} ${variant}`);
    },
    () => run.stopped,
  );
  progress.clear();
}

/** @param {Options} options @param {Date} date @param {string} scratch @returns {Promise<number>} exit code */
async function bench(options, date, scratch) {
  const groups = checkBuild(planGroups(options, await loadExperiments()));
  checkMemory(groups);
  const folder = new RunFolder(options.out, date);
  const cells = groups.reduce((sum, group) => sum + group.cells.length, 0);
  const progress = new Progress(process.stderr, cells * options.processes);
  const run = new Run(options, groups, folder, progress, scratch);
  ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, () => run.stop()));
  const start = performance.now();
  tell(`${cells} cells, ${options.processes} processes, about ${Math.ceil(options.budgetSeconds / 60)} min; rows go to ${folder.dir}`);
  try {
    const facts = await run.startEngines();
    Object.entries(environment(date, facts)).forEach(([name, value]) => folder.write('environment', { name, value }));
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
  tell(`measured ${cells} cells, ${samples} samples, in ${seconds} s; ${run.failures} failed`);
  console.log(`\nFiles: ${folder.dir}`);
  return Math.max(code, run.failures > 0 ? 1 : 0);
}

async function main() {
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  try {
    const definitions = await loadDefinitions();
    const options = parseOptions(process.argv.slice(2), definitions, await loadExperiments(), process.execPath);
    if (!existsSync(TOLLGATE)) {
      throw new UsageError('build/tollgate is missing; run `make build`');
    }
    process.exitCode = await bench(options, new Date(), scratch);
  } catch (error) {
    const { message, code } = /** @type {NodeJS.ErrnoException} */ (error);
    const expected = error instanceof UsageError || error instanceof DefinitionError || error instanceof EngineError || code !== undefined;
    tell(`bench: ${expected ? message : /** @type {Error} */ (error).stack}`);
    process.exitCode = 2;
  }
}

await main();
