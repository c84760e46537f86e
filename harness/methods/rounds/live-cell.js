/**
 * A cell that is open in an engine, and what the caller of a group knows and wants of it.
 */

import { EngineError } from '../../words/problems.js';

/** @import { Connection } from '../../agent/requests.js' */
/** @import { PlannedCell } from '../../plan/planned-cell.js' */
/** @import { Group } from '../../plan/groups.js' */

/**
 * @typedef {Pick<Group, 'label' | 'tierWindows' | 'cells'>} Measurable
 *
 * @typedef {object} Live a cell that is open in an engine
 * @property {PlannedCell} cell
 * @property {Connection} engine
 * @property {number} id
 * @property {number} iterationNs as warm-up found it
 * @property {number} iterations of one sample
 * @property {number[]} samples ns an iteration, of this attempt
 * @property {Set<string>} tiers seen before and after those
 *
 * @typedef {object} GroupHooks what the caller does with what is found
 * @property {(cell: PlannedCell) => boolean} wantsCurve whether its warm-up curve is still to be recorded
 * @property {(cell: PlannedCell, point: Record<string, string | number>) => void} onCurve
 * @property {(cell: PlannedCell, round: number, sample: Record<string, string>) => void} onSample
 * @property {() => void} onRetake the samples so far do not count: the rounds begin again
 * @property {(cell: PlannedCell, kind: string, detail: string) => void} onWarning
 * @property {(cell: PlannedCell, stage: string, message: string) => void} onError
 * @property {(cell: PlannedCell, message: string) => void} onLost its engine ended on account of another cell
 * @property {(done: number, text: string) => void} onProgress parts of the group's work done, 0..1 in all
 * @property {() => boolean} stopped
 *
 * @typedef {object} Pace
 * @property {number} warmupMs longest warm-up of a cell
 * @property {number} endBy when the rounds should be over, on the clock of performance.now()
 * @property {number} leastRounds
 * @property {number} [leastRoundMs] how long a round took that was not recorded: verifying, and what a browser does
 *   between samples, are part of it
 * @property {number} mostRounds
 * @property {number} [mostTierWindows] instead of those of the group, where it has more
 * @property {number} stepLimitMs within which an engine must answer, warm-up aside; then it hangs, and is ended
 * @property {string} tier what the code must run in, for messages
 * @property {number} together how many cells may be opened and warmed at a time
 * @property {boolean} hurried whether that goes for the first process as well: samples that come out too short are
 *   then found by the probe
 */

let lastId = 0;

/**
 * @param {PlannedCell} cell
 * @param {Connection} engine
 * @returns {Live} not open yet
 */
export const liveOf = (cell, engine) => ({
  cell,
  engine,
  id: ++lastId,
  iterationNs: 0,
  iterations: 1,
  samples: [],
  tiers: new Set(),
});

/**
 * Runs a step on each cell; a cell that fails is reported and left out.
 * @param {Live[]} cells
 * @param {GroupHooks} hooks
 * @param {(live: Live) => Promise<void>} step
 * @param {number} together how many at a time
 * @returns {Promise<Live[]>} those that went well
 */
export async function eachCell(cells, hooks, step, together = 1) {
  /** @type {Live[]} */
  const good = [];
  const attempt = async (/** @type {Live} */ live) => {
    try {
      await step(live);
      good.push(live);
    } catch (error) {
      if (!(error instanceof EngineError)) {
        throw error;
      }
      if (error.bystander) {
        hooks.onLost(live.cell, error.message);
      } else if (!hooks.stopped()) {
        hooks.onError(live.cell, error.stage, error.message);
      }
    }
  };
  const queue = [...cells];
  const worker = async () => {
    for (let live = queue.shift(); live && !hooks.stopped(); live = queue.shift()) {
      await attempt(live);
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
  return cells.filter((live) => good.includes(live));
}
