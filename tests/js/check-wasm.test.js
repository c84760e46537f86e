import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../scripts/check-wasm.js', import.meta.url));
const DIR = mkdtempSync(join(tmpdir(), 'check-wasm-'));
after(() => rmSync(DIR, { recursive: true }));

mkdirSync(join(DIR, 'kernels', 'toy'), { recursive: true });
writeFileSync(
  join(DIR, 'kernels', 'toy', 'definition.js'),
  `export default {
    'toy-a': { passes: [{ call: 'toy_a', arguments: [] }] },
    'toy-b': { passes: [{ call: 'toy_b', arguments: [] }, { call: 'toy_a', arguments: [] }] },
  };`,
);

// Bodies of functions without parameters: number of local groups, code, end.
const EMPTY = [0x00, 0x0b];
const VECTOR = [0x00, 0xfd, 0x0c, ...new Array(16).fill(0xfd), 0x1a, 0x0b]; // v128.const, drop
const RELAXED = [0x01, 0x01, 0x7b, 0x20, 0, 0x20, 0, 0x20, 0, 0xfd, 0x85, 0x02, 0x1a, 0x0b]; // f32x4.relaxed_madd
// Bytes 0xfd that are no vector instructions: 253 locals, a wide constant.
const LOOKS_LIKE_VECTOR = [0x01, 0xfd, 0x01, 0x7f, 0x44, ...new Array(8).fill(0xfd), 0x1a, 0x0b];

/** @typedef {{ imports?: string[], functions: Record<string, number[]>, hidden?: number[] }} Toy */

/** @param {string} text */
const string = (text) => [text.length, ...Buffer.from(text)];

/**
 * @param {number} id
 * @param {number[][]} items
 */
function section(id, items) {
  const bytes = [items.length, ...items.flat()];
  // A length of two bytes: LEB128 with the continuation bit.
  return [id, (bytes.length & 0x7f) | 0x80, bytes.length >> 7, ...bytes];
}

/**
 * A module that exports `functions` by name with their bodies, after one that is
 * not exported, and imports functions from "env".
 *
 * @param {Toy} toy
 */
function encode({ imports = [], functions, hidden = EMPTY }) {
  const bodies = [hidden, ...Object.values(functions)];
  return Uint8Array.from([
    0x00,
    0x61,
    0x73,
    0x6d,
    0x01,
    0x00,
    0x00,
    0x00,
    ...section(1, [[0x60, 0, 0]]),
    ...section(
      2,
      imports.map((name) => [...string('env'), ...string(name), 0x00, 0x00]),
    ),
    ...section(
      3,
      bodies.map(() => [0x00]),
    ),
    ...section(
      7,
      Object.keys(functions).map((name, i) => [...string(name), 0x00, imports.length + 1 + i]),
    ),
    ...section(
      10,
      bodies.map((body) => [body.length, ...body]),
    ),
  ]);
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function run(args, env = process.env) {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, '--kernels', join(DIR, 'kernels'), ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, stderr };
}

/**
 * @param {string} name
 * @param {Toy} toy
 */
function check(name, toy) {
  const file = join(DIR, name);
  writeFileSync(file, encode(toy));
  return run([file]);
}

const scalar = {
  toy_a: EMPTY,
  toy_b: LOOKS_LIKE_VECTOR,
  _initialize: EMPTY,
  __errno_location: EMPTY,
  stackSave: EMPTY,
};
const simd = { toy_a: VECTOR, toy_b: VECTOR, _initialize: EMPTY };

test('good modules pass in silence, whatever bytes look like a vector instruction', () => {
  assert.deepEqual(check('toy.wasm', { functions: scalar }), { status: 0, stderr: '' });
  assert.deepEqual(check('toy_simd.wasm', { functions: simd }), { status: 0, stderr: '' });
  assert.deepEqual(check('toy_relaxed.wasm', { functions: { ...simd, toy_b: RELAXED } }), { status: 0, stderr: '' });
});

test('a v128 instruction in an exported function of a scalar module fails', () => {
  const { status, stderr } = check('toy.wasm', { functions: { ...scalar, toy_b: VECTOR } });
  assert.equal(status, 1);
  assert.match(stderr, /toy\.wasm: toy_b holds 1 v128 instructions/);
});

test('a v128 instruction in a hidden function of a scalar module fails, a relaxed one too', () => {
  for (const hidden of [VECTOR, RELAXED]) {
    const { status, stderr } = check('toy.wasm', { functions: scalar, hidden });
    assert.equal(status, 1);
    assert.match(stderr, /toy\.wasm: function 0 holds 1 v128 instructions/);
  }
});

test('a kernel function without v128 in a SIMD or relaxed module fails', () => {
  for (const name of ['toy_simd.wasm', 'toy_relaxed.wasm']) {
    const { status, stderr } = check(name, { functions: { ...simd, toy_b: LOOKS_LIKE_VECTOR }, hidden: VECTOR });
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`${name}: toy_b holds no v128 instruction`));
    assert.doesNotMatch(stderr, /toy_a/);
  }
});

test('a function that the definition calls but the module lacks fails', () => {
  const { status, stderr } = check('toy.wasm', { functions: { toy_a: EMPTY } });
  assert.equal(status, 1);
  assert.match(stderr, /toy\.wasm: does not export toy_b/);
});

test('a function of the family that no definition calls fails', () => {
  const { status, stderr } = check('toy.wasm', { functions: { ...scalar, toy_c: EMPTY } });
  assert.equal(status, 1);
  assert.match(stderr, /exports toy_c, which no pass/);
});

test('an exported function that is neither kernel nor helper fails', () => {
  const { status, stderr } = check('toy.wasm', { functions: { ...scalar, malloc: EMPTY } });
  assert.equal(status, 1);
  assert.match(stderr, /exports malloc, neither/);
});

test('an import fails', () => {
  const { status, stderr } = check('toy_simd.wasm', { functions: simd, imports: ['emscripten_notify_memory_growth'] });
  assert.equal(status, 1);
  assert.match(stderr, /imports env\.emscripten_notify_memory_growth/);
});

test('one bad module among good ones decides the exit code', () => {
  check('toy_simd.wasm', { functions: simd });
  check('toy.wasm', { functions: { toy_a: EMPTY } });
  assert.equal(run([join(DIR, 'toy_simd.wasm'), join(DIR, 'toy.wasm')]).status, 1);
  assert.equal(run([join(DIR, 'toy.wasm'), join(DIR, 'toy_simd.wasm'), join(DIR, 'none.wasm')]).status, 2);
});

test('what is missing or unreadable is said, with exit code 2', () => {
  const good = join(DIR, 'toy_simd.wasm');
  writeFileSync(good, encode({ functions: simd }));
  writeFileSync(join(DIR, 'stranger.wasm'), encode({ functions: {} }));
  writeFileSync(join(DIR, 'toy_relaxed.wasm'), 'not a module');
  const cases = [
    { result: run([join(DIR, 'none.wasm')]), says: /none\.wasm: no such file/ },
    { result: run([join(DIR, 'stranger.wasm')]), says: /stranger\.wasm: no definition of this family/ },
    { result: run([join(DIR, 'toy_relaxed.wasm')]), says: /toy_relaxed\.wasm: .*magic/ },
    { result: run([good], { PATH: DIR }), says: /toy_simd\.wasm: wasm-objdump is not installed/ },
    { result: run([]), says: /usage/ },
  ];
  for (const { result, says } of cases) {
    assert.equal(result.status, 2);
    assert.match(result.stderr, says);
  }
});
