/**
 * The two C programs as others see them: the agent's sessions, line for line, and the exit codes
 * of both. TOLLGATE_AGENT and TOLLGATE_COMMAND name other builds of them.
 */

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { formatLine, parseLine } from '../../harness/words/line.js';
import { SANITIZED_DIR } from './support/agents.js';
import { BUILD_DIR } from '../../harness/words/paths.js';

const AGENT = process.env.TOLLGATE_AGENT ?? join(SANITIZED_DIR, 'agent');
const COMMAND = process.env.TOLLGATE_COMMAND ?? join(BUILD_DIR, 'tollgate');

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

/** y[i] = x[i] + 1 over u8, returning n; then the ways in which that goes wrong. */
const LIBRARY = join(dir, 'toy.so');
const SOURCE = join(dir, 'toy.c');
writeFileSync(
  SOURCE,
  `#include "${fileURLToPath(new URL('../../harness/native/body.h', import.meta.url))}"
  static double fill(void *const *b, size_t n, int more) {
    for (size_t i = 0; i < n; i++) ((uint8_t *)b[1])[i] = (uint8_t)(((const uint8_t *)b[0])[i] + more);
    return (double)n;
  }
  #define KERNEL(name) static double name(void *const *b, const double *p, size_t iterations, size_t n, size_t batch)
  #define IGNORED (void)b, (void)p, (void)iterations, (void)n, (void)batch
  KERNEL(right) {
    IGNORED;
    double total = 0;
    for (size_t i = 0; i < iterations; i++) total = fill(b, n, 1);
    return total;
  }
  KERNEL(deleted) { IGNORED; return fill(b, n, 1); }
  KERNEL(result) { IGNORED; return fill(b, n, 1) + 1; }
  KERNEL(tail) { IGNORED; fill(b, n - 1, 1); return (double)n; }
  KERNEL(later) { static int calls = 0; IGNORED; return fill(b, n, calls++ > 0 ? 2 : 1); }
  KERNEL(lazy) { static int calls = 0; IGNORED; return calls++ > 0 ? (double)n : fill(b, n, 1); }
  const struct tollgate_entry tollgate_entries[] = {
    {"right", right}, {"deleted", deleted}, {"result", result}, {"tail", tail}, {"later", later}, {"lazy", lazy},
    {NULL, NULL}};`,
);
execFileSync(process.env.CC ?? 'cc', ['-shared', '-fPIC', '-o', LIBRARY, SOURCE]);
const EMPTY_LIBRARY = join(dir, 'empty.so');
writeFileSync(SOURCE, 'int nothing;');
execFileSync(process.env.CC ?? 'cc', ['-shared', '-fPIC', '-o', EMPTY_LIBRARY, SOURCE]);

const REFERENCE = join(dir, 'reference.bin');
writeFileSync(REFERENCE, new Uint8Array([2, 3, 4]));

/** @param {Record<string, string>} changes */
const words = (changes = {}) => ({
  kernel: 'right',
  family: 'toy',
  variant: 'native',
  n: '3',
  batch: '3',
  transfer: 'resident',
  seed: '1',
  source: LIBRARY,
  buffers: 'x:u8:3:in:values(1;2;3):chunk:0,y:u8:3:out:zero:chunk:64,z:f64:2:scratch:zero:never:72',
  arena: '128',
  parameters: 'a:1.5',
  passes: 'right(x,y)',
  tolerance: '0',
  result: '3',
  reference: REFERENCE,
  ...changes,
});

/**
 * @param {string} input
 * @returns {string[]} the agent's lines
 */
function answers(input) {
  const { status, stdout, stderr } = spawnSync(AGENT, [], { input, encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  return stdout.split('\n').slice(0, -1);
}

/**
 * @param {string[]} lines requests
 * @returns {import('../../harness/words/line.js').Message[]}
 */
const session = (...lines) => answers(lines.map((line) => `${line}\n`).join('')).map(parseLine);

/** @param {Record<string, string>} [changes] */
const open = (changes) => formatLine('open', 1, words(changes));

const WARM = 'warm 1 budget_ms=10000 least_ms=20 least_blocks=4 block_ms=1';

/**
 * @param {import('../../harness/words/line.js').Message} warm
 * @returns {number[]} ns per call of each block
 */
const blocksOf = ({ words: { blocks } }) => blocks.split(',').map((block) => Number(block.split(':')[1]));

test('a cell is opened, warmed, sampled and closed, with one check throughout', () => {
  const [hello, opened, warm, sample, closed, quit, ...more] = session(
    'hello 0',
    open(),
    WARM,
    'sample 1 iterations=20',
    'close 1',
    'quit 0',
    'hello 0',
  );
  assert.equal(hello.words.engine, 'native');
  assert.ok(Number(hello.words.clock_step_ns) > 0);
  assert.deepEqual(
    [opened.verb, warm.verb, sample.verb, closed.verb, quit.verb],
    ['opened', 'warm', 'sample', 'closed', 'quit'],
  );
  assert.ok(blocksOf(warm).length >= 4 && blocksOf(warm).every(Number.isFinite));
  assert.equal(warm.words.tier, 'native');
  assert.equal(sample.words.iterations, '20');
  assert.deepEqual([sample.words.check, closed.words.check], [opened.words.check, opened.words.check]);
  assert.deepEqual(more, []); // nothing is answered after quit
});

test('the curve begins with the first call, and grows sparse', () => {
  const lines = session(open(), `${WARM} curve=1`).slice(1);
  const calls = lines.filter(({ verb }) => verb === 'curve').map(({ words: { call } }) => Number(call));
  assert.deepEqual(
    calls.slice(0, 100),
    Array.from({ length: 100 }, (_, i) => i + 1),
  );
  assert.ok(calls.length > 100 && calls.every((call, i) => i === 0 || call > calls[i - 1]));
  assert.ok(calls.length < 400);
  assert.equal(lines.at(-1)?.verb, 'warm');
});

test('a loop that the compiler took out is warmed up all the same', () => {
  const [, warm] = session(open({ kernel: 'deleted' }), WARM);
  assert.equal(warm.verb, 'warm');
  assert.ok(blocksOf(warm).every(Number.isFinite));
});

test('what lies outside the caches is not run before a sample of one iteration', () => {
  const [opened, sample] = session(open({ arena: String(9 << 20) }), 'sample 1 iterations=1');
  assert.equal(sample.words.check, opened.words.check);
});

test('several cells are open at once, in any order, also at the end of input', () => {
  const at = (/** @type {number} */ id) => formatLine('open', id, words());
  const got = session(at(1), at(2), at(3), 'close 1', 'close 3', 'sample 2 iterations=1', 'sample 1 iterations=1');
  assert.deepEqual(
    got.map(({ verb, id }) => `${verb} ${id}`),
    ['opened 1', 'opened 2', 'opened 3', 'closed 1', 'closed 3', 'sample 2', 'error 1'],
  );
});

test('the reference is the outputs of the kernel, one after the other', () => {
  const path = join(dir, 'written.bin');
  const [answer] = session(formatLine('reference', 4, words({ path })));
  assert.equal(answer.verb, 'reference');
  assert.equal(answer.words.result, '3');
  assert.deepEqual([...readFileSync(path)], [2, 3, 4]);
});

test('the bandwidth of memory is a number of bytes a second, also of five copies in no time', () => {
  const [answer] = session('bandwidth 3 mib=1 budget_ms=0');
  assert.deepEqual([answer.verb, answer.id], ['bandwidth', 3]);
  assert.match(answer.words.bytes_per_s, /^[1-9]\d*$/);
});

/** @type {[title: string, requests: string[], stage: string, message: RegExp][]} */
const REFUSED = [
  [
    'an unknown verb',
    [open(), 'stop 1'],
    'engine',
    /unknown verb; known: hello open warm sample close reference bandwidth quit/,
  ],
  ['a cell that is not open', ['sample 1 iterations=1'], 'engine', /the cell is not open/],
  ['a number that is taken', [open(), open()], 'load', /a cell of this number is open already/],
  [
    'a bandwidth of nothing',
    ['bandwidth 1 mib=0 budget_ms=1'],
    'engine',
    /mib is a whole number from 1 to 1024, budget_ms one from 0 to 10000/,
  ],
  ['a bandwidth without a budget', ['bandwidth 1 mib=1'], 'engine', /mib is a whole number from 1 to 1024/],
  [
    'no budget',
    [open(), 'warm 1'],
    'warm-up',
    /budget_ms \(from 1\), least_ms and least_blocks are whole numbers up to 3600000/,
  ],
  ['a budget of nothing', [open(), WARM.replace('10000', '0')], 'warm-up', /budget_ms \(from 1\)/],
  ['no iterations', [open(), 'sample 1'], 'sample', /iterations is missing or not a whole number from 1/],
  ['zero iterations', [open(), 'sample 1 iterations=0'], 'sample', /iterations is missing or not/],
  ['a reference without a path', [formatLine('reference', 1, words())], 'load', /path is missing/],
  [
    'a reference of a cell that makes no sense',
    [formatLine('reference', 1, words({ n: 'x', path: join(dir, 'x') }))],
    'load',
    /n: "x" is not a whole number/,
  ],
  [
    'a reference in no folder',
    [formatLine('reference', 1, words({ path: join(dir, 'none', 'x') }))],
    'load',
    /cannot write the reference .*none/,
  ],
  [
    'a reference on a full disk',
    [formatLine('reference', 1, words({ path: '/dev/full' }))],
    'load',
    /cannot write the reference \/dev\/full/,
  ],
  [
    'no source',
    [formatLine('open', 1, Object.fromEntries(Object.entries(words()).filter(([key]) => key !== 'source')))],
    'load',
    /source or kernel is missing/,
  ],
  [
    'no kernel',
    [formatLine('open', 1, Object.fromEntries(Object.entries(words()).filter(([key]) => key !== 'kernel')))],
    'load',
    /source or kernel is missing/,
  ],
  ['a library that is not there', [open({ source: join(dir, 'none.so') })], 'load', /none\.so/],
  ['a library that has no table', [open({ source: EMPTY_LIBRARY })], 'load', /empty\.so has no kernel right/],
  ['a kernel that the library has not', [open({ kernel: 'other' })], 'load', /toy\.so has no kernel other/],
  [
    'a reference file that is not there',
    [open({ reference: join(dir, 'none.bin') })],
    'load',
    /cannot open the reference .*none\.bin/,
  ],
  [
    'a reference file of another length',
    [open({ buffers: 'x:u8:3:in:zero:chunk:0,y:u8:2:out:zero:chunk:64' })],
    'load',
    /does not hold 2 bytes/,
  ],
  [
    'a wrong result',
    [open({ kernel: 'result' })],
    'verify',
    /result is 4; the C reference gives 3, to be met within 0/,
  ],
  ['a wrong output', [open({ kernel: 'tail' })], 'verify', /y\[2\] is 165; the C reference gives 4/],
  [
    'outputs that change',
    [open({ kernel: 'later' }), 'sample 1 iterations=1'],
    'verify',
    /the check after a sample is not the one before/,
  ],
  [
    'outputs that are no longer written',
    [open({ kernel: 'lazy' }), 'close 1'],
    'verify',
    /y\[0\] is 165; the C reference gives 2/,
  ],
];
for (const [title, requests, stage, message] of REFUSED) {
  test(`${title} is an error that says so`, () => {
    const answer = session(...requests)[requests.length - 1];
    assert.deepEqual([answer.verb, answer.id, answer.words.stage], ['error', 1, stage]);
    assert.match(answer.words.message, message);
  });
}

test('a line of another form is answered, with the number of the cell where there is one', () => {
  const got = answers('Segmentation fault\nopen 5 nothing\nopen 6 n=1\0junk\nquit 0').map(parseLine);
  assert.deepEqual(
    got.map(({ verb, id }) => `${verb} ${id}`),
    ['error 0', 'error 5', 'error 0', 'quit 0'],
  );
  assert.match(got[1].words.message, /word "nothing" is not key=value/);
  assert.match(got[2].words.message, /a NUL byte behind "open 6 n=1"/);
});

test('the message about a long name in another script is cut between characters', () => {
  const [answer] = session(open({ source: `/${'é'.repeat(400)}.so` }));
  assert.match(answer.words.message, /^\/é+$/);
});

/** @param {string[]} args */
const run = (...args) => spawnSync(AGENT, args, { encoding: 'utf8' });
/** @param {Record<string, string>} [changes] */
const once = (changes) => run('once', ...Object.entries(words(changes)).map(([key, value]) => `${key}=${value}`));

test('a whole process does one iteration, prints its result, and exits with 1 if it is wrong', () => {
  const right = once();
  assert.equal(right.status, 0);
  assert.match(right.stdout, /^3 [0-9a-f]{8}\n$/);
  const wrong = once({ kernel: 'result' });
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /^agent: verify: result is 4/);
  const { reference: _, ...unverified } = words({ kernel: 'result' });
  assert.equal(run('once', ...Object.entries(unverified).map(([key, value]) => `${key}=${value}`)).status, 0);
});

test('what the agent cannot use it says: usage with exit code 2, a word of a cell in one line with 1', () => {
  /** @type {[string[], number, RegExp][]} */
  const cases = [
    [['serve'], 2, /^usage: agent \| agent once key=value/],
    [['once', 'nothing'], 1, /^agent: engine: word "nothing" is not key=value.*\n$/],
    [['once', 'n=1', 'n=2'], 1, /^agent: engine: word "n=2": the key is there twice\n$/],
    [['once', ...Array.from({ length: 33 }, (_, i) => `k${i}=1`)], 1, /^agent: .*word "k32=1": more than 32 words\n$/],
    [['once', 'n=1'], 1, /^agent: load: batch is missing\n$/],
  ];
  for (const [args, code, message] of cases) {
    const { status, stdout, stderr } = run(...args);
    assert.equal(status, code, args.join(' '));
    assert.match(stderr, message);
    assert.equal(stdout, '');
  }
});

test('the agent takes the word setting, and does the same with it', () => {
  assert.equal(once({ setting: 'threads=4;phase=compile' }).stdout, once().stdout);
});

test('the command ends with the codes of its help', () => {
  const command = (/** @type {string[]} */ ...args) => spawnSync(COMMAND, args, { encoding: 'utf8' });
  assert.match(command('version').stdout, /^tollgate \d+\.\d+\.\d+\n$/);
  assert.equal(command('help').status, 0);
  const refused = command('summarize', join(dir, 'none'));
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /^tollgate: .*samples\.csv: cannot open: No such file or directory\n$/);
});

const HEADER = 'run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check';

/**
 * A run's folder.
 * @param {string} name
 * @param {string[][]} samples run, process, variant, check
 * @param {Record<string, string>} facts
 */
function writeRun(name, samples, facts) {
  const folder = join(dir, name);
  mkdirSync(folder);
  const rows = samples.map(
    ([run, process, variant, check]) =>
      `${run},${process},node,throughput,dot,${variant},64,64,resident,1,10,1000,${check}`,
  );
  writeFileSync(join(folder, 'samples.csv'), `${[HEADER, ...rows].join('\n')}\n`);
  writeFileSync(
    join(folder, 'environment.csv'),
    `name,value\n${Object.entries(facts)
      .map((fact) => `${fact.join(',')}\n`)
      .join('')}`,
  );
  return folder;
}

test('runs of two machines are joined, summarised and compared machine by machine', () => {
  const command = (/** @type {string[]} */ ...args) => spawnSync(COMMAND, args, { encoding: 'utf8' });
  const here = writeRun(
    'here',
    [
      ['a', '1', 'js', '00c0ffee'],
      ['a', '1', 'wasm', '00c0ffee'],
    ],
    { host: 'vm', node_version: '24' },
  );
  const there = writeRun(
    'there',
    [
      ['b', '1', 'js', '00c0ffee'],
      ['b', '1', 'wasm', '00c0ffef'],
    ],
    { host: 'pi', node_version: '24' },
  );
  const again = writeRun('again', [['c', '1', 'js', '00c0ffee']], {
    host: 'vm',
    node_version: '22',
    module_dot_sha256: '1',
  });
  const out = join(dir, 'joined');
  const joined = command('merge', here, there, again, '--out', out);
  assert.equal(joined.status, 0);
  assert.equal(joined.stdout, `${out}: 5 samples of 4 cells out of 3 runs, on 2 machines: vm, pi\n`);
  assert.equal(
    joined.stderr,
    'tollgate: warning: another result on another machine: node throughput dot wasm n=64 batch=64 resident: ' +
      `check 00c0ffee in ${here}, 00c0ffef in ${there}\n` +
      `tollgate: warning: cells of vm are in ${here} and in ${again} and become one, but these differ: node_version\n`,
  );
  const summarized = command('summarize', out);
  assert.equal(summarized.status, 0);
  assert.match(summarized.stdout, /^dot, n = 64 on pi\n[^]*\ndot, n = 64 on vm\n/);
  // One process each is too few for a verdict, but the cells are found.
  assert.match(
    command('compare', here, out).stdout,
    /cells only in NEW: 2 \(node throughput dot js n=64 batch=64 resident on pi, /,
  );
  assert.match(command('merge', here, there, '--out', out).stderr, /joined: is there already and not empty/);
});

test('what must not be joined is said, and leaves nothing behind', () => {
  const command = (/** @type {string[]} */ ...args) => spawnSync(COMMAND, args, { encoding: 'utf8' });
  const one = writeRun('one', [['a', '1', 'js', '00c0ffee']], { host: 'vm' });
  const other = writeRun('other', [['b', '1', 'js', '00c0ffef']], { host: 'vm' });
  const out = join(dir, 'nothing');
  const refused = command('merge', one, other, '--out', out);
  assert.equal(refused.status, 3);
  assert.equal(
    refused.stderr,
    'tollgate: merge: not to be joined: other inputs or another result for the same cell: ' +
      `node throughput dot js n=64 batch=64 resident on vm: check 00c0ffee in ${one}, 00c0ffef in ${other}\n`,
  );
  assert.equal(command('merge', one, one, '--out', out).status, 2);
  assert.equal(command('merge', one, join(dir, 'none'), '--out', out).status, 2);
  assert.deepEqual(
    readdirSync(dir).filter((name) => name.startsWith('nothing')),
    [],
  );
});

test('a command of an older version says what makes its files now', () => {
  for (const name of ['crossings', 'boundary', 'floor']) {
    const { status, stdout, stderr } = spawnSync(COMMAND, [name, dir], { encoding: 'utf8' });
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.equal(
      stderr,
      `tollgate: there is no command ${name} any more: \`tollgate summarize DIR\` makes what it made\n`,
    );
  }
});

const CLAIM_KEYS = 'claim, source, year, opened, conditions, quantity, published, unit, rule, query, differs, analysis';

test('claims are listed, and all mistakes in them named', () => {
  const folder = join(dir, 'claims');
  const claim =
    'claim: c\nsource: s\nyear: 2021\nopened: yes\nquantity: a speedup\npublished: 1.5..2\nrule: r\nquery: q\n';
  mkdirSync(folder);
  const command = () => spawnSync(COMMAND, ['claims', folder], { encoding: 'utf8' });
  assert.equal(command().stdout, `no claims are registered in ${folder}/\n`);
  writeFileSync(join(folder, 'good.claim'), claim);
  assert.equal(
    command().stdout,
    `  id    year  quantity   published\n  good  2021  a speedup  1.5..2\n1 claim is registered in ${folder}/\n`,
  );
  writeFileSync(join(folder, 'bad.claim'), `${claim.replace('yes', 'no')}what: ever\n`);
  const { status, stdout, stderr } = command();
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.deepEqual(stderr.split('\n'), [
    `tollgate: ${folder}/bad.claim:9: unknown key "what" (allowed: ${CLAIM_KEYS})`,
    `tollgate: ${folder}/bad.claim:4: opened: "no" is not one of: yes, second-hand`,
    '',
  ]);
});

test('an experiment that the run declares has its file and its heading', () => {
  const folder = join(dir, 'declared');
  mkdirSync(folder);
  const rows = [1, 2, 4, 8, 16, 32, 64, 128].flatMap((batch) =>
    [1, 2].map(
      (process) => `r,${process},node,shapes,dot,wasm,128,${batch},resident,1,1,${1000 + 800 / batch + process},`,
    ),
  );
  writeFileSync(join(folder, 'samples.csv'), `${HEADER}\n${rows.join('\n')}\n`);
  const declare = (/** @type {string} */ row) =>
    writeFileSync(join(folder, 'experiments.csv'), `experiment,method,form,heading,lone_cells,question\n${row}\n`);
  const command = () => spawnSync(COMMAND, ['summarize', folder], { encoding: 'utf8' });
  declare('shapes,rounds,sweep,the shapes of batches,0,When?');
  assert.match(command().stdout, /^dot, the shapes of batches: time = per call x calls \+ per element x n\n/);
  assert.match(readFileSync(join(folder, 'shapes.csv'), 'utf8'), /\nnode,dot,wasm,resident,/);
  declare('shapes,rounds,rings,,0,');
  assert.equal(
    command().stderr,
    `tollgate: ${folder}/experiments.csv:2: column form: "rings" is not a form ` +
      '(allowed: cells, sweep, items, calls, twins)\n',
  );
  declare('../shapes,rounds,sweep,,0,');
  assert.equal(command().status, 2);
  assert.deepEqual(
    readdirSync(dir).filter((name) => name.startsWith('shapes')),
    [],
  );
});

test('a table that cannot be printed is exit code 2', () => {
  writeFileSync(join(dir, 'samples.csv'), `${HEADER}\nr,1,node,throughput,dot,js,64,64,resident,1,10,1000,\n`);
  const full = openSync('/dev/full', 'w');
  const intoFull = (/** @type {string[]} */ ...args) =>
    spawnSync(COMMAND, args, { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
  const { status, stderr } = intoFull('summarize', dir);
  assert.equal(status, 2);
  assert.equal(stderr, 'tollgate: standard output: cannot write\n');
  assert.equal(intoFull('version').status, 2);
  closeSync(full);
});
