/**
 * Correct before timed: a cell that traps, lacks something, or computes
 * wrongly gives an error with its stage, and no sample.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Cell } from '../../harness/agent/cell.js';
import { loader } from '../../harness/agent/node-loader.js';

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

/** @param {string} name @param {string} text @returns {string} path */
function file(name, text) {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

/** @param {string} name @param {string} wat @returns {string} path of the module */
function module(name, wat) {
  const path = join(dir, `${name}.wasm`);
  execFileSync('wat2wasm', [file(`${name}.wat`, wat), '-o', path]);
  return path;
}

/** The kernel toy: y[i] = x[i] + 1 over u8, and returns how many. @param {Record<string, string>} changes */
const words = (changes) => ({
  kernel: 'toy',
  family: 'toy',
  variant: 'test',
  n: '3',
  batch: '3',
  transfer: 'resident',
  seed: '1',
  buffers: 'x:u8:3:in:values(1;2;3):chunk:0,y:u8:3:out:zero:chunk:64',
  arena: '128',
  parameters: '',
  passes: 'toy(x,y,first,count)+',
  tolerance: '0',
  reference: REFERENCE,
  result: '3',
  ...changes,
});
const REFERENCE = file('reference.bin', '\x02\x03\x04');
const HEADER = '(module (memory (export "memory") 2) (global (export "__heap_base") i32 (i32.const 1024))';
const WAT = `${HEADER}
  (func (export "toy") (param $x i32) (param $y i32) (param $first i32) (param $count i32) (result i32)
    (local $i i32) (local $end i32)
    (local.set $i (local.get $first))
    (local.set $end (i32.add (local.get $first) (local.get $count)))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $i) (local.get $end)))
      (i32.store8 (i32.add (local.get $y) (local.get $i))
        (i32.add (i32.const 1) (i32.load8_u (i32.add (local.get $x) (local.get $i)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $next)))
    (local.get $count)))`;
const JS = (/** @type {string} */ body) => `export function toy(x, y, first, count) { ${body} }`;
const RIGHT = 'for (let i = first; i < first + count; i++) y[i] = x[i] + 1; return count;';

/** @param {Record<string, string>} changes */
async function opened(changes) {
  const cell = new Cell(loader);
  await cell.open(words(changes));
  return cell;
}

/** @param {Record<string, string>} changes @param {string} stage @param {RegExp} message */
async function fails(changes, stage, message) {
  await assert.rejects(opened(changes), (/** @type {any} */ error) => error.stage === stage && message.test(error.message), JSON.stringify(changes));
}

test('a right module passes, at every batch and transfer, with one check for all', async () => {
  const source = module('right', WAT);
  const checks = new Set();
  for (const batch of ['1', '2', '3', '5']) {
    for (const transfer of ['resident', 'copy']) {
      const cell = await opened({ source, batch, transfer });
      checks.add((await cell.sample({ iterations: '2' })).words.check);
      checks.add((await cell.close()).words.check);
    }
  }
  const js = await opened({ source: file('right.js', JS(RIGHT)) });
  checks.add((await js.sample({ iterations: '2' })).words.check);
  assert.equal(checks.size, 1);
});

test('what cannot be loaded is an error of the stage load that names the file', async () => {
  await fails({ source: join(dir, 'none.wasm') }, 'load', /none\.wasm/);
  await fails({ source: module('no-export', `${HEADER} (func (export "other")))`) }, 'load', /no-export\.wasm exports no function "toy"; it exports memory, __heap_base, other/);
  await fails({ source: module('no-memory', '(module (func (export "toy")))') }, 'load', /no-memory\.wasm does not export "memory" and "__heap_base"/);
  await fails({ source: file('garbage.wasm', 'not wasm') }, 'load', /magic/);
  await fails({ source: file('other.js', 'export const other = 1;') }, 'load', /other.js exports no function "toy"; it exports other/);
  await fails({ source: file('broken.js', 'export function {') }, 'load', /./);
});

test('a trap or an exception is an error of the stage verify', async () => {
  const trap = `${HEADER} (func (export "toy") (param i32 i32 i32 i32) (result i32) unreachable))`;
  await fails({ source: module('trap', trap) }, 'verify', /unreachable/);
  await fails({ source: file('throws.js', JS("throw new Error('no luck');")) }, 'verify', /no luck/);
});

test('a wrong result, or one wrong output element, is an error that shows both numbers', async () => {
  await fails({ source: file('result.js', JS(RIGHT.replace('return count', 'return count + 1'))) }, 'verify', /result is 4; the C reference gives 3, to be met exactly/);
  await fails({ source: file('tail.js', JS(RIGHT.replace('first + count', 'first + count - 1'))) }, 'verify', /y\[2\] is 165; the C reference gives 4/);
});

test('floats may differ by the tolerance, and no further', async () => {
  const one = new Float32Array([1]);
  const reference = join(dir, 'float.bin');
  writeFileSync(reference, new Uint8Array(one.buffer));
  const changes = { n: '1', batch: '1', buffers: 'x:f32:1:in:values(0):chunk:0,y:f32:1:out:zero:chunk:64', reference, result: '1', tolerance: '0.01' };
  await opened({ ...changes, source: file('near.js', JS('y[0] = 1.005; return 0.995;')) });
  await fails({ ...changes, source: file('far.js', JS('y[0] = 1.02; return 1;')) }, 'verify', /y\[0\] is 1\.01.*the C reference gives 1, to be met within 0\.01/);
  await fails({ ...changes, source: file('nan.js', JS('y[0] = 1; return NaN;')) }, 'verify', /result is NaN/);
});

test('a variant that goes wrong after it was verified gives no sample', async () => {
  const cell = await opened({ source: file('later.js', `let calls = 0; ${JS(`calls++; ${RIGHT.replace('x[i] + 1', 'x[i] + (calls > 1 ? 2 : 1)')}`)}`) });
  await assert.rejects(cell.sample({ iterations: '1' }), /check [0-9a-f]{8} after a sample, [0-9a-f]{8} before: the outputs changed/);
});

test('a variant that stops writing its output is found, though the right bytes lay there before', async () => {
  const lazy = `let calls = 0; ${JS(`if (calls++ > 0) return count; ${RIGHT}`)}`;
  const sampled = await opened({ source: file('lazy-sample.js', lazy) });
  await assert.rejects(sampled.sample({ iterations: '1' }), /the outputs changed/);
  const closed = await opened({ source: file('lazy-close.js', lazy) });
  await assert.rejects(closed.close(), /y\[0\] is 165; the C reference gives 2/);
});

test('a cell must be open before it is sampled', async () => {
  await assert.rejects(new Cell(loader).sample({ iterations: '1' }), /the cell is not open/);
});
