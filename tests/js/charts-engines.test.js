import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { boundaryFixture, draw, drawnText, fixture, marks, pngSize } from './support/charts.js';

/**
 * Charts that show all engines of a run side by side: what each must say.
 * @type {Record<string, string[]>}
 */
const OF_ENGINES = {
  'speedup-engines': [
    'How much faster than JavaScript, in each engine?',
    'speedup over js of the same engine',
    'dot-f32',
    'sieve-segmented',
    'js-tuned',
    'wasm-simd',
    'n = 1024',
  ],
  'call-engines': [
    'What does a call cost, in each engine?',
    'time of a call (ns, log scale)',
    '3.70 ns',
    '1.10 ns',
    'V8',
    'JavaScriptCore',
    'SpiderMonkey',
  ],
  'crossings-engines': [
    'What does a crossing cost, in each engine?',
    'dot-f32, 16384 elements',
    'elements per call (batch)',
    'time per element (ns)',
    'wasm-simd',
    '≥ 5',
    'never',
  ],
  'node-versions': [
    'How has Node changed?',
    'V8 14.6',
    'V8 11.3',
    'time relative to the first version',
    'dot-f32',
    'blur-box',
    'noop',
    'wasm-simd',
  ],
  dom: [
    'What does it cost to change a page?',
    'text of 1 element',
    'text of 10000 elements',
    'blurred image of 256 × 256 pixels',
    'wasm-call',
    'wasm-known',
    'wasm-batch-tuned',
    'put-only',
    'js-tuned',
  ],
};
const ENGINE_NAMES = ['firefox', 'bun', 'node-24', 'node', 'chromium', 'webkit', 'node-20', 'deno', 'node-22'];
/** In the order of rows: V8 with Node from the oldest, JavaScriptCore, SpiderMonkey. */
const ENGINE_TITLES = [
  'node 20',
  'node 22',
  'node 24',
  'node 26',
  'deno 1.4',
  'chromium 156',
  'bun 1.4',
  'webkit 2.50',
  'firefox 153',
];
/** @type {Record<string, string[]>} */
const SHOWN = { 'node-versions': [], dom: ['chromium 156', 'webkit 2.50', 'firefox 153'] };
/** @type {Record<string, string>} */
const MADE_FROM = { 'speedup-engines': 'ratios.csv', 'call-engines': 'crossings.csv', dom: 'dom.csv' };
const engines = fixture('engines', {
  engines: ENGINE_NAMES,
  kernels: ['dot-f32', 'blur-box', 'sieve-segmented', 'noop'],
});
const one = fixture('one-engine', { kernels: ['dot-f32'], sizes: 1 });

for (const [chart, says] of Object.entries(OF_ENGINES)) {
  test(`${chart}: each engine with its version, in their order, in both forms and themes`, () => {
    const text = drawnText(chart, engines, 'light');
    for (const words of [...says, 'Example CPU 9000', 'emcc 3.1.6', '2026-11-22']) {
      assert.ok(text.includes(words), `says ${words}`);
    }
    const places = (SHOWN[chart] ?? ENGINE_TITLES).map((title) => text.search(new RegExp(`${title}(?![.\\d])`)));
    assert.ok(
      places.every((place, i) => place > (places[i - 1] ?? -1)),
      `${chart} has all engines, in order`,
    );
    const [light, dark] = ['light', 'dark'].map((theme) => {
      const { status, stderr, output } = draw(chart, engines, 'png', theme);
      assert.deepEqual([status, stderr], [0, '']);
      return readFileSync(output);
    });
    assert.deepEqual(
      [pngSize(light), pngSize(dark)],
      [
        [1920, 1080],
        [1920, 1080],
      ],
    );
    assert.notDeepEqual(light, dark);
  });

  test(`${chart}: of a run of one engine nothing is drawn, and without intervals all is`, () => {
    const { status, stderr, output } = draw(chart, one, 'svg', 'light');
    assert.equal(status, chart === 'dom' ? 2 : 0);
    assert.match(
      stderr,
      chart === 'dom' ? /dom\.csv is missing or empty/ : /has too few engines for this chart; nothing drawn/,
    );
    assert.equal(existsSync(output), false);
    const run = fixture(`engines-bare-${chart}`, {
      engines: ['node', 'node-22', 'firefox'],
      kernels: ['dot-f32', 'noop'],
      intervals: false,
    });
    drawnText(chart, run, 'dark');
  });

  test(`${chart}: a missing file or column is an error that names it`, () => {
    const run = fixture(`engines-broken-${chart}`, {
      engines: ['node', 'node-22', 'firefox'],
      kernels: ['dot-f32', 'noop'],
      sizes: 1,
    });
    const file = MADE_FROM[chart] ?? 'summary.csv';
    writeFileSync(join(run, file), readFileSync(join(run, file), 'utf8').replace(',variant,', ',vaiant,'));
    assert.match(draw(chart, run, 'svg', 'light').stderr, new RegExp(`${file} has no column variant`));
    writeFileSync(join(run, file), '');
    const { status, stderr, output } = draw(chart, run, 'svg', 'light');
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`${chart}: .*${file} is missing or empty`));
    assert.equal(existsSync(output), false);
  });
}

test('the caption of a chart by engine names every version, and the V8 of those that have one', () => {
  const text = drawnText('speedup-engines', engines, 'light');
  for (const words of [
    'node-20 20.20.2 (V8 11.3)',
    'node 26.10.0 (V8 14.6)',
    'firefox 153.7.0esr',
    'chromium 156.0.8078.108',
  ]) {
    assert.ok(text.includes(words), `says ${words}`);
  }
});

test('speedup-engines: a variant that an engine lacks has a cross there, and no mark', () => {
  const run = fixture('lacks', { engines: ['node', 'firefox', 'webkit'], kernels: ['dot-f32'], sizes: 1 });
  const svg = readFileSync(draw('speedup-engines', run, 'svg', 'light').output, 'utf8');
  const [relaxed, simd] = ['rgb(167,  57, 226)', 'rgb( 55, 159, 187)'];
  assert.deepEqual([marks(svg, 'gpPt1', relaxed), marks(svg, 'gpPt12', relaxed)], [1, 3], 'two engines and the legend');
  assert.deepEqual([marks(svg, 'gpPt1', simd), marks(svg, 'gpPt10', simd)], [0, 4]);
});

test('node-versions: what another engine measured is not in it, and what an old Node lacks begins later', () => {
  const run = fixture('versions', { engines: ['bun', 'node', 'node-20', 'node-22'], kernels: ['dot-f32', 'blur-box'] });
  const text = drawnText('node-versions', run, 'light');
  assert.ok(!text.includes('bun') && text.includes('wasm-relaxed') && text.includes('first version that has it'));
  assert.match(
    draw('node-versions', fixture('not-node', { engines: ['bun', 'firefox'], kernels: ['dot-f32'] }), 'svg', 'light')
      .stderr,
    /has (no rows|too few engines)/,
  );
});

test('call-engines: where calls were measured it shows those, by direction and without the loop', () => {
  const run = boundaryFixture('calls-by-engine', {
    engines: ['bun', 'node', 'firefox'],
    keep: ({ kernel, variant }) => kernel === 'call-i32-2' && !variant.includes('again'),
    batching: [],
  });
  const text = drawnText('call-engines', run, 'light');
  for (const words of ['time of a call, net', 'js-to-js', 'wasm-to-js', 'the loop is taken off']) {
    assert.ok(text.includes(words), `says ${words}`);
  }
});

/** Charts of one engine. */
const ONE_ENGINE = ['speedup', 'staircase', 'crossings', 'warmup', 'transfer', 'processes'];

test('the charts of one engine show Node of many, or else the first, and say so', () => {
  const many = fixture('many', { engines: ENGINE_NAMES, kernels: ['dot-f32', 'blur-box'] });
  for (const chart of ONE_ENGINE) {
    const text = drawnText(chart, many, 'light');
    assert.ok(text.includes('node, 1 of 9 engines'), chart);
    assert.ok(text.includes('node v26.10.0') && !text.includes('firefox'), chart);
  }
  const others = fixture('others', { engines: ['firefox', 'chromium'], kernels: ['dot-f32'], sizes: 1 });
  assert.ok(drawnText('speedup', others, 'light').includes('firefox, 1 of 2 engines'));
  assert.ok(!drawnText('speedup', one, 'light').includes('engines'));
});

const MACHINES = ['first-host', 'second-host', '10.0.0.17:5555'];
const places = fixture('machines', {
  kernels: ['dot-f32', 'blur-box'],
  engines: ['chromium', 'firefox'],
  machines: MACHINES,
});

test('machines: side by side with their processors, where there are several', () => {
  const text = drawnText('machines', places, 'light');
  for (const words of [
    'Does it hold on another machine?',
    ...MACHINES.flatMap((machine) => [
      `chromium 156 · ${machine}`,
      `firefox 153 · ${machine}`,
      `${machine}: Example CPU 9000`,
    ]),
    'dot-f32',
    'wasm-simd',
  ]) {
    assert.ok(text.includes(words), `says ${words}`);
  }
  assert.match(draw('machines', one, 'svg', 'light').stderr, /has one machine; nothing drawn/);
  assert.deepEqual(pngSize(readFileSync(draw('machines', places, 'png', 'dark').output)), [1920, 1080]);
});

test('of several machines all other charts show one, say which, and are otherwise those of a run on it alone', () => {
  const alone = fixture('one-machine', { kernels: ['dot-f32', 'blur-box'], engines: ['chromium', 'firefox'] });
  const plain = (/** @type {string} */ text) =>
    text.replace(/(chromium )?on first-host, 1 of 3 machines|chromium, 1 of 2 engines/, '').replaceAll(/\s+/g, ' ');
  for (const chart of [...ONE_ENGINE, 'speedup-engines', 'crossings-engines', 'dom', 'break-even']) {
    const text = drawnText(chart, places, 'light');
    assert.ok(text.includes('on first-host, 1 of 3 machines'), `${chart} says which`);
    assert.equal(plain(text), plain(drawnText(chart, alone, 'light')), chart);
  }
});

test('a column machine that is empty is none', () => {
  const run = fixture('nowhere', { kernels: ['dot-f32'], engines: ['chromium', 'firefox'], machines: [''] });
  for (const chart of ['speedup', 'staircase', 'crossings', 'speedup-engines', 'break-even']) {
    const text = drawnText(chart, run, 'light');
    assert.ok(!/\d machines/.test(text), chart);
    assert.equal(/≥ \d/.test(text), chart.startsWith('crossings'), `${chart}: break-even batches`);
  }
});
