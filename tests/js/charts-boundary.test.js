import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { DIRECTIONS, TEXTS } from '../tools/make-boundary-fixture.js';
import { boundaryFixture, chartNames, draw, drawnText, fixture, pngSize, scratch } from './support/charts.js';

/** @import { BoundaryOptions } from './support/charts.js' */

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

/** @type {[string, BoundaryOptions, string[]][]} */
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
    spawnSync(fileURLToPath(new URL('../../scripts/charts.sh', import.meta.url)), [run, ...chartNames()], {
      encoding: 'utf8',
    });
  const { status, stdout, stderr } = charts();
  assert.equal(status, 0, stderr);
  assert.match(stdout, /4 files/);
  assert.match(stderr, /charts: left out, calls: .*calls\.csv is missing or empty/);
  rmSync(join(run, 'gc.csv'));
  rmSync(join(run, 'charts'), { recursive: true });
  assert.equal(charts().status, 2);
});
