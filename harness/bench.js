/**
 * The front door: options -> plan -> engines -> run folder -> tables.
 *
 *   node harness/bench.js [--kernels dot,blur] [--variants js,wasm] [--sizes 1024] [--batches 1,4]
 *     [--transfers resident,copy] [--engines node:/path,native] [--experiments throughput]
 *     [--tier detected] [--processes 10] [--precision 2] [--budget 260] [--quick] [--out dir]
 *   node harness/bench.js --resume dir [--budget 100]
 *
 * Exit codes: 0 done · 1 something failed or computed wrongly · 2 usage, or a run that cannot be
 * resumed · 3 a run of other code or engines · 130 interrupted.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ENGINES, spread } from './engines/engines.js';
import { Run } from './run/run.js';
import { measureStartup, roundsOfTurn, startupJobs, verifyJob } from './methods/processes/processes.js';
import { STATS_MODULE } from './stats/statistics-file.js';
import { processesOf } from './methods/rounds/stopping.js';
import { loadDefinitions } from './plan/definitions.js';
import { loadExperiments } from './plan/experiments.js';
import { planGroups } from './plan/groups.js';
import { STARTUP, parseOptions } from './plan/options.js';
import { checkBuild, checkMemory, checkTools } from './run/preflight.js';
import { boundaryModules, environment } from './run/environment.js';
import { bringFloor } from './run/floor.js';
import { outcome } from './run/outcome.js';
import { argvOf, checkSame, makePlan, readPlan, writePlan } from './run/plan-file.js';
import { Progress } from './run/progress.js';
import { checkSameEngines, reopen } from './run/resume.js';
import { engineFacts } from './words/rows.js';
import { RunFolder } from './run/run-folder.js';
import { DamagedError, DefinitionError, EngineError, ForeignError, UsageError } from './words/problems.js';
import { BUILD_DIR } from './words/paths.js';

/** @import { Experiment } from './plan/experiments.js' */
/** @import { Group } from './plan/groups.js' */
/** @import { Job } from './methods/processes/processes.js' */
/** @import { KernelDefinition } from './plan/definitions.js' */
/** @import { Options } from './plan/options.js' */
/** @import { Plan } from './run/plan-file.js' */
/** @import { Tables } from './run/resume.js' */

/**
 * @typedef {object} Session what this run of bench works on
 * @property {Options} options
 * @property {Group[]} groups
 * @property {Plan} plan
 * @property {RunFolder} folder
 * @property {Tables | null} tables of a run that is resumed
 * @property {string} scratch a folder for files of the moment
 * @property {Date} date
 */

/** What doctor measures: tables of its own, and a floor. */
const AA = 'aa';
/** Processes of a block (harness/tollgate/summarize/twins.c). */
const AA_LEAST = 5;
const FOREIGN = 3;
const INTERRUPTED = 130;
const STARTUP_TURNS = { quick: 3, full: 5 };
/** Experiments that `tollgate boundary` writes of, and those of them that copy memory. */
const OF_BOUNDARY = ['calls', 'marshal', 'memory', 'gc', 'dom'];
const OF_COPIES = ['marshal', 'memory'];
const TOLLGATE = join(BUILD_DIR, 'tollgate');
/** The lane of this machine. */
const HERE = '';

/**
 * @param {Options} options
 * @returns {boolean} whether there is something besides what doctor measures
 */
const measuresMoreThanFloor = ({ experiments }) => experiments.some((name) => name !== AA);

/** @param {string} message */
const tell = (message) => process.stderr.write(`${message}\n`);

/**
 * Tables and summaries from what the run wrote.
 * @param {Session} session
 * @returns {number} exit code
 */
function summarize({ folder, options, groups }) {
  const has = (/** @type {string} */ name) => groups.some(({ experiment }) => experiment === name); // some have cells in some engines alone
  const commands = [
    ...(OF_BOUNDARY.some(has) ? ['boundary'] : []),
    ...(measuresMoreThanFloor(options) ? ['summarize'] : []),
    ...(has('crossings') || has('batching') ? ['crossings'] : []),
    ...(has(AA) ? ['floor'] : []),
  ];
  const codes = commands.map((command) => spawnSync(TOLLGATE, [command, folder.dir], { stdio: 'inherit' }).status ?? 2);
  return Math.max(...codes);
}

/**
 * @param {Group[]} groups
 * @returns {Record<string, string | number>[]} a row for each kernel and size, for those who read the files
 */
function kernelRows(groups) {
  const rows = groups.map(({ kernel, size }) => {
    const { title, element, bytesPerElement } = kernel;
    const operations = 'operationsPerElement' in kernel ? kernel.operationsPerElement : '';
    return {
      kernel: kernel.kernel,
      n: size.n,
      label: size.label,
      title,
      element,
      bytes_per_element: bytesPerElement,
      operations_per_element: operations,
    };
  });
  return rows.filter((row, i) => rows.findIndex(({ kernel, n }) => kernel === row.kernel && n === row.n) === i);
}

/**
 * @param {Session} session
 * @returns {{ turns: number, isMissing: (job: Job, round: number) => boolean }} of start-up
 */
function startupWork({ options, tables }) {
  const nameOf = (/** @type {(string | number)[]} */ ...words) => words.join(' ');
  const there = new Set(tables?.startup.map((row) => nameOf(row.engine, row.kernel, row.variant, row.n, row.round)));
  return {
    turns: options.quick ? STARTUP_TURNS.quick : STARTUP_TURNS.full,
    isMissing: ({ engine, spec }, round) => !there.has(nameOf(engine, spec.kernel, spec.variant, spec.n, round)),
  };
}

/**
 * @param {Session} session
 * @param {Run} run
 * @returns {{ jobs: Job[], rounds: number }} of start-up: those that miss rounds, and how many
 */
function startupLeft(session, run) {
  const { turns, isMissing } = startupWork(session);
  const roundsOf = (/** @type {Job} */ job) =>
    Array.from({ length: turns }, (_, turn) => roundsOfTurn(turn))
      .flat()
      .filter((round) => isMissing(job, round)).length;
  const wanted = session.options.experiments.includes(STARTUP) ? startupJobs(session.options) : [];
  const jobs = wanted.filter((job) => !run.hasFailed(job.spec.kernel, job.spec.variant) && roundsOf(job) > 0);
  return { jobs, rounds: jobs.reduce((sum, job) => sum + roundsOf(job), 0) };
}

/**
 * @param {Session} session
 * @param {Run} run
 */
async function startup(session, run) {
  const { folder, scratch } = session;
  const { turns, isMissing } = startupWork(session);
  /** @type {Job[]} */
  const jobs = [];
  await run.startEngines(HERE);
  for (const job of startupLeft(session, run).jobs) {
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
  const progress = new Progress(process.stderr, startupLeft(session, run).rounds);
  await measureStartup(
    jobs,
    turns,
    scratch,
    isMissing,
    ({ engine, spec }, rows) => {
      const { kernel, variant, n } = spec;
      folder.append(
        'startup',
        rows.map((row) => ({ engine, kernel, variant, n, ...row, machine: run.host })),
      );
      progress.advance(rows.length, `whole processes, ${kernel} ${variant}`);
    },
    () => run.stopped,
  );
  progress.clear();
}

/**
 * The first engines tell what they are; a resumed run goes on only with the same ones.
 * @param {Session} session
 * @param {Run} run
 */
async function meetEngines({ folder, groups, options, tables, date }, run) {
  const met = await run.startEngines();
  /** @type {Record<string, string | number>} */
  const facts = { ...environment(date), ...boundaryModules(groups) };
  const rows = () => [
    ...Object.entries(facts).map(([name, value]) => ({ name, value, machine: run.host })),
    ...met.flatMap(({ engine, machine, words }) =>
      Object.entries(engineFacts(engine, words)).map(([name, value]) => ({ name, value, machine })),
    ),
  ];
  if (tables !== null && tables.environment.length > 0) {
    checkSameEngines(tables.environment, rows());
  } else {
    if (options.experiments.some((name) => OF_COPIES.includes(name))) {
      facts.memory_copy_bytes_per_s = await run.memoryBandwidth();
    }
    folder.append('environment', rows());
  }
  if (folder.rows('kernels') === 0) {
    folder.append('kernels', kernelRows(groups));
  }
}

/**
 * @param {Session} session
 * @param {Run} run where the rows of another session begin
 */
function markSeam({ folder, plan, date }, run) {
  const reason = { running: 'killed', interrupted: 'interrupted', finished: 'more budget' }[plan.state];
  folder.write('seams', {
    date_utc: date.toISOString(),
    after_process: run.processes,
    samples_before: folder.rows('samples'),
    reason,
  });
}

/**
 * @param {Session} session
 * @param {Run} run
 * @param {number} seconds of the budget that are left
 */
async function measure(session, run, seconds) {
  const { folder, options, plan, tables } = session;
  const remember = (/** @type {Plan['state']} */ state, spent_seconds = run.spentSeconds) =>
    writePlan(folder.dir, { ...plan, state, spent_seconds });
  await meetEngines(session, run);
  if (tables !== null) {
    markSeam(session, run);
  }
  remember('running');
  try {
    await run.measure(seconds, () => remember('running'));
    run.progress.clear();
    if (!run.stopped) {
      remember('running', Math.max(run.spentSeconds, options.budgetSeconds)); // no group gets more, whatever is left
    }
    if (startupLeft(session, run).rounds > 0 && !run.stopped) {
      await startup(session, run);
    }
  } catch (error) {
    if (!run.stopped) {
      throw error;
    }
  }
  remember(run.stopped ? 'interrupted' : 'finished');
}

/**
 * @param {Session} session
 * @param {Run} run
 * @returns {number} seconds of the budget that are left
 */
function secondsLeft({ options, plan, tables }, run) {
  if (tables === null || options.budgetGiven) {
    return options.budgetSeconds;
  }
  return plan.state === 'finished' ? 0 : Math.max(0, options.budgetSeconds - run.spentBefore);
}

/**
 * @param {Session} session
 * @param {Run} run
 * @param {number} seconds it will take at most
 */
function announce({ options, groups, folder, tables }, run, seconds) {
  if (options.absent.length > 0) {
    tell(`not there: ${options.absent.join(' ')}; \`make engines\` fetches them, ENGINES=name:/path names a binary`);
  }
  const cells = groups.reduce((sum, group) => sum + group.cells.length, 0);
  const begun =
    tables === null ? '' : `resumed behind process ${run.processes} and ${folder.rows('samples')} samples: `;
  tell(
    `${begun}${cells} cells, ${processesOf(run.rule)} processes, at most about ${Math.ceil(seconds / 60)} min; rows go to ${folder.dir}`,
  );
}

/**
 * @param {Session} session
 * @returns {Promise<number>} exit code
 */
async function bench(session) {
  const { options, groups, folder, scratch, plan, tables } = session;
  const run = new Run(options, groups, folder, new Progress(process.stderr, 0), scratch);
  run.spentBefore = plan.spent_seconds;
  if (tables !== null) {
    run.restore(tables);
  }
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => run.stop()));
  const start = performance.now();
  const before = folder.rows('samples');
  const seconds = secondsLeft(session, run);
  if (run.isMissing(seconds) || startupLeft(session, run).rounds > 0) {
    announce(session, run, seconds);
    try {
      await measure(session, run, seconds);
    } finally {
      await run.quitEngines();
      run.progress.clear();
    }
  } else {
    tell(`nothing is missing in ${folder.dir}`);
  }
  const samples = folder.rows('samples');
  folder.close();
  if (measuresMoreThanFloor(options)) {
    bringFloor(folder.dir, hostname());
  }
  if (run.stopped) {
    tell(
      `interrupted: ${samples} whole samples are in ${folder.dir}; finish them with: make bench RESUME=${folder.dir}; summarise them as they are with: build/tollgate summarize ${folder.dir}`,
    );
    return INTERRUPTED;
  }
  const code = samples > 0 ? summarize(session) : 0;
  await new Promise((resolve) => setImmediate(resolve)); // a signal that came while tollgate ran
  if (run.stopped) {
    return INTERRUPTED;
  }
  run.tellWarnings();
  const ending = run.sampledSeconds > 0 ? outcome(run.sequences, run.sampledSeconds) : null;
  if (ending !== null) {
    tell(ending);
  }
  tell(
    `measured ${samples - before} samples in ${Math.round((performance.now() - start) / 1000)} s; ${run.failures} failed`,
  );
  console.log(`\nFiles: ${folder.dir}`);
  return Math.max(code, run.failures > 0 ? 1 : 0);
}

/**
 * @param {Options} options
 * @param {Experiment[]} experiments
 * @returns {Group[]} that can be measured here
 */
function plannedGroups(options, experiments) {
  if (options.experiments.includes(AA) && options.processes !== null && options.processes < AA_LEAST) {
    throw new UsageError(
      `PROCESSES: "${options.processes}" is not allowed with the experiment ${AA}; give a whole number from ${AA_LEAST}`,
    );
  }
  const groups = checkBuild(planGroups(options, experiments));
  checkMemory(groups);
  checkTools(options);
  return groups;
}

/**
 * @param {Options} asked
 * @param {Experiment[]} experiments
 * @param {string} scratch
 * @returns {Promise<Session>}
 */
async function begin(asked, experiments, scratch) {
  const date = new Date();
  const options = { ...asked, engines: await spread(asked.engines) };
  const groups = plannedGroups(options, experiments);
  const folder = RunFolder.create(options.out, date);
  const plan = makePlan(process.argv.slice(2), options, groups, folder.run, date, ENGINES);
  writePlan(folder.dir, plan);
  folder.file('samples');
  if (measuresMoreThanFloor(options)) {
    folder.linkLatest();
  }
  return { options, groups, plan, folder, tables: null, scratch, date };
}

/**
 * @param {Plan} plan
 * @param {string} dir
 * @param {KernelDefinition[]} definitions
 * @param {Experiment[]} experiments
 * @returns {Options}
 */
function optionsOf(plan, dir, definitions, experiments) {
  const known = [...definitions, ...experiments.flatMap(({ subjects = [] }) => subjects)];
  const gone = plan.options.kernels.find((/** @type {string} */ name) => !known.some(({ kernel }) => kernel === name));
  if (gone !== undefined) {
    throw new ForeignError(`the run measures kernel "${gone}", which is neither in kernels/ nor in harness/boundary/`);
  }
  try {
    return { ...parseOptions(argvOf(plan), definitions, experiments, ENGINES), named: plan.options.named };
  } catch (error) {
    if (error instanceof UsageError) {
      throw new DamagedError(`${join(dir, 'plan.json')}: ${error.message}`);
    }
    throw error;
  }
}

/**
 * @param {Options} asked
 * @param {KernelDefinition[]} definitions
 * @param {Experiment[]} experiments
 * @param {string} scratch
 * @returns {Promise<Session>}
 */
async function resume(asked, definitions, experiments, scratch) {
  const plan = readPlan(String(asked.resume));
  const dir = realpathSync(String(asked.resume)); // results/latest may be meant
  const { budgetGiven, budgetSeconds } = asked;
  const planned = optionsOf(plan, dir, definitions, experiments);
  const options = {
    ...planned,
    engines: await spread(planned.engines),
    budgetGiven,
    budgetSeconds: budgetGiven ? budgetSeconds : planned.budgetSeconds,
  };
  const groups = plannedGroups(options, experiments);
  checkSame(plan, options, groups);
  const { folder, tables } = reopen(dir, plan, tell);
  folder.file('samples');
  if (measuresMoreThanFloor(options)) {
    folder.linkLatest();
  }
  return { options, groups, plan, folder, tables, scratch, date: new Date() };
}

/**
 * @param {unknown} error
 * @returns {number} exit code
 */
function report(error) {
  const { message, code, stack } = /** @type {NodeJS.ErrnoException} */ (error);
  const expected = [UsageError, DefinitionError, EngineError, DamagedError, ForeignError].some(
    (kind) => error instanceof kind,
  );
  tell(`bench: ${expected || code !== undefined ? message : stack}`);
  return error instanceof ForeignError ? FOREIGN : 2;
}

async function main() {
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  try {
    const definitions = await loadDefinitions();
    const experiments = await loadExperiments();
    const asked = parseOptions(process.argv.slice(2), definitions, experiments, ENGINES);
    const missing = [TOLLGATE, STATS_MODULE].find((path) => !existsSync(path));
    if (missing !== undefined) {
      throw new UsageError(`build/${basename(missing)} is missing; run \`make build\``);
    }
    const session = await (asked.resume === null
      ? begin(asked, experiments, scratch)
      : resume(asked, definitions, experiments, scratch));
    process.exitCode = await bench(session);
  } catch (error) {
    process.exitCode = report(error);
  }
}

await main();
