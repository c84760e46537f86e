/**
 * The command line of bench.js: what the variables of `make bench` become.
 * Every name is checked against what is known; a mistake lists the known ones.
 */

import { parseArgs } from 'node:util';
import { chooseEngines, checkPins } from './engine-choices.js';
import { checkKnown } from './known.js';
import { VARIANTS } from './variants.js';
import { UsageError } from '../words/problems.js';

/** @import { Subject } from '../agent/for-subjects.js' */
/** @import { EngineChoice, KnownEngine } from '../words/known-engine.js' */
/** @import { KernelDefinition } from './load-kernels.js' */
/** @import { Experiment } from './load-experiments.js' */
/** @import { Variant } from './variants.js' */

/**
 * @typedef {object} Options
 * @property {KernelDefinition[]} kernels
 * @property {Subject[]} subjects of boundary experiments
 * @property {boolean} named whether the user chose the kernels by name
 * @property {string[]} variants
 * @property {string[] | null} sizes labels; null: those of the definition
 * @property {number[]} batches empty: all
 * @property {('resident' | 'copy')[]} transfers
 * @property {EngineChoice[]} engines
 * @property {string[]} absent engines of ENGINES=all that are not there
 * @property {string[]} experiments names, sorted
 * @property {string[]} notes to be told: names that have changed
 * @property {string} tier that code is held in; `detected`: as the engine does it
 * @property {number | null} processes of each group; null: as many as its intervals need
 * @property {number} precisionPercent full width of an interval at which sampling stops; 0: it does not
 * @property {number} budgetSeconds
 * @property {boolean} quick
 * @property {string | null} out
 * @property {string | null} resume folder of the run to be finished; then nothing else is given but the budget
 * @property {boolean} budgetGiven
 */

const LISTS = ['kernels', 'variants', 'sizes', 'batches', 'transfers', 'engines', 'experiments'];
const TRANSFERS = ['resident', 'copy'];
/**
 * Names that experiments had before, accepted until the next release.
 * @type {Record<string, string>}
 */
const FORMER_NAMES = { startup: 'processes' };

export const TIERS = ['detected', 'baseline', 'optimized'];

/**
 * The budget is that of one JavaScript engine, with native code beside it; it grows with their number. Of several
 * engines a quick
 * run measures less (groups.js), but starting and warming them takes most of the time, and what is left is for samples.
 */
const DEFAULTS = { precisionPercent: 2, budgetSeconds: 260, quickBudgetSeconds: { alone: 50, each: 62 } };

/**
 * What a number may be, by option: `[least, most, in words]`.
 * @type {Record<string, [number, number, string]>}
 */
const NUMBERS = {
  processes: [1, 1000, 'a whole number from 1 up to 1000'],
  budget: [Number.MIN_VALUE, 86400, 'a number of seconds above 0 and up to 86400'],
  precision: [0, 1000, 'a number of percent from 0 (never stop early) up to 1000'],
};

/**
 * @param {string} text
 * @returns {string[]}
 */
const words = (text) => text.split(/[\s,]+/).filter((word) => word !== '');

/**
 * @template T
 * @param {string} option
 * @param {string | undefined} text
 * @param {T} fallback
 * @returns {number | T}
 */
function number(option, text, fallback) {
  if (text === undefined || text === '') {
    return fallback;
  }
  const [least, most, allowed] = NUMBERS[option];
  const value = Number(text);
  if (!(value >= least && value <= most) || (option === 'processes' && !Number.isInteger(value))) {
    throw new UsageError(`${option.toUpperCase()}: "${text}" is not allowed; give ${allowed}`);
  }
  return value;
}

/**
 * @param {Record<string, string | boolean | undefined>} values
 * @throws {UsageError} if more than a budget comes with a run to be resumed
 */
function checkResume({ resume, ...others }) {
  const other = Object.keys(others).find(
    (name) => name !== 'budget' && others[name] !== undefined && others[name] !== '',
  );
  if (resume && other !== undefined) {
    throw new UsageError(
      `RESUME: ${other.toUpperCase()}= is given as well; a resumed run keeps its plan, ${resume}/plan.json; ` +
        'only BUDGET= may be given anew',
    );
  }
}

/**
 * @param {KernelDefinition[]} kernels
 * @param {Subject[]} subjects
 * @param {string[]} given names of kernels, families of them, or subjects
 */
function chooseKernels(kernels, subjects, given) {
  checkKnown('kernels', given, [
    ...new Set([...kernels.flatMap(({ family, kernel }) => [family, kernel]), ...subjects.map(({ kernel }) => kernel)]),
  ]);
  const isChosen = (/** @type {string[]} */ ...names) =>
    given.length === 0 || names.some((name) => given.includes(name));
  return {
    kernels: kernels.filter(({ family, kernel }) => isChosen(family, kernel)),
    subjects: subjects.filter(({ kernel }) => isChosen(kernel)),
  };
}

/** @param {string[]} argv */
function parse(argv) {
  try {
    const option = /** @type {const} */ ({ type: 'string' });
    const names = [...LISTS, 'processes', 'precision', 'budget', 'out', 'resume', 'tier'];
    return parseArgs({
      args: argv,
      options: { ...Object.fromEntries(names.map((name) => [name, option])), quick: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message);
  }
}

/**
 * @param {Experiment[]} experiments
 * @param {string[]} given names of experiments or of groups of them
 * @returns {{ experiments: string[], notes: string[] }}
 */
function chooseExperiments(experiments, given) {
  const groups = [...new Set(experiments.flatMap(({ group }) => group ?? []))];
  const former = given.filter((name) => Object.hasOwn(FORMER_NAMES, name));
  const current = given.map((name) => FORMER_NAMES[name] ?? name);
  checkKnown('experiments', current, [...experiments.map(({ name }) => name), ...groups]);
  const isChosen = (/** @type {Experiment} */ { name, group = '', onRequest = false }) =>
    given.length === 0 ? !onRequest : current.includes(name) || current.includes(group);
  return {
    experiments: experiments.filter(isChosen).map(({ name }) => name),
    notes: former.map((name) => `EXPERIMENTS: "${name}" is now called "${FORMER_NAMES[name]}"`),
  };
}

/**
 * What SIZES=, BATCHES= and VARIANTS= may name.
 * @param {KernelDefinition[]} kernels
 * @param {Subject[]} subjects
 * @param {Experiment[]} experiments
 */
function narrowings(kernels, subjects, experiments) {
  const sizes = [
    ...kernels.flatMap((kernel) => kernel.sizes.map(({ label }) => label)),
    ...subjects.flatMap((subject) => subject.sizes.map(String)),
  ];
  const batches = [
    ...kernels.flatMap((kernel) => experiments.flatMap((experiment) => experiment.batches?.(kernel) ?? [])),
    ...subjects.flatMap((subject) => subject.sizes.flatMap((n) => (subject.batches ? [...subject.batches(n), n] : []))),
  ];
  const variants = [
    ...VARIANTS.map(({ variant }) => variant),
    ...subjects.flatMap(({ ways }) => ways.map(({ variant }) => variant)),
  ];
  return {
    sizes: [...new Set(sizes)],
    batches: [...new Set(batches)].sort((a, b) => a - b).map(String),
    variants: [...new Set(variants)],
  };
}

/**
 * @param {boolean} quick
 * @param {EngineChoice[]} engines
 * @returns {number} seconds, where BUDGET= says nothing
 */
function usualBudget(quick, engines) {
  const takingTurns = engines.filter(({ hosts, lane }) => hosts.includes('javascript') && lane === '').length;
  const { budgetSeconds, quickBudgetSeconds } = DEFAULTS;
  const perEngine = !quick ? budgetSeconds : quickBudgetSeconds[takingTurns > 1 ? 'each' : 'alone'];
  return perEngine * Math.max(1, takingTurns);
}

/**
 * @param {string[]} argv without node and script
 * @param {KernelDefinition[]} definitions
 * @param {Experiment[]} experiments
 * @param {KnownEngine[]} knownEngines in the order of tables
 * @returns {Options}
 * @throws {UsageError}
 */
export function parseOptions(argv, definitions, experiments, knownEngines) {
  const values = /** @type {Record<string, string | undefined>} */ (parse(argv));
  checkResume(values);
  const given = Object.fromEntries(LISTS.map((name) => [name, words(values[name] ?? '')]));
  const allSubjects = experiments.flatMap((experiment) => experiment.subjects ?? []);
  const { kernels, subjects } = chooseKernels(definitions, allSubjects, given.kernels);
  const quick = Boolean(values.quick);
  const allowed = narrowings(kernels, subjects, experiments);
  const { engines, absent } = chooseEngines(given.engines, knownEngines);
  const [tier] = checkKnown('tier', [values.tier || 'detected'], TIERS);
  checkPins(engines, tier, knownEngines);
  const transfers = given.transfers.length > 0 ? checkKnown('transfers', given.transfers, TRANSFERS) : TRANSFERS;
  return {
    kernels,
    subjects,
    named: given.kernels.length > 0,
    variants: checkKnown('variants', given.variants, allowed.variants),
    sizes: given.sizes.length > 0 ? checkKnown('sizes', given.sizes, allowed.sizes) : null,
    batches: checkKnown('batches', given.batches, allowed.batches).map(Number),
    transfers: /** @type {Options['transfers']} */ (transfers),
    engines,
    absent,
    ...chooseExperiments(experiments, given.experiments),
    tier,
    processes: number('processes', values.processes, null),
    precisionPercent: number('precision', values.precision, DEFAULTS.precisionPercent),
    budgetSeconds: number('budget', values.budget, usualBudget(quick, engines)),
    quick,
    out: values.out ?? null,
    resume: values.resume || null,
    budgetGiven: Boolean(values.budget),
  };
}
