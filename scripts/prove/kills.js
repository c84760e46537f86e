/**
 * Proves that a killed run keeps all that was written, and can be finished.
 *
 *   node scripts/prove/kills.js [--kills 100] [--seed 1] [--out results/prove/kills-<date>]
 *
 * A short run is measured undisturbed; it says how long a run takes and what its cells take. Then, for each kill, a
 * new run gets SIGKILL at a random instant of that length. All processes that it started must end by themselves,
 * every file must be whole, and RESUME= must finish it. Every third resume is killed as well, and resumed again. In
 * the end each cell's time is compared with that of the undisturbed run: it should lie in its interval, and the
 * intervals must overlap. `hit` says whether the SIGKILL came before the run had ended by itself.
 *
 * Exit codes: 0 all held · 1 some did not · 2 usage, or no /proc to look for processes in.
 */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hash32 } from '../../harness/agent/inputs.js';
import { CsvWriter, readTable } from '../../harness/run/csv.js';
import { COLUMNS } from '../../harness/words/rows.js';
import { ROOT } from '../../harness/words/paths.js';

/** @import { TableName } from '../../harness/run/run-folder.js' */

const BENCH = join(ROOT, 'harness/bench.js');
const TOLLGATE = join(ROOT, 'build/tollgate');
const ASKED = [
  '--kernels',
  'dot-f32',
  '--variants',
  'js,wasm-simd,native',
  '--sizes',
  '1024',
  '--batches',
  '1,64,16384',
];
const SHORT = [
  ...ASKED,
  '--experiments',
  'crossings,throughput,processes',
  '--quick',
  '--processes',
  '5',
  '--budget',
  '2',
];
/** Inherited by all that a bench starts, so that what it leaves behind can be found. */
const MARK = 'TOLLGATE_KILLS';
const END_LIMIT_MS = 30000;
const RESUME_KILLED_EVERY = 3;
const RESULTS = [
  'kill',
  'at_ms',
  'hit',
  'resume_at_ms',
  'resume_hit',
  'samples_kept',
  'process_kept',
  'files_whole',
  'processes_ended',
  'resumed',
];
const COUNTS = ['cells', 'time_within', 'intervals_overlap'];

/** @typedef {Record<string, string>} Row */
/** @typedef {{ status: number | null, killed: boolean, stderr: string, ms: number }} Ended */

class UsageError extends Error {}

/**
 * @param {string} text
 * @param {string} name
 * @returns {number}
 */
function wholeNumber(text, name) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new UsageError(`${name}: "${text}" is not allowed; give a whole number from 1`);
  }
  return value;
}

/**
 * @param {string[]} argv
 * @param {NodeJS.ProcessEnv} env
 * @param {number | null} killAfterMs
 * @returns {Promise<Ended>}
 */
function bench(argv, env, killAfterMs) {
  const start = performance.now();
  const child = spawn(process.execPath, [BENCH, ...argv], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const timer = killAfterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  return new Promise((done) => {
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      done({ status, killed: signal === 'SIGKILL', stderr, ms: performance.now() - start });
    });
  });
}

/**
 * @param {string} pid
 * @returns {string} nothing once it has ended
 */
function environOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return ''; // it ended while the list was read, or belongs to somebody else
  }
}

/**
 * @param {string} mark
 * @returns {string[]} processes that carry it
 */
const alive = (mark) =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name) && environOf(name).split('\0').includes(`${MARK}=${mark}`));

/**
 * @param {string} mark
 * @returns {Promise<boolean>} whether all ended by themselves
 */
async function allEnd(mark) {
  for (const end = performance.now() + END_LIMIT_MS; performance.now() < end;) {
    if (alive(mark).length === 0) {
      return true;
    }
    await new Promise((again) => setTimeout(again, 20));
  }
  return false;
}

/**
 * @param {string} dir
 * @param {string} file
 * @returns {Row[]}
 */
const rowsOf = (dir, file) => (existsSync(join(dir, file)) ? readTable(join(dir, file), () => true).rows : []);

/**
 * @param {string} dir
 * @returns {string[]} what is not whole in it
 */
function damage(dir) {
  const names = /** @type {TableName[]} */ (Object.keys(COLUMNS)).filter((name) =>
    existsSync(join(dir, `${name}.csv`)),
  );
  const broken = names.filter((name) => {
    const { columns, end, size } = readTable(join(dir, `${name}.csv`), (row) =>
      Object.values(row).every((value) => !value.includes('\0')),
    );
    return columns.join(',') !== COLUMNS[name].join(',') || end !== size;
  });
  if (existsSync(join(dir, 'plan.json'))) {
    JSON.parse(readFileSync(join(dir, 'plan.json'), 'utf8'));
  }
  const hasSamples = rowsOf(dir, 'samples.csv').length > 0;
  const summary = hasSamples
    ? spawnSync(TOLLGATE, ['summarize', '--allow-truncated', dir], { encoding: 'utf8' })
    : null;
  return [
    ...broken.map((name) => `${name}.csv`),
    ...(summary !== null && summary.status !== 0 ? [`summarize: ${summary.stderr}`] : []),
  ];
}

/**
 * @param {Row} row
 * @returns {string}
 */
const cellOf = (row) =>
  ['engine', 'experiment', 'kernel', 'variant', 'n', 'batch', 'transfer', 'setting'].map((name) => row[name]).join(' ');

/**
 * @param {Row[]} summary
 * @param {Row[]} undisturbed
 * @returns {number[]} COUNTS
 */
function compare(summary, undisturbed) {
  const pairs = undisturbed
    .map((a) => ({ a, b: summary.find((row) => cellOf(row) === cellOf(a)) }))
    .filter(({ b }) => b !== undefined);
  const within = pairs.filter(
    ({ a, b }) => Number(b?.time_ns) >= Number(a.low_ns) && Number(b?.time_ns) <= Number(a.high_ns),
  );
  const overlap = pairs.filter(
    ({ a, b }) => Number(b?.low_ns) <= Number(a.high_ns) && Number(b?.high_ns) >= Number(a.low_ns),
  );
  return [pairs.length, within.length, overlap.length];
}

/**
 * @typedef {object} Killed
 * @property {Row[]} kept samples that the first kill left
 * @property {Ended} first
 * @property {Ended | null} second the resume that was killed too
 * @property {Ended} last
 * @property {number} at ms after which the run was killed
 * @property {number | null} resumeAt the same of the resume
 * @property {boolean} ended whether no process outlived the run that started it
 * @property {string[]} damaged what was not whole after one of the runs
 */

/**
 * Kills a run, every third time also the run that resumes it, and then resumes it to the end.
 * @param {number} kill which, from 1
 * @param {() => number} instantMs
 * @param {string} scratch
 * @param {string} dir of the run
 * @returns {Promise<Killed>}
 */
async function killAndResume(kill, instantMs, scratch, dir) {
  const mark = `${process.pid}-${kill}`;
  const env = { ...process.env, [MARK]: mark, TMPDIR: scratch };
  /** @type {string[]} */
  const damaged = [];
  let ended = true;
  const runs = async (/** @type {string[]} */ argv, /** @type {number | null} */ at) => {
    const run = await bench(argv, env, at);
    ended = (await allEnd(mark)) && ended;
    damaged.push(...damage(dir));
    return run;
  };
  const again = () => (existsSync(join(dir, 'plan.json')) ? ['--resume', dir] : [...SHORT, '--out', dir]);
  const at = instantMs();
  const first = await runs([...SHORT, '--out', dir], at);
  const kept = rowsOf(dir, 'samples.csv');
  const resumeAt = kill % RESUME_KILLED_EVERY === 0 ? instantMs() : null;
  const second = resumeAt === null ? null : await runs(again(), resumeAt);
  const last = await runs(again(), null);
  return { kept, first, second, last, at, resumeAt, ended, damaged };
}

/**
 * @param {Killed} killed
 * @param {boolean} resumed
 * @param {number[]} counts
 * @returns {string[]} what is wrong
 */
function problemsOf({ damaged, ended, last }, resumed, [cells, , overlap]) {
  return [
    ...damaged,
    ...(ended ? [] : ['a process did not end']),
    ...(resumed ? [] : [`not resumed: exit code ${last.status}: ${last.stderr.trim()}`]),
    ...(overlap < cells ? [`${cells - overlap} of ${cells} intervals lie beside those of the undisturbed run`] : []),
  ];
}

/**
 * @param {number} kill which, from 1
 * @param {() => number} instantMs
 * @param {string} scratch
 * @param {Row[]} undisturbed its summary
 * @returns {Promise<{ row: Record<string, string | number>, problems: string[] }>}
 */
async function killOnce(kill, instantMs, scratch, undisturbed) {
  const dir = join(scratch, `run-${kill}`);
  const killed = await killAndResume(kill, instantMs, scratch, dir);
  const { kept, first, second, last, at, resumeAt, ended, damaged } = killed;
  const samples = rowsOf(dir, 'samples.csv');
  const keptAll = kept.every((row, i) => Object.keys(row).every((name) => samples[i]?.[name] === row[name]));
  const isWhole = new Set(samples.map(cellOf)).size === undisturbed.length;
  const resumed = last.status === 0 && keptAll && isWhole;
  const counts = compare(rowsOf(dir, 'summary.csv'), undisturbed);
  const problems = problemsOf(killed, resumed, counts);
  if (problems.length === 0) {
    rmSync(dir, { recursive: true });
  }
  const resumes = resumeAt === null ? ['', ''] : [Math.round(resumeAt), Number(second?.killed)];
  const values = [kill, Math.round(at), Number(first.killed), ...resumes, kept.length, kept.at(-1)?.process ?? ''];
  const all = [...values, Number(damaged.length === 0), Number(ended), Number(resumed), ...counts];
  return { row: Object.fromEntries([...RESULTS, ...COUNTS].map((name, i) => [name, all[i]])), problems };
}

/**
 * @param {number} kills
 * @param {number} seed
 * @param {string} out
 * @param {string} scratch
 * @returns {Promise<number>} exit code
 */
async function prove(kills, seed, out, scratch) {
  mkdirSync(out, { recursive: true });
  const csv = new CsvWriter(join(out, 'kills.csv'), [...RESULTS, ...COUNTS, 'problem']);
  const reference = join(scratch, 'undisturbed');
  const first = await bench([...SHORT, '--out', reference], { ...process.env, TMPDIR: scratch }, null);
  if (first.status !== 0) {
    throw new UsageError(`the undisturbed run failed: ${first.stderr}`);
  }
  const undisturbed = rowsOf(reference, 'summary.csv');
  let drawn = 0;
  const instantMs = () => (hash32(seed, drawn++) / 2 ** 32) * first.ms;
  console.log(`undisturbed: ${Math.round(first.ms)} ms, ${undisturbed.length} cells; rows go to ${csv.path}`);
  console.log([...RESULTS, ...COUNTS].join('  '));
  let failed = 0;
  let hits = 0;
  for (let kill = 1; kill <= kills; kill++) {
    const { row, problems } = await killOnce(kill, instantMs, scratch, undisturbed);
    csv.write({ ...row, problem: problems.join('; ') });
    console.log(
      Object.entries(row)
        .map(([name, value]) => String(value).padStart(name.length))
        .join('  '),
      problems.join('; '),
    );
    failed += problems.length > 0 ? 1 : 0;
    hits += Number(row.hit) + Number(row.resume_hit);
  }
  csv.close();
  const held = `${kills - failed} of ${kills} runs`;
  console.log(`${hits} kills hit; ${held} were whole, left nothing behind and were finished as if undisturbed`);
  return failed > 0 ? 1 : 0;
}

async function main() {
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-kills-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  try {
    const option = /** @type {const} */ ({ type: 'string' });
    const { values } = parseArgs({ options: { kills: option, seed: option, out: option } });
    if (!existsSync('/proc/self/environ')) {
      throw new UsageError('there is no /proc here to look for processes in');
    }
    const out =
      values.out ?? join(ROOT, 'results/prove', `kills-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`);
    process.exitCode = await prove(
      wholeNumber(values.kills ?? '100', 'kills'),
      wholeNumber(values.seed ?? '1', 'seed'),
      resolve(out),
      scratch,
    );
  } catch (error) {
    const { message, code, stack } = /** @type {NodeJS.ErrnoException} */ (error);
    console.error(`kills: ${error instanceof UsageError || code !== undefined ? message : stack}`);
    process.exitCode = 2;
  }
}

await main();
