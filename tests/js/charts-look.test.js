import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { VARIANTS } from '../tools/make-charts-fixture.js';
import { BUILD_DIR } from '../../harness/words/paths.js';
import { chartNames, draw, drawnText, fixture, marks, plots, scratch } from './support/charts.js';

const read = (/** @type {string} */ path) => readFileSync(path, 'utf8');
const PALETTE = join(BUILD_DIR, 'palette.gp');

/**
 * @param {string} path of a script
 * @returns {string[]} the files of plots/look/ that it loads itself
 */
const loads = (path) =>
  read(path)
    .split('\n')
    .flatMap((line) => [...line.replace(/^#.*/, '').matchAll(/\bload .*?'([\w-]+\.gp)'/g)].map(([, name]) => name));

test('a chart begins with its question, and every file of plots/look says what it reads and sets', () => {
  for (const chart of chartNames()) {
    const text = read(join(plots, `${chart}.gp`));
    assert.match(text, /^# [^\n]*\?\n/, `${chart} asks something`);
    assert.ok(text.includes(`\nchart = '${chart}'\n`), `${chart} has its own name`);
  }
  for (const name of readdirSync(join(plots, 'look'))) {
    const head = read(join(plots, 'look', name)).match(/^(#[^\n]*\n)+/)?.[0] ?? '';
    assert.match(head, /^# Reads: [\s\S]*^# Sets: {2}/m, `${name} says what it reads and sets`);
  }
});

test('a file of plots/look has several users: what has one belongs into its chart', () => {
  /** @type {Map<string, Set<string>>} */
  const users = new Map(readdirSync(join(plots, 'look')).map((name) => [name, new Set()]));
  const visit = (/** @type {string} */ path, /** @type {string} */ chart) => {
    for (const name of loads(path)) {
      users.get(name)?.add(chart) ?? assert.fail(`${basename(path)} loads ${name}`);
      visit(join(plots, 'look', name), chart);
    }
  };
  for (const chart of chartNames()) visit(join(plots, `${chart}.gp`), chart);
  for (const [name, charts] of users) assert.ok(charts.size > 1, `${name}: ${[...charts]}`);
});

test('without build/palette.gp a chart is an error that says what to do', () => {
  const copy = join(scratch, 'copy', 'plots');
  cpSync(plots, copy, { recursive: true });
  const { status, stderr } = spawnSync('gnuplot', [join(copy, 'speedup.gp')], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /speedup: build\/palette\.gp is not there: run `make build`/);
});

test('every colour of the palette has a contrast of at least 3 to its ground, and there is one a variant', () => {
  const find = (/** @type {string} */ path, /** @type {RegExp} */ pattern) =>
    read(path).match(pattern)?.[1] ?? assert.fail(`${path} has ${pattern}`);
  const list = (/** @type {string} */ name) =>
    find(PALETTE, new RegExp(`^${name} += '([^']*)'`, 'm'))
      .trim()
      .split(/\s+/);
  const luminance = (/** @type {string} */ hex) =>
    [1, 3, 5]
      .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const known = list('known');
  assert.deepEqual(
    VARIANTS.filter((variant) => !known.includes(variant)),
    [],
  );
  for (const name of ['light', 'dark']) {
    const ground = luminance(find(join(plots, 'look', 'start.gp'), new RegExp(`'${name}'\\) +\\{ ground = '(#\\w+)'`)));
    const colours = list(name);
    assert.equal(new Set(colours).size, known.length + 1, 'all differ, and one for unknown variants');
    for (const colour of colours) {
      const [low, high] = [luminance(colour), ground].sort((a, b) => a - b);
      assert.ok((high + 0.05) / (low + 0.05) >= 3, `${colour} on ${name}`);
    }
  }
  for (const name of ['filled', 'hollow']) assert.equal(list(name).length, known.length + 1, name);
});

const SETTINGS = ['threads=4', 'net=10mbit;phase=compile'];
const BROWSERS = ['chromium', 'firefox'];
const set = fixture('settings', { kernels: ['dot-f32'], engines: ['node', ...BROWSERS], settings: SETTINGS });

for (const chart of [
  'speedup',
  'speedup-engines',
  'staircase',
  'crossings',
  'crossings-engines',
  'transfer',
  'break-even',
  'dom',
  'warmup',
  'processes',
]) {
  test(`${chart}: cells of different settings are apart, and are called by variant and setting`, () => {
    const text = drawnText(chart, set, 'light');
    for (const setting of SETTINGS) {
      const variant = chart === 'dom' ? 'wasm-call' : 'wasm';
      const name = chart === 'break-even' ? `dot-f32  ${variant} ${setting}` : `${variant} ${setting}`;
      assert.ok(text.includes(name), name);
    }
    assert.ok(!text.includes('|'), 'what tells members apart in a list is not shown');
  });
}

test('compare: a row names the setting of its cell', () => {
  const file = join(set, 'compare.csv');
  const [header] = read(file).split('\n');
  const row = 'node,throughput,dot-f32,wasm,1024,1024,copy,5,5,1000,1200,0.2,0.19,0.21,0.01,0.04,,slower,0.05,0.01';
  writeFileSync(file, `${header}\n${row},\n${row},threads=4\n${row},a % of b\n`);
  const text = drawnText('compare', set, 'light');
  for (const name of ['wasm +copy, n', 'wasm +copy threads=4, n', 'wasm +copy a_%_of_b, n']) {
    assert.ok(text.includes(`dot-f32 ${name}`), name);
  }
});

test('a setting has the colour of its variant and the next shapes', () => {
  const svg = read(draw('staircase', set, 'svg', 'light').output);
  const wasm = 'rgb( 36,  73, 144)';
  const sizes = 4;
  const legend = 1;
  for (const shape of ['gpPt8', 'gpPt10', 'gpPt12']) assert.equal(marks(svg, shape, wasm), sizes + legend, shape);
});

/** Files of cells that have ways, and the charts made of them. */
const WAYS = /** @type {const} */ ([
  ['marshal.csv', 'strings', 'string-in-ascii', 'builtins'],
  ['marshal.csv', 'bandwidth', 'bytes-in', 'set'],
  ['gc.csv', 'gc', 'points-sum', 'wasm-gc'],
]);
for (const [file, chart, kernel, way] of WAYS) {
  test(`${chart}: ways of different settings are apart, and a file without the column reads as before`, () => {
    const run = join(scratch, `ways-${chart}`);
    mkdirSync(join(run, 'charts'), { recursive: true });
    const header =
      'engine,kernel,variant,n,batch,transfer,element,item_ns,item_low_ns,item_high_ns,' +
      'gb_per_s,gb_per_s_low,gb_per_s_high,speedup';
    const rows = ['js', way].flatMap((variant) =>
      [16, 1024].map((n) => `node,${kernel},${variant},${n},${n},resident,x,3,2,4,3,2,4,`),
    );
    const write = (/** @type {string[]} */ lines) => writeFileSync(join(run, file), `${lines.join('\n')}\n`);
    write([header, ...rows]);
    writeFileSync(join(run, 'environment.csv'), 'name,value\ncpu_model,Example CPU\n');
    const before = drawnText(chart, run, 'light');
    write([`${header},machine,setting`, ...rows.map((row) => `${row},,`)]);
    assert.equal(drawnText(chart, run, 'light'), before, 'an empty setting is none');
    const more = rows.filter((row) => row.includes(way)).map((row) => `${row},,threads=4`);
    write([`${header},machine,setting`, ...rows.map((row) => `${row},,`), ...more]);
    assert.ok(!before.includes('threads'));
    assert.ok(drawnText(chart, run, 'light').includes(`${way} threads=4`));
  });
}

test('crossings: break-even is ringed where JavaScript of the same setting is, or else that without one', () => {
  const run = fixture('rings', { kernels: ['dot-f32'], variants: ['js', 'wasm'], settings: ['threads=4'] });
  const at = (/** @type {string} */ name) => join(run, name);
  const [header, ...lines] = read(at('crossings.csv')).trimEnd().split('\n');
  const even = lines
    .filter((line) => /^node,dot-f32,wasm,resident/.test(line))
    .map((line) => line.replace(/,[^,]*,[^,]*,[^,]*,[^,]*,([^,]*)$/, ',16,15,17,js,$1'));
  assert.equal(even.length, 2);
  writeFileSync(at('crossings.csv'), `${[header, ...even].join('\n')}\n`);
  const rings = () =>
    [
      ...read(draw('crossings', run, 'svg', 'light').output).matchAll(
        /xlink:href='#gpPt5' transform='translate\(([\d.]+),([\d.]+)\)[^>]*color='rgb\( 27, {2}31, {2}36\)'/g,
      ),
    ].map(([, , y]) => y);
  const [own, other] = rings();
  assert.equal(own, other, 'js has no setting: both rings are at its curve');
  const summary = read(at('summary.csv'));
  const js = summary.split('\n').find((line) => /^node,crossings,dot-f32,js,16384,16384,/.test(line)) ?? '';
  writeFileSync(at('summary.csv'), `${summary}${js.replace(/[^,]*(,,,,,,)$/, '0.01$1')}threads=4\n`);
  const [first, second] = rings();
  assert.notEqual(first, second, 'js of that setting is faster');
});

test('node-versions: the variants of a setting have lines of their own', () => {
  const run = fixture('nodes', {
    kernels: ['dot-f32'],
    engines: ['node-22', 'node'],
    sizes: 1,
    settings: ['threads=4'],
  });
  assert.ok(drawnText('node-versions', run, 'light').includes('wasm-simd threads=4'));
});
