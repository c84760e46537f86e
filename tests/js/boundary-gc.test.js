/**
 * The experiment gc: points are the same in every way, however they are kept, and engines
 * without WasmGC say so.
 */

import { Unsupported } from '../../harness/agent/features.js';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, mock, test } from 'node:test';
import { loader } from '../../harness/agent/node-loader.js';
import { makeAll } from '../../harness/experiments/gc/points.js';
import { SUBJECTS, open } from '../../harness/experiments/gc/subjects.js';
import { builtModule } from '../../harness/agent/for-subjects.js';
import { subjectSpec } from '../../harness/plan/subjects.js';
import { runCell } from './support/agents.js';

/** @import { LineProcess } from '../../harness/engines/line-process.js' */
/** @import { Subject, Way } from '../../harness/agent/for-subjects.js' */

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

const NATIVE = /** @type {LineProcess} */ (/** @type {unknown} */ (null)); // no cell of these is native

/**
 * @param {Subject} subject
 * @param {Way} way
 */
const specOf = (subject, way) =>
  subjectSpec('gc', subject, way, subject.sizes[0], (subject.batches ?? ((n) => [n]))(subject.sizes[0])[0]);

/**
 * @param {string} kernel
 * @returns {Subject}
 */
const subjectOf = (kernel) => /** @type {Subject} */ (SUBJECTS.find((subject) => subject.kernel === kernel));

/**
 * @param {Subject} subject
 * @returns {{ result: string, path: string }}
 */
function referenceOf(subject) {
  const { result, output } = subject.reference(subject.sizes[0]);
  const path = join(dir, `${subject.kernel}.bin`);
  writeFileSync(path, output);
  return { result: String(result), path };
}

for (const subject of SUBJECTS) {
  test(`${subject.kernel}: every way gives the bits of the reference`, async () => {
    const reference = referenceOf(subject);
    const checks = new Set();
    for (const way of subject.ways) {
      checks.add(await runCell(specOf(subject, way), reference, NATIVE));
    }
    assert.equal(checks.size, 1);
  });
}

test('the sum tells the order of additions, and no coordinate is an integer', () => {
  const { result } = subjectOf('points-sum').reference(100000);
  let x = 0;
  let y = 0;
  for (let i = 99999; i >= 0; i--) {
    x += i * 0.70710678 + 0.05;
    y += i * 0.31830989 + 0.25;
  }
  assert.notEqual(x + y, result);
  assert.ok(Math.abs((x + y) / result - 1) < 1e-12);
  for (const kernel of ['points-move', 'points-new']) {
    const { output } = subjectOf(kernel).reference(100000);
    assert.ok(
      new Float64Array(output.buffer).every((value) => !Number.isInteger(value)),
      kernel,
    );
  }
});

test('moving leaves the same points however often it is repeated, and first moves them', async () => {
  const subject = subjectOf('points-move');
  const want = Buffer.from(subject.reference(100000).output);
  for (const way of subject.ways) {
    const { body, output } = await open(specOf(subject, way), loader);
    assert.ok(!want.equals(output()), `${way.variant} lie where they should get to`);
    for (const iterations of [1, 2, 7, 1]) {
      body(iterations, 100000, 100000);
      assert.ok(want.equals(output()), `${way.variant}, ${iterations} iterations`);
    }
  }
});

test('the iterations of a call move points to different places, by addition to where they are', async () => {
  const subject = subjectOf('points-move');
  const { body, output } = await open(specOf(subject, { variant: 'typed-array' }), loader);
  const first = () => new Float64Array(output().buffer, 0, 4);
  body(1, 100000, 100000);
  const before = [...first()];
  body(2, 1, 100000); // one point forth and back
  assert.deepEqual([...first()], before);
  assert.deepEqual(before, [0.125 + 2.5, 0.0625 - 1.25, 0.75 + 0.125 + 2.5, 0.375 + 0.0625 - 1.25]);
});

test('arrays of fewer points may be made in between', async () => {
  const subject = subjectOf('points-new');
  const want = Buffer.from(subject.reference(subject.sizes[0]).output);
  for (const way of subject.ways) {
    const { body, output } = await open(specOf(subject, way), loader);
    assert.equal(body(1, 1000, 300), 1000);
    output();
    assert.equal(body(1, 200000, 100000), 200000);
    assert.ok(want.equals(output()), way.variant);
  }
});

test('shuffled points stand in the array as ever, but were made in another order', () => {
  const values = { xOf: (/** @type {number} */ i) => i, yOf: (/** @type {number} */ i) => -i };
  for (const shuffled of [false, true]) {
    let made = 0;
    const points = makeAll((x, y) => ({ x, y, made: made++ }), values, shuffled);
    assert.ok(points.every(({ x, y }, i) => x === i && y === -i));
    const neighbours = points.filter((point, i) => i > 0 && point.made === points[i - 1].made + 1).length;
    assert.ok(
      shuffled ? neighbours < 1000 : neighbours === 99999,
      `${neighbours} were made right after the one before`,
    );
  }
});

test('an engine without WasmGC skips what needs it, with the reason, and does the rest', async () => {
  const validate = /** @type {(bytes: any, options?: any) => boolean} */ (WebAssembly.validate);
  const stub = mock.method(
    WebAssembly,
    'validate',
    (/** @type {Uint8Array} */ bytes, /** @type {any} */ options) => !bytes.includes(0x5f) && validate(bytes, options),
  );
  try {
    for (const subject of SUBJECTS) {
      for (const way of subject.ways) {
        const opened = open(specOf(subject, way), loader);
        if (way.variant.startsWith('wasm-gc')) {
          await assert.rejects(
            opened,
            (/** @type {Error} */ error) =>
              error instanceof Unsupported && error.message === 'this engine has no WasmGC',
          );
        } else {
          assert.equal(typeof (await opened).body, 'function');
        }
      }
    }
  } finally {
    stub.mock.restore();
  }
});

test('ways of WebAssembly state their module, those of JavaScript none, and each module holds what its ways need', async () => {
  /** @type {Map<string, string | undefined>} */
  const modules = new Map();
  for (const { variant, module } of SUBJECTS.flatMap(({ ways }) => ways)) {
    assert.equal(module !== undefined, variant.startsWith('wasm'), variant);
    assert.equal(modules.get(variant) ?? module, module, `${variant} has one module in all subjects`);
    modules.set(variant, module);
  }
  const sizeOf = (/** @type {string} */ variant) => statSync(builtModule(String(modules.get(variant)))).size;
  assert.ok(sizeOf('wasm-linear') < sizeOf('wasm-gc'));
  assert.ok(sizeOf('wasm-gc') < 1024, 'no names, no padding');
});
