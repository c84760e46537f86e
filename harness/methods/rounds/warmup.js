/**
 * When a cell is warm: agents call it in blocks, and here its time is judged
 * by the same changepoint test in every engine (harness/stats/changepoint.c).
 *
 * Warm means: the newest blocks hold no step from one level to another. Where they
 * do, all before the step was warm-up, and as many blocks more are asked for as
 * move it out of sight. The least times below give background compilers time to
 * finish, whatever the test says.
 *
 * Large work is first trained small, then done whole for a moment. A function
 * that is entered rarely and loops long runs in code compiled in mid-loop
 * (on-stack replacement), and on V8 14.6 it is a matter of luck which code it ends
 * in; with few elements first, every isolate ends in the same. Other orders were
 * tried: docs/METHODOLOGY.md.
 */

import { stepIn } from '../../stats/statistics.js';

/** @import { Message } from '../../words/line.js' */
/** @import { Answer } from '../../agent/requests.js' */
/** @import { CellSpec } from '../../words/cell-spec.js' */

/**
 * @typedef {Record<string, string | number>} Words
 * @typedef {(words: Words) => Promise<Answer>} AskEngine for a warm request
 * @typedef {{ call: number, elapsed_ns: number, tier: string, phase: string }} Point as in warmup.csv
 *
 * @typedef {object} Warmed
 * @property {number} iterationNs the fastest of the newer half of the blocks that were judged
 * @property {boolean} steady
 * @property {string} tier after the last call
 * @property {Point[]} points each block of a phase that did not become steady
 */

const TRAINING_N = 1024;
const FROM_COLD = { least_ms: 25, least_blocks: 6, block_ms: 1 };
const TRAINED = { least_ms: 5, least_blocks: 4, block_ms: 0.25 };
/** Native code has no tiers to climb. */
const NATIVE = { least_ms: 5, least_blocks: 6, block_ms: 0.25 };

/** The newest blocks that are judged, and how few can be. */
const WINDOW = 20;
const LEAST_TO_JUDGE = 12;
const BLOCKS_STEP = { size: 0.02, alpha: 0.05 };
/** A cell's samples in a process are judged as well, more strictly: what they show is a mark, not a few blocks more. */
const SAMPLES_STEP = { size: 0.02, alpha: 0.01 };
/** So many cells that took turns tell a slower machine from a slower cell. */
const LEAST_TO_COMPARE = 3;

/**
 * @param {number[]} times
 * @returns {number}
 */
const least = (times) => times.reduce((a, b) => Math.min(a, b), Infinity);

/**
 * @param {Point[]} points blocks, in order
 * @returns {number} how many blocks more it takes until the newest can hold no step: those before one, or those
 *   missing; 0: there is none
 */
function blocksMissing(points) {
  const window = points.slice(-WINDOW);
  const callsABlock = points[points.length - 1].call - (points[points.length - 2]?.call ?? 0);
  if (window.length < LEAST_TO_JUDGE) {
    return callsABlock > 1 ? LEAST_TO_JUDGE - window.length : 0; // calls longer than a block are judged by the samples
  }
  return stepIn(
    window.map(({ elapsed_ns }) => elapsed_ns),
    BLOCKS_STEP.size,
    BLOCKS_STEP.alpha,
  );
}

/**
 * @param {number[]} values
 * @returns {number}
 */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Where samples step from one level to another. What hits all cells of the group in the same
 * rounds is the machine, and is divided out.
 * @param {number[][]} series a cell each: ns an iteration, by round
 * @returns {number[]} for each cell how many samples come before a step; 0: none
 */
export function stepsInSamples(series) {
  const relative = series.map((samples) => samples.map((sample) => sample / median(samples)));
  const common = (/** @type {number} */ round) =>
    series.length < LEAST_TO_COMPARE ? 1 : median(relative.map((samples) => samples[round]));
  return relative.map((samples) =>
    stepIn(
      samples.map((sample, round) => sample / common(round)),
      SAMPLES_STEP.size,
      SAMPLES_STEP.alpha,
    ),
  );
}

/**
 * @typedef {object} SettleHooks
 * @property {(tier: string, windows: number) => boolean} [isThere] whether the code may stay in its tier, in which it
 *   has been for so many windows of blocks
 * @property {(curve: Message[]) => void} [onCurve]
 *
 * @param {AskEngine} ask
 * @param {string} phase
 * @param {Words} first words of the first ask
 * @param {number} budgetMs
 * @param {SettleHooks} hooks
 * @returns {Promise<Warmed>}
 */
async function settle(ask, phase, first, budgetMs, { isThere = () => true, onCurve = () => {} } = {}) {
  /** @type {Point[]} */
  const points = [];
  const end = performance.now() + budgetMs;
  let tierBefore = '';
  let windows = 0;
  for (let words = first; ;) {
    const { words: answer, curve } = await ask({
      ...words,
      budget_ms: Math.max(1, Math.ceil(end - performance.now())),
    });
    onCurve(curve);
    const { tier = '', blocks = '' } = answer;
    for (const block of blocks.split(',')) {
      const [call, elapsed_ns] = block.split(':').map(Number);
      points.push({ call, elapsed_ns, tier, phase });
    }
    const missing = blocksMissing(points);
    windows = missing === 0 && tier === tierBefore ? windows + 1 : 0;
    tierBefore = tier;
    if ((missing === 0 && isThere(tier, windows)) || performance.now() >= end) {
      const newer = points.slice(-Math.ceil(Math.min(WINDOW, points.length) / 2));
      return {
        iterationNs: least(newer.map(({ elapsed_ns }) => elapsed_ns)),
        steady: missing === 0,
        tier,
        points: missing === 0 ? [] : points,
      };
    }
    words = { ...first, least_ms: 0, least_blocks: missing || WINDOW };
  }
}

/**
 * @param {AskEngine} ask
 * @param {CellSpec} spec
 * @param {boolean} isNative
 * @param {number} budgetMs for each of the two phases
 * @param {SettleHooks['isThere']} isThere asked where calls are short, as tiers are climbed in those
 * @returns {Promise<Warmed>} of the whole work
 */
export async function warmUp(ask, spec, isNative, budgetMs, isThere) {
  if (isNative) {
    return settle(ask, 'whole', NATIVE, budgetMs);
  }
  if (spec.n <= TRAINING_N || spec.passes.length === 0) {
    return settle(ask, 'whole', FROM_COLD, budgetMs, { isThere });
  }
  const trained = await settle(ask, 'training', { ...FROM_COLD, elements: TRAINING_N }, budgetMs, { isThere });
  const whole = await settle(ask, 'whole', TRAINED, budgetMs);
  return { ...whole, steady: trained.steady && whole.steady, points: [...trained.points, ...whole.points] };
}

/**
 * How code gets fast by itself: every call from the first, at full size, untrained.
 * For an isolate of its own, which is not measured afterwards.
 * @param {AskEngine} ask
 * @param {number} budgetMs
 * @param {(point: Words) => void} onPoint
 * @returns {Promise<Warmed>}
 */
export function warmUpCurve(ask, budgetMs, onPoint) {
  return settle(ask, 'cold', { ...FROM_COLD, curve: 1 }, budgetMs, {
    onCurve: (curve) => curve.forEach(({ words }) => onPoint({ ...words, phase: 'cold' })),
  });
}
