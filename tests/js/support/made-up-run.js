/**
 * Cells, groups, engines and a folder that are made up, for tests of the parts of a run.
 */

import { EngineError } from '../../../harness/words/problems.js';
import { groupBy } from '../../../harness/run/group-by.js';

/** @import { Started } from '../../../harness/engines/engines.js' */
/** @import { PlannedCell } from '../../../harness/plan/planned-cell.js' */
/** @import { Group } from '../../../harness/plan/groups.js' */
/** @import { EngineChoice } from '../../../harness/words/known-engine.js' */
/** @import { FleetParts } from '../../../harness/run/fleet.js' */

export const HOST = 'here';
export const GRID = 'https://grid/?machines=2';

/**
 * @param {string} name
 * @returns {EngineChoice} on this machine
 */
export const choiceHere = (name) =>
  /** @type {any} */ ({ name, path: `/${name}`, kind: name, hosts: [], seat: name, lane: '' });

/**
 * @param {number} number
 * @returns {EngineChoice} one of several on a grid
 */
export const choiceElsewhere = (number) =>
  /** @type {any} */ ({
    name: 'chromium',
    path: GRID,
    kind: 'webdriver',
    hosts: [],
    seat: `chromium #${number}`,
    lane: `lane ${number}`,
  });

/**
 * @param {string} variant
 * @param {{ seat?: string, engine?: string, experiment?: string, transfer?: string, setting?: string, set?: string }} [more]
 * @returns {PlannedCell}
 */
export const cellOf = (
  variant,
  { seat = 'node', engine = seat, experiment = 'throughput', transfer = 'resident', setting, set = 'all' } = {},
) =>
  /** @type {any} */ ({
    experiment,
    engine,
    seat,
    set,
    variant: { variant, host: variant.startsWith('native') ? 'native' : 'javascript' },
    spec: { kernel: 'dot', variant, n: 64, batch: 64, transfer, ...(setting !== undefined && { setting }) },
  });

/**
 * @param {PlannedCell[]} cells
 * @param {Partial<Group>} [more]
 * @returns {Group}
 */
export const groupOf = (cells, more = {}) =>
  /** @type {any} */ ({
    experiment: 'throughput',
    kernel: { kernel: 'dot' },
    size: { n: 64, label: '64' },
    label: 'dot n=64',
    isSmallest: true,
    tierWindows: 1,
    method: 'rounds',
    curves: false,
    lane: '',
    cells,
    ...more,
  });

/**
 * @param {string} [machine] that it says it is on
 * @returns {Started & { process: { ended: string | null } }}
 */
export const engineOn = (machine = HOST) => {
  const process = {
    /** @type {string | null} */
    ended: null,
    /** @param {string} why */
    kill(why) {
      process.ended ??= why;
    },
    async quit() {
      process.ended ??= 'quit';
    },
  };
  return /** @type {any} */ ({
    process,
    facts: { machine, version: '1' },
    request: async () => ({ words: { bytes_per_s: '12' } }),
  });
};

/**
 * @param {string} why
 * @returns {Promise<never>}
 */
export const refuse = async (why) => {
  throw new EngineError('engine', why);
};

/**
 * @param {AbortSignal} signal
 * @returns {Promise<never>} a start that never comes to an end by itself
 */
export const hang = (signal) =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new EngineError('engine', 'ended: stopped')), { once: true }),
  );

/**
 * @param {Partial<FleetParts>} parts
 * @returns {FleetParts & { started: string[], vacant: string[] }} `started` names the engines in their order
 */
export function fleetParts(parts) {
  /** @type {string[]} */
  const started = [];
  /** @type {string[]} */
  const vacant = [];
  const { start = async () => engineOn(), ...others } = parts;
  return {
    engines: [choiceHere('node')],
    host: HOST,
    isDone: () => false,
    onVacant: (seat, message) => vacant.push(`${seat}: ${message}`),
    start: (choice, machine, signal) => {
      started.push(machine === undefined ? choice.seat : `${choice.seat} on ${machine}`);
      return start(choice, machine, signal);
    },
    ...others,
    started,
    vacant,
  };
}

/** A folder that keeps rows in memory. */
export class MadeUpFolder {
  dir = '/run';
  /** @type {{ table: string, row: Record<string, any> }[]} in the order of writing */
  written = [];

  /**
   * @param {string} table
   * @param {Record<string, any>[]} rows
   */
  append(table, rows) {
    this.written.push(...rows.map((row) => ({ table, row })));
  }

  /**
   * @param {string} table
   * @param {Record<string, any>} row
   */
  write(table, row) {
    this.append(table, [row]);
  }

  /**
   * @param {string} table
   * @returns {Record<string, any>[]}
   */
  rows(table) {
    return (
      groupBy(this.written, (one) => one.table)
        .get(table)
        ?.map(({ row }) => row) ?? []
    );
  }
}

/**
 * Statistics in which every interval has the width that a test wants.
 * @param {(processes: number) => number} width
 * @returns {import('../../../harness/methods/rounds/stopping.js').Statistics}
 */
export const statisticsOf = (width) => ({
  quietOfProcess: (values) => ({ ns: Math.min(...values), resolutionNs: NaN }),
  ratioWidth: (base) => width(base.length),
  stopAfter: (whole, narrow, before) => (before > 0 ? before : narrow && whole >= 1 ? whole : 0),
});
