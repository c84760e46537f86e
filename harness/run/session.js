/**
 * From options to a session: what is to be measured, and the folder that takes it. A session begins
 * a run, or goes on with one that was interrupted.
 */

import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINES, spread } from '../engines/engines.js';
import { planGroups } from '../plan/groups.js';
import { parseOptions } from '../plan/options.js';
import { DamagedError, ForeignError, UsageError } from '../words/problems.js';
import { argvOf, checkSame, makePlan, readPlan, writePlan } from './plan-file.js';
import { checkBuild, checkMemory, checkTools } from './preflight.js';
import { reopen } from './resume.js';
import { RunFolder } from './run-folder.js';

/** @import { KernelDefinition } from '../plan/load-kernels.js' */
/** @import { Experiment } from '../plan/load-experiments.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { Options } from '../plan/options.js' */
/** @import { Plan } from './plan-file.js' */
/** @import { Tables } from './resume.js' */

/**
 * @typedef {object} Session what this process works on
 * @property {Options} options
 * @property {Experiment[]} experiments that were asked for
 * @property {Group[]} groups
 * @property {Plan} plan
 * @property {RunFolder} folder
 * @property {Tables | null} tables of a run that is resumed
 * @property {string} scratch a folder for files of the moment
 * @property {Date} date
 *
 * @typedef {object} Known what can be measured
 * @property {KernelDefinition[]} definitions
 * @property {Experiment[]} experiments
 */

/**
 * Twins measure the noise floor alone: a run of nothing else is nobody's latest result.
 * @param {Pick<Session, 'experiments'>} session
 * @returns {boolean}
 */
export const measuresMoreThanFloor = ({ experiments }) => experiments.some(({ form }) => form !== 'twins');

/**
 * @param {Options} options
 * @param {Experiment[]} experiments
 * @returns {Experiment[]} those that were asked for
 */
const chosen = (options, experiments) => experiments.filter(({ name }) => options.experiments.includes(name));

/**
 * @param {Options} options
 * @param {Experiment[]} experiments
 * @throws {UsageError} if PROCESSES= is less than one of them can do with
 */
export function checkProcesses({ processes }, experiments) {
  const needy = experiments.find(({ leastProcesses = 0 }) => processes !== null && processes < leastProcesses);
  if (needy !== undefined) {
    throw new UsageError(
      `PROCESSES: "${processes}" is not allowed with the experiment ${needy.name}; ` +
        `give a whole number from ${needy.leastProcesses}`,
    );
  }
}

/**
 * @param {Options} options
 * @param {Experiment[]} experiments that were asked for
 * @returns {Group[]} that can be measured here
 */
function plannedGroups(options, experiments) {
  checkProcesses(options, experiments);
  const groups = checkBuild(planGroups(options, experiments));
  checkMemory(groups);
  checkTools(experiments.filter(({ name }) => groups.some(({ experiment }) => experiment === name)));
  return groups;
}

/**
 * @param {RunFolder} folder
 * @param {Experiment[]} experiments
 */
function makeReady(folder, experiments) {
  folder.file('samples');
  if (measuresMoreThanFloor({ experiments })) {
    folder.linkLatest();
  }
}

/**
 * @param {Options} asked
 * @param {Known} known
 * @param {string} scratch
 * @returns {Promise<Session>}
 */
export async function begin(asked, known, scratch) {
  const date = new Date();
  const options = { ...asked, engines: await spread(asked.engines) };
  const experiments = chosen(options, known.experiments);
  const groups = plannedGroups(options, experiments);
  const folder = RunFolder.create(options.out, date);
  const plan = makePlan(process.argv.slice(2), options, groups, folder.run, date, ENGINES);
  writePlan(folder.dir, plan);
  makeReady(folder, experiments);
  return { options, experiments, groups, plan, folder, tables: null, scratch, date };
}

/**
 * @param {Plan} plan
 * @param {string} dir
 * @param {Known} known
 * @returns {Options} those that the run was begun with
 */
function optionsOf(plan, dir, { definitions, experiments }) {
  const kernels = [...definitions, ...experiments.flatMap(({ subjects = [] }) => subjects)];
  const gone = plan.options.kernels.find(
    (/** @type {string} */ name) => !kernels.some(({ kernel }) => kernel === name),
  );
  if (gone !== undefined) {
    throw new ForeignError(
      `the run measures kernel "${gone}", which is neither in kernels/ nor in harness/experiments/`,
    );
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
 * @param {Known} known
 * @param {string} scratch
 * @param {(message: string) => void} tell
 * @returns {Promise<Session>}
 */
export async function resume(asked, known, scratch, tell) {
  const plan = readPlan(String(asked.resume));
  const dir = realpathSync(String(asked.resume)); // results/latest may be meant
  const { budgetGiven, budgetSeconds } = asked;
  const planned = optionsOf(plan, dir, known);
  const options = {
    ...planned,
    engines: await spread(planned.engines),
    budgetGiven,
    budgetSeconds: budgetGiven ? budgetSeconds : planned.budgetSeconds,
  };
  const experiments = chosen(options, known.experiments);
  const groups = plannedGroups(options, experiments);
  checkSame(plan, options, groups);
  const { folder, tables } = reopen(dir, plan, tell);
  makeReady(folder, experiments);
  return { options, experiments, groups, plan, folder, tables, scratch, date: new Date() };
}
