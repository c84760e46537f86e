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
import { agreesWithPin, isTopTier, startEngine } from '../../harness/engines/engines.js';

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
 * @param {string} name
 * @param {string} wat
 * @returns {string} path of the module
 */
function module(name, wat) {
  const path = join(dir, `${name}.wasm`);
  execFileSync('wat2wasm', [file(`${name}.wat`, wat), '-o', path]);
  return path;
}

/**
 * The kernel toy: y[i] = x[i] + 1 over u8, and returns how many.
 * @param {Record<string, string>} changes
 */
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

/**
 * @param {Record<string, string>} changes
 * @param {string} stage
 * @param {RegExp} message
 */
async function fails(changes, stage, message) {
  await assert.rejects(
    opened(changes),
    (/** @type {any} */ error) => error.stage === stage && message.test(error.message),
    JSON.stringify(changes),
  );
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
  await fails(
    { source: module('no-export', `${HEADER} (func (export "other")))`) },
    'load',
    /no-export\.wasm exports no function "toy"; it exports memory, __heap_base, other/,
  );
  await fails(
    { source: module('no-memory', '(module (func (export "toy")))') },
    'load',
    /no-memory\.wasm does not export "memory" and "__heap_base"/,
  );
  await fails({ source: file('garbage.wasm', 'not wasm') }, 'load', /magic/);
  await fails(
    { source: file('other.js', 'export const other = 1;') },
    'load',
    /other.js exports no function "toy"; it exports other/,
  );
  await fails({ source: file('broken.js', 'export function {') }, 'load', /./);
});

test('a trap or an exception is an error of the stage verify', async () => {
  const trap = `${HEADER} (func (export "toy") (param i32 i32 i32 i32) (result i32) unreachable))`;
  await fails({ source: module('trap', trap) }, 'verify', /unreachable/);
  await fails({ source: file('throws.js', JS("throw new Error('no luck');")) }, 'verify', /no luck/);
});

test('a wrong result, or one wrong output element, is an error that shows both numbers', async () => {
  await fails(
    { source: file('result.js', JS(RIGHT.replace('return count', 'return count + 1'))) },
    'verify',
    /result is 4; the C reference gives 3, to be met exactly/,
  );
  await fails(
    { source: file('tail.js', JS(RIGHT.replace('first + count', 'first + count - 1'))) },
    'verify',
    /y\[2\] is 165; the C reference gives 4/,
  );
});

test('floats may differ by the tolerance, and no further', async () => {
  const one = new Float32Array([1]);
  const reference = join(dir, 'float.bin');
  writeFileSync(reference, new Uint8Array(one.buffer));
  const changes = {
    n: '1',
    batch: '1',
    buffers: 'x:f32:1:in:values(0):chunk:0,y:f32:1:out:zero:chunk:64',
    reference,
    result: '1',
    tolerance: '0.01',
  };
  await opened({ ...changes, source: file('near.js', JS('y[0] = 1.005; return 0.995;')) });
  await fails(
    { ...changes, source: file('far.js', JS('y[0] = 1.02; return 1;')) },
    'verify',
    /y\[0\] is 1\.01.*the C reference gives 1, to be met within 0\.01/,
  );
  await fails({ ...changes, source: file('nan.js', JS('y[0] = 1; return NaN;')) }, 'verify', /result is NaN/);
});

test('a variant that goes wrong after it was verified gives no sample', async () => {
  const cell = await opened({
    source: file(
      'later.js',
      `let calls = 0; ${JS(`calls++; ${RIGHT.replace('x[i] + 1', 'x[i] + (calls > 1 ? 2 : 1)')}`)}`,
    ),
  });
  await assert.rejects(
    cell.sample({ iterations: '1' }),
    /check [0-9a-f]{8} after a sample, [0-9a-f]{8} before: the outputs changed/,
  );
});

test('a variant that stops writing its output is found, though the right bytes lay there before', async () => {
  const lazy = `let calls = 0; ${JS(`if (calls++ > 0) return count; ${RIGHT}`)}`;
  const sampled = await opened({ source: file('lazy-sample.js', lazy) });
  await assert.rejects(sampled.sample({ iterations: '1' }), /the outputs changed/);
  const closed = await opened({ source: file('lazy-close.js', lazy) });
  await assert.rejects(closed.close(), /y\[0\] is 165; the C reference gives 2/);
});

/**
 * What a test warms with.
 * @param {Record<string, string>} [more]
 */
const patience = (more) => ({ budget_ms: '100', least_ms: '0', least_blocks: '3', block_ms: '0.1', ...more });
const TIER = /^(ignition|sparkplug|maglev|turbofan)\/(ignition|sparkplug|maglev|turbofan|liftoff|lazy)$/;

/** A loader in an engine that tells its tiers. */
const telling = { ...loader, tierOf: (/** @type {Function} */ f) => (f.name === 'run' ? 'high' : 'low') };

test('warm-up answers with its blocks, and the tier of body and function', async () => {
  const cell = new Cell(telling);
  await cell.open(words({ source: file('right-tier.js', JS(RIGHT)) }));
  const [{ words: answer }] = await cell.warm(patience());
  assert.equal(String(answer.blocks).split(',').length, 3);
  assert.match(String(answer.blocks), /^(\d+:[\d.e+-]+,?)+$/);
  assert.equal(answer.tier, 'high/low');
});

test('a curve begins with the very first call, each call with its tier, and goes on at the next request', async () => {
  const cell = new Cell(telling);
  await cell.open(words({ source: file('right-curve.js', JS(RIGHT)) }));
  const first = await cell.warm(patience({ curve: '1' }));
  assert.deepEqual(
    first.slice(0, 3).map((answer) => [answer.verb, answer.words.call, answer.words.tier]),
    [1, 2, 3].map((call) => ['curve', call, 'high/low']),
  );
  const next = await cell.warm(patience({ curve: '1' }));
  assert.ok(next.every((answer) => answer.words.call !== 1));
});

test('a tier that changes while a sample is taken is shown before and after', async () => {
  let calls = 0;
  const cell = new Cell({ ...loader, tierOf: (f) => (f.name === 'run' ? `t${++calls}` : 'low') });
  await cell.open(words({ source: file('right-climb.js', JS(RIGHT)) }));
  assert.equal((await cell.sample({ iterations: '1' })).words.tier, 't2/low>t3/low');
});

test('an engine that does not tell its tiers leaves them empty', async () => {
  const cell = new Cell({ ...loader, tierOf: undefined });
  await cell.open(words({ source: file('right-untold.js', JS(RIGHT)) }));
  assert.equal((await cell.sample({ iterations: '1' })).words.tier, '');
});

test('a request that lacks a number, or has something else, is an error that names its key', async () => {
  const cell = await opened({ source: file('right-words.js', JS(RIGHT)) });
  await assert.rejects(cell.warm({ ...patience(), least_ms: 'soon' }), /least_ms: "soon" is not a whole number from 0/);
  await assert.rejects(cell.sample({}), /iterations: missing/);
});

/**
 * Opens a cell in a Node process of its own and samples it until its tier is `pin`'s.
 * @param {string} source
 * @param {string} pin
 * @returns {Promise<string>} the tier
 */
async function tierIn(source, pin) {
  const { process: node } = await startEngine({ name: 'node', path: process.execPath }, pin);
  try {
    const n = 4096;
    const changes = {
      source,
      n: String(n),
      batch: '1',
      buffers: `x:u8:${n}:in:zero:chunk:0,y:u8:${n}:out:zero:chunk:8192`,
      arena: '16384',
      reference: ONES,
      result: String(n),
    };
    await node.request('open', 1, words(changes), 20000);
    for (const end = Date.now() + 20000; Date.now() < end;) {
      const { words: answer } = await node.request(
        'warm',
        1,
        { budget_ms: 100, least_ms: 50, least_blocks: 1, block_ms: 1 },
        20000,
      );
      if (isTopTier('node', pin, answer.tier)) {
        break;
      }
    }
    return (await node.request('sample', 1, { iterations: 1 }, 20000)).words.tier;
  } finally {
    await node.quit();
  }
}
const ONES = join(dir, 'ones.bin');
writeFileSync(ONES, new Uint8Array(4096).fill(1));

test('Node says in which tier code runs, and holds it where it was told to', async () => {
  const wasm = module('right-pinned', WAT);
  assert.equal(await tierIn(wasm, 'baseline'), 'sparkplug/liftoff');
  assert.equal(await tierIn(wasm, 'optimized'), 'turbofan/turbofan');
  assert.match(await tierIn(file('right-pinned.js', JS(RIGHT)), 'baseline'), /^sparkplug\/sparkplug$/);
  assert.match(await tierIn(file('right-free.js', JS(RIGHT)), 'detected'), TIER);
});

test('a tier agrees with its pin only where all that runs is in it', () => {
  assert.equal(agreesWithPin('node', 'baseline', 'sparkplug/liftoff'), true);
  assert.equal(agreesWithPin('node', 'baseline', 'sparkplug/liftoff+turbofan'), false);
  assert.equal(agreesWithPin('node', 'optimized', 'turbofan/sparkplug'), true); // inlined
  assert.equal(agreesWithPin('node', 'optimized', 'turbofan/liftoff'), false);
  assert.equal(agreesWithPin('node', 'optimized', 'sparkplug/turbofan'), false);
  assert.equal(agreesWithPin('node', 'optimized', 'turbofan/turbofan>sparkplug/turbofan'), false);
  assert.equal(agreesWithPin('node', 'optimized', ''), false);
  assert.equal(agreesWithPin('node', 'detected', ''), true);
  assert.equal(agreesWithPin('native', 'optimized', 'native'), true);
});

test('a function that is neither JavaScript nor an export of a module has no tier', () => {
  const script = `
    import { tierReader } from '${new URL('../../harness/agent/v8-tiers.js', import.meta.url)}';
    const tierOf = tierReader();
    const called = (x) => x;
    called(1);
    console.log(JSON.stringify([Math.max, (() => 1).bind(null), () => 1, called].map(tierOf)));`;
  const said = execFileSync(process.execPath, ['--allow-natives-syntax', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  assert.deepEqual(JSON.parse(said), ['', '', 'lazy', 'ignition']);
});

test('a cell must be open before it is sampled', async () => {
  await assert.rejects(new Cell(loader).sample({ iterations: '1' }), /the cell is not open/);
});
