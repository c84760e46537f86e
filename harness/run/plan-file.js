/**
 * plan.json: what was asked of a run and what it measures, so that an interrupted run
 * can be finished, and nothing else be taken for it. Always whole: a new one takes the
 * name of the old.
 */

import { createHash } from 'node:crypto';
import { existsSync, fsyncSync, closeSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DamagedError, ForeignError } from '../words/problems.js';
import { filesBelow } from '../words/files.js';
import { BUILD_DIR, ROOT } from '../words/paths.js';

/** @import { Engine } from '../engines/contract.js' */
/** @import { EngineChoice } from '../words/known-engine.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { Options } from '../plan/options.js' */

/**
 * @typedef {object} Plan
 * @property {1} format
 * @property {string} run
 * @property {string} begun_utc
 * @property {string[]} given the command line, without the place of the folder
 * @property {Record<string, any>} options as they were understood
 * @property {Record<string, string>} kernels SHA-256 of each one's cells as data
 * @property {Record<string, string>} files SHA-256 of the code that is measured
 * @property {'running' | 'interrupted' | 'finished'} state
 * @property {number} spent_seconds of the budget, after the last whole process
 */

const STATES = ['running', 'interrupted', 'finished'];
const OPTION_LISTS = ['kernels', 'variants', 'batches', 'transfers', 'engines', 'experiments'];
const OPTION_TYPES = {
  named: 'boolean',
  quick: 'boolean',
  tier: 'string',
  precision_percent: 'number',
  budget_seconds: 'number',
};

/** @param {string | Buffer} bytes */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * @param {Group[]} groups
 * @returns {Record<string, string>} by kernel
 */
function kernelHashes(groups) {
  const names = [...new Set(groups.map(({ kernel }) => kernel.kernel))];
  const cells = (/** @type {string} */ name) =>
    groups.filter(({ kernel }) => kernel.kernel === name).flatMap((group) => group.cells);
  const data = (/** @type {string} */ name) =>
    cells(name).map(({ engine, experiment, set, spec }) => ({ engine, experiment, set, ...spec, source: '' }));
  return Object.fromEntries(names.map((name) => [name, sha256(JSON.stringify(data(name)))]));
}

/** Folders of harness/ whose JavaScript measures, or is measured. */
const MEASURING = ['agent', 'engines', 'experiments', 'methods', 'stats', 'words'];

/**
 * @param {Group[]} groups
 * @returns {Record<string, string>} by path in the tree: modules, libraries, JavaScript, and what measures them
 */
function fileHashes(groups) {
  const scripts = groups.flatMap(({ kernel }) => kernel.sources());
  const products = groups.flatMap(({ kernel, cells }) =>
    cells.flatMap(({ variant, spec }) => [spec.source, ...kernel.builds(variant).map(({ product }) => product)]),
  );
  const harness = MEASURING.flatMap((name) =>
    filesBelow(join(ROOT, 'harness', name)).filter((file) => file.endsWith('.js')),
  );
  const built = [join(BUILD_DIR, 'native/agent'), join(BUILD_DIR, 'stats.wasm')];
  const files = [...new Set([...scripts, ...harness, ...built, ...products])].sort();
  return Object.fromEntries(files.map((path) => [relative(ROOT, path), sha256(readFileSync(path))]));
}

/**
 * @param {string[]} argv
 * @param {Options} options
 * @param {Group[]} groups
 * @param {string} run
 * @param {Date} date
 * @param {Engine[]} knownEngines where one is found by its name, its path is no part of a plan
 * @returns {Plan}
 */
export function makePlan(argv, options, groups, run, date, knownEngines) {
  const isKnown = (/** @type {EngineChoice} */ { name, path }) =>
    knownEngines.some((engine) => engine.name === name && engine.path === path);
  return {
    format: 1,
    run,
    begun_utc: date.toISOString(),
    given: argv.filter((word, i) => word !== '--out' && argv[i - 1] !== '--out' && !word.startsWith('--out=')),
    options: {
      kernels: [...options.kernels, ...options.subjects].map(({ kernel }) => kernel),
      named: options.named,
      variants: options.variants,
      sizes: options.sizes,
      batches: options.batches.map(String),
      transfers: options.transfers,
      engines: [
        ...new Set(options.engines.map((choice) => (isKnown(choice) ? choice.name : `${choice.kind}:${choice.path}`))),
      ],
      experiments: options.experiments,
      tier: options.tier,
      processes: options.processes,
      precision_percent: options.precisionPercent,
      budget_seconds: options.budgetSeconds,
      quick: options.quick,
    },
    kernels: kernelHashes(groups),
    files: fileHashes(groups),
    state: 'running',
    spent_seconds: 0,
  };
}

/**
 * @param {string} dir
 * @param {Plan} plan
 */
export function writePlan(dir, plan) {
  const path = join(dir, 'plan.json');
  const fresh = join(dir, '.plan.json.next');
  writeFileSync(fresh, `${JSON.stringify(plan, null, 2)}\n`);
  const fd = openSync(fresh, 'r');
  fsyncSync(fd);
  closeSync(fd);
  renameSync(fresh, path);
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** @param {unknown} value */
const isNames = (value) => Array.isArray(value) && value.every((word) => typeof word === 'string');
/** @param {unknown} value */
const isHashes = (value) => isObject(value) && Object.values(value).every((hash) => /^[0-9a-f]{64}$/.test(hash));

/**
 * @param {Record<string, any>} options
 * @returns {string | undefined} the first that cannot be
 */
function wrongOption(options) {
  const list = OPTION_LISTS.find((key) => !isNames(options[key]));
  const plain = Object.entries(OPTION_TYPES).find(([key, type]) => typeof options[key] !== type)?.[0];
  const sizes = options.sizes === null || isNames(options.sizes) ? undefined : 'sizes';
  const processes = options.processes === null || Number.isInteger(options.processes) ? undefined : 'processes';
  return list ?? plain ?? sizes ?? processes;
}

/**
 * @param {Record<string, any>} plan
 * @returns {string | null} what is wrong
 */
function whatIsWrong(plan) {
  if (plan.format !== 1) {
    return `"format" is ${JSON.stringify(plan.format)}; allowed: 1`;
  }
  const checks = {
    run: typeof plan.run === 'string',
    begun_utc: typeof plan.begun_utc === 'string',
    given: isNames(plan.given),
    options: isObject(plan.options),
    kernels: isHashes(plan.kernels),
    files: isHashes(plan.files),
    state: STATES.includes(plan.state),
    spent_seconds: typeof plan.spent_seconds === 'number' && plan.spent_seconds >= 0,
  };
  const wrong = Object.entries(checks).find(([, good]) => !good)?.[0] ?? null;
  const option = wrong === null ? wrongOption(plan.options) : undefined;
  return option !== undefined ? `"options.${option}" is missing or wrong` : wrong && `"${wrong}" is missing or wrong`;
}

/**
 * @param {string} dir of a run
 * @returns {Plan}
 * @throws {DamagedError}
 */
export function readPlan(dir) {
  const path = join(dir, 'plan.json');
  if (!existsSync(path)) {
    throw new DamagedError(`${path} is missing: RESUME= wants the folder of a run`);
  }
  let plan;
  try {
    plan = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new DamagedError(`${path}: not JSON: ${/** @type {Error} */ (error).message}`);
  }
  const wrong = isObject(plan) ? whatIsWrong(plan) : 'not an object';
  if (wrong !== null) {
    throw new DamagedError(`${path}: ${wrong}`);
  }
  return plan;
}

/**
 * @param {Plan} plan
 * @returns {string[]} the command line that asks for the same
 */
export function argvOf({ options }) {
  const lists = OPTION_LISTS.flatMap((key) => [`--${key}`, options[key].join(',')]);
  const processes = options.processes === null ? [] : ['--processes', String(options.processes)];
  const sizes = options.sizes === null ? [] : ['--sizes', options.sizes.join(',')];
  const numbers = [
    '--tier',
    options.tier,
    '--precision',
    String(options.precision_percent),
    '--budget',
    String(options.budget_seconds),
  ];
  return [...lists, ...sizes, ...processes, ...numbers, ...(options.quick ? ['--quick'] : [])];
}

/**
 * @param {Plan} plan
 * @param {Options} options
 * @param {Group[]} groups as they would be measured now
 * @throws {ForeignError} if that is not what the run measured
 */
export function checkSame(plan, options, groups) {
  const kinds = { kernels: kernelHashes(groups), files: fileHashes(groups) };
  for (const [kind, now] of Object.entries(kinds)) {
    const then = plan[/** @type {'kernels' | 'files'} */ (kind)];
    const other = [...new Set([...Object.keys(then), ...Object.keys(now)])].find((name) => then[name] !== now[name]);
    if (other !== undefined) {
      const what = kind === 'kernels' ? `the definition of kernel "${other}"` : other;
      const short = (/** @type {string | undefined} */ hash) => hash?.slice(0, 12) ?? 'none';
      throw new ForeignError(
        `${what} is not that of the run (SHA-256 ${short(now[other])}, the run has ${short(then[other])}); ` +
          'its result would mix two things',
      );
    }
  }
}
