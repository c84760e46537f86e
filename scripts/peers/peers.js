/**
 * Measures the same pairs with mitata, with tinybench and with this harness, again and again in one sitting: how
 * far does a figure move from one run to the next?
 *
 *   node scripts/peers/peers.js [--runs 8] [--seconds 12] [--busy] [--processes N] [--out dir]
 *   node scripts/peers/peers.js --table dir
 *
 * Every tool gets the same time, in a fresh process. The tools take turns in random Latin squares. Each turn adds
 * its rows to results/peers/<date>-<idle or busy>/peers.csv, and what the tool said to figures.csv beside it. The
 * tables need peers.csv alone.
 *
 * Exit codes: 0 done · 1 a tool failed or computed wrongly · 2 usage · 130 interrupted.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { latinRounds } from '../../harness/plan/order.js';
import { CsvWriter, readRows } from '../../harness/run/csv.js';
import { environment } from '../../harness/run/environment.js';
import { Progress } from '../../harness/run/progress.js';
import { engineFacts, runName } from '../../harness/words/rows.js';
import { pairRows, tables, TOOLS } from './analysis.js';
import { UsageError } from '../../harness/words/problems.js';
import { RESULTS_DIR, ROOT } from '../../harness/words/paths.js';

/** @import { ChildProcess } from 'node:child_process' */
/** @import { Figures } from './analysis.js' */

/**
 * @typedef {object} Options
 * @property {number} runs
 * @property {number} seconds for each tool in each repetition
 * @property {number | null} processes of the harness; null: as many as the time allows
 * @property {boolean} busy
 * @property {string} out
 */

const INTERRUPTED = 130;
const COLUMNS = {
  peers: ['run', 'repetition', 'tool', 'version', 'pair', 'statistic', 'value', 'unit', 'wall_seconds'],
  figures: ['run', 'repetition', 'tool', 'version', 'benchmark', 'statistic', 'value'],
  environment: ['name', 'value'],
};
/** @type {Record<string, string[]>} as mitata's README recommends; the others need none */
const NODE_FLAGS = { mitata: ['--expose-gc'] };

/** A tool that failed: exit code 1, no stack. */
class ToolError extends Error {}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} fallback
 * @param {boolean} whole
 */
function positive(name, text, fallback, whole) {
  const value = text === undefined || text === '' ? fallback : Number(text);
  if (!(value > 0 && value <= 3600) || (whole && !Number.isInteger(value))) {
    throw new UsageError(
      `--${name}: "${text}" is not allowed; give a ${whole ? 'whole number from 1' : 'number above 0 and'} up to 3600`,
    );
  }
  return value;
}

/** @param {string[]} argv */
function parse(argv) {
  const string = /** @type {const} */ ({ type: 'string' });
  const boolean = /** @type {const} */ ({ type: 'boolean' });
  const options = { runs: string, seconds: string, processes: string, out: string, table: string, busy: boolean };
  try {
    return parseArgs({ args: argv, options }).values;
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {ReturnType<typeof parse>} values
 * @param {Date} date
 * @returns {Options}
 */
function toOptions(values, date) {
  const busy = Boolean(values.busy);
  return {
    runs: positive('runs', values.runs, 8, true),
    seconds: positive('seconds', values.seconds, 12, false),
    processes: values.processes ? positive('processes', values.processes, 5, true) : null,
    busy,
    out: resolve(values.out ?? join(RESULTS_DIR, 'peers', runName(date, busy ? 'busy' : 'idle'))),
  };
}

/**
 * @param {string} tool
 * @returns {string}
 */
function versionOf(tool) {
  const file = tool === 'tollgate' ? join(ROOT, 'package.json') : join(ROOT, 'node_modules', tool, 'package.json');
  if (!existsSync(file)) {
    throw new UsageError(`${tool} is not in node_modules; run \`make deps\``);
  }
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

class Sitting {
  /** @type {ChildProcess | null} */
  #child = null;
  stopped = false;

  /**
   * @param {Options} options
   * @param {Date} date
   */
  constructor(options, date) {
    this.options = options;
    this.run = basename(options.out);
    this.versions = Object.fromEntries(Object.keys(TOOLS).map((tool) => [tool, versionOf(tool)]));
    mkdirSync(options.out, { recursive: true });
    const file = (/** @type {keyof typeof COLUMNS} */ name) =>
      new CsvWriter(join(options.out, `${name}.csv`), COLUMNS[name]);
    this.files = { peers: file('peers'), figures: file('figures'), environment: file('environment') };
    const { node, v8 } = process.versions;
    const sitting = { peers_busy: options.busy ? 1 : 0, peers_seconds: options.seconds };
    const facts = { ...environment(date), ...engineFacts('node', { version: node, v8 }), ...sitting };
    Object.entries(facts).forEach(([name, value]) => this.files.environment.write({ name, value }));
  }

  /** Ends what runs. */
  stop() {
    this.stopped = true;
    const child = this.#child;
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      process.kill(-child.pid, 'SIGTERM'); // the group: the harness has processes of its own
    }
  }

  /**
   * One tool in a fresh process.
   * @param {string} tool
   * @param {number} repetition
   * @returns {Promise<{ figures: Figures[], wallSeconds: number }>}
   */
  async #measure(tool, repetition) {
    const { seconds, processes, out } = this.options;
    const script = join(ROOT, 'scripts/peers', `${tool}.js`);
    const own = tool === 'tollgate' ? [join(out, tool, String(repetition)), String(processes ?? '')] : [];
    const start = performance.now();
    const child = spawn(process.execPath, [...(NODE_FLAGS[tool] ?? []), script, String(seconds), ...own], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own, so that Ctrl-C reaches this process alone, which ends it
    });
    this.#child = child;
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    const code = await new Promise((ended, failed) => child.once('close', ended).once('error', failed));
    this.#child = null;
    if (code !== 0 && !this.stopped) {
      throw new ToolError(`repetition ${repetition}, ${tool}: exit code ${code}: ${stderr.trim()}`);
    }
    const lines = stdout.split('\n').filter((line) => line !== '');
    return {
      figures: this.stopped ? [] : lines.map((line) => JSON.parse(line)),
      wallSeconds: (performance.now() - start) / 1000,
    };
  }

  /**
   * @param {string} tool
   * @param {number} repetition
   * @param {Figures[]} all
   * @param {number} wallSeconds
   */
  #write(tool, repetition, all, wallSeconds) {
    const whose = { run: this.run, repetition, tool, version: this.versions[tool] };
    for (const { benchmark, ...figures } of all) {
      Object.entries(figures).forEach(([statistic, value]) =>
        this.files.figures.write({ ...whose, benchmark, statistic, value }),
      );
    }
    pairRows(tool, all).forEach((row) =>
      this.files.peers.write({ ...whose, ...row, wall_seconds: wallSeconds.toFixed(2) }),
    );
  }

  /** @param {number} seed of the order of turns */
  async measure(seed) {
    const tools = Object.keys(TOOLS);
    const progress = new Progress(process.stderr, this.options.runs * tools.length);
    for (const [index, turns] of latinRounds(tools.length, this.options.runs, seed).entries()) {
      for (const tool of turns.map((turn) => tools[turn])) {
        progress.show(`repetition ${index + 1} of ${this.options.runs}: ${tool}`);
        const { figures, wallSeconds } = await this.#measure(tool, index + 1);
        if (this.stopped) {
          progress.clear();
          return;
        }
        this.#write(tool, index + 1, figures, wallSeconds);
        progress.advance(1, tool);
      }
    }
    progress.clear();
  }

  close() {
    Object.values(this.files).forEach((file) => file.close());
  }
}

/** @returns {ChildProcess} keeps a core busy until it is killed, or this process is gone */
function startBusyLoop() {
  const busy = spawn(process.execPath, [join(ROOT, 'scripts/peers/busy.js')], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  process.on('exit', () => busy.kill('SIGKILL'));
  return busy;
}

/**
 * @param {Options} options
 * @param {Date} date
 * @returns {Promise<number>} exit code
 */
async function sit(options, date) {
  const sitting = new Sitting(options, date);
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => sitting.stop()));
  const minutes = Math.ceil((options.runs * options.seconds * Object.keys(TOOLS).length) / 60);
  process.stderr.write(`${options.runs} repetitions, about ${minutes} min; rows go to ${options.out}\n`);
  const busy = options.busy ? startBusyLoop() : null;
  try {
    await sitting.measure(date.getTime());
  } finally {
    busy?.kill('SIGKILL');
    sitting.close();
  }
  return sitting.stopped ? INTERRUPTED : 0;
}

/** @param {string} dir */
function printTables(dir) {
  const busy = /^peers_busy,1$/m.test(readFileSync(join(dir, 'environment.csv'), 'utf8'));
  console.log(`\n${tables(readRows(join(dir, 'peers.csv')), busy ? 'one core busy' : 'idle')}\n\nFiles: ${dir}`);
}

async function main() {
  const date = new Date();
  try {
    const values = parse(process.argv.slice(2));
    const options = toOptions(values, date);
    process.exitCode = values.table === undefined ? await sit(options, date) : 0;
    if (process.exitCode === 0) {
      printTables(values.table ?? options.out);
    }
  } catch (error) {
    const { message, stack, code } = /** @type {NodeJS.ErrnoException} */ (error);
    const expected = error instanceof UsageError || error instanceof ToolError || code !== undefined;
    process.stderr.write(`peers: ${expected ? message : stack}\n`);
    process.exitCode = error instanceof ToolError ? 1 : 2;
  }
}

await main();
