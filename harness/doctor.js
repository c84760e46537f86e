/**
 * How fit is this machine for measuring? A/A pairs, and what the system says of itself.
 *
 *   node harness/doctor.js [--kernels dot] [--variants js,wasm] [--engines ...] [--out dir]
 *
 * Measures each variant twice (the experiment whose form is twins), prints the noise floor of each kernel,
 * and says in words what to change. The floor goes to results/floor.csv, and from there
 * into every run of this machine, whose verdicts then stay silent below it.
 * Exit codes: those of bench.js.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { hostname, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadExperiments } from './plan/load-experiments.js';
import { readRows } from './run/csv.js';
import { FLOOR_FILE, keepFloor } from './run/floor.js';
import { runName } from './words/rows.js';
import { RESULTS_DIR } from './words/paths.js';

const BENCH = fileURLToPath(new URL('bench.js', import.meta.url));
/** Of so many blocks of processes the floor is made up (harness/tollgate/summarize/twins.c). */
const BLOCKS = 3;
/** Part of a core's time above which other programs, or the host, were in the way. */
const DISTURBED = 0.02;
/** A floor above this is worth doing something about. */
const NOISY = 0.03;
const FEW_TICKS = 1000;
const BUDGET_SECONDS = 100;

/**
 * Jiffies of all cores since boot.
 * @returns {{ total: number, idle: number, steal: number } | null} null where the system does not say
 */
export function readProcStat(text = existsSync('/proc/stat') ? readFileSync('/proc/stat', 'utf8') : '') {
  const words = /^cpu +(.*)$/m.exec(text)?.[1].trim().split(/ +/).map(Number);
  if (!words || words.length < 8) {
    return null;
  }
  const [user, nice, system, idle, iowait, irq, softirq, steal] = words;
  return { total: user + nice + system + idle + iowait + irq + softirq + steal, idle: idle + iowait, steal };
}

/**
 * @typedef {object} Facts
 * @property {Record<string, string>} environment rows of environment.csv
 * @property {number} load other programs' average load before the run
 * @property {number | null} stealPart part of all cores' time that the host gave to others
 * @property {{ engine: string, stepNs: number, costNs: number, leastTicks: number }[]} clocks
 * @property {{ engine: string, kernel: string, variant: string, floor: number, rerun: number }[]} floors
 */

/** @param {number} part */
const percent = (part) => `${(100 * part).toFixed(1)} %`;

/**
 * @param {Facts} facts
 * @returns {string[]} lines: what the machine is like
 */
export function describe({ environment, load, stealPart, clocks }) {
  const governor = environment.governor || 'not readable';
  const shared =
    environment.hypervisor === '1' ? 'yes: a virtual machine, strangers share caches and cores' : 'no hypervisor seen';
  return [
    `machine        ${environment.cpu_model}, ${environment.cpu_count} cores`,
    `shared host    ${shared}`,
    `load before    ${load.toFixed(2)} on ${environment.cpu_count} cores`,
    `steal time     ${stealPart === null ? 'not readable' : percent(stealPart)}`,
    `governor       ${governor}`,
    ...clocks.map(
      ({ engine, stepNs, costNs, leastTicks }) =>
        `clock          ${engine}: step ${stepNs} ns, reading ${costNs} ns, ${leastTicks} steps a sample`,
    ),
  ];
}

/**
 * @param {Facts} facts
 * @returns {string[]} what to change about the machine
 */
function adviseOnMachine({ environment, load, stealPart }) {
  const advice = [];
  if (load > 0.3) {
    advice.push(`Other programs were running (load ${load.toFixed(2)}): close them, and measure again.`);
  }
  if (stealPart !== null && stealPart > DISTURBED) {
    advice.push(
      `The host gave ${percent(stealPart)} of the time to others: use a dedicated machine, or more PROCESSES=.`,
    );
  }
  if (environment.governor && environment.governor !== 'performance') {
    const cure = '`cpupower frequency-set -g performance` steadies the clock.';
    advice.push(`The frequency governor is "${environment.governor}": ${cure}`);
  }
  return advice;
}

/**
 * @param {Facts} facts
 * @returns {string[]} what the noise is like
 */
function adviseOnNoise({ clocks, floors }) {
  const advice = clocks
    .filter(({ leastTicks }) => leastTicks < FEW_TICKS)
    .map(({ engine, leastTicks }) => `The clock of ${engine} is coarse: a sample had only ${leastTicks} steps.`);
  const noisy = floors.filter(({ floor }) => floor > NOISY);
  const reruns = floors
    .map(({ rerun }) => rerun)
    .filter((rerun) => rerun > 0)
    .sort((a, b) => a - b);
  const drift = reruns[Math.floor(reruns.length / 2)] ?? 0;
  if (noisy.length > 0) {
    const names = noisy.slice(0, 4).map(({ kernel, variant }) => `${kernel} ${variant}`);
    const more = noisy.length > names.length ? ` and ${noisy.length - names.length} more` : '';
    advice.push(`Within a run, ${percent(NOISY)} cannot be told from noise for ${names.join(', ')}${more}.`);
  }
  if (drift > NOISY) {
    advice.push(
      `From run to run the same code differs by ${percent(drift)} (half of the cells by more): ` +
        'compare runs that were measured in turns (docs/CI.md).',
    );
  }
  return advice;
}

/**
 * @param {Facts} facts
 * @returns {string[]} what to change, most urgent first
 */
export function advise(facts) {
  const isAlone = Number(facts.environment.cpu_count) < 2;
  const advice = [
    ...adviseOnMachine(facts),
    ...adviseOnNoise(facts),
    ...(isAlone ? ['One core: the compilers of the engine run on the core that is measured.'] : []),
  ];
  return advice.length > 0 ? advice : ['Nothing to change.'];
}

/**
 * @param {string} dir of the run
 * @param {number} load
 * @param {number | null} stealPart
 * @returns {Facts}
 */
function readFacts(dir, load, stealPart) {
  const environment = Object.fromEntries(
    readRows(join(dir, 'environment.csv')).map(({ name, value }) => [name, value]),
  );
  const samples = readRows(join(dir, 'samples.csv'));
  const engines = [...new Set(samples.map(({ engine }) => engine))];
  const clocks = engines.map((engine) => {
    const stepNs = Number(environment[`engine_${engine}_clock_step_ns`]);
    const shortest = samples.reduce(
      (least, row) => (row.engine === engine ? Math.min(least, Number(row.elapsed_ns)) : least),
      Infinity,
    );
    return {
      engine,
      stepNs,
      costNs: Number(environment[`engine_${engine}_clock_cost_ns`]),
      leastTicks: Math.floor(shortest / stepNs),
    };
  });
  const floors = readRows(join(dir, 'floor.csv')).map(({ engine, kernel, variant, floor, rerun_floor }) => ({
    engine,
    kernel,
    variant,
    floor: Number(floor),
    rerun: Number(rerun_floor),
  }));
  return { environment, load, stealPart, clocks, floors };
}

/**
 * @param {ReturnType<typeof readProcStat>} before
 * @param {ReturnType<typeof readProcStat>} after
 */
const stealBetween = (before, after) =>
  before && after && after.total > before.total ? (after.steal - before.steal) / (after.total - before.total) : null;

/**
 * @param {string[]} argv
 * @param {string} dir of the run
 * @returns {Promise<string[]>} what bench is asked for
 */
async function benchArguments(argv, dir) {
  const twins = (await loadExperiments()).find(({ form }) => form === 'twins');
  const fallback = (/** @type {string} */ option, /** @type {number} */ value) =>
    argv.includes(option) ? [] : [option, String(value)];
  const named = argv.indexOf('--out');
  return [
    ...argv.filter((_, i) => named < 0 || (i !== named && i !== named + 1)),
    ...['--experiments', String(twins?.name), '--quick', '--out', dir],
    ...fallback('--processes', BLOCKS * (twins?.leastProcesses ?? 1)),
    ...fallback('--budget', BUDGET_SECONDS),
  ];
}

/**
 * @param {string[]} argv
 * @returns {Promise<number>} exit code
 */
async function main(argv) {
  const named = argv.indexOf('--out');
  const dir = named >= 0 ? argv[named + 1] : join(RESULTS_DIR, `${runName(new Date(), hostname())}-doctor`);
  const [load] = loadavg();
  const before = readProcStat();
  const { status } = spawnSync(process.execPath, [BENCH, ...(await benchArguments(argv, dir))], { stdio: 'inherit' });
  if (status !== 0) {
    return status ?? 2;
  }
  const facts = readFacts(dir, load, stealBetween(before, readProcStat()));
  console.log(`\n${describe(facts).join('\n')}\n\n${advise(facts).join('\n')}`);
  if (named < 0) {
    keepFloor(dir);
    console.log(`\nThe noise floor is in ${FLOOR_FILE}; runs of this machine will say "no difference`);
    console.log('proven" below it. Delete the file to do without.');
  }
  console.log(`Files: ${dir}`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2));
}
