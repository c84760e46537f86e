/**
 * Who works on a session: its parts, put together.
 */

import { hostname } from 'node:os';
import { choiceOn, startEngine } from '../engines/engines.js';
import { References } from '../methods/reference.js';
import { measureGroup } from '../methods/rounds/rounds.js';
import { ruleOf } from '../methods/rounds/stopping.js';
import * as statistics from '../stats/statistics-file.js';
import { Conductor } from './conductor.js';
import { Fleet } from './fleet.js';
import { Ledger } from './ledger.js';
import { Progress } from './progress.js';
import { Schedule } from './schedule.js';
import { WholeProcesses, byHyperfine } from './whole-processes.js';

/** @import { Group } from '../plan/groups.js' */
/** @import { Tables } from './resume.js' */
/** @import { Session } from './session.js' */

/**
 * @typedef {object} Crew
 * @property {Fleet} fleet
 * @property {Ledger} ledger
 * @property {Schedule} schedule
 * @property {Conductor} conductor
 * @property {WholeProcesses} wholes
 * @property {Progress} progress
 */

/**
 * @param {Session} session
 * @param {Group[]} rounds
 * @param {Progress} progress
 * @returns {Pick<Crew, 'fleet' | 'ledger' | 'schedule'>} they know of each other: who fails is measured no more
 */
function keepersOf({ options, groups, folder }, rounds, progress) {
  const schedule = new Schedule(rounds, ruleOf(options), statistics);
  const fleet = new Fleet({
    engines: options.engines,
    host: hostname(),
    start: (choice, machine, signal) => startEngine(choiceOn(choice, machine), options.tier, signal),
    isDone: (seat) => schedule.isDone(seat),
    onVacant: (seat, message) => ledger.failSeat(seat, schedule.cellsOn(seat), message),
  });
  const ledger = new Ledger({
    folder,
    groups,
    machineOf: (seat) => fleet.machineOf(seat),
    onFailed: (cell) => schedule.drop(cell),
    say: (line) => {
      progress.clear();
      process.stderr.write(`${line}\n`);
    },
  });
  return { fleet, ledger, schedule };
}

/**
 * Takes over what an interrupted run had measured.
 * @param {Tables} tables
 * @param {Crew} crew
 */
function restore(tables, { fleet, ledger, conductor, wholes }) {
  fleet.restore([...tables.samples, ...tables.errors, ...tables.skipped]);
  const { rows, process: last } = ledger.restore(tables);
  conductor.restore(rows, last);
  wholes.restore(rows);
}

/**
 * @param {Session} session
 * @returns {Crew} that knows what the session's tables tell
 */
export function crewOf(session) {
  const { options, groups, scratch, tables } = session;
  const progress = new Progress(process.stderr, 0);
  const rounds = groups.filter(({ method }) => method === 'rounds');
  const { fleet, ledger, schedule } = keepersOf(session, rounds, progress);
  const references = new References(scratch);
  const parts = { options, groups: rounds, fleet, ledger, schedule, progress, references, measureGroup };
  const conductor = new Conductor(parts);
  const wholes = new WholeProcesses({
    options,
    groups: groups.filter(({ method }) => method === 'processes'),
    ledger,
    stopped: () => fleet.stopped,
    time: byHyperfine(scratch),
  });
  const crew = { fleet, ledger, schedule, conductor, wholes, progress };
  if (tables !== null) {
    restore(tables, crew);
  }
  return crew;
}
