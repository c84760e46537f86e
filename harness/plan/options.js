/**
 * The command line of bench.js: what the variables of `make bench` become.
 * Every name is checked against what is known; a mistake lists the known ones.
 */

import { parseArgs } from 'node:util';
import { VARIANTS } from './variants.js';
import { UsageError } from '../words/problems.js';

/** @import { Subject } from '../agent/subject.js' */
/** @import { Engine } from '../engines/engines.js' */
/** @import { KernelDefinition } from './definitions.js' */
/** @import { Experiment } from './experiments.js' */
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
 * @property {string[]} experiments
 * @property {string} tier that code is held in; `detected`: as the engine does it
 * @property {number | null} processes of each group; null: as many as its intervals need
 * @property {number} precisionPercent full width of an interval at which sampling stops; 0: it does not
 * @property {number} budgetSeconds
 * @property {boolean} quick
 * @property {string | null} out
 * @property {string | null} resume folder of the run to be finished; then nothing else is given but the budget
 * @property {boolean} budgetGiven
 *
 * @typedef {object} EngineChoice
 * @property {string} name in rows
 * @property {string} path of the binary, or where else it is
 * @property {string} kind name of the file in harness/engines/ that knows how to start it
 * @property {Variant['host'][]} hosts
 * @property {string} seat names it among those chosen
 * @property {string} lane '' on this machine; engines elsewhere are measured at the same time
 */

const LISTS = ['kernels', 'variants', 'sizes', 'batches', 'transfers', 'engines', 'experiments'];
const TRANSFERS = ['resident', 'copy'];
/** All engines that are on this machine. */
const ALL = 'all';

export const TIERS = ['detected', 'baseline', 'optimized'];

/**
 * The budget is that of one JavaScript engine, with native code beside it; it grows with their number. Of several engines a quick
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
 * @param {string} option
 * @param {string[]} given
 * @param {string[]} known
 * @returns {string[]}
 */
function checkKnown(option, given, known) {
  const unknown = given.find((word) => !known.includes(word));
  if (unknown !== undefined) {
    throw new UsageError(`${option.toUpperCase()}: unknown "${unknown}"; known: ${known.join(' ')}`);
  }
  return given;
}

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
      `RESUME: ${other.toUpperCase()}= is given as well; a resumed run keeps its plan, ${resume}/plan.json; only BUDGET= may be given anew`,
    );
  }
}

/**
 * @param {Engine} engine
 * @param {string} path
 * @returns {EngineChoice}
 */
const choiceOf = ({ name, hosts }, path) => ({ name, path, kind: name, hosts, seat: name, lane: '' });

/**
 * @param {string} text `node`, `native`, ... or `node:/path/to/node`
 * @param {Engine[]} known
 * @returns {EngineChoice}
 */
function engineChoice(text, known) {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  checkKnown('engines', [name], [...known.map((engine) => engine.name), ALL]);
  const engine = /** @type {Engine} */ (known.find((one) => one.name === name));
  const path = colon < 0 ? engine.path : text.slice(colon + 1);
  if (!path) {
    throw new UsageError(
      `ENGINES: "${name}" is not there; ${engine.hint ?? `run \`make engines\`, or give ENGINES=${name}:/path/to/its/binary`}`,
    );
  }
  return engine.choose?.(path) ?? choiceOf(engine, path);
}

/**
 * @param {string[]} given
 * @param {Engine[]} known
 * @returns {{ engines: EngineChoice[], absent: string[] }}
 */
function chooseEngines(given, known) {
  const asked = given.length > 0 ? given : known.filter(({ usual }) => usual).map(({ name }) => name);
  const all = asked.includes(ALL) ? known.filter(({ isForProof, choose }) => !isForProof && !choose) : [];
  const named = asked.filter((text) => text !== ALL).map((text) => engineChoice(text, known));
  const others = all.filter(({ name }) => !named.some((choice) => choice.seat === name));
  return {
    engines: checkDistinct([
      ...others.flatMap((engine) => (engine.path === null ? [] : [choiceOf(engine, engine.path)])),
      ...named,
    ]),
    absent: others.filter(({ path }) => path === null).map(({ name }) => name),
  };
}

/**
 * @param {EngineChoice[]} chosen
 * @param {string} tier
 * @param {Engine[]} known
 */
function checkPins(chosen, tier, known) {
  const free = known.find((engine) => chosen.some(({ kind }) => kind === engine.name) && !engine.pins.includes(tier));
  if (free !== undefined) {
    throw new UsageError(
      `TIER: "${free.name}" cannot be held in tier "${tier}"; it knows ${free.pins.join(' ')}; narrow ENGINES=`,
    );
  }
}

/** @param {EngineChoice[]} engines */
function checkDistinct(engines) {
  const names = engines.map(({ seat }) => seat);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new UsageError(
      `ENGINES: "${twice}" is named twice; each engine's rows carry its name, so measure one at a time`,
    );
  }
  return engines;
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
 * @param {string[]} argv without node and script
 * @param {KernelDefinition[]} definitions
 * @param {Experiment[]} experiments
 * @param {Engine[]} knownEngines in the order of tables
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
  const labels = [
    ...kernels.flatMap(({ sizes }) => sizes.map(({ label }) => label)),
    ...subjects.flatMap(({ sizes }) => sizes.map(String)),
  ];
  const batches = [
    ...kernels.flatMap((kernel) => experiments.flatMap((e) => e.batches?.(kernel) ?? [])),
    ...subjects.flatMap((subject) => subject.sizes.flatMap((n) => (subject.batches ? [...subject.batches(n), n] : []))),
  ];
  const variants = [
    ...VARIANTS.map(({ variant }) => variant),
    ...subjects.flatMap(({ ways }) => ways.map(({ variant }) => variant)),
  ];
  const { engines, absent } = chooseEngines(given.engines, knownEngines);
  const [tier] = checkKnown('tier', [values.tier || 'detected'], TIERS);
  checkPins(engines, tier, knownEngines);
  const experimentNames = experiments.map(({ name }) => name);
  const usual = experiments.filter(({ onRequest }) => !onRequest).map(({ name }) => name);
  const takingTurns = engines.filter(({ hosts, lane }) => hosts.includes('javascript') && lane === '').length;
  const { budgetSeconds, quickBudgetSeconds } = DEFAULTS;
  const perEngine = !quick ? budgetSeconds : quickBudgetSeconds[takingTurns > 1 ? 'each' : 'alone'];
  return {
    kernels,
    subjects,
    named: given.kernels.length > 0,
    variants: checkKnown('variants', given.variants, [...new Set(variants)]),
    sizes: given.sizes.length > 0 ? checkKnown('sizes', given.sizes, [...new Set(labels)]) : null,
    batches: checkKnown('batches', given.batches, [...new Set(batches)].sort((a, b) => a - b).map(String)).map(Number),
    transfers: /** @type {Options['transfers']} */ (
      given.transfers.length > 0 ? checkKnown('transfers', given.transfers, TRANSFERS) : TRANSFERS
    ),
    engines,
    absent,
    experiments: given.experiments.length > 0 ? checkKnown('experiments', given.experiments, experimentNames) : usual,
    tier,
    processes: number('processes', values.processes, null),
    precisionPercent: number('precision', values.precision, DEFAULTS.precisionPercent),
    budgetSeconds: number('budget', values.budget, perEngine * Math.max(1, takingTurns)),
    quick,
    out: values.out ?? null,
    resume: values.resume || null,
    budgetGiven: Boolean(values.budget),
  };
}
