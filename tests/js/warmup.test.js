import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callInBlocks } from '../../harness/agent/warmup.js';
import { cellWords } from '../../harness/words/cell-spec.js';
import { LineProcess } from '../../harness/engines/line-process.js';
import { AGENT } from '../../harness/engines/native.js';
import '../../harness/stats/statistics-file.js';
import { stepsInSamples, warmUp, warmUpCurve } from '../../harness/methods/rounds/warmup.js';
import { cellSpec } from '../../harness/plan/planned-cell.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { VARIANTS } from '../../harness/plan/variants.js';

/** @import { CellSpec } from '../../harness/words/cell-spec.js' */
/** @import { Variant } from '../../harness/plan/variants.js' */
/** @import { Words } from '../../harness/methods/rounds/warmup.js' */

/**
 * Spins for about so long.
 * @param {number} ms
 */
function spin(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** @param {number} iterations */
function constant(iterations) {
  spin(0.05 * iterations);
  return 0;
}

test('an agent calls until it has as many blocks as were asked for, and counts on from there', () => {
  const progress = { calls: 1, step: 1 };
  const ask = { leastNs: 0, leastBlocks: 5, budgetNs: 2e9, blockNs: 1e5 };
  const first = callInBlocks(constant, progress, ask);
  assert.equal(first.length, 5);
  assert.equal(first[4].call, progress.calls);
  const second = callInBlocks(constant, progress, ask);
  assert.ok(second[0].call > first[4].call);
});

test('an agent leaves off at the end of its budget', () => {
  const blocks = callInBlocks(
    constant,
    { calls: 1, step: 1 },
    { leastNs: 0, leastBlocks: 1e9, budgetNs: 3e6, blockNs: 1e5 },
  );
  assert.ok(blocks.length >= 1);
});

test('the curve has each of the first calls, alone', () => {
  /** @type {number[]} */
  const calls = [];
  callInBlocks(
    constant,
    { calls: 1, step: 1 },
    { leastNs: 0, leastBlocks: 3, budgetNs: 2e9, blockNs: 2e5 },
    ({ call }) => calls.push(call),
  );
  assert.deepEqual(calls.slice(0, 3), [2, 3, 4]);
});

/**
 * A block a number: ns per call, with a little of an order that no test takes for a step.
 * @param {number} i
 * @param {number} level
 */
const jitter = (i, level) => level * (1 + 0.001 * ((i * 7) % 5));

/**
 * An engine whose blocks take what `levelOf` says, of `calls` calls each.
 * @param {(block: number, asked: number) => number} levelOf
 * @param {{ calls?: number, tierOf?: (asked: number) => string }} [options]
 */
function engine(levelOf, { calls = 10, tierOf = () => 'top' } = {}) {
  /** @type {Words[]} */
  const asks = [];
  let made = 0;
  const ask = async (/** @type {Words} */ words) => {
    asks.push(words);
    const blocks = Array.from({ length: Math.max(Number(words.least_blocks), Number(words.least_ms)) }, () => {
      made++;
      return `${1 + made * calls}:${jitter(made, levelOf(made, asks.length))}`;
    });
    return { verb: 'warm', id: 1, words: { blocks: blocks.join(','), tier: tierOf(asks.length) }, curve: [] };
  };
  return { ask, asks };
}

const small = /** @type {CellSpec} */ ({ n: 1024, passes: [{}] });
const large = /** @type {CellSpec} */ ({ n: 2 ** 22, passes: [{}] });
const top = (/** @type {string} */ tier) => tier === 'top';

test('work of constant speed in the top tier is asked for once, for at least 25 ms and 6 blocks', async () => {
  const { ask, asks } = engine(() => 100);
  const { steady, iterationNs, points } = await warmUp(ask, small, false, 2000, top);
  assert.deepEqual([asks.length, asks[0].least_ms, asks[0].least_blocks, asks[0].elements], [1, 25, 6, undefined]);
  assert.deepEqual([steady, iterationNs, points], [true, 100, []]);
});

test('where the newest blocks hold a step, as many more are asked for as move it out of sight', async () => {
  const { ask, asks } = engine((block) => (block <= 15 ? 150 : 100));
  const { steady, iterationNs } = await warmUp(ask, small, false, 2000, top);
  assert.equal(asks.length, 2);
  assert.deepEqual([asks[1].least_ms, asks[1].least_blocks], [0, 10]); // 25 blocks, 20 judged, the first 10 of them before the step
  assert.deepEqual([steady, iterationNs], [true, 100]);
});

test('work that never becomes steady is called until its budget ends, and its blocks are kept', async () => {
  const { ask } = engine((_, asked) => (spin(5), 1000 * 0.9 ** asked));
  const { steady, points } = await warmUp(
    async (words) => {
      const answer = await ask(words);
      const blocks = Array.from({ length: 20 }, (_, i) => `${2 + i * 10}:${100 + (i < 10 ? 10 : 0)}`);
      return { ...answer, words: { ...answer.words, blocks: blocks.join(',') } };
    },
    small,
    false,
    30,
    top,
  );
  assert.equal(steady, false);
  assert.ok(points.length >= 20);
  assert.equal(points[0].phase, 'whole');
});

test('a tier that is not the top one must hold for a window of blocks', async () => {
  const climbing = engine(() => 100, { tierOf: (asked) => ['low', 'middle', 'middle'][asked - 1] ?? 'middle' });
  const { tier } = await warmUp(climbing.ask, small, false, 2000, (now, windows) => top(now) || windows > 0);
  assert.deepEqual([climbing.asks.length, tier], [3, 'middle']);
  assert.equal(climbing.asks[1].least_blocks, 20);
});

test('large work is trained with few elements, then done whole for 5 ms or four blocks', async () => {
  const { ask, asks } = engine(() => 100);
  await warmUp(ask, large, false, 2000, top);
  assert.deepEqual(asks.map(({ elements, least_ms }) => [elements, least_ms]).slice(0, 2), [
    [1024, 25],
    [undefined, 5],
  ]);
  assert.equal(asks[1].least_blocks, 4);
});

test('calls longer than a block are not judged by four of them', async () => {
  const { ask, asks } = engine((block) => (block > 25 ? 1e9 / block : 100), { calls: 1 });
  assert.equal((await warmUp(ask, large, false, 2000, top)).steady, true);
  assert.equal(asks.length, 2);
});

test('native code is neither trained nor called for longer than 5 ms', async () => {
  const { ask, asks } = engine(() => 100);
  await warmUp(ask, large, true, 2000, top);
  assert.deepEqual([asks.length >= 1, asks[0].elements, asks[0].least_ms], [true, undefined, 5]);
});

test('the curve is untrained, and its points reach the caller in order', async () => {
  const { ask, asks } = engine(() => 100);
  /** @type {Words[]} */
  const points = [];
  const curve = [1, 2].map((call) => ({
    verb: 'curve',
    id: 1,
    words: { call: String(call), elapsed_ns: '5', tier: 'low' },
  }));
  await warmUpCurve(
    async (words) => ({ ...(await ask(words)), curve }),
    2000,
    (point) => points.push(point),
  );
  assert.deepEqual([asks[0].curve, asks[0].elements], [1, undefined]);
  assert.deepEqual(points, [
    { call: '1', elapsed_ns: '5', tier: 'low', phase: 'cold' },
    { call: '2', elapsed_ns: '5', tier: 'low', phase: 'cold' },
  ]);
});

/**
 * 25 samples of a cell.
 * @param {number} level
 * @param {number} stepAt
 * @param {number} factor behind it
 */
const samples = (level, stepAt, factor) =>
  Array.from({ length: 25 }, (_, i) => jitter(i, level) * (i < stepAt ? 1 : factor));

test('a cell whose samples step from one level to another is found, by its own rounds', () => {
  assert.deepEqual(
    stepsInSamples([samples(100, 25, 1), samples(7, 25, 1), samples(9, 12, 1.05), samples(50, 25, 1)]),
    [0, 0, 12, 0],
  );
});

test('what hits all cells in the same rounds is the machine', () => {
  assert.deepEqual(stepsInSamples([samples(100, 12, 1.3), samples(7, 12, 1.3), samples(9, 12, 1.3)]), [0, 0, 0]);
});

test('a cell alone is judged as it is', () => {
  assert.deepEqual(stepsInSamples([samples(100, 12, 1.3)]), [12]);
});

test('the native agent answers in the same words, and names those that are wrong', async () => {
  const noop = (await loadDefinitions()).find(({ kernel }) => kernel === 'noop') ?? assert.fail('there is a noop');
  const native = /** @type {Variant} */ (VARIANTS.find(({ variant }) => variant === 'native'));
  const spec = cellSpec(noop, native, noop.sizes[0], { batch: 1, transfer: 'resident' });
  const agent = new LineProcess(AGENT, []);
  const request = (/** @type {string} */ verb, /** @type {Words} */ words) => agent.request(verb, 1, words, 20000);
  const ask = { budget_ms: 1000, least_ms: 0, least_blocks: 3, block_ms: 0.1 };
  try {
    await request('open', { ...cellWords(spec), result: 2 * spec.n });
    const { words, curve } = await request('warm', { ...ask, curve: 1 });
    assert.match(words.blocks, /^\d+:[\d.]+,\d+:[\d.]+,\d+:[\d.]+$/);
    assert.equal(words.tier, 'native');
    assert.deepEqual(
      curve.slice(0, 2).map((point) => [point.words.call, point.words.tier]),
      [
        ['1', 'native'],
        ['2', 'native'],
      ],
    );
    const more = (await request('warm', ask)).words.blocks;
    assert.ok(Number(more.split(':')[0]) > Number(words.blocks.split(',')[2].split(':')[0]));
    assert.equal((await request('sample', { iterations: 1 })).words.tier, 'native');
    await assert.rejects(
      request('warm', { budget_ms: 1000 }),
      /least_ms and least_blocks are whole numbers up to 3600000, block_ms/,
    );
  } finally {
    await agent.quit();
  }
});
