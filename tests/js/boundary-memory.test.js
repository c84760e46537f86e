/**
 * Memory: what is timed is right, in all ways; views that went stale show nothing, and the harness
 * holds none; a trap leaves everything as it was.
 */

import { Unsupported } from '../../harness/agent/features.js';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Cell } from '../../harness/agent/cell.js';
import { cellWords } from '../../harness/words/cell-spec.js';
import { loadCell } from '../../harness/agent/load.js';
import { loader } from '../../harness/agent/node-loader.js';
import { SUBJECTS, open } from '../../harness/experiments/memory/subjects.js';
import { builtModule, instantiate } from '../../harness/agent/for-subjects.js';
import { subjectSpec } from '../../harness/plan/subjects.js';

/** @import { CellSpec } from '../../harness/words/cell-spec.js' */
/** @import { Subject, Way } from '../../harness/agent/for-subjects.js' */

const PAGE_BYTES = 65536;
const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

/**
 * @param {string} name
 * @param {string} text
 * @returns {string} path
 */
function file(name, text) {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

/**
 * @param {Subject} subject
 * @param {Way} way
 * @param {number} n
 */
const specOf = (subject, way, n) => subjectSpec('memory', subject, way, n, n);

/**
 * @param {CellSpec} spec
 * @param {{ result: number, output: Uint8Array }} reference
 * @returns {Record<string, string>}
 */
function wordsOf(spec, { result, output }) {
  const path = join(dir, 'reference.bin');
  writeFileSync(path, output);
  return Object.fromEntries(
    Object.entries({ ...cellWords(spec), reference: path, result }).map(([key, value]) => [key, String(value)]),
  );
}

/** Every cell at every size. */
const CELLS = SUBJECTS.flatMap((subject) =>
  subject.sizes.flatMap((n) => subject.ways.map((way) => ({ subject, way, n }))),
);

test('every way of every subject gives the result and the bytes of the reference, again and again', async () => {
  for (const { subject, way, n } of CELLS) {
    const title = `${subject.kernel} ${way.variant} ${n}`;
    const cell = new Cell(loader);
    try {
      await cell.open(wordsOf(specOf(subject, way, n), subject.reference(n)));
    } catch (error) {
      assert.equal(/** @type {any} */ (error).stage, 'unsupported', `${title}: ${error}`);
      continue;
    }
    await cell.sample({ iterations: '3' });
    await cell.sample({ iterations: '1' });
    await cell.close();
  }
});

test('kernels are called by one name each, and have plain JavaScript first', () => {
  const kernels = SUBJECTS.map(({ kernel }) => kernel);
  assert.equal(new Set(kernels).size, kernels.length);
  for (const { kernel, ways } of SUBJECTS) {
    assert.equal(ways[0].variant, 'js', kernel);
    assert.equal(new Set(ways.map(({ variant }) => variant)).size, ways.length, kernel);
  }
});

test('copying and filling reach every byte of the target, none besides, and leave the source', async () => {
  for (const subject of SUBJECTS.filter(({ kernel }) => /copy|fill/.test(kernel))) {
    for (const way of subject.ways) {
      const n = 2 ** 20;
      const { body, output } = await open(specOf(subject, way, n), loader);
      const end = output();
      const all = new Uint8Array(end.buffer);
      const start = end.byteOffset + end.length - n;
      const before = all.slice();
      body(1, n, n);
      const wanted = subject.kernel === 'memory-fill' ? new Uint8Array(n).fill(0x5b) : before.slice(0, n);
      const title = `${subject.kernel} ${way.variant}`;
      assert.deepEqual(all.slice(start, start + n), wanted, title);
      assert.deepEqual(all.slice(0, start), before.slice(0, start), title);
      assert.deepEqual(all.slice(start + n), before.slice(start + n), title);
    }
  }
});

test('a view of memory that grew is 0 long and shows nothing, whoever made it grow, and by how little', async () => {
  const { instance } = await WebAssembly.instantiate(await loader.readBytes(builtModule('memory/grow.wasm')));
  const { memory, grow } = /** @type {Record<string, any>} */ (instance.exports);
  const growers = [
    () => memory.grow(1),
    () => memory.grow(256),
    () => memory.grow(0),
    () => grow(1, 1),
    () => grow(1, 0),
  ];
  for (const growBySome of growers) {
    const stale = new Uint8Array(memory.buffer);
    const size = stale.length;
    stale[0] = 7;
    growBySome();
    assert.equal(stale.length, 0);
    assert.equal(stale.byteLength, 0);
    assert.equal(stale.buffer.byteLength, 0);
    assert.equal(stale[0], undefined);
    assert.notEqual(stale.buffer, memory.buffer);
    const fresh = new Uint8Array(memory.buffer);
    assert.ok(fresh.length >= size);
    assert.equal(fresh[0], 7);
  }
});

test('a view that follows its buffer is never stale', async (t) => {
  const memory = /** @type {any} */ (new WebAssembly.Memory({ initial: 1, maximum: 3 }));
  if (typeof memory.toResizableBuffer !== 'function') {
    t.skip('this engine has no WebAssembly.Memory.prototype.toResizableBuffer');
    return;
  }
  const view = new Uint8Array(memory.toResizableBuffer());
  memory.grow(2);
  assert.equal(view.length, 3 * PAGE_BYTES);
});

/**
 * A cell whose memory grows by a page each time it runs; `output` as given.
 * @param {string} output
 */
const GROWING = (output) => `
  const memory = new WebAssembly.Memory({ initial: 1 });
  const first = new Uint8Array(memory.buffer, 16, 4);
  export const open = async () => ({
    body: () => {
      const pages = memory.grow(1);
      new Uint8Array(memory.buffer, 16, 4).set([1, 2, 3, 4]);
      return pages > 0 ? 5 : 0;
    },
    functions: {},
    output: () => ${output},
  });`;

/** @param {string} source */
function growingWords(source) {
  const subject = { ...SUBJECTS[0], outputBytes: () => 4 };
  return wordsOf({ ...specOf(subject, subject.ways[0], 16), source }, { result: 5, output: Uint8Array.of(1, 2, 3, 4) });
}

test('the harness sees the output of a cell whose memory grows in every sample', async () => {
  const words = growingWords(file('growing.js', GROWING('new Uint8Array(memory.buffer, 16, 4)')));
  const cell = new Cell(loader);
  await cell.open(words);
  const held = /** @type {any} */ (cell.loaded).host.output;
  const checks = new Set();
  for (let sample = 0; sample < 4; sample++) {
    checks.add((await cell.sample({ iterations: '2' })).words.check);
  }
  assert.equal(held.length, 0, 'the memory did grow');
  assert.deepEqual([.../** @type {any} */ (cell.loaded).host.output], [1, 2, 3, 4]);
  checks.add((await cell.close()).words.check);
  assert.equal(checks.size, 1);
});

test('a cell that hands out a stale view fails, rather than have nothing compared', async () => {
  const words = growingWords(file('stale.js', GROWING('first')));
  await assert.rejects(
    new Cell(loader).open(words),
    (/** @type {any} */ error) =>
      error.stage === 'verify' && /^output is 0 long, not 4; a view of memory that has grown/.test(error.message),
  );
});

/**
 * A kernel in a module with one page.
 * @param {string} body
 */
const kernelWat = (body) => `(module
  (memory (export "memory") 1)
  (global (export "__heap_base") i32 (i32.const 1024))
  (func (export "toy") (param $y i32) (param $first i32) (param $count i32) (result i32) ${body} (local.get $count)))`;

/**
 * @param {string} name
 * @param {string} body
 * @returns {CellSpec} one whose data lie beyond the first page
 */
function kernelSpec(name, body) {
  const source = join(dir, `${name}.wasm`);
  execFileSync('wat2wasm', [file(`${name}.wat`, kernelWat(body)), '-o', source]);
  /** @type {CellSpec['buffers']} */
  const buffers = [
    { name: 'y', type: 'u8', length: 3 * PAGE_BYTES, role: 'out', fill: 'zero', copy: 'chunk', offset: 0 },
  ];
  const passes = [{ call: 'toy', arguments: ['y', 'first', 'count'], sum: true }];
  return {
    kernel: 'toy',
    family: 'toy',
    variant: 'test',
    n: 3 * PAGE_BYTES,
    batch: 3 * PAGE_BYTES,
    transfer: 'resident',
    seed: 1,
    source,
    buffers,
    arena: 3 * PAGE_BYTES,
    parameters: {},
    passes,
    tolerance: 0,
  };
}

test('memory is made to grow for a kernel before its views are made, which have their full length', async () => {
  for (const transfer of /** @type {const} */ (['resident', 'copy'])) {
    const { heap, host } = await loadCell({ ...kernelSpec('large', ''), transfer }, loader);
    assert.equal(heap.y.length, 3 * PAGE_BYTES);
    assert.equal(host.y.length, 3 * PAGE_BYTES);
    assert.equal(heap.y.buffer.byteLength, 4 * PAGE_BYTES, 'the memory, grown, not a copy of it');
    heap.y[3 * PAGE_BYTES - 1] = 9;
    assert.equal(heap.y[3 * PAGE_BYTES - 1], 9);
  }
});

test('a kernel that makes memory grow as it runs fails: the views of it are stale', async () => {
  const spec = kernelSpec('grows', '(drop (memory.grow (i32.const 1)))');
  const words = wordsOf(spec, { result: spec.n, output: new Uint8Array(spec.n) });
  await assert.rejects(
    new Cell(loader).open(words),
    (/** @type {any} */ error) => error.stage === 'verify' && /^y is 0 long, not 196608/.test(error.message),
  );
});

/** Writes to memory and to globals, then leaves memory in the middle of its work. */
const TRAPPING = `(module
  (memory (export "memory") 1 2)
  (global $steps (export "steps") (mut i32) (i32.const 0))
  (func (export "write") (param $address i32)
    (global.set $steps (i32.add (global.get $steps) (i32.const 1)))
    (i32.store (i32.const 64) (global.get $steps))
    (i32.store (local.get $address) (i32.const 1234))
    (global.set $steps (i32.add (global.get $steps) (i32.const 100)))
    (i32.store (i32.const 68) (global.get $steps)))
  (func (export "fill") (param $address i32) (param $bytes i32)
    (memory.fill (local.get $address) (i32.const 7) (local.get $bytes))))`;

test('a trap leaves what was written before it, nothing of what comes after, and an instance that can be called again', async () => {
  const path = join(dir, 'trapping.wasm');
  execFileSync('wat2wasm', [file('trapping.wat', TRAPPING), '-o', path]);
  const { instance } = await WebAssembly.instantiate(new Uint8Array(readFileSync(path)));
  const { memory, steps, write, fill } = /** @type {Record<string, any>} */ (instance.exports);
  const word = (/** @type {number} */ address) => new DataView(memory.buffer).getInt32(address, true);
  const traps = (/** @type {() => void} */ call) => assert.throws(call, WebAssembly.RuntimeError);

  for (let i = 1; i <= 3; i++) {
    traps(() => write(PAGE_BYTES - 3)); // its first byte lies inside
    assert.deepEqual([steps.value, word(64), word(68)], [i, i, 0]);
    assert.equal(new Uint8Array(memory.buffer)[PAGE_BYTES - 3], 0);
  }
  write(128);
  assert.deepEqual([steps.value, word(64), word(68), word(128)], [104, 4, 104, 1234]);

  traps(() => fill(PAGE_BYTES - 8, 9)); // all or nothing
  assert.equal(new Uint8Array(memory.buffer)[PAGE_BYTES - 8], 0);
  memory.grow(1);
  write(PAGE_BYTES);
  fill(PAGE_BYTES - 8, 4);
  assert.deepEqual([word(PAGE_BYTES), word(PAGE_BYTES - 8)], [1234, 0x07070707]);
});

test('what is timed as a trap is one, at the first byte behind the memory and not before', async () => {
  const { memory, get, get_checked: checked } = await instantiate(loader, 'memory/memory.wasm');
  for (const read of [get, checked]) {
    const end = memory.buffer.byteLength;
    assert.equal(read(end - 1), 0);
    assert.throws(() => read(end), WebAssembly.RuntimeError);
    memory.grow(1);
    assert.equal(read(end), 0);
    assert.throws(() => read(-1), WebAssembly.RuntimeError);
  }
});

test('the allocator gives blocks that do not overlap, and takes them back', async () => {
  const exported = await instantiate(loader, 'memory/malloc.wasm', {
    env: { emscripten_notify_memory_growth: () => {} },
  });
  exported._initialize();
  const { memory, malloc, calloc, free } = exported;
  for (const bytes of [16, 1024, PAGE_BYTES]) {
    const blocks = Array.from({ length: 16 }, () => malloc(bytes)).sort((a, b) => a - b);
    assert.ok(
      blocks.every((at, i) => at > 0 && (i === 0 || at >= blocks[i - 1] + bytes)),
      `${bytes}`,
    );
    blocks.forEach((at) => new Uint8Array(memory.buffer, at, bytes).fill(255));
    blocks.forEach(free);
    const zeroed = calloc(bytes, 1);
    assert.ok(new Uint8Array(memory.buffer, zeroed, bytes).every((byte) => byte === 0));
    free(zeroed);
  }
  const size = memory.buffer.byteLength;
  for (let i = 0; i < 1000; i++) {
    free(malloc(PAGE_BYTES));
  }
  assert.equal(memory.buffer.byteLength, size);
});

test('an unknown kernel is refused by name', async () => {
  const spec = { ...specOf(SUBJECTS[0], SUBJECTS[0].ways[0], 16), kernel: 'memory-none' };
  await assert.rejects(
    open(spec, loader),
    (error) =>
      !(error instanceof Unsupported) && /unknown kernel "memory-none"; known: memory-grow-1, /.test(String(error)),
  );
});
