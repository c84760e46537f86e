/**
 * Proves that a killed run loses nothing that was written and can be finished.
 *
 *   node scripts/prove/kills.js [--kills 100] [--seed 1] [--out results/prove/kills-<date>]
 *
 * A short bench runs undisturbed, to know what it says, and how long it stays in each state: a state
 * is how many processes of cells have their samples in the file. Then, for each kill, a fresh one
 * gets SIGKILL: in a state that is drawn, at an instant that is uniform over the length of that state.
 * So a busy machine is hit in all states as a quiet one is. Every process of it must end by itself,
 * every file be whole, and RESUME= finish it; every third resume is killed as well, and resumed again.
 * In the end each cell's time is held against the undisturbed run: within its interval, or at least the
 * intervals overlap. `hit` says whether the SIGKILL came before the end; the last state is left early at times.
 *
 * Exit codes: 0 all held · 1 some did not · 2 usage, or no /proc to look for processes in.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hash32 } from '../../harness/agent/inputs.js';
import { CsvWriter, readTable } from '../../harness/run/csv.js';
import { COLUMNS } from '../../harness/words/rows.js';
import { ROOT } from '../../harness/words/paths.js';
import { bench, cellOf, killAt, measureSpans, rowsOf, stateOf, unwatched } from './killing.js';

/** @import { TableName } from '../../harness/run/run-folder.js' */
/** @import { Ended, Instant, Row, Span } from './killing.js' */

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
/** So long a process may take to end by itself before it counts as left behind. */
const END_LIMIT_MS = 300000;
const RESUME_KILLED_EVERY = 3;
const RESULTS = [
  'kill',
  'at_state',
  'at_ms',
  'hit',
  'resume_at_state',
  'resume_at_ms',
  'resume_hit',
  'samples_kept',
  'process_kept',
  'files_whole',
  'processes_ended',
  'resumed',
];
const COUNTS = ['cells', 'time_within', 'intervals_overlap'];

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
 * @param {Span[]} spans of the undisturbed run
 * @param {() => number} random 0..1
 * @returns {(least: number) => Instant} draws one that is uniform over the states from that one on
 */
const drawing = (spans, random) => (least) => {
  const later = spans.filter(({ state }) => state >= least);
  const possible = later.length > 0 ? later : spans.slice(-1);
  let left = random() * possible.reduce((sum, { ms }) => sum + ms, 0);
  const span = possible.find(({ ms }) => (left -= ms) < 0) ?? possible[possible.length - 1];
  return { state: Math.max(least, span.state), afterMs: Math.max(0, span.ms + left) };
};

/**
 * Kills a run, and has it finished.
 * @param {string} dir
 * @param {string} mark
 * @param {(least: number) => Instant} draw an instant in that state or a later one
 * @param {boolean} isTwice whether the first resume is killed as well
 */
async function killAndResume(dir, mark, draw, isTwice) {
  const env = { ...process.env, [MARK]: mark, TMPDIR: dirname(dir) };
  /** @type {string[]} */
  const problems = [];
  let ended = true;
  const runs = async (/** @type {string[]} */ argv, /** @type {Instant | null} */ at) => {
    const run = await bench(argv, env, at === null ? unwatched : killAt(dir, at));
    ended = (await allEnd(mark)) && ended;
    problems.push(...damage(dir));
    return run;
  };
  const again = () => (existsSync(join(dir, 'plan.json')) ? ['--resume', dir] : [...SHORT, '--out', dir]);
  const at = draw(0);
  const first = await runs([...SHORT, '--out', dir], at);
  const kept = rowsOf(dir, 'samples.csv');
  const resumeAt = isTwice ? draw(stateOf(dir)) : null;
  const second = resumeAt === null ? null : await runs(again(), resumeAt);
  return { at, first, kept, resumeAt, second, last: await runs(again(), null), ended, problems };
}

/**
 * @param {number} kill which, from 1
 * @param {(least: number) => Instant} draw
 * @param {string} scratch
 * @param {Row[]} undisturbed its summary
 * @returns {Promise<{ row: Record<string, string | number>, problems: string[] }>}
 */
async function killOnce(kill, draw, scratch, undisturbed) {
  const dir = join(scratch, `run-${kill}`);
  const made = await killAndResume(dir, `${process.pid}-${kill}`, draw, kill % RESUME_KILLED_EVERY === 0);
  const { at, first, kept, resumeAt, second, last, ended, problems } = made;
  const samples = rowsOf(dir, 'samples.csv');
  const keptAll = kept.every((row, i) => Object.keys(row).every((name) => samples[i]?.[name] === row[name]));
  const hasAll = new Set(samples.map(cellOf)).size === undisturbed.length;
  const resumed = last.status === 0 && keptAll && hasAll;
  problems.push(
    ...(ended ? [] : ['a process did not end']),
    ...(resumed ? [] : [`not resumed: exit code ${last.status}: ${last.stderr.trim()}`]),
  );
  const whenOf = (/** @type {Ended | null} */ run, /** @type {Instant | null} */ instant) =>
    run === null || instant === null ? ['', '', ''] : [instant.state, Math.round(run.ms), Number(run.killed)];
  const whole = problems.some((problem) => /\.csv$|^summarize/.test(problem)) ? 0 : 1;
  const counts = compare(rowsOf(dir, 'summary.csv'), undisturbed);
  const values = [kill, ...whenOf(first, at), ...whenOf(second, resumeAt), kept.length, kept.at(-1)?.process ?? ''];
  const all = [...values, whole, Number(ended), Number(resumed), ...counts];
  if (counts[2] < counts[0]) {
    problems.push(`${counts[0] - counts[2]} of ${counts[0]} intervals lie beside those of the undisturbed run`);
  }
  if (problems.length === 0) {
    rmSync(dir, { recursive: true });
  }
  return { row: Object.fromEntries([...RESULTS, ...COUNTS].map((name, i) => [name, all[i]])), problems };
}

/**
 * @param {string} scratch
 * @returns {Promise<{ spans: Span[], summary: Row[] }>}
 */
async function runUndisturbed(scratch) {
  const dir = join(scratch, 'undisturbed');
  /** @type {Span[]} */
  const spans = [];
  const argv = [...SHORT, '--out', dir];
  const run = await bench(argv, { ...process.env, TMPDIR: scratch }, measureSpans(dir, spans));
  if (run.status !== 0) {
    throw new UsageError(`the undisturbed run failed: ${run.stderr}`);
  }
  return { spans, summary: rowsOf(dir, 'summary.csv') };
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
  const { spans, summary } = await runUndisturbed(scratch);
  let drawn = 0;
  const draw = drawing(spans, () => hash32(seed, drawn++) / 2 ** 32);
  const ms = Math.round(spans.reduce((sum, span) => sum + span.ms, 0));
  console.log(`undisturbed: ${ms} ms, ${spans.length} states, ${summary.length} cells; rows go to ${csv.path}`);
  console.log([...RESULTS, ...COUNTS].join('  '));
  let failed = 0;
  let hits = 0;
  for (let kill = 1; kill <= kills; kill++) {
    const { row, problems } = await killOnce(kill, draw, scratch, summary);
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
  console.log(
    `${hits} kills hit; ${kills - failed} of ${kills} runs were whole, left nothing behind ` +
      'and were finished as if undisturbed',
  );
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
