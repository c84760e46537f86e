/**
 * What a run writes of itself before it measures: its experiments and kernels, the machine and the
 * engines, and where the rows of another session begin.
 */

import { engineFacts } from '../words/rows.js';
import { modulesOfWays, environment } from './environment.js';
import { checkSameEngines } from './resume.js';

/** @import { Experiment } from '../plan/load-experiments.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { Row } from '../words/rows.js' */
/** @import { Fleet } from './fleet.js' */
/** @import { Session } from './session.js' */

/**
 * @param {Group[]} groups
 * @returns {Row[]} a row for each kernel and size, for those who read the files
 */
export function kernelRows(groups) {
  const rows = groups.map(({ kernel, size }) => kernel.row(size));
  return rows.filter((row, i) => rows.findIndex(({ kernel, n }) => kernel === row.kernel && n === row.n) === i);
}

/**
 * @param {Experiment[]} experiments
 * @param {Group[]} groups
 * @returns {Row[]} a row for each experiment that has cells here: some have cells in some engines alone
 */
export const experimentRows = (experiments, groups) =>
  experiments
    .filter(({ name }) => groups.some(({ experiment }) => experiment === name))
    .map(({ name, method, form, heading, loneCells = false, question }) => ({
      experiment: name,
      method,
      form,
      heading,
      lone_cells: Number(loneCells),
      question,
    }));

/**
 * The first engines tell what they are; a resumed run goes on only with the same ones.
 * @param {Session} session
 * @param {Fleet} fleet
 */
export async function meetEngines({ folder, experiments, groups, tables, date }, fleet) {
  const met = await fleet.start();
  /** @type {Row} */
  const facts = { ...environment(date), ...modulesOfWays(groups) };
  const rows = () => [
    ...Object.entries(facts).map(([name, value]) => ({ name, value, machine: fleet.host })),
    ...met.flatMap(({ engine, machine, words }) =>
      Object.entries(engineFacts(engine, words)).map(([name, value]) => ({ name, value, machine })),
    ),
  ];
  if (tables !== null && tables.environment.length > 0) {
    checkSameEngines(tables.environment, rows());
  } else {
    if (experiments.some(({ needs = [] }) => needs.includes('bandwidth'))) {
      facts.memory_copy_bytes_per_s = await fleet.memoryBandwidth();
    }
    folder.append('environment', rows());
  }
  if (folder.rows('experiments') === 0) {
    folder.append('experiments', experimentRows(experiments, groups));
  }
  if (folder.rows('kernels') === 0) {
    folder.append('kernels', kernelRows(groups));
  }
}

/**
 * @param {Session} session
 * @param {number} processes engine processes before it
 */
export function markSeam({ folder, plan, date }, processes) {
  const reason = { running: 'killed', interrupted: 'interrupted', finished: 'more budget' }[plan.state];
  folder.write('seams', {
    date_utc: date.toISOString(),
    after_process: processes,
    samples_before: folder.rows('samples'),
    reason,
  });
}
