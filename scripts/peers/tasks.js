/**
 * The benchmarks as functions that a library can call, on the code and data of the harness. Each function has a
 * source of its own, and so call sites of its own, as if someone had written it by hand. Results are checked
 * against the C reference.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCell } from '../../harness/agent/load.js';
import { loader } from '../../harness/agent/node-loader.js';
import { poisonOutputs, verify } from '../../harness/agent/verify.js';
import { startEngine } from '../../harness/engines/engines.js';
import { AGENT } from '../../harness/engines/native.js';
import { References } from '../../harness/methods/reference.js';
import { cellSpec } from '../../harness/plan/planned-cell.js';
import { measuredKernel } from '../../harness/plan/measured-kernel.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { VARIANTS } from '../../harness/plan/variants.js';
import { BENCHMARKS, EMPTY } from './benchmarks.js';

/** @import { CellSpec, PassSpec } from '../../harness/words/cell-spec.js' */
/** @import { Loaded } from '../../harness/agent/loaded.js' */
/** @import { KernelDefinition } from '../../harness/plan/load-kernels.js' */
/** @import { Benchmark } from './benchmarks.js' */

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {() => unknown} run what is timed
 * @property {() => void} verify throws an error that names the first difference from the C reference
 *
 * @typedef {{ result: number, outputs: Uint8Array }} Expected
 * @typedef {{ spec: CellSpec, loaded: Loaded, expected: Expected }} Opened
 */

/**
 * @param {CellSpec} spec
 * @param {PassSpec} pass
 * @returns {string} the call of the whole work, numbers written out
 */
function callSource(spec, pass) {
  /** @type {Record<string, number>} */
  const numbers = { ...spec.parameters, n: spec.n, first: 0, count: spec.n };
  return `${pass.call}(${pass.arguments.map((name) => numbers[name] ?? name).join(', ')})`;
}

/**
 * For `dot-f32 js` the function comes out as `() => keep(dot_f32(a, b, 0, 16384))`.
 * V8 shares code and type feedback between functions of the same source; the name keeps them apart.
 * @param {string} name
 * @param {Opened} opened
 * @param {((value: unknown) => void) | null} keep makes a value look used; null: the function returns it
 * @returns {() => unknown}
 */
function makeCall(name, { spec, loaded }, keep) {
  const calls = spec.passes.map((pass) => callSource(spec, pass)).join(', ');
  const make = new Function(
    'functions',
    'data',
    'keep',
    `'use strict'; // ${name}
const { ${Object.keys(loaded.functions).join(', ')} } = functions;
const { ${Object.keys(loaded.data).join(', ')} } = data;
return () => ${keep ? `keep((${calls}))` : `(${calls})`};`,
  );
  return make(loaded.functions, loaded.data, keep);
}

/**
 * @param {((value: unknown) => void) | null} keep
 * @returns {Task} the call's twin without a call
 */
const emptyTask = (keep) => ({ name: EMPTY, run: keep ? () => keep(1) : () => 1, verify: () => {} });

/**
 * @param {Benchmark} benchmark
 * @param {KernelDefinition[]} kernels
 */
function find(benchmark, kernels) {
  const kernel = kernels.find((k) => k.kernel === benchmark.kernel);
  const size = kernel?.sizes.find(({ label }) => label === benchmark.size);
  const variant = VARIANTS.find((v) => v.variant === benchmark.variant);
  if (!kernel || !size || !variant) {
    throw new Error(
      `benchmark "${benchmark.name}": there is no ${benchmark.kernel} ${benchmark.variant} of size ${benchmark.size}`,
    );
  }
  return { kernel, spec: cellSpec(kernel, variant, size, { batch: size.n, transfer: 'resident' }) };
}

/** @returns {Promise<Record<string, Opened>>} by benchmark; two of the same code and data are the same */
async function openCells() {
  const kernels = await loadDefinitions();
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-peers-'));
  const { process: native } = await startEngine({ name: 'native', path: AGENT }, 'detected');
  try {
    const references = new References(scratch);
    /** @type {Record<string, Promise<Opened>>} */
    const cells = {};
    /** @type {Record<string, Opened>} */
    const opened = {};
    for (const benchmark of BENCHMARKS) {
      const { kernel, spec } = find(benchmark, kernels);
      const { result, path } = await references.of(native, measuredKernel(kernel), spec);
      cells[`${spec.kernel} ${spec.variant}`] ??= loadCell(spec, loader).then(async (loaded) => ({
        spec,
        loaded,
        expected: { result: Number(result), outputs: await loader.readBytes(path) },
      }));
      opened[benchmark.name] = await cells[`${spec.kernel} ${spec.variant}`];
    }
    return opened;
  } finally {
    await native.quit();
    rmSync(scratch, { recursive: true });
  }
}

/**
 * Loads and verifies everything; verify again once it has been timed.
 * @param {((value: unknown) => void) | null} keep
 * @returns {Promise<Task[]>}
 */
export async function openTasks(keep) {
  const cells = await openCells();
  const tasks = Object.entries(cells).map(([name, opened]) => ({
    name,
    run: makeCall(name, opened, keep),
    verify: () => {
      const { spec, loaded, expected } = opened;
      poisonOutputs(spec, [loaded.heap]);
      const value = /** @type {number} */ (makeCall(`${name}, checked`, opened, null)());
      verify(spec, loaded.host, spec.passes.at(-1)?.sum ? value : 0, expected);
    },
  }));
  verifyAll(tasks);
  return [...tasks, emptyTask(keep)];
}

/**
 * @param {Task[]} tasks
 * @throws {Error} that names the benchmark
 */
export function verifyAll(tasks) {
  for (const { name, verify: check } of tasks) {
    try {
      check();
    } catch (error) {
      throw new Error(`benchmark "${name}": ${/** @type {Error} */ (error).message}`, { cause: error });
    }
  }
}
