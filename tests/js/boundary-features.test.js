/**
 * What an engine can do: found where it is, and named where it is not. Another validator, told
 * to do without one feature, stands in for the engines that lack it.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, mock, test } from 'node:test';
import { FEATURES, Unsupported, has, need } from '../../harness/agent/features.js';

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

/**
 * Options of wabt's validator.
 * @type {Record<string, { on?: string[], off: string[] }>}
 */
const WABT = {
  gc: { on: ['--enable-gc'], off: [] },
  multiValue: { off: ['--disable-multi-value'] },
  referenceTypes: { off: ['--disable-reference-types'] },
  bulkMemory: { off: ['--disable-bulk-memory'] },
};

/**
 * @param {string[]} flags
 * @returns {(bytes: Uint8Array) => boolean}
 */
const validator = (flags) => (bytes) => {
  const path = join(dir, 'feature.wasm');
  writeFileSync(path, bytes);
  const { status, error } = spawnSync('wasm-validate', [...flags, path]);
  assert.equal(error, undefined);
  return status === 0;
};

/**
 * @template T
 * @param {(bytes: any, options?: any) => boolean} validate
 * @param {() => T} run in an engine that validates so
 * @returns {T}
 */
function within(validate, run) {
  const stub = mock.method(WebAssembly, 'validate', validate);
  try {
    return run();
  } finally {
    stub.mock.restore();
  }
}

test('the engine that runs the tests has all features, and needs no excuse', () => {
  for (const [name, feature] of Object.entries(FEATURES)) {
    assert.equal(has(feature), true, name);
    need(feature);
  }
});

for (const [name, { on = [], off }] of Object.entries(WABT)) {
  test(`${name} is found with it, and named without`, () => {
    const feature = FEATURES[name];
    assert.equal(
      within(validator(on), () => has(feature)),
      true,
    );
    assert.equal(
      within(validator(off), () => has(feature)),
      false,
    );
    const isNamed = (/** @type {unknown} */ error) =>
      error instanceof Unsupported && error.message === `this engine has no ${feature.name}`;
    assert.throws(() => within(validator(off), () => need(feature)), isNamed);
  });

  test(`an engine that lacks ${name} alone has the others`, () => {
    const others = Object.keys(WABT).filter((other) => other !== name && other !== 'gc');
    const missing = others.filter((other) => !within(validator(off), () => has(FEATURES[other])));
    // References came with the same proposals as bulk memory, and wabt switches them off together.
    assert.deepEqual(missing, name === 'bulkMemory' ? ['referenceTypes'] : []);
  });
}

test('string builtins are missing where the engine takes their import for any function', () => {
  const validate = /** @type {(bytes: any) => boolean} */ (WebAssembly.validate);
  const unaware = (/** @type {any} */ bytes) => validate(bytes);
  assert.equal(
    within(unaware, () => has(FEATURES.stringBuiltins)),
    false,
  );
  assert.throws(
    () => within(unaware, () => need(FEATURES.stringBuiltins)),
    /^Error: this engine has no JS string builtins$/,
  );
});
