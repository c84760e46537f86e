/**
 * Measures the benchmarks with tinybench: `node scripts/peers/tinybench.js SECONDS`.
 *
 * It is used as its README shows, with its defaults and a time. tinybench adds up its samples to that time; what
 * passes between samples comes on top, and where a sample takes a few steps of the clock, that is most of it. So
 * the shortest tasks have a Bench of their own with less time, so that the others get their share. It prints a line
 * of JSON for each benchmark, in ns; `moe` is the margin of error of the mean.
 */

import { Bench } from 'tinybench';
import { CALL, EMPTY } from './benchmarks.js';
import { openTasks, verifyAll } from './tasks.js';

/** @import { Task } from './tasks.js' */

/** tinybench's own default. */
const WARMUP_MS = 250;
/** How much of its share a warm-up may take where the share is small. */
const WARMUP_PART = 0.25;
/** Part of the wall time that samples of a few clock steps are. */
const SAMPLED_PART = 1 / 8;

const isShort = (/** @type {Task} */ { name }) => name === CALL || name === EMPTY;

/**
 * @param {Task[]} tasks
 * @param {number} shareMs of wall time for each
 * @param {number} sampled part of it that samples are
 */
async function measure(tasks, shareMs, sampled) {
  const warmup = Math.min(WARMUP_MS, shareMs * WARMUP_PART);
  const bench = new Bench({ time: (shareMs - warmup) * sampled, warmupTime: warmup * sampled, throws: true });
  tasks.forEach(({ name, run }) => bench.add(name, run));
  await bench.run();
  return bench.tasks;
}

/** @param {import('tinybench').Task} task */
function figures({ name, result }) {
  if (result.state !== 'completed') {
    throw new Error(`tinybench: "${name}" is ${result.state}`);
  }
  const ns = (/** @type {number} */ ms) => ms * 1e6;
  const { mean, p50, min, moe } = result.latency;
  return {
    benchmark: name,
    mean: ns(mean),
    throughput: 1e9 / result.throughput.mean,
    p50: ns(p50),
    min: ns(min),
    moe: ns(moe),
  };
}

const seconds = Number(process.argv[2]);
const tasks = await openTasks(null);
const shareMs = (seconds * 1000) / tasks.length;
const done = [
  ...(await measure(
    tasks.filter((task) => !isShort(task)),
    shareMs,
    1,
  )),
  ...(await measure(tasks.filter(isShort), shareMs, SAMPLED_PART)),
];
verifyAll(tasks);
done.forEach((task) => console.log(JSON.stringify(figures(task))));
