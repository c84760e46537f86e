/**
 * A session from its first engine to its last row.
 */

import { processesOf } from '../methods/rounds/stopping.js';
import { markSeam, meetEngines } from './facts.js';
import { writePlan } from './plan-file.js';
import { Progress } from './progress.js';

/** @import { Plan } from './plan-file.js' */
/** @import { Crew } from './crew.js' */
/** @import { Session } from './session.js' */

/** The lane of this machine. */
const HERE = '';

/**
 * @param {Session} session
 * @returns {number} seconds of the budget that are left
 */
export function secondsLeft({ options, plan, tables }) {
  if (tables === null || options.budgetGiven) {
    return options.budgetSeconds;
  }
  return plan.state === 'finished' ? 0 : Math.max(0, options.budgetSeconds - plan.spent_seconds);
}

/**
 * @param {Session} session
 * @param {Crew} crew
 * @param {number} seconds it will take at most
 * @returns {string[]} lines for the user
 */
export function announcement({ options, folder, tables }, { conductor, schedule, wholes }, seconds) {
  const { absent } = options;
  const cells = schedule.groups.reduce((sum, group) => sum + group.cells.length, 0);
  const begun =
    tables === null ? '' : `resumed behind process ${conductor.processes} and ${folder.rows('samples')} samples: `;
  const work = [
    ...(cells > 0 ? [`${cells} cells, ${processesOf(schedule.rule)} processes`] : []),
    ...(wholes.missing > 0 ? [`${wholes.missing} whole processes`] : []),
  ];
  return [
    ...(absent.length > 0
      ? [`not there: ${absent.join(' ')}; \`make engines\` fetches them, ENGINES=name:/path names a binary`]
      : []),
    `${begun}${work.join(', ')}, at most about ${Math.ceil(seconds / 60)} min; rows go to ${folder.dir}`,
  ];
}

/** @param {Crew} crew */
async function measureWholeProcesses({ conductor, fleet, wholes }) {
  await fleet.start(HERE);
  const jobs = await wholes.verify((kernel, spec) => conductor.reference(kernel, spec));
  await fleet.quit();
  if (fleet.stopped) {
    return;
  }
  const progress = new Progress(process.stderr, wholes.missing);
  await wholes.measure(jobs, progress);
  progress.clear();
}

/**
 * @param {Session} session
 * @param {Crew} crew
 * @param {number} seconds of the budget that are left
 */
async function measureAll(session, crew, seconds) {
  const { folder, options, plan, tables } = session;
  const { conductor, fleet, progress, wholes } = crew;
  const spent = () => plan.spent_seconds + conductor.sampledSeconds;
  const remember = (/** @type {Plan['state']} */ state, spent_seconds = spent()) =>
    writePlan(folder.dir, { ...plan, state, spent_seconds });
  await meetEngines(session, fleet);
  if (tables !== null) {
    markSeam(session, conductor.processes);
  }
  remember('running');
  try {
    await conductor.measure(seconds, () => remember('running'));
    progress.clear();
    if (!fleet.stopped) {
      remember('running', Math.max(spent(), options.budgetSeconds)); // no group gets more, whatever is left
    }
    if (wholes.missing > 0 && !fleet.stopped) {
      await measureWholeProcesses(crew);
    }
  } catch (error) {
    if (!fleet.stopped) {
      throw error;
    }
  }
  remember(fleet.stopped ? 'interrupted' : 'finished');
}

/**
 * Measures what is missing, if anything is.
 * @param {Session} session
 * @param {Crew} crew
 * @param {(message: string) => void} tell
 */
export async function measure(session, crew, tell) {
  const { fleet, progress, schedule, wholes } = crew;
  const seconds = secondsLeft(session);
  if (!schedule.isMissing(seconds) && wholes.missing === 0) {
    tell(`nothing is missing in ${session.folder.dir}`);
    return;
  }
  announcement(session, crew, seconds).forEach(tell);
  try {
    await measureAll(session, crew, seconds);
  } finally {
    await fleet.quit();
    progress.clear();
  }
}
