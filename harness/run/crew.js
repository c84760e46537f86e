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
 * @returns {Crew} that knows what the session's tables tell
 */
export function crewOf({ options, groups, folder, scratch, tables }) {
  const progress = new Progress(process.stderr, 0);
  const rounds = groups.filter(({ method }) => method === 'rounds');
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
  const references = new References(scratch);
  const conductor = new Conductor({
    options,
    groups: rounds,
    fleet,
    ledger,
    schedule,
    progress,
    references,
    measureGroup,
  });
  const wholes = new WholeProcesses({
    options,
    groups: groups.filter(({ method }) => method === 'processes'),
    ledger,
    stopped: () => fleet.stopped,
    time: byHyperfine(scratch),
  });
  if (tables !== null) {
    fleet.restore([...tables.samples, ...tables.errors, ...tables.skipped]);
    const { rows, process: last } = ledger.restore(tables);
    conductor.restore(rows, last);
    wholes.restore(rows);
  }
  return { fleet, ledger, schedule, conductor, wholes, progress };
}
