/**
 * An experiment, a toolchain, a chart, a claim and a page are added to a copy of the tree, each as new files only. They
 * are built and run, and found wherever people look. Git says that no file was edited.
 */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { copyCheckout, linkModules } from './support/checkout.js';
import { rows } from './support/tree.js';
import { HANG_MS } from './support/waiting.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
const tree = join(scratch, 'tree');
const run = join(scratch, 'run');
after(() => rmSync(scratch, { recursive: true, force: true }));

/**
 * @param {string} command
 * @param {...string} words
 */
function inTree(command, ...words) {
  const options = /** @type {const} */ ({ cwd: tree, encoding: 'utf8', timeout: HANG_MS });
  return spawnSync(command, words, { ...options, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
}

/**
 * @param {string} command
 * @param {...string} words
 * @returns {string} what it printed
 */
function done(command, ...words) {
  const { status, stdout, stderr } = inTree(command, ...words);
  assert.equal(status, 0, `${command} ${words.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

const make = (/** @type {string[]} */ ...words) => done('make', '-s', `NODE=${process.execPath}`, ...words);
const git = (/** @type {string[]} */ ...words) =>
  done('git', '-c', 'user.name=test', '-c', 'user.email=test@localhost', ...words);

/** @type {string[]} */
const planted = [];

/** @param {Record<string, string>} files by their paths in the tree */
function plant(files) {
  for (const [path, text] of Object.entries(files)) {
    assert.ok(!existsSync(join(tree, path)), `${path} is new`);
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
    planted.push(path);
  }
}

const EXPERIMENT = {
  'harness/experiments/planted/experiment.js': `
import { SUBJECTS } from './subjects.js';

export default {
  name: 'planted',
  question: 'What does a sum cost that was planted?',
  method: 'rounds',
  form: 'items',
  heading: 'sums that were planted',
  onRequest: true,
  offeredOnPage: true,
  subjects: SUBJECTS,
};
`,
  'harness/experiments/planted/subjects.js': `
import { NO_OUTPUT, instantiate } from '../../agent/for-subjects.js';

export const SUBJECTS = [
  {
    kernel: 'planted-sum',
    title: 'the sum of the numbers below n',
    element: 'number',
    bytesPerElement: 0,
    sizes: [64],
    ways: [{ variant: 'js' }, { variant: 'wasm', module: 'planted/planted.wasm' }],
    outputBytes: () => 0,
    reference: (n) => ({ result: (n * (n - 1)) / 2, output: NO_OUTPUT }),
  },
];

function sumInJavaScript(n) {
  let total = 0;
  for (let i = 0; i < n; i++) {
    total += i;
  }
  return total;
}

export async function open({ variant }, loader) {
  const sum = variant === 'js' ? sumInJavaScript : (await instantiate(loader, 'planted/planted.wasm')).sum;
  const body = (iterations, n) => {
    let result = 0;
    for (let i = 0; i < iterations; i++) {
      result = sum(n);
    }
    return result;
  };
  return { body, functions: { sum }, output: () => NO_OUTPUT };
}
`,
  'harness/experiments/planted/planted.wat': `
(module
  (func (export "sum") (param $n i32) (result i32)
    (local $i i32) (local $total i32)
    (block $end
      (loop $next
        (br_if $end (i32.ge_u (local.get $i) (local.get $n)))
        (local.set $total (i32.add (local.get $total) (local.get $i)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (local.get $total)))
`,
};

/** Modules of Emscripten, optimised once more by Binaryen. */
const TOOLCHAIN = {
  'harness/toolchains/planted/toolchain.js': `
export default {
  name: 'planted',
  about: 'modules that were optimised twice',
  variants: [
    {
      variant: 'wasm-planted',
      host: 'javascript',
      source: '.c',
      product: 'build/wasm/{family}_planted.wasm',
      crosses: true,
      optional: true,
      place: 45,
      colour: { light: '#0a7b6c', dark: '#c0ffee' },
      point: { filled: 7, hollow: 6 },
    },
  ],
};
`,
  'harness/toolchains/planted/rules.mk': `
PRODUCTS += build/wasm/dot_planted.wasm
build/wasm/%_planted.wasm: build/wasm/%.wasm
	$(call show,WASM)
	$Q$(NODE) node_modules/binaryen/bin/wasm-opt --all-features -O1 -o $@ $<
`,
};

const CHART = {
  'plots/planted.gp': `
# One point a way.
if (format eq 'svg') { set terminal svg size 960,540 } else { set terminal pngcairo size 1920,1080 }
set output output
set datafile separator ','
set title 'What does a sum cost that was planted?'
set ylabel 'time of a number (ns)'
plot run.'/planted.csv' using 0:(column('item_ns')):xtic(strcol('variant')) with points title theme
`,
};

const CLAIM = {
  'claims/planted-sums.claim': `claim: Sums in WebAssembly are twice as fast.
source: A. Author, "A paper that nobody wrote", https://example.org/paper
year: 2021
opened: yes
quantity: speedup over JavaScript
published: 1.7..2.3
unit: times
rule: confirmed if the interval overlaps the published range
query: experiment=planted kernel=planted-sum variant=wasm base=js
`,
};

const PAGE = {
  'harness/web/pages/planted/index.html': `<!doctype html>
<html lang="en">
<title>A page that was planted</title>
<p>Patterns to play with.</p>
</html>
`,
};

before(() => {
  copyCheckout(tree, ['.gitignore']);
  linkModules(tree);
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'before');
});

test('each addition is new files, and git finds no edited one', () => {
  for (const files of [EXPERIMENT, TOOLCHAIN, CHART, CLAIM, PAGE]) {
    plant(files);
    assert.equal(git('diff', '--stat', 'HEAD'), '');
    const untracked = git('ls-files', '--others', '--exclude-standard').trim().split('\n');
    assert.deepEqual(untracked.sort(), [...planted].sort());
  }
});

test('make builds what they need, and one run measures the experiment and the toolchain', () => {
  make('build');
  const words = ['--kernels', 'dot-f32,planted-sum', '--experiments', 'throughput,planted', '--sizes', '1024,64'];
  const few = ['--variants', 'js,wasm,wasm-planted', '--engines', 'node,native', '--processes', '3', '--budget', '1'];
  const tables = done(process.execPath, 'harness/bench.js', ...words, ...few, '--out', run);
  const plan = readFileSync(join(run, 'plan.json'), 'utf8');
  assert.ok(plan.includes('wasm-planted') && plan.includes('planted-sum'), 'both are planned');
  const measured = new Set(
    rows(join(run, 'samples.csv')).map(({ experiment, kernel, variant }) => [experiment, kernel, variant].join(' ')),
  );
  assert.deepEqual([...measured].sort(), [
    'planted planted-sum js',
    'planted planted-sum wasm',
    'throughput dot-f32 js',
    'throughput dot-f32 wasm',
    'throughput dot-f32 wasm-planted',
  ]);
  const declared = rows(join(run, 'experiments.csv')).find(({ experiment }) => experiment === 'planted');
  assert.equal(declared?.form, 'items');
  assert.deepEqual(
    rows(join(run, 'planted.csv')).map(({ kernel, variant }) => `${kernel} ${variant}`),
    ['planted-sum js', 'planted-sum wasm'],
  );
  assert.ok(tables.includes('planted-sum') && tables.includes('wasm-planted'), tables);
});

test('the chart is among the charts, and the variant in the others, in its own colour', () => {
  assert.match(make('-n', 'charts', `RUN=${run}`), /charts\.sh .*\bplanted\b/);
  make('charts', `RUN=${run}`, 'CHARTS=planted speedup');
  const planted = readFileSync(join(run, 'charts/planted-light.svg'), 'utf8');
  assert.ok(planted.includes('What does a sum cost that was planted?'));
  const speedup = readFileSync(join(run, 'charts/speedup-light.svg'), 'utf8');
  assert.ok(speedup.includes('wasm-planted'));
  assert.ok(/rgb\( *10, *123, *108\)/.test(speedup), 'it has the colour of the toolchain');
});

test('the claim is listed, and make help names all five', () => {
  assert.match(make('claims'), /planted-sums +2021 +speedup over JavaScript +1\.7\.\.2\.3 times/);
  const help = make('help').replace(/\s+/g, ' ');
  assert.match(help, /\bplanted What does a sum cost that was planted\?/);
  assert.match(help, /\bplanted modules that were optimised twice: wasm-planted\b/);
  assert.match(help, /\bcharts [a-z -]*\bplanted\b/);
  assert.match(help, /\bclaims [a-z -]*\bplanted-sums\b/);
  assert.match(help, /\bpages [a-z -]*\bplanted\b/);
});

test('the page is offered, and the pages are offered the experiment and the variant', async () => {
  const server = spawn(process.execPath, [join(tree, 'harness/web/serve.js'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const address = await new Promise((resolve) => {
      let said = '';
      server.stdout.on('data', (data) => {
        said += data;
        const [url] = /http:\S+(?=\s)/.exec(said) ?? [];
        if (url !== undefined) {
          resolve(url);
        }
      });
    });
    const get = async (/** @type {string} */ path) => (await fetch(new URL(path, address))).text();
    assert.match(await get('/'), /<a href="([^"]*\/pages\/planted\/index\.html)">A page that was planted<\/a>/);
    assert.match(await get('/harness/web/pages/planted/index.html'), /Patterns to play with/);
    const { experiments, kernels, variants } = JSON.parse(await get('/choices'));
    const names = (/** @type {{ name: string }[]} */ list) => list.map(({ name }) => name);
    assert.ok(names(experiments).includes('planted'));
    assert.ok(kernels.some((/** @type {{ kernel: string }} */ { kernel }) => kernel === 'planted-sum'));
    const variant = variants.find((/** @type {{ name: string }} */ { name }) => name === 'wasm-planted');
    assert.deepEqual(variant?.colour, { light: '#0a7b6c', dark: '#c0ffee' });
  } finally {
    server.kill();
  }
});

test('a toolchain describes itself for the environment of a run, and names the tools that it needs', () => {
  plant({ 'harness/toolchains/planted/describe.sh': '#!/bin/sh\necho "planted_version=1.2.3"\n' });
  make('build/toolchain.txt');
  assert.match(readFileSync(join(tree, 'build/toolchain.txt'), 'utf8'), /^planted_version=1\.2\.3$/m);
  plant({ 'harness/toolchains/planted/tools': 'bench required command no-such-tool  is planted\n - - - -\n' });
  const { stdout, stderr } = inTree('scripts/deps.sh', '--check', 'bench');
  assert.match(stdout + stderr, /no-such-tool/);
});

test('after all that, git still finds no edited file, and nothing that was not planted', () => {
  assert.equal(git('diff', '--stat', 'HEAD'), '');
  const untracked = git('ls-files', '--others', '--exclude-standard').trim().split('\n');
  assert.deepEqual(untracked.sort(), [...planted].sort());
});
