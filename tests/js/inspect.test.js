/**
 * `tollgate inspect` against wabt: both say the same of every module that the build made, of one
 * assembled from text, and of every opcode. What is newer than wabt 1.0.32 is checked against Node.
 */

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readTable } from '../../harness/run/csv.js';
import { body, list, module, moduleOf, name, section, unsigned } from './support/wasm-bytes.js';
import { BUILD_DIR } from '../../harness/words/paths.js';

const COMMAND = process.env.TOLLGATE_COMMAND ?? join(BUILD_DIR, 'tollgate');
const WASM_DIR = join(BUILD_DIR, 'wasm');

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

/** @typedef {Record<string, string>} Row */

/** @param {string[]} args */
const inspect = (args) => spawnSync(COMMAND, ['inspect', ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 });

/**
 * @param {string} file
 * @returns {Row[]}
 */
function rowsOf(file) {
  const { status, stdout, stderr } = inspect(['--csv', file]);
  assert.equal(stderr, '');
  assert.equal(status, 0);
  const csv = join(dir, 'module.csv');
  writeFileSync(csv, stdout);
  const { columns, rows, end, size } = readTable(csv, () => true);
  assert.deepEqual(columns, ['record', 'index', 'module', 'name', 'kind', 'detail', 'offset', 'value']);
  assert.equal(end, size);
  return rows;
}

/** @param {Uint8Array} bytes */
function fileOf(bytes) {
  const file = join(dir, 'module.wasm');
  writeFileSync(file, bytes);
  return file;
}

/**
 * @param {Row[]} rows
 * @param {string} record
 */
const only = (rows, record) => rows.filter((row) => row.record === record);

/**
 * @param {Row[]} rows
 * @returns {string[]}
 */
const featuresOf = (rows) => only(rows, 'feature').flatMap((row) => (row.value === '1' ? [row.name] : []));

/**
 * @param {Row[]} rows
 * @returns {Record<string, Record<string, number>>} by function and opcode
 */
function countsOf(rows) {
  /** @type {Record<string, Record<string, number>>} */
  const counts = {};
  for (const { index, detail, value } of only(rows, 'opcode')) {
    counts[index] = { ...counts[index], [detail]: Number(value) };
  }
  return counts;
}

// ---- what wabt says ---------------------------------------------------------

/** @param {string[]} args */
const objdump = (...args) => execFileSync('wasm-objdump', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });

/**
 * wabt's names of what has several.
 * @type {Record<string, string>}
 */
const OUR_NAMES = {
  Elem: 'element',
  DataCount: 'data count',
  func: 'function',
  'i16x8.dot_i8x16_i7x16_s': 'i16x8.relaxed_dot_i8x16_i7x16_s',
  'i32x4.dot_i8x16_i7x16_add_s': 'i32x4.relaxed_dot_i8x16_i7x16_add_s',
};
/** @param {string} word */
const ours = (word) => OUR_NAMES[word] ?? word.toLowerCase();

/** @param {string} file */
function wabtSections(file) {
  const lines = objdump('-h', file).matchAll(
    /^ *(\w+) start=0x(\w+) end=0x\w+ \(size=0x(\w+)\) (?:count: (\d+)|start: \d+|"(.*)")$/gm,
  );
  return [...lines].map(([, kind, offset, size, count, custom]) => ({
    kind: ours(kind),
    name: custom ?? '',
    offset: parseInt(offset, 16),
    size: parseInt(size, 16),
    items: kind === 'DataCount' ? undefined : count,
  }));
}

/** @param {Row[]} rows */
const ourSections = (rows) =>
  only(rows, 'section').map(({ kind, name, offset, value, detail }) => ({
    kind,
    name,
    offset: Number(offset),
    size: Number(value),
    items: detail || undefined,
  }));

/**
 * "(i32) -> nil" and "() -> i32" as "(i32) -> ()" and "() -> (i32)".
 * @param {string} signature
 */
const bracketed = (signature) => signature.replace(/-> nil$/, '-> ()').replace(/-> (\w+)$/, '-> ($1)');

/**
 * Types, imports, exports, memories.
 * @param {string} file
 */
function wabtDetails(file) {
  const details = objdump('-x', file);
  const types = [...details.matchAll(/^ - type\[\d+\] (\(.*)$/gm)].map(([, signature]) => bracketed(signature));
  const functions = [...details.matchAll(/^ - func\[\d+\] sig=(\d+)/gm)].map(([, sig]) => types[Number(sig)]);
  return {
    types,
    functions,
    imports: [...details.matchAll(/^ - (\w+)\[(\d+)\].* <- (.*)$/gm)].map(([, kind, index, from]) => [
      ours(kind),
      index,
      from,
    ]),
    exports: [...details.matchAll(/^ - (\w+)\[(\d+)\].* -> "(.*)"$/gm)].map(([, kind, index, as]) => [
      ours(kind),
      index,
      as,
    ]),
    memories: [...details.matchAll(/^ - memory\[\d+\] pages: initial=(\d+)(?: max=(\d+))?( shared)?( i64)?/gm)].map(
      ([, minimum, maximum = '', shared, wide]) => [minimum, maximum, shared ? '1' : '0', wide ? '64' : '32'],
    ),
  };
}

/** @param {Row[]} rows */
function ourDetails(rows) {
  const memories = only(rows, 'memory').map((row) => row.value);
  return {
    types: only(rows, 'type').map((row) => row.detail),
    functions: only(rows, 'function').map((row) => row.detail),
    imports: only(rows, 'import').map((row) => [row.kind, row.value, `${row.module}.${row.name}`]),
    exports: only(rows, 'export').map((row) => [row.kind, row.value, row.name]),
    memories: memories.flatMap((_, i) => (i % 4 === 0 ? [memories.slice(i, i + 4)] : [])),
  };
}

/**
 * @param {string} file
 * @returns {Record<string, Record<string, number>>}
 */
function wabtCounts(file) {
  /** @type {Record<string, Record<string, number>>} */
  const counts = {};
  let current = '';
  for (const line of objdump('-d', file).split('\n')) {
    current = /^[0-9a-f]+ func\[(\d+)\]/.exec(line)?.[1] ?? current;
    const [, bytes, text] = /^ [0-9a-f]+: ([0-9a-f ]+)\| +(\S+)/.exec(line) ?? [];
    if (text && !text.startsWith('local[')) {
      // The two forms of select have one name there.
      const opcode = bytes.startsWith('1c') ? 'select_t' : ours(text);
      counts[current] ??= {};
      counts[current][opcode] = (counts[current][opcode] ?? 0) + 1;
    }
  }
  return counts;
}

/** @param {string} file */
function agreesWithWabt(file) {
  const rows = rowsOf(file);
  assert.deepEqual(ourSections(rows), wabtSections(file), file);
  assert.deepEqual(ourDetails(rows), wabtDetails(file), file);
  assert.deepEqual(countsOf(rows), wabtCounts(file), file);
  return rows;
}

// ---- agreement --------------------------------------------------------------

test('what the build made is read as wabt reads it', () => {
  const files = readdirSync(WASM_DIR).filter((file) => file.endsWith('.wasm'));
  assert.ok(files.length >= 5, 'make build makes more modules than that');
  for (const file of files) {
    const features = featuresOf(agreesWithWabt(join(WASM_DIR, file)));
    const vectors = features.some((feature) => feature === 'simd128' || feature === 'relaxed-simd');
    assert.equal(vectors, /_(simd|relaxed)\.wasm$/.test(file), `${file}: ${features}`);
  }
});

const WAT = `(module $toy
  (type $pair (func (param i32 i64) (result i64 i32)))
  (import "env" "log" (func $log (param f64)))
  (import "env" "memory" (memory 1 2 shared))
  (import "env" "g" (global $g (mut i32)))
  (import "env" "t" (table 1 funcref))
  (import "env" "e" (tag (param i32)))
  (memory $m 3)
  (memory $big i64 1 4)
  (table $refs 2 8 externref)
  (global i64 (i64.add (i64.const 1) (i64.const 2)))
  (global (export "n") (mut f32) (f32.const 1))
  (elem (i32.const 0) func $swap)
  (elem declare func $swap)
  (elem (table $refs) (i32.const 0) externref (ref.null extern))
  (elem externref (ref.null extern))
  (data $d "abc")
  (data (i32.const 0) "x")
  (func $swap (export "swap") (type $pair) (local v128 i32 i32) (local.get 1) (local.get 0))
  (func (export "everything") (result i32)
    (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))
    (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
    (drop (i32.load8_u 1 offset=7 (i32.const 0)))
    (drop (i64.load 2 offset=500 (i64.const 0)))
    (drop (i32x4.dot_i16x8_s (v128.const i32x4 1 2 3 4) (v128.const i32x4 1 2 3 4)))
    (drop (i32.trunc_sat_f32_u (f32.const 1)))
    (drop (i32.extend8_s (i32.const 1)))
    (drop (table.grow $refs (ref.null extern) (i32.const 1)))
    (drop (select (result i32) (i32.const -1) (i32.const 2) (i32.const 0)))
    (drop (f64.const 0.1)) (drop (i64.const -9223372036854775808))
    (block (loop (br_if 1 (i32.const 1)) (br 0)))
    (if (i32.const 0) (then (nop)) (else (unreachable)))
    (try (do (throw 0 (i32.const 1))) (catch 0 (drop)) (catch_all (rethrow 0)))
    (block $a (block $b (br_table $b $a $b (i32.const 1))))
    (return_call $other))
  (func $other (result i32) (call_indirect (result i32) (i32.const 0)))
  (export "mem" (memory $big)) (export "refs" (table $refs)) (export "tag" (tag 0)) (export "log" (func $log))
  (start $nothing) (func $nothing))`;

test('a module assembled from text is read as wabt reads it, and its features are found', () => {
  const source = join(dir, 'toy.wat');
  const file = join(dir, 'toy.wasm');
  writeFileSync(source, WAT);
  execFileSync('wat2wasm', ['--enable-all', '--debug-names', '-o', file, source]);
  const rows = agreesWithWabt(file);
  assert.deepEqual(featuresOf(rows), [
    'atomics',
    'bulk-memory',
    'exception-handling',
    'extended-const',
    'legacy-exceptions',
    'memory64',
    'multimemory',
    'multivalue',
    'mutable-globals',
    'nontrapping-fptoint',
    'reference-types',
    'shared-mem',
    'sign-ext',
    'simd128',
    'tail-call',
  ]);
  assert.deepEqual(
    only(rows, 'function').map((row) => row.name),
    ['log', 'swap', 'everything', 'other', 'nothing'],
  );
  assert.deepEqual(
    only(rows, 'module').map((row) => [row.name, row.detail, row.value]),
    [['toy', '1', String(readFileSync(file).length)]],
  );
});

// ---- every opcode -----------------------------------------------------------

const OPENS_BLOCK = [[0x02], [0x03], [0x04], [0x06], [0x1f]].map(String);
const END = 0x0b;

/**
 * A body that holds an opcode: zeros behind it are its operands, the rest of them `unreachable`, so that
 * how many are counted tells how long the operands are.
 *
 * @param {number[]} opcode
 */
const bodyOf = (opcode) => [
  1,
  1,
  0x7f,
  ...opcode,
  ...new Array(20).fill(0),
  END,
  ...(OPENS_BLOCK.includes(String(opcode)) ? [END] : []),
];

/** @returns {number[][]} */
function allOpcodes() {
  const plain = Array.from({ length: 0xfb }, (_, code) => [code]).filter(([code]) => code !== END);
  const behind = [0xfc, 0xfd, 0xfe].flatMap((prefix) =>
    Array.from({ length: 0x120 }, (_, code) => [prefix, ...unsigned(code)]),
  );
  return [...plain, [0xff], ...behind];
}

/** Newer than wabt 1.0.32, or otherwise encoded there. */
const NEWER = [
  [0x0a],
  [0x14],
  [0x15],
  [0x1f],
  [0xd0],
  [0xd3],
  [0xd4],
  [0xd5],
  [0xd6],
  [0xfc, 0x13],
  [0xfc, 0x14],
  [0xfc, 0x15],
  [0xfc, 0x16],
].map(String);
/** Not an opcode by itself: it needs a try around it. */
const DELEGATE = String([0x18]);

/** The version whose opcodes NEWER and DELEGATE are about; others know some more, and read some in another way. */
const CHECKED_WABT = '1.0.32';
const wabtReads = (/** @type {string} */ file) => spawnSync('wasm-objdump', ['-d', file]).status === 0;

test('each opcode and its operands are read as wabt reads them, and no others', (t) => {
  const isChecked = execFileSync('wasm-objdump', ['--version'], { encoding: 'utf8' }).startsWith(CHECKED_WABT);
  const opcodes = allOpcodes().filter((opcode) => !NEWER.includes(String(opcode)) && String(opcode) !== DELEGATE);
  const known = opcodes.filter((opcode) => inspect([fileOf(moduleOf(bodyOf(opcode)))]).status === 0);
  const unknown = opcodes.filter((opcode) => !known.includes(opcode));
  const shared = isChecked ? known : known.filter((opcode) => wabtReads(fileOf(moduleOf(bodyOf(opcode)))));
  t.diagnostic(`${shared.length} of ${known.length} opcodes are read by this wabt`);
  const file = fileOf(moduleOf(...shared.map(bodyOf)));
  assert.deepEqual(countsOf(rowsOf(file)), wabtCounts(file));
  assert.ok(shared.length > 480);
  for (const opcode of unknown) {
    const refused = fileOf(moduleOf(bodyOf(opcode)));
    assert.match(inspect([refused]).stderr, /byte \d+ \(0x[0-9a-f]+\): unknown opcode 0x/, String(opcode));
    assert.ok(!isChecked || !wabtReads(refused), String(opcode));
  }
});

const TYPES = list(
  [0x60, 0, 0], // 0: a function
  [0x5f, 1, 0x7f, 1], // 1: struct of a mutable i32
  [0x5e, 0x7f, 1], // 2: array of mutable i32
  [0x5f, 1, 0x78, 1], // 3: struct of a mutable i8
  [0x5e, 0x77, 1], // 4: array of mutable i16
  [0x5e, 0x70, 1], // 5: array of mutable funcref
);

/** Instructions that are newer than wabt, with operands. What they find on the stack does not matter behind `unreachable`. */
const RECENT = /** @type {[string, number[]][]} */ ([
  ['struct.new', [0xfb, 0, 1]],
  ['struct.new_default', [0xfb, 1, 1]],
  ['struct.get', [0xfb, 2, 1, 0]],
  ['struct.get_s', [0xfb, 3, 3, 0]],
  ['struct.get_u', [0xfb, 4, 3, 0]],
  ['struct.set', [0xfb, 5, 1, 0]],
  ['array.new', [0xfb, 6, 2]],
  ['array.new_default', [0xfb, 7, 2]],
  ['array.new_fixed', [0xfb, 8, 2, 3]],
  ['array.new_data', [0xfb, 9, 2, 0]],
  ['array.new_elem', [0xfb, 10, 5, 0]],
  ['array.get', [0xfb, 11, 2]],
  ['array.get_s', [0xfb, 12, 4]],
  ['array.get_u', [0xfb, 13, 4]],
  ['array.set', [0xfb, 14, 2]],
  ['array.len', [0xfb, 15]],
  ['array.fill', [0xfb, 16, 2]],
  ['array.copy', [0xfb, 17, 2, 2]],
  ['array.init_data', [0xfb, 18, 2, 0]],
  ['array.init_elem', [0xfb, 19, 5, 0]],
  ['ref.test', [0xfb, 20, 0x6b]],
  ['ref.test_null', [0xfb, 21, 1]],
  ['ref.cast', [0xfb, 22, 0x6b]],
  ['ref.cast_null', [0xfb, 23, 1]],
  ['any.convert_extern', [0xfb, 26]],
  ['extern.convert_any', [0xfb, 27]],
  ['ref.i31', [0xfb, 28]],
  ['i31.get_s', [0xfb, 29]],
  ['i31.get_u', [0xfb, 30]],
  ['ref.eq', [0xd3]],
  ['ref.as_non_null', [0xd4]],
  ['br_on_null', [0xd5, 0]],
  ['call_ref', [0x14, 0]],
  ['return_call_ref', [0x15, 0]],
  ['throw_ref', [0x0a]],
  ['ref.null', [0xd0, 0x6e]],
  ['ref.null', [0xd0, 2]],
  ['return_call', [0x12, 0]],
  ['i8x16.relaxed_swizzle', [0xfd, 0x80, 0x02]],
]);

/** @param {number[]} code */
const recentModule = (code) =>
  module(
    section(1, TYPES),
    section(3, list([0])),
    section(5, list([0, 1])),
    section(13, list([0, 0])),
    section(9, list([1, 0, 1, 0])),
    section(12, [1]),
    section(10, list(body([0, ...code, END]))),
    section(11, list([1, 0])),
  );

/**
 * @param {number[]} code
 * @param {Record<string, number>} counts
 */
function agreesWithNode(code, counts) {
  const bytes = recentModule(code);
  assert.ok(WebAssembly.validate(bytes), `Node does not take ${JSON.stringify(counts)}`);
  assert.deepEqual(countsOf(rowsOf(fileOf(bytes))), { 0: counts });
}

test('what is newer than wabt is read where Node takes it', () => {
  for (const [opcode, code] of RECENT) {
    agreesWithNode([0, ...code, 0], { unreachable: 2, [opcode]: 1, end: 1 });
  }
  // block (result anyref): br_on_cast 0 anyref (ref struct)
  agreesWithNode([0x02, 0x6e, 0, 0xfb, 24, 1, 0, 0x6e, 0x6b, 0, END, 0x1a], {
    block: 1,
    br_on_cast: 1,
    unreachable: 2,
    drop: 1,
    end: 2,
  });
  agreesWithNode([0x02, 0x6e, 0, 0xfb, 25, 1, 0, 0x6e, 0x6b, 0, END, 0x1a], {
    block: 1,
    br_on_cast_fail: 1,
    unreachable: 2,
    drop: 1,
    end: 2,
  });
  agreesWithNode([0x02, 0x70, 0, 0xd6, 0, 0, END, 0x1a], {
    block: 1,
    br_on_non_null: 1,
    unreachable: 2,
    drop: 1,
    end: 2,
  });
  // block (result exnref): try_table (catch 0 1) (catch_all_ref 0), whose labels do not count the try_table itself
  agreesWithNode([0x02, 0x69, 0x1f, 0x40, 2, 0, 0, 1, 3, 0, END, 0, END, 0x1a], {
    block: 1,
    try_table: 1,
    unreachable: 1,
    drop: 1,
    end: 3,
  });
});

test('types of garbage collection are shown as they are', () => {
  const bytes = module(
    section(
      1,
      list(
        [0x4e, 2, 0x50, 0, 0x5f, 2, 0x63, 1, 1, 0x77, 0, 0x4f, 1, 0, 0x5f, 3, 0x63, 1, 1, 0x77, 0, 0x6e, 0],
        [0x5e, 0x64, 0x6c, 0],
        [0x60, 2, 0x64, 0, 0x69, 1, 0x63, 0x71],
      ),
    ),
  );
  assert.ok(WebAssembly.validate(bytes));
  const rows = rowsOf(fileOf(bytes));
  assert.deepEqual(
    only(rows, 'type').map((row) => row.detail),
    [
      'sub struct (mut (ref null 1), i16)',
      'sub final 0 struct (mut (ref null 1), i16, anyref)',
      'array ((ref i31))',
      '((ref 0), exnref) -> ((ref null none))',
    ],
  );
  assert.deepEqual(featuresOf(rows), ['exception-handling', 'function-references', 'gc']);
});

// ---- errors -----------------------------------------------------------------

test('a module cut off anywhere is an error with the offset, and nothing on standard output', () => {
  const whole = readFileSync(join(WASM_DIR, 'noop.wasm'));
  const ends = new Set([
    8,
    ...only(rowsOf(join(WASM_DIR, 'noop.wasm')), 'section').map((row) => Number(row.offset) + Number(row.value)),
  ]);
  for (let length = 0; length < whole.length; length++) {
    const file = fileOf(whole.subarray(0, length));
    const { status, stdout, stderr } = inspect([file]);
    // Between sections it is a module, as long as every function has its body.
    if (status === 0) {
      assert.ok(ends.has(length), `cut at ${length}`);
      continue;
    }
    assert.equal(status, 2);
    assert.equal(stdout, '');
    const [, name, offset] = /^tollgate: (.*): byte (\d+) \(0x[0-9a-f]+\): .+\n$/.exec(stderr) ?? assert.fail(stderr);
    assert.equal(name, file);
    assert.ok(Number(offset) <= length, stderr);
  }
});

test('usage errors and files that cannot be read are said, with exit code 2', () => {
  const good = fileOf(module());
  const cases = /** @type {[string[], RegExp][]} */ ([
    [[], /missing FILE.wasm after: inspect/],
    [[good, good], /one word too many/],
    [['--all', good], /an option of compare alone: --all/],
    [['--allow-truncated', good], /not an option of inspect: --allow-truncated/],
    [[join(dir, 'none.wasm')], /none\.wasm: cannot open: No such file/],
    [[dir], /cannot read: Is a directory/],
  ]);
  for (const [args, says] of cases) {
    const { status, stdout, stderr } = inspect(args);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
    assert.match(stderr, says);
  }
});

test('a broken name section is a warning, and names are those of exports', () => {
  const bytes = module(
    section(1, list([0x60, 0, 0])),
    section(3, list([0])),
    section(7, list([...name('f'), 0, 0])),
    section(10, list(body([0, END]))),
    section(0, [...name('name'), 1, 4, ...list([0, ...name('g')]), 1, 9]),
  );
  const { status, stdout, stderr } = inspect([fileOf(bytes)]);
  assert.equal(status, 0);
  assert.match(
    stderr,
    /^tollgate: warning: .*module\.wasm: byte 46 \(0x2e\): .*; names of functions are those of exports and imports\n$/,
  );
  assert.match(stdout, /^ {2}0 "f": /m);
});
