import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENGINES } from '../../harness/engines/engines.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { loadExperiments } from '../../harness/plan/load-experiments.js';
import { planGroups } from '../../harness/plan/groups.js';
import { parseOptions } from '../../harness/plan/options.js';
import { UsageError } from '../../harness/words/problems.js';

const definitions = await loadDefinitions();
const experiments = await loadExperiments();
/** As if Deno were not there, and the others lay in /. */
const engines = ENGINES.map((engine) => ({ ...engine, path: engine.name === 'deno' ? null : `/${engine.name}` }));
const parse = (/** @type {string[]} */ ...argv) => parseOptions(argv, definitions, experiments, engines);
const plan = (/** @type {string[]} */ ...argv) => planGroups(parse(...argv), experiments);

test('nothing given means everything, in as many processes as 2 % takes', () => {
  const options = parse();
  assert.equal(options.kernels.length, definitions.length);
  assert.equal(options.processes, null);
  assert.equal(options.precisionPercent, 2);
  assert.equal(options.tier, 'detected');
  assert.deepEqual(options.experiments, ['crossings', 'dom', 'processes', 'throughput']);
  assert.deepEqual(
    options.engines.map(({ name, path, seat, lane }) => ({ name, path, seat, lane })),
    [
      { name: 'node', path: '/node', seat: 'node', lane: '' },
      { name: 'native', path: '/native', seat: 'native', lane: '' },
    ],
  );
});

test('an unknown name in any list is an error that lists the known ones', () => {
  /** @type {[string[], RegExp][]} */
  const mistakes = [
    [['--kernels', 'dott'], /KERNELS: unknown "dott"; known: blur blur-gauss blur-box dot dot-f32/],
    [['--variants', 'js,rust'], /VARIANTS: unknown "rust"; known: js js-tuned wasm/],
    [['--sizes', '1000', '--kernels', 'dot'], /SIZES: unknown "1000"; known: 1024 16384 262144 4194304/],
    [['--batches', '3'], /BATCHES: unknown "3"; known: 1 2 4 8 16 .* 1024 .*4096 .*16384/],
    [['--transfers', 'teleport'], /TRANSFERS: unknown "teleport"; known: resident copy/],
    [
      ['--engines', 'ie6'],
      /ENGINES: unknown "ie6"; known: node node-20 node-22 node-24 bun deno chromium firefox webkit webdriver native node-no-inlining all/,
    ],
    [['--experiments', 'calling'], /EXPERIMENTS: unknown "calling"; known: aa .*processes throughput boundary/],
    [['--tier', 'fast'], /TIER: unknown "fast"; known: detected baseline optimized/],
    [['--processes', '0'], /PROCESSES: "0" is not allowed; give a whole number from 1 up to 1000/],
    [['--processes', '2.5'], /PROCESSES: "2\.5"/],
    [['--budget', 'soon'], /BUDGET: "soon" is not allowed; give a number of seconds above 0/],
    [['--budget', '0'], /BUDGET: "0" is not allowed/],
    [
      ['--precision=-1'],
      /PRECISION: "-1" is not allowed; give a number of percent from 0 \(never stop early\) up to 1000/,
    ],
    [
      ['--resume', 'dir', '--kernels', 'dot'],
      /RESUME: KERNELS= is given as well; .*dir\/plan\.json; only BUDGET= may be given anew/,
    ],
    [['--resume', 'dir', '--quick'], /RESUME: QUICK= is given as well/],
    [['--resume', 'dir', '--out', 'other'], /RESUME: OUT= is given as well/],
    [['--engines', 'node:/a,node:/b'], /"node" is named twice/],
    [['--speed', '1'], /--speed/],
    [['dot'], /dot/],
  ];
  for (const [argv, message] of mistakes) {
    assert.throws(
      () => parse(...argv),
      (error) => error instanceof UsageError && message.test(error.message),
      argv.join(' '),
    );
  }
});

test('a run to be resumed takes a new budget and no other option', () => {
  const { resume, budgetGiven, budgetSeconds } = parse('--resume', 'dir', '--budget', '7');
  assert.deepEqual({ resume, budgetGiven, budgetSeconds }, { resume: 'dir', budgetGiven: true, budgetSeconds: 7 });
  assert.equal(parse('--resume', 'dir').budgetGiven, false);
  assert.equal(parse('--precision', '0').precisionPercent, 0);
});

test("a family's name stands for all its kernels", () => {
  assert.deepEqual(
    parse('--kernels', 'dot').kernels.map(({ kernel }) => kernel),
    ['dot-f32', 'dot-f64'],
  );
});

test('cells compared with each other are one group: the same experiment, kernel and size', () => {
  const groups = plan('--experiments', 'throughput', '--kernels', 'dot-f32', '--sizes', '1024,16384');
  assert.deepEqual(
    groups.map(({ label }) => label),
    ['dot-f32 n=1024', 'dot-f32 n=16384'],
  );
  for (const { cells } of groups) {
    assert.equal(new Set(cells.map(({ spec }) => spec.n)).size, 1);
    assert.ok(cells.every(({ spec }) => spec.batch === spec.n));
  }
});

test('only code across a boundary is measured with copied data', () => {
  const [{ cells }] = plan('--experiments', 'throughput', '--kernels', 'dot-f32', '--sizes', '1024');
  const copied = cells.filter(({ spec }) => spec.transfer === 'copy').map(({ spec }) => spec.variant);
  assert.ok(copied.includes('wasm') && copied.includes('wasm-simd'));
  assert.ok(copied.every((variant) => variant.startsWith('wasm')));
});

test('the crossings sweep has at least 8 batch sizes, from 1 to n, and cells of one batch share their iterations', () => {
  for (const { kernel, size, cells } of plan('--experiments', 'crossings')) {
    const batches = new Set(cells.map(({ spec }) => spec.batch));
    assert.ok(batches.size >= 8, kernel.kernel);
    assert.ok(batches.has(1) && batches.has(size.n));
    assert.ok(cells.every(({ set, spec }) => set === String(spec.batch)));
  }
});

test('native code runs on the engine native, everything else on the others', () => {
  for (const { cells } of plan()) {
    assert.ok(cells.every(({ engine, spec }) => (engine === 'native') === spec.variant.startsWith('native')));
  }
});

test('a choice that leaves nothing is an error', () => {
  assert.throws(
    () => plan('--kernels', 'noop', '--variants', 'wasm-simd', '--experiments', 'throughput'),
    /nothing to measure/,
  );
  assert.throws(
    () => plan('--engines', 'native', '--variants', 'js', '--experiments', 'crossings'),
    /nothing to measure/,
  );
});

test('ENGINES=all is what is there, what is not is told, and what is named is not there twice', () => {
  const { engines: chosen, absent } = parse('--engines', 'all,bun:/another/bun');
  assert.deepEqual(
    chosen.map(({ name }) => name),
    ['node', 'node-20', 'node-22', 'node-24', 'chromium', 'firefox', 'webkit', 'native', 'bun'],
  );
  assert.equal(chosen.at(-1)?.path, '/another/bun');
  assert.deepEqual(absent, ['deno']);
});

test('an engine that is not there, or cannot be held in a tier, is an error that says what to do', () => {
  assert.throws(
    () => parse('--engines', 'deno'),
    /ENGINES: "deno" is not there; run `make engines`, or give ENGINES=deno:\/path/,
  );
  assert.throws(
    () => parse('--engines', 'node,bun', '--tier', 'baseline'),
    /TIER: "bun" cannot be held in tier "baseline"; it knows detected; narrow ENGINES=/,
  );
});

test('the budget grows with the JavaScript engines that take turns, and native code is in it', () => {
  const seconds = (/** @type {string[]} */ ...argv) => parse(...argv).budgetSeconds;
  assert.deepEqual(
    [seconds('--engines', 'node'), seconds('--engines', 'node,native'), seconds('--engines', 'node,bun,native')],
    [260, 260, 520],
  );
  assert.deepEqual(
    [seconds('--quick', '--engines', 'node,native'), seconds('--quick', '--engines', 'node,bun,native')],
    [50, 124],
  );
  assert.equal(seconds('--quick', '--engines', 'node,bun', '--budget', '7'), 7);
});

test('QUICK=1 with several engines measures the first whole, and of the others what compares engines', () => {
  const groups = plan('--quick', '--engines', 'node,bun,native', '--kernels', 'dot-f32');
  const of = (/** @type {string} */ engine) =>
    groups.flatMap(({ cells }) => cells).filter((cell) => cell.engine === engine);
  const alone = plan('--quick', '--engines', 'node,native', '--kernels', 'dot-f32').flatMap(({ cells }) => cells);
  assert.equal(of('node').length + of('native').length, alone.length);
  assert.ok(of('bun').every(({ spec }) => spec.transfer === 'resident'));
  assert.deepEqual(
    [
      ...new Set(
        of('bun')
          .filter(({ experiment }) => experiment === 'throughput')
          .map(({ spec }) => spec.n),
      ),
    ],
    [1024],
  );
  assert.ok(
    of('bun').every(
      ({ experiment, spec }) => experiment !== 'crossings' || spec.variant !== 'js-tuned' || spec.batch === spec.n,
    ),
  );
  // What was asked for by name is measured.
  const named = plan(
    '--quick',
    '--engines',
    'node,bun',
    '--kernels',
    'dot-f32',
    '--sizes',
    '16384',
    '--transfers',
    'copy',
  ).flatMap(({ cells }) => cells);
  assert.ok(named.some(({ engine, spec }) => engine === 'bun' && spec.n === 16384 && spec.transfer === 'copy'));
  assert.equal(
    plan('--engines', 'node,bun', '--kernels', 'dot-f32')
      .flatMap(({ cells }) => cells)
      .filter(({ engine }) => engine === 'bun').length > of('bun').length,
    true,
  );
});

test('the name of a group means all its experiments, and a former name the one that took its place', () => {
  const boundary = parse('--experiments', 'boundary');
  assert.deepEqual(boundary.experiments, ['batching', 'calls', 'gc', 'marshal', 'memory']);
  assert.deepEqual(boundary.notes, []);
  const former = parse('--experiments', 'startup,crossings');
  assert.deepEqual(former.experiments, ['crossings', 'processes']);
  assert.deepEqual(former.notes, ['EXPERIMENTS: "startup" is now called "processes"']);
});

test('an engine that cannot run a script and end has no whole processes, and keeps its cells of rounds', () => {
  const groups = plan('--engines', 'node,firefox', '--kernels', 'dot-f32', '--experiments', 'processes,throughput');
  const enginesOf = (/** @type {string} */ method) => [
    ...new Set(
      groups.filter((group) => group.method === method).flatMap(({ cells }) => cells.map((cell) => cell.engine)),
    ),
  ];
  assert.deepEqual(enginesOf('rounds').sort(), ['firefox', 'node']);
  assert.deepEqual(enginesOf('processes'), ['node']);
});
