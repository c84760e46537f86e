import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import { DIRECTIONS, TEXTS, makeBoundaryFixture } from '../tools/make-boundary-fixture.js';
import { makeChartsFixture, VARIANTS } from '../tools/make-charts-fixture.js';
import { BUILD_DIR } from '../../harness/words/paths.js';

const plots = fileURLToPath(new URL('../../plots/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'tollgate-charts-'));
/** In a locale without UTF-8 gnuplot warns of a degree sign that no chart uses. */
const env = { ...process.env, LC_ALL: 'C.UTF-8' };
after(() => rmSync(scratch, { recursive: true, force: true }));

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
  startup: { says: ['What does it cost to start', 'time of the process', ' ms'], file: 'startup.csv', shows: VARIANTS },
};

/** @typedef {NonNullable<Parameters<typeof makeChartsFixture>[1]>} Options */

/**
 * Makes a fixture run folder in the scratch folder.
 * @param {string} name
 * @param {Options} [options]
 */
function fixture(name, options) {
  const run = join(scratch, name);
  makeChartsFixture(run, options);
  mkdirSync(join(run, 'charts'), { recursive: true });
  return run;
}

/**
 * Draws one chart; returns gnuplot's exit code, its stderr and the output's path.
 * @param {string} chart
 * @param {string} run
 * @param {string} format
 * @param {string} theme
 */
function draw(chart, run, format, theme) {
  const output = join(run, 'charts', `${chart}-${theme}.${format}`);
  const options = `run='${run}'; output='${output}'; format='${format}'; theme='${theme}'`;
  const { status, stderr } = spawnSync('gnuplot', ['-e', options, join(plots, `${chart}.gp`)], {
    encoding: 'utf8',
    env,
  });
  return { status, stderr, output };
}

/**
 * The text of an SVG file, after checking that its tags nest.
 * @param {string} svg
 */
function svgText(svg) {
  /** @type {string[]} */
  const open = [];
  for (const [, closing, name, selfClosing] of svg.matchAll(
    /<(\/?)([A-Za-z][\w:]*)(?:[^<>"']|"[^"]*"|'[^']*')*?(\/?)>/g,
  )) {
    if (closing) assert.equal(open.pop(), name, 'tags nest');
    else if (!selfClosing) open.push(name);
  }
  assert.deepEqual(open, [], 'every tag is closed');
  assert.match(svg, /^<\?xml[^>]*\?>\s*<svg\b/);
  return svg
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/**
 * Width and height out of a PNG's IHDR chunk.
 * @param {Buffer} bytes
 */
function pngSize(bytes) {
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
  assert.equal(bytes.toString('latin1', 12, 16), 'IHDR');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

/**
 * Draws a chart as SVG, quietly, and returns its text.
 * @param {string} chart
 * @param {string} run
 * @param {string} theme
 */
function drawnText(chart, run, theme) {
  const { status, stderr, output } = draw(chart, run, 'svg', theme);
  assert.equal(stderr, '', `${chart}: gnuplot has nothing to say`);
  assert.equal(status, 0);
  return svgText(readFileSync(output, 'utf8'));
}

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
    const { status, stderr, output } = draw(chart, full, 'svg', 'light');
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

/**
 * How often a mark of a shape and colour stands in an SVG.
 * @param {string} svg
 * @param {string} shape
 * @param {string} colour as gnuplot writes it
 */
const marks = (svg, shape, colour) =>
  [...svg.matchAll(new RegExp(`<use xlink:href='#${shape}'[^>]*color='([^']*)'`, 'g'))].filter(([, c]) => c === colour)
    .length;

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

test('the charts of one engine show Node of many, or else the first, and say so', () => {
  for (const chart of Object.keys(CHARTS).filter((name) => name !== 'compare')) {
    const text = drawnText(chart, engines, 'light');
    assert.ok(text.includes('node, 1 of 9 engines'), chart);
    assert.ok(text.includes('node v26.10.0') && !text.includes('firefox'), chart);
  }
  const others = fixture('others', { engines: ['firefox', 'chromium'], kernels: ['dot-f32'], sizes: 1 });
  assert.ok(drawnText('speedup', others, 'light').includes('firefox, 1 of 2 engines'));
  assert.ok(!drawnText('speedup', full, 'light').includes('engines'));
});

test('speedup: where native code was held against another engine, how js compares with it is turned around', () => {
  const run = fixture('turned', { engines: ['node-20', 'node'], kernels: ['dot-f32'], sizes: 1 });
  const path = join(run, 'ratios.csv');
  const text = readFileSync(path, 'utf8');
  assert.match(text, /^native,.*,node-20,js,/m);
  writeFileSync(path, `${text}node,throughput,dot-f32,js,1024,1024,resident,native,native,0.8,0.5,0.9,slower\n`);
  const drawn = drawnText('speedup', run, 'light');
  assert.ok(drawn.includes('1.25×') && !drawn.includes('native-march'));
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
  assert.match(draw('machines', full, 'svg', 'light').stderr, /has one machine; nothing drawn/);
  assert.deepEqual(pngSize(readFileSync(draw('machines', places, 'png', 'dark').output)), [1920, 1080]);
});

test('of several machines all other charts show one, say which, and are otherwise those of a run on it alone', () => {
  const alone = fixture('one-machine', { kernels: ['dot-f32', 'blur-box'], engines: ['chromium', 'firefox'] });
  const plain = (/** @type {string} */ text) =>
    text.replace(/(chromium )?on first-host, 1 of 3 machines|chromium, 1 of 2 engines/, '').replaceAll(/\s+/g, ' ');
  for (const chart of [
    ...Object.keys(CHARTS).filter((name) => name !== 'compare'),
    'speedup-engines',
    'crossings-engines',
    'dom',
    'break-even',
  ]) {
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

/**
 * The charts of the boundary experiments: what each must say and show, and what it is made from.
 * @type {Record<string, {shows: string[], file: string}>}
 */
const BOUNDARY = {
  calls: {
    shows: [
      'How long does a call take?',
      'time of a call, net (ns',
      'no parameter',
      '2 × i32',
      '1 × i64',
      ...DIRECTIONS.map(said),
    ],
    file: 'calls.csv',
  },
  inlining: {
    shows: [
      'What does inlining the callee save?',
      'time of a call, net (ns)',
      '3.73 → 0.31 ns',
      '2 × f64',
      ...DIRECTIONS.map(said),
    ],
    file: 'calls.csv',
  },
  strings: {
    shows: [
      'What does a string cost',
      'time per code unit (ns)',
      'length (UTF-16 code units)',
      'encode-into',
      'text-decoder',
      'builtins',
      ...TEXTS.flatMap((text) => [`string-in-${text}`, `string-out-${text}`]),
    ],
    file: 'marshal.csv',
  },
  bandwidth: {
    shows: [
      'How fast do bytes cross?',
      'GB/s',
      'bytes in one go',
      '8.30 GB/s',
      'bytes-in',
      'bytes-out',
      'memory-copy',
      'slice',
      'wasm-bulk',
      '16 MiB',
    ],
    file: 'marshal.csv',
  },
  'break-even': {
    shows: [
      'How much work must one call bring',
      'break-even batch',
      'add  wasm',
      'sort  wasm +copy',
      '12 (11–14)',
      '310 (≥ 279)',
      'never',
      'at once',
    ],
    file: 'batching.csv',
  },
  gc: {
    shows: [
      'GC structs, linear memory or JavaScript objects?',
      'time per point (ns',
      'points-sum',
      'points-new',
      'typed-array',
      'wasm-linear',
      'wasm-gc-from-js',
      '1.06 ns  1.81×',
    ],
    file: 'gc.csv',
  },
};

/**
 * @param {string} direction
 * @returns {string} as a chart names it
 */
function said(direction) {
  return direction.replace('-indirect', ' (indirect)').replaceAll('-to-', ' → ');
}

/**
 * Makes a run of the boundary experiments in the scratch folder, and what tollgate makes of it.
 * @param {string} name
 * @param {Parameters<typeof makeBoundaryFixture>[1]} [options]
 */
function boundaryFixture(name, options) {
  const run = join(scratch, name);
  makeBoundaryFixture(run, options);
  mkdirSync(join(run, 'charts'), { recursive: true });
  const { status, stderr } = spawnSync(join(BUILD_DIR, 'tollgate'), ['summarize', run], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return run;
}

const boundary = boundaryFixture('boundary');

for (const [chart, { shows, file }] of Object.entries(BOUNDARY)) {
  test(`${chart}: a run of the boundary experiments becomes an SVG that shows what is asked, and the machine`, () => {
    const text = drawnText(chart, boundary, 'dark');
    for (const words of [...shows, 'Example CPU 9000', 'node v26.10.0', 'emcc 3.1.6', '2026-11-22']) {
      assert.ok(text.includes(words), `says ${words}`);
    }
  });

  test(`${chart}: it becomes a PNG of 1920 x 1080 in both themes, and they differ`, () => {
    const [light, dark] = ['light', 'dark'].map((theme) => {
      const { status, stderr, output } = draw(chart, boundary, 'png', theme);
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

  test(`${chart}: a run without its files is an error that names one, and leaves no chart`, () => {
    const run = join(scratch, `boundary-missing-${chart}`);
    mkdirSync(join(run, 'charts'), { recursive: true });
    const { status, stderr, output } = draw(chart, run, 'svg', 'light');
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`${chart}: .*(${file}|memory.csv|crossings.csv) is missing or empty`));
    assert.equal(existsSync(output), false);
  });

  test(`${chart}: a file without a needed column is an error that names the column, and one without rows is left out`, () => {
    const run = join(scratch, `boundary-column-${chart}`);
    mkdirSync(join(run, 'charts'), { recursive: true });
    const [header] = readFileSync(join(boundary, file), 'utf8').split('\n');
    writeFileSync(join(run, file), `${header.replace('engine', 'motor')}\n`);
    assert.match(draw(chart, run, 'svg', 'light').stderr, new RegExp(`${file} has no column engine`));
    writeFileSync(join(run, file), `${header}\n`);
    const { status, stderr, output } = draw(chart, run, 'svg', 'light');
    assert.equal(status, 0);
    assert.match(stderr, /has no rows for this chart; nothing drawn/);
    assert.equal(existsSync(output), false);
  });
}

/** @type {[string, Parameters<typeof makeBoundaryFixture>[1], string[]][]} */
const NARROW_BOUNDARY = [
  [
    'one process: no interval',
    { processes: 1, keep: ({ kernel, n }) => !kernel.startsWith('string') || n < 5000 },
    Object.keys(BOUNDARY),
  ],
  [
    'two engines, of which the first is shown',
    { engines: ['node', 'bun'], keep: ({ n }) => n < 5000 || n === 100000 },
    Object.keys(BOUNDARY),
  ],
  [
    'one signature and two directions',
    { keep: ({ kernel, variant }) => kernel === 'call-f32-8' && /^loop|^js-to-js|^js-to-wasm.o/.test(variant) },
    ['calls', 'inlining'],
  ],
  ['ASCII in alone', { keep: ({ kernel }) => kernel === 'string-in-ascii' }, ['strings']],
  ['memory without marshal', { keep: ({ kernel }) => kernel === 'memory-copy', bandwidth: false }, ['bandwidth']],
  ['one kernel that never pays', { keep: ({ kernel }) => kernel === 'object', batching: ['rows'] }, ['break-even']],
  ['one task', { keep: ({ kernel }) => kernel === 'points-new' }, ['gc']],
];
for (const [what, options, charts] of NARROW_BOUNDARY) {
  test(`the charts of the boundary cope with ${what}`, () => {
    const run = boundaryFixture(what.replaceAll(/\W+/g, '-'), options);
    for (const chart of charts) {
      assert.ok(drawnText(chart, run, 'light').includes(BOUNDARY[chart].shows[0]), chart);
    }
  });
}

test('break-even: without batching.csv it is drawn from crossings.csv, native code and js left out', () => {
  const run = fixture('crossings-even', { kernels: ['dot-f32', 'noop'], sizes: 1 });
  const text = drawnText('break-even', run, 'light');
  assert.ok(text.includes('dot-f32  wasm-simd +copy'));
  assert.ok(!text.includes('native') && !text.includes('noop') && !/dot-f32 {2}js/.test(text));
});

test('a run of one experiment has its own charts, the others are left out, and none at all is an error', () => {
  const run = boundaryFixture('one-experiment', { keep: ({ experiment }) => experiment === 'gc', batching: [] });
  const charts = () =>
    spawnSync(
      fileURLToPath(new URL('../../scripts/charts.sh', import.meta.url)),
      [run, ...Object.keys(CHARTS), ...Object.keys(BOUNDARY)],
      { encoding: 'utf8' },
    );
  const { status, stdout, stderr } = charts();
  assert.equal(status, 0, stderr);
  assert.match(stdout, /4 files/);
  assert.match(stderr, /charts: left out, calls: .*calls\.csv is missing or empty/);
  rmSync(join(run, 'gc.csv'));
  rmSync(join(run, 'charts'), { recursive: true });
  assert.equal(charts().status, 2);
});

test('where an experiment was not run, its chart says so, exits 0 and writes nothing', () => {
  const run = fixture('not-run', { kernels: ['dot-f32'], sizes: 1 });
  const header = readFileSync(join(run, 'startup.csv'), 'utf8').split('\n')[0];
  writeFileSync(join(run, 'startup.csv'), `${header}\n`);
  const { status, stderr, output } = draw('startup', run, 'svg', 'light');
  assert.equal(status, 0);
  assert.match(stderr, /startup\.csv has no rows for this chart; nothing drawn/);
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

test('every colour of the palette has a contrast of at least 3 to its ground, and there is one a variant', () => {
  /**
   * @param {string} file
   * @param {RegExp} pattern
   */
  const find = (file, pattern) =>
    readFileSync(join(plots, 'style', file), 'utf8').match(pattern)?.[1] ?? assert.fail(`${file} has ${pattern}`);
  /** @param {string} name */
  const list = (name) =>
    find('palette.gp', new RegExp(`^${name} += '([^']*)'`, 'm'))
      .trim()
      .split(/\s+/);
  /** @param {string} hex */
  const luminance = (hex) =>
    [1, 3, 5]
      .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  assert.deepEqual(list('known'), VARIANTS);
  for (const name of ['light', 'dark']) {
    const ground = luminance(find('theme.gp', new RegExp(`'${name}'\\) +\\{ ground = '(#\\w+)'`)));
    const colours = list(name);
    assert.equal(new Set(colours).size, VARIANTS.length + 1, 'all differ, and one for unknown variants');
    for (const colour of colours) {
      const [low, high] = [luminance(colour), ground].sort((a, b) => a - b);
      assert.ok((high + 0.05) / (low + 0.05) >= 3, `${colour} on ${name}`);
    }
  }
});
