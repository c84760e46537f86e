/**
 * Measures one group in one set of fresh engine processes: opens its cells,
 * warms them up, calibrates, then gives each a turn in every round.
 */

import { cpus } from 'node:os';
import { latinRounds } from '../plan/order.js';
import { cellWords } from '../agent/cell-spec.js';
import { EngineError } from '../engines/line-process.js';

/** @import { LineProcess } from '../engines/line-process.js' */
/** @import { PlannedCell } from '../plan/cells.js' */
/** @import { Group } from '../plan/groups.js' */

/**
 * @typedef {object} Live a cell that is open in an engine
 * @property {PlannedCell} cell
 * @property {LineProcess} engine
 * @property {number} id
 * @property {number} iterationNs as warm-up found it
 * @property {number} iterations of one sample
 *
 * @typedef {object} GroupHooks what the caller does with what is found
 * @property {(cell: PlannedCell, point: Record<string, string>) => void} [onCurve]
 * @property {(cell: PlannedCell, round: number, sample: Record<string, string>) => void} onSample
 * @property {(cell: PlannedCell, stage: string, message: string) => void} onError
 * @property {(cell: PlannedCell, message: string) => void} onLost its engine ended on account of another cell
 * @property {(done: number, text: string) => void} onProgress parts of the group's work done, 0..1 in all
 * @property {() => boolean} stopped
 *
 * @typedef {object} Pace
 * @property {number} warmupMs longest warm-up of a cell
 * @property {number} endBy when the rounds should be over, on the clock of performance.now()
 * @property {number} leastRounds
 * @property {number} mostRounds
 */

/** A sample lasts at least this long, and at least 1000 steps of the clock; it is planned a little longer. */
const SAMPLE_NS = 0.2e6;
const CLOCK_STEPS = 1000;
const HEADROOM = 1.15;
const STEP_LIMIT_MS = 60000;
/** Parts of a group's time for the progress bar. */
const OPEN_PART = 0.3;

let lastId = 0;

/**
 * Runs a step on each cell; a cell that fails is reported and left out.
 * @param {Live[]} cells
 * @param {GroupHooks} hooks
 * @param {(live: Live) => Promise<void>} step
 * @param {number} together how many at a time
 * @returns {Promise<Live[]>} those that went well
 */
async function eachCell(cells, hooks, step, together = 1) {
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

/**
 * Iterations so that the fastest cell of each set makes a long enough sample.
 * @param {Live[]} cells
 * @param {Record<string, number>} clockStepNs by engine
 * @param {Map<string, number>} known iterations by set, from an earlier process; added to
 */
export function calibrate(cells, clockStepNs, known) {
  for (const set of new Set(cells.map(({ cell }) => cell.set))) {
    const members = cells.filter(({ cell }) => cell.set === set);
    if (!known.has(set)) {
      const needed = members.map(({ cell, iterationNs }) => {
        return Math.ceil((HEADROOM * leastSampleNs(clockStepNs[cell.engine])) / Math.max(iterationNs, 0.1));
      });
      known.set(set, Math.max(1, ...needed));
    }
    members.forEach((live) => {
      live.iterations = known.get(set) ?? 1;
    });
  }
}

/** @param {number} clockStepNs */
const leastSampleNs = (clockStepNs) => Math.max(SAMPLE_NS, CLOCK_STEPS * clockStepNs);

/**
 * A round that is not recorded: where a sample comes out too short, because the
 * process that calibrated was in a slower state, its set gets more iterations.
 * @param {Live[]} cells
 * @param {Record<string, number>} clockStepNs by engine
 * @param {Map<string, number>} known iterations by set; raised
 * @param {GroupHooks} hooks
 * @returns {Promise<Live[]>}
 */
async function probe(cells, clockStepNs, known, hooks) {
  const good = await eachCell(cells, hooks, async ({ cell, engine, id, iterations }) => {
    const { words } = await engine.request('sample', id, { iterations }, STEP_LIMIT_MS);
    const missing = (HEADROOM * leastSampleNs(clockStepNs[cell.engine])) / Math.max(Number(words.elapsed_ns), 1);
    if (missing > HEADROOM) {
      known.set(cell.set, Math.max(known.get(cell.set) ?? 1, Math.ceil(iterations * missing)));
    }
  });
  calibrate(good, clockStepNs, known);
  return good;
}

/**
 * @param {Live[]} cells
 * @param {Pace} pace
 * @returns {number} rounds that fit the budget
 */
function roundsFor(cells, pace) {
  const roundMs = cells.reduce((sum, { iterationNs, iterations }) => sum + (iterationNs * iterations) / 1e6 + 0.3, 0);
  const fitting = Math.floor((pace.endBy - performance.now()) / roundMs);
  return Math.min(pace.mostRounds, Math.max(pace.leastRounds, fitting));
}

/**
 * @param {Group} group
 * @param {Record<string, LineProcess>} engines by name
 * @param {Record<string, number>} clockStepNs by engine
 * @param {{ result: string, path: string }} reference
 * @param {Map<string, number>} iterations by set
 * @param {Pace} pace
 * @param {number} seed of the order of turns
 * @param {GroupHooks} hooks
 */
export async function measureGroup(group, engines, clockStepNs, reference, iterations, pace, seed, hooks) {
  let cells = group.cells.map((cell) => ({ cell, engine: engines[cell.engine], id: ++lastId, iterationNs: 0, iterations: 1 }));
  const words = { reference: reference.path, result: reference.result };
  // Calibration comes from the first process and wants the machine to itself.
  const together = iterations.size === 0 ? 1 : cpus().length;
  const open = async (/** @type {Live} */ { cell, engine, id }) => {
    await engine.request('open', id, { ...cellWords(cell.spec), ...words }, STEP_LIMIT_MS);
  };
  if (hooks.onCurve) {
    cells = await recordCurves(cells, hooks, pace, open);
  }
  cells = await eachCell(cells, hooks, open, together);
  cells = await eachCell(cells, hooks, async (live) => {
    hooks.onProgress(OPEN_PART / group.cells.length, `${group.label}: warm-up, ${live.cell.spec.variant}`);
    const warm = await live.engine.request('warm', live.id, { budget_ms: pace.warmupMs }, 2 * pace.warmupMs + STEP_LIMIT_MS);
    live.iterationNs = Number(warm.words.iteration_ns);
  }, together);
  calibrate(cells, clockStepNs, iterations);
  cells = await probe(cells, clockStepNs, iterations, hooks);
  cells = await takeTurns(group, cells, roundsFor(cells, pace), seed, hooks);
  await eachCell(cells, hooks, async ({ engine, id }) => {
    await engine.request('close', id, {}, STEP_LIMIT_MS);
  });
}

/**
 * Warm-up curves, each in an isolate of its own, which is dropped again: what is
 * measured afterwards is warmed alike in every process.
 * @param {Live[]} cells
 * @param {GroupHooks} hooks
 * @param {Pace} pace
 * @param {(live: Live) => Promise<void>} open
 * @returns {Promise<Live[]>}
 */
function recordCurves(cells, hooks, pace, open) {
  return eachCell(cells, hooks, async (live) => {
    if (live.cell.spec.transfer === 'resident') {
      await open(live);
      const budget = { budget_ms: pace.warmupMs, curve: 1 };
      const { curve } = await live.engine.request('warm', live.id, budget, pace.warmupMs + STEP_LIMIT_MS);
      curve.forEach((point) => hooks.onCurve?.(live.cell, point.words));
      await live.engine.request('close', live.id, {}, STEP_LIMIT_MS);
    }
  });
}

/**
 * @param {Group} group
 * @param {Live[]} cells
 * @param {number} rounds
 * @param {number} seed
 * @param {GroupHooks} hooks
 * @returns {Promise<Live[]>} those that are still open
 */
async function takeTurns(group, cells, rounds, seed, hooks) {
  const order = latinRounds(cells.length, rounds, seed);
  let alive = cells;
  for (const [index, turns] of order.entries()) {
    if (hooks.stopped() || alive.length === 0) {
      break;
    }
    const inTurn = turns.map((turn) => cells[turn]).filter((live) => alive.includes(live));
    const good = await eachCell(inTurn, hooks, async (live) => {
      const { words } = await live.engine.request('sample', live.id, { iterations: live.iterations }, STEP_LIMIT_MS);
      hooks.onSample(live.cell, index + 1, words);
    });
    alive = alive.filter((live) => good.includes(live));
    hooks.onProgress((1 - OPEN_PART) / rounds, `${group.label}: round ${index + 1} of ${rounds}`);
  }
  return alive;
}

