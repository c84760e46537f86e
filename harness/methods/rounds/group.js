/**
 * Measures one group in one set of fresh engine processes: opens its cells,
 * warms them up, calibrates, then gives each a turn in every round.
 */

import { cellWords } from '../../words/cell-spec.js';
import { latinRounds } from '../../plan/order.js';
import { stepsInSamples, warmUp, warmUpCurve } from './warmup.js';
import { EngineError } from '../../words/problems.js';

/** @import { Answer } from '../../agent/requests.js' */
/** @import { PlannedCell } from '../../plan/cells.js' */
/** @import { Group } from '../../plan/groups.js' */

/**
 * @typedef {object} Connection to an engine that runs
 * @property {(verb: string, id: number, words: Record<string, string | number>, limitMs: number) => Promise<Answer>} request
 * @property {number} clockStepNs
 * @property {(tier: string) => boolean} isTop whether more calls cannot bring code in that tier further
 * @property {(tier: string) => boolean} agrees whether that is the tier in which its code is held
 *
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
 * @property {number} [leastRoundMs] how long a round took that was not recorded: verifying, and what a browser does between samples, are part of it
 * @property {number} mostRounds
 * @property {number} [mostTierWindows] instead of those of the group, where it has more
 * @property {number} stepLimitMs within which an engine must answer, warm-up aside; then it hangs, and is ended
 * @property {string} tier what the code must run in, for messages
 * @property {number} together how many cells may be opened and warmed at a time
 * @property {boolean} hurried whether that goes for the first process as well: what comes out too short is then found by the probe
 */

/**
 * A sample lasts at least this long, and at least 1000 steps of the clock; where those are more than a
 * millisecond, 100 are enough, since samples then differ in where they begin between two steps. It is planned a little longer.
 */
const SAMPLE_NS = 0.2e6;
const CLOCK_STEPS = { fine: 1000, coarse: 100 };
const COARSE_NS = 1e6;
const HEADROOM = 1.15;
/** Of the time that opening and warm-up took, sampling gets at least this part. */
const SAMPLING_PART = 0.25;
/** Parts of a group's time for the progress bar. */
const OPEN_PART = 0.3;

/** How often the rounds of a group begin again because a cell changed tier in them. */
const RETAKES = 2;

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
 * @param {Map<string, number>} known iterations by set, from an earlier process; added to
 */
export function calibrate(cells, known) {
  for (const set of new Set(cells.map(({ cell }) => cell.set))) {
    const members = cells.filter(({ cell }) => cell.set === set);
    if (!known.has(set)) {
      const needed = members.map(({ engine, iterationNs }) =>
        Math.ceil((HEADROOM * leastSampleNs(engine.clockStepNs)) / Math.max(iterationNs, 0.1)),
      );
      known.set(set, Math.max(1, ...needed));
    }
    members.forEach((live) => {
      live.iterations = known.get(set) ?? 1;
    });
  }
}

/** @param {number} clockStepNs */
const leastSampleNs = (clockStepNs) =>
  Math.max(SAMPLE_NS, Math.min(CLOCK_STEPS.fine * clockStepNs, Math.max(COARSE_NS, CLOCK_STEPS.coarse * clockStepNs)));

/**
 * A round that is not recorded: where a sample comes out too short, because the
 * process that calibrated was in a slower state, its set gets more iterations.
 * @param {Live[]} cells
 * @param {Map<string, number>} known iterations by set; raised
 * @param {Pace} pace
 * @param {GroupHooks} hooks
 * @returns {Promise<Live[]>}
 */
async function probe(cells, known, pace, hooks) {
  const good = await eachCell(cells, hooks, async ({ cell, engine, id, iterations }) => {
    const { words } = await engine.request('sample', id, { iterations }, pace.stepLimitMs);
    const missing = (HEADROOM * leastSampleNs(engine.clockStepNs)) / Math.max(Number(words.elapsed_ns), 1);
    if (missing > HEADROOM) {
      known.set(cell.set, Math.max(known.get(cell.set) ?? 1, Math.ceil(iterations * missing)));
    }
  });
  calibrate(good, known);
  return good;
}

/**
 * @param {Live[]} cells
 * @param {Pace} pace
 * @returns {number} how long a round takes
 */
const roundMs = (cells, { leastRoundMs = 0 }) =>
  Math.max(
    leastRoundMs,
    cells.reduce((sum, { iterationNs, iterations }) => sum + (iterationNs * iterations) / 1e6 + 0.3, 0),
  );

/**
 * @param {Live[]} cells
 * @param {Pace} pace
 * @returns {number} rounds that fit the time left
 */
const fittingRounds = (cells, pace) => Math.floor((pace.endBy - performance.now()) / roundMs(cells, pace));

/**
 * How many rounds to take: what the budget has time for, but never so few that sampling
 * is a small part of what it took to get warm.
 * @param {Live[]} cells
 * @param {Pace} pace
 * @param {number} warmMs how long opening and warm-up took
 */
function roundsFor(cells, pace, warmMs) {
  const worthwhile = Math.floor((SAMPLING_PART * warmMs) / roundMs(cells, pace));
  return Math.min(pace.mostRounds, Math.max(pace.leastRounds, worthwhile, fittingRounds(cells, pace)));
}

/**
 * @param {Measurable} group
 * @param {Record<string, Connection>} engines by seat
 * @param {{ result: string, path: string }} reference
 * @param {Map<string, number>} iterations by set
 * @param {Pace} pace
 * @param {number} seed of the order of turns
 * @param {GroupHooks} hooks
 */
export async function measureGroup(group, engines, reference, iterations, pace, seed, hooks) {
  /** @type {Live[]} */
  let cells = group.cells.map((cell) => ({
    cell,
    engine: engines[cell.seat],
    id: ++lastId,
    iterationNs: 0,
    iterations: 1,
    samples: [],
    tiers: new Set(),
  }));
  const words = { reference: reference.path, result: reference.result };
  // Calibration comes from the first process and wants the machine to itself, unless that would take too long.
  const together = iterations.size === 0 && !pace.hurried ? 1 : pace.together;
  const open = async (/** @type {Live} */ { cell, engine, id }) => {
    await engine.request('open', id, { ...cellWords(cell.spec), ...words }, pace.stepLimitMs);
  };
  cells = await recordCurves(cells, hooks, pace, open);
  const start = performance.now();
  cells = await eachCell(cells, hooks, open, together);
  cells = await eachCell(
    cells,
    hooks,
    async (live) => {
      hooks.onProgress(OPEN_PART / group.cells.length, `${group.label}: warm-up, ${live.cell.spec.variant}`);
      await warm(live, group.tierWindows, pace, hooks);
    },
    together,
  );
  calibrate(cells, iterations);
  const probed = performance.now();
  cells = await probe(cells, iterations, pace, hooks);
  const paced = { ...pace, leastRoundMs: performance.now() - probed };
  const rounds = roundsFor(cells, paced, probed - start);
  cells = await takeSamples(group, cells, paced, rounds, seed, hooks);
  await eachCell(cells, hooks, async ({ engine, id }) => {
    await engine.request('close', id, {}, pace.stepLimitMs);
  });
}

/**
 * @param {Live} live
 * @param {Pace} pace
 * @returns {import('./warmup.js').AskEngine}
 */
const asking =
  ({ engine, id }, pace) =>
  (words) =>
    engine.request('warm', id, words, pace.warmupMs + pace.stepLimitMs);

/**
 * @param {Live} live
 * @param {number} tierWindows as of its group
 * @param {Pace} pace
 * @param {GroupHooks} hooks
 */
async function warm(live, tierWindows, pace, hooks) {
  const { cell } = live;
  const isThere = (/** @type {string} */ tier, /** @type {number} */ windows) =>
    live.engine.isTop(tier) ||
    (pace.tier === 'detected' && windows >= Math.min(tierWindows, pace.mostTierWindows ?? tierWindows));
  const isNative = cell.variant.host === 'native';
  const { iterationNs, steady, tier, points } = await warmUp(
    asking(live, pace),
    cell.spec,
    isNative,
    pace.warmupMs,
    isThere,
  );
  live.iterationNs = iterationNs;
  await checkPin(live, pace, tier);
  if (!steady) {
    points.forEach((point) => hooks.onCurve(cell, point));
    hooks.onWarning(
      cell,
      'not-steady',
      `warm-up: its time still moved by more than 2 % at the end of ${pace.warmupMs} ms`,
    );
  }
}

/**
 * @param {Live} live
 * @param {Pace} pace
 * @param {string} tier
 * @throws {EngineError} after closing the cell
 */
async function checkPin({ engine, id }, pace, tier) {
  if (!engine.agrees(tier)) {
    await engine.request('close', id, {}, pace.stepLimitMs);
    throw new EngineError(
      'warm-up',
      `TIER=${pace.tier}, but its code (body/function) was in tier ${tier === '' ? 'unknown' : tier}`,
    );
  }
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
    if (hooks.wantsCurve(live.cell)) {
      await open(live);
      await warmUpCurve(asking(live, pace), pace.warmupMs, (point) => hooks.onCurve(live.cell, point));
      await live.engine.request('close', live.id, {}, pace.stepLimitMs);
    }
  });
}

/**
 * All rounds; if a cell changes tier in them, it is warmed again and they begin again, while there is time.
 * @param {Measurable} group
 * @param {Live[]} cells
 * @param {Pace} pace
 * @param {number} rounds
 * @param {number} seed
 * @param {GroupHooks} hooks
 * @returns {Promise<Live[]>} those that are still open
 */
async function takeSamples(group, cells, pace, rounds, seed, hooks) {
  for (let retakes = 0; ; retakes++) {
    const mayRetake = (/** @type {Live[]} */ alive) =>
      retakes < RETAKES && fittingRounds(alive, pace) >= pace.leastRounds;
    const fitting = retakes === 0 ? rounds : Math.min(rounds, Math.max(pace.leastRounds, fittingRounds(cells, pace)));
    const { alive, again } = await takeTurns(group, cells, pace, fitting, seed, hooks, mayRetake);
    if (!again) {
      warnOf(alive, hooks);
      return alive;
    }
    hooks.onRetake();
    cells = await eachCell(alive, hooks, async (live) => {
      if (live.tiers.size > 1) {
        await warm(live, group.tierWindows, pace, hooks);
      }
      live.samples = [];
      live.tiers = new Set();
    });
  }
}

/**
 * What samples say about their cells.
 * @param {Live[]} alive with a sample a round each
 * @param {GroupHooks} hooks
 */
function warnOf(alive, hooks) {
  const steps = stepsInSamples(alive.map(({ samples }) => samples));
  alive.forEach(({ cell, samples, tiers }, i) => {
    if (tiers.size > 1) {
      hooks.onWarning(cell, 'tier-changed', [...tiers].join('>'));
    } else if (steps[i] > 0) {
      hooks.onWarning(
        cell,
        'not-steady',
        `samples: a step of more than 2 % behind the first ${steps[i]} of ${samples.length}`,
      );
    }
  });
}

/**
 * @param {Measurable} group
 * @param {Live[]} cells
 * @param {Pace} pace
 * @param {number} rounds
 * @param {number} seed
 * @param {GroupHooks} hooks
 * @param {(alive: Live[]) => boolean} mayRetake whether to leave off after a round in which a cell changed tier
 * @returns {Promise<{ alive: Live[], again: boolean }>} those that are still open; whether it left off
 */
async function takeTurns(group, cells, pace, rounds, seed, hooks, mayRetake) {
  const order = latinRounds(cells.length, rounds, seed);
  let alive = cells;
  for (const [index, turns] of order.entries()) {
    if (hooks.stopped() || alive.length === 0) {
      break;
    }
    const inTurn = turns.map((turn) => cells[turn]).filter((live) => alive.includes(live));
    const good = await eachCell(inTurn, hooks, async (live) => {
      const { words } = await live.engine.request('sample', live.id, { iterations: live.iterations }, pace.stepLimitMs);
      await checkPin(live, pace, words.tier ?? '');
      live.samples.push(Number(words.elapsed_ns) / live.iterations);
      (words.tier ?? '').split('>').forEach((tier) => live.tiers.add(tier));
      hooks.onSample(live.cell, index + 1, words);
    });
    alive = alive.filter((live) => good.includes(live));
    hooks.onProgress((1 - OPEN_PART) / rounds, `${group.label}: round ${index + 1} of ${rounds}`);
    if (alive.some(({ tiers }) => tiers.size > 1) && mayRetake(alive)) {
      return { alive, again: true };
    }
  }
  return { alive, again: false };
}
