import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { VARIANTS } from '../tools/make-charts-fixture.js';
import { draw, drawnText, fixture, marks, pngSize, svgText } from './support/charts.js';

/** @import { Options } from './support/charts.js' */

const ofJavaScript = VARIANTS.filter((v) => !v.startsWith('native'));
/**
 * What each chart must say, what it is made from, and whose names it must show.
 * @type {Record<string, {says: string[], file: string, shows: string[]}>}
 */
const CHARTS = {
  speedup: {
    says: ['How much faster than JavaScript?', 'speedup over js (×, log scale)'],
    file: 'ratios.csv',
    shows: VARIANTS.filter((v) => v !== 'js'),
  },
  staircase: {
    says: ['as the data outgrows the caches?', 'time per element (ns)', 'problem size n (elements)'],
    file: 'summary.csv',
    shows: VARIANTS,
  },
  crossings: {
    says: ['What does a crossing cost', 'time per element (ns)', 'elements per call (batch)'],
    file: 'crossings.csv',
    shows: ofJavaScript,
  },
  warmup: {
    says: ['How long until it runs at full speed?', 'time of the call', 'call number', ' µs', 'T turbofan'],
    file: 'warmup.csv',
    shows: ofJavaScript,
  },
  transfer: {
    says: ['What does copying the data in and out cost?', 'time per element (ns)'],
    file: 'summary.csv',
    shows: ofJavaScript.filter((v) => v !== 'js-tuned'),
  },
  compare: {
    says: [
      'Did it get slower?',
      'change of the time against the base run',
      '+20.0 % slower',
      ' % faster',
      '24 of 28 cells',
      '+copy',
      'batch 64',
    ],
    file: 'compare.csv',
    shows: VARIANTS,
  },
  processes: {
    says: ['What does it cost to start', 'time of the process', ' ms', 'n = 1024'],
    file: 'summary.csv',
    shows: VARIANTS,
  },
};

const full = fixture('full');

for (const [chart, { says, file, shows }] of Object.entries(CHARTS)) {
  test(`${chart}: a full run becomes an SVG with title, units, every variant, kernel and the machine`, () => {
    const text = drawnText(chart, full, 'light');
    for (const words of [
      ...says,
      ...shows,
      'dot-f32',
      'sieve-segmented',
      'Example CPU 9000',
      'node v26.10.0',
      'emcc 3.1.6',
      'gcc 12.2.0',
      '2026-11-22',
    ]) {
      assert.ok(text.includes(words), `says ${words}`);
    }
  });

  test(`${chart}: a full run becomes a PNG of 1920 x 1080 in both themes, and they differ`, () => {
    const [light, dark] = ['light', 'dark'].map((theme) => {
      const { status, output } = draw(chart, full, 'png', theme);
      assert.equal(status, 0);
      return readFileSync(output);
    });
    assert.deepEqual(pngSize(light), [1920, 1080]);
    assert.deepEqual(pngSize(dark), [1920, 1080]);
    assert.notDeepEqual(light, dark);
  });

  test(`${chart}: a run without ${file} is an error that names it, and leaves no chart`, () => {
    const run = fixture(`missing-${chart}`, { kernels: ['dot-f32'], sizes: 1 });
    rmSync(join(run, file));
    const { status, stderr, output } = draw(chart, run, 'svg', 'light');
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`${chart}: .*${file} is missing or empty`));
    assert.equal(existsSync(output), false);
  });

  test(`${chart}: a file without a needed column is an error that names the column`, () => {
    const run = fixture(`column-${chart}`, { kernels: ['dot-f32'], sizes: 1 });
    writeFileSync(join(run, file), readFileSync(join(run, file), 'utf8').replace(',variant,', ',vaiant,'));
    const { status, stderr } = draw(chart, run, 'svg', 'light');
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`${file} has no column variant`));
  });
}

/** @type {Record<string, Options>} */
const NARROW = {
  'one kernel, one size, js and wasm': { kernels: ['dot-f32'], sizes: 1, variants: ['js', 'wasm'] },
  'no native code': { native: false, kernels: ['dot-f64', 'blur-gauss'] },
  'empty intervals': { intervals: false, kernels: ['dot-f32', 'blur-box'] },
  'only noop': { kernels: ['noop'] },
  'twelve kernels, an underscore, an unknown variant': {
    kernels: [...'abcdefghijk', 'a_kernel'],
    variants: ['js', 'wasm'],
    sizes: 2,
    extraVariant: 'rust-wasm',
  },
};
for (const [what, options] of Object.entries(NARROW)) {
  test(`every chart copes with ${what}`, () => {
    const run = fixture(what.replaceAll(/\W+/g, '-'), options);
    for (const chart of Object.keys(CHARTS)) {
      const text = drawnText(chart, run, 'dark');
      for (const kernel of options.kernels ?? []) assert.ok(text.includes(kernel), `${chart} shows ${kernel}`);
      assert.equal(
        text.includes('native'),
        options.native !== false && !options.variants && CHARTS[chart].shows.includes('native'),
      );
      if (options.extraVariant && chart !== 'transfer')
        assert.ok(text.includes(options.extraVariant), `${chart} shows ${options.extraVariant}`);
    }
  });
}

test('speedup: where native code was held against another engine, how js compares with it is turned around', () => {
  const run = fixture('turned', { engines: ['node-20', 'node'], kernels: ['dot-f32'], sizes: 1 });
  const path = join(run, 'ratios.csv');
  const text = readFileSync(path, 'utf8');
  assert.match(text, /^native,.*,node-20,js,/m);
  writeFileSync(path, `${text}node,throughput,dot-f32,js,1024,1024,resident,native,native,0.8,0.5,0.9,slower\n`);
  const drawn = drawnText('speedup', run, 'light');
  assert.ok(drawn.includes('1.25×') && !drawn.includes('native-march'));
});

test('processes: a dot for each process out of samples.csv, the time and its interval out of summary.csv', () => {
  const run = fixture('dots', { kernels: ['dot-f32'], sizes: 1, variants: ['js', 'wasm'] });
  const samples = join(run, 'samples.csv');
  const dots = () =>
    marks(readFileSync(draw('processes', run, 'svg', 'light').output, 'utf8'), 'gpPt6', 'rgb( 36,  73, 144)');
  assert.equal(dots(), 20);
  const rows = readFileSync(samples, 'utf8');
  const other = rows.split('\n')[1].replace('processes', 'throughput');
  writeFileSync(samples, `${rows}${other}\n`);
  assert.equal(dots(), 20, 'samples of other experiments have none');
  const summary = join(run, 'summary.csv');
  const [header, ...lines] = readFileSync(summary, 'utf8').split('\n');
  const timed = lines.map((line) => line.replace(/^(node,processes,.*,resident,\d+,\d+),[^,]*/, '$1,43210000'));
  writeFileSync(summary, [header, ...timed].join('\n'));
  assert.ok(drawnText('processes', run, 'light').includes('43.2 ms'));
  rmSync(samples);
  assert.ok(drawnText('processes', run, 'light').includes('43.2 ms'), 'and without samples.csv the times alone');
  assert.equal(dots(), 0);
  writeFileSync(
    join(run, 'startup.csv'),
    'run,engine,kernel,variant,n,round,elapsed_ns\nx,node,dot-f32,wasm,1024,1,41000000\nx,node,dot-f32,wasm,1024,2,42000000\n',
  );
  assert.equal(dots(), 2, 'an older run has them in startup.csv');
});

test('where an experiment was not run, its chart says so, exits 0 and writes nothing', () => {
  const run = fixture('not-run', { kernels: ['dot-f32'], sizes: 1 });
  const summary = join(run, 'summary.csv');
  const lines = readFileSync(summary, 'utf8').split('\n');
  writeFileSync(summary, lines.filter((line) => !line.includes(',processes,dot-f32,')).join('\n'));
  const { status, stderr, output } = draw('processes', run, 'svg', 'light');
  assert.equal(status, 0);
  assert.match(stderr, /summary\.csv has no rows for this chart; nothing drawn/);
  assert.equal(existsSync(output), false);
});

test('compare: several engines are told apart; of a comparison without rows nothing is drawn', () => {
  const run = fixture('two-engines', { kernels: ['dot-f32'] });
  const file = join(run, 'compare.csv');
  const [header, first, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [header, first, first.replace('node,', 'bun,'), ...rest].join('\n'));
  assert.ok(drawnText('compare', run, 'light').includes('bun dot-f32 js'));
  writeFileSync(file, `${header}\n`);
  const { status, stderr, output } = draw('compare', run, 'png', 'light');
  assert.equal(status, 0);
  assert.match(stderr, /compare\.csv has no rows for this chart; nothing drawn/);
  assert.equal(existsSync(output), false);
});

test('the warm-up chart leaves out the calls of a cell that was measured, and the tiers where a run has none', () => {
  const run = fixture('tiers', { kernels: ['dot-f32'], sizes: 1, variants: ['js'] });
  const path = join(run, 'warmup.csv');
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const badges = (/** @type {string} */ text) =>
    ['M', 'T'].filter((letter) => new RegExp(`\\s${letter}\\s`).test(text.replace(/[MT] \w+,/g, ''))).join('');
  writeFileSync(
    path,
    [header, ...lines, 'fixture,2,node,throughput,dot-f32,wasm,1024,1024,resident,5,1000,x/x,whole'].join('\n') + '\n',
  );
  const text = drawnText('warmup', run, 'light');
  assert.ok(!text.includes('wasm'));
  assert.equal(badges(text), 'MT');
  writeFileSync(path, [header, ...lines].map((line) => line.split(',').slice(0, 11).join(',')).join('\n') + '\n');
  const before = drawnText('warmup', run, 'light');
  assert.ok(!before.includes('turbofan'));
  assert.equal(badges(before), '');
});

test('a run without environment.csv still has its charts', () => {
  const run = fixture('no-environment', { kernels: ['dot-f32'], sizes: 1 });
  rmSync(join(run, 'environment.csv'));
  const { status, output } = draw('speedup', run, 'svg', 'light');
  assert.equal(status, 0);
  assert.ok(svgText(readFileSync(output, 'utf8')).includes('speedup over js'));
});

test('an unknown theme is an error that lists the known', () => {
  const { status, stderr } = draw('speedup', full, 'svg', 'sepia');
  assert.equal(status, 2);
  assert.match(stderr, /theme 'sepia' is not one of: light dark/);
});
