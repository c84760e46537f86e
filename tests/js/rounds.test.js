/**
 * The rounds of a group in a made-up engine: what a change of tier does to them.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureGroup } from '../../harness/methods/rounds/rounds.js';
import '../../harness/stats/statistics-file.js';
import { agrees, isTop } from '../../harness/engines/v8.js';
import { cellSpec } from '../../harness/plan/planned-cell.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { VARIANTS } from '../../harness/plan/variants.js';

/** @import { PlannedCell } from '../../harness/plan/planned-cell.js' */

const noop = (await loadDefinitions()).find(({ kernel }) => kernel === 'noop') ?? assert.fail('there is a noop');

/**
 * @param {string} name
 * @returns {PlannedCell}
 */
function cell(name) {
  const variant = VARIANTS.find((v) => v.variant === name) ?? assert.fail(name);
  const spec = cellSpec(noop, variant, noop.sizes[0], { batch: 1, transfer: 'resident' });
  return { experiment: 'throughput', engine: 'node', seat: 'node', variant, spec, set: 'one' };
}

const BLOCKS = Array.from({ length: 25 }, (_, i) => `${1 + 10 * (i + 1)}:${100 + ((i * 7) % 5) / 10}`).join(',');
const STEADY = 'turbofan/turbofan';

/**
 * An engine in which the wasm cell has the tiers that `tierOf` says.
 * @param {(sample: number) => string} tierOf its samples counted from 1, the one before the rounds included
 * @returns {{ engine: any, log: string[] }}
 */
function engine(tierOf) {
  /** @type {string[]} */
  const log = [];
  /** @type {Map<number, string>} */
  const variants = new Map();
  let samples = 0;
  /**
   * @param {string} verb
   * @param {number} id
   * @param {Record<string, string>} words
   */
  const request = async (verb, id, words) => {
    variants.set(id, words.variant ?? variants.get(id) ?? '');
    const isWasm = variants.get(id) === 'wasm';
    log.push(`${verb} ${variants.get(id)}`);
    const tier = verb === 'sample' && isWasm ? tierOf(++samples) : STEADY;
    return { verb, id, words: { blocks: BLOCKS, tier, elapsed_ns: '300000', check: '0' }, curve: [] };
  };
  return { engine: { request }, log };
}

/**
 * @param {(sample: number) => string} tierOf
 * @param {{ seconds?: number, tier?: string }} [options]
 */
async function measured(tierOf, { seconds = 60, tier = 'detected' } = {}) {
  const { engine: node, log } = engine(tierOf);
  /** @type {string[]} */
  let kept = [];
  /** @type {string[]} */
  const said = [];
  const hooks = {
    wantsCurve: () => false,
    onCurve: () => {},
    onSample: (/** @type {PlannedCell} */ { spec }, /** @type {number} */ round, /** @type {any} */ { tier: of }) =>
      kept.push(`${spec.variant} ${round} ${of}`),
    onRetake: () => {
      kept = [];
      said.push('retake');
    },
    onWarning: (/** @type {PlannedCell} */ { spec }, /** @type {string} */ kind, /** @type {string} */ detail) =>
      said.push(`${spec.variant} ${kind} ${detail}`),
    onError: (/** @type {PlannedCell} */ { spec }, /** @type {string} */ stage, /** @type {string} */ message) =>
      said.push(`${spec.variant} ${stage} ${message}`),
    onLost: () => assert.fail('nothing is lost here'),
    onProgress: () => {},
    stopped: () => false,
  };
  const group = { label: 'noop', tierWindows: 1, cells: [cell('js'), cell('wasm')] };
  const pace = {
    hurried: false,
    warmupMs: 200,
    stepLimitMs: 60000,
    endBy: performance.now() + 1000 * seconds,
    leastRounds: 5,
    mostRounds: 6,
    tier,
    together: 2,
  };
  const traits = {
    clockStepNs: 20,
    isTop: (/** @type {string} */ of) => isTop(tier, of),
    agrees: (/** @type {string} */ of) => tier === 'detected' || agrees(tier, of),
  };
  await measureGroup(
    group,
    { node: { ...node, ...traits } },
    { result: '0', path: '' },
    new Map([['one', 1]]),
    pace,
    1,
    hooks,
  );
  return { kept, said, log };
}

test('cells whose tier holds are measured once', async () => {
  const { kept, said } = await measured(() => STEADY);
  assert.equal(kept.length, 12);
  assert.deepEqual(said, []);
});

test('a cell that changes tier is warmed again, and the rounds of its whole group begin again', async () => {
  const { kept, said, log } = await measured((sample) => (sample === 3 ? `maglev/turbofan>${STEADY}` : STEADY));
  assert.deepEqual(said, ['retake']);
  assert.equal(kept.length, 12);
  assert.ok(kept.every((row) => row.endsWith(STEADY)));
  assert.deepEqual(
    ['warm js', 'warm wasm'].map((line) => log.filter((l) => l === line).length),
    [1, 2],
  );
});

test('a change between two samples counts like one within', async () => {
  const { said } = await measured((sample) => (sample < 4 ? 'maglev/turbofan' : STEADY));
  assert.deepEqual(said, ['retake']);
});

test('a cell that keeps changing tier is marked, with the samples of the last attempt', async () => {
  const { kept, said } = await measured((sample) => (sample % 2 ? 'maglev/turbofan' : STEADY));
  assert.deepEqual(said.slice(0, 2), ['retake', 'retake']);
  assert.match(
    said[2],
    /^wasm tier-changed (maglev\/turbofan>turbofan\/turbofan|turbofan\/turbofan>maglev\/turbofan)$/,
  );
  assert.equal(kept.length, 12);
});

test('where no time is left nothing is measured again', async () => {
  const { kept, said } = await measured((sample) => (sample === 3 ? 'maglev/turbofan' : STEADY), { seconds: 0 });
  assert.deepEqual(said, ['wasm tier-changed turbofan/turbofan>maglev/turbofan']);
  assert.equal(kept.length, 10);
});

test('a sample in another tier than the run is held in is an error of the stage warm-up, and closes its cell', async () => {
  const { said, log } = await measured((sample) => (sample === 3 ? 'turbofan/liftoff' : STEADY), { tier: 'optimized' });
  assert.deepEqual(said, ['wasm warm-up TIER=optimized, but its code (body/function) was in tier turbofan/liftoff']);
  assert.equal(log.filter((line) => line === 'close wasm').length, 1);
});

test('so is a tier that warm-up did not leave', async () => {
  const { kept, said } = await measured(() => STEADY, { tier: 'baseline' });
  assert.deepEqual(kept, []);
  assert.deepEqual(
    [...said].sort(),
    ['js', 'wasm'].map(
      (name) => `${name} warm-up TIER=baseline, but its code (body/function) was in tier turbofan/turbofan`,
    ),
  );
});
