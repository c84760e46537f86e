/**
 * docs/CI.md: the commands of its workflow, as they stand there, in copies of the tree.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../../harness/words/paths.js';
import { copyCheckout } from './support/checkout.js';
import { HANG_MS } from './support/waiting.js';

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

const SMALL = {
  KERNELS: 'dot-f32',
  VARIANTS: 'js,wasm',
  SIZES: '1024',
  EXPERIMENTS: 'throughput',
  PROCESSES: '3',
  BUDGET: '1',
};

/** @returns {string} the workflow of the page */
const workflow = () => /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/CI.md'), 'utf8'))?.[1] ?? '';

/**
 * @param {string} yaml
 * @returns {string[]} the scripts of its steps: what is indented below `run: |`
 */
function scripts(yaml) {
  const lines = yaml.split('\n');
  return lines.flatMap((line, i) => {
    const indent = /^( +)run: \|$/.exec(line)?.[1].length;
    if (indent === undefined) {
      return [];
    }
    const body = lines.slice(i + 1);
    const end = body.findIndex((other) => other.trim() !== '' && other.search(/\S/) <= indent);
    return [body.slice(0, end < 0 ? body.length : end).join('\n')];
  });
}

/**
 * A checkout of the tree, as `actions/checkout` leaves it, and built. Its node_modules is a folder
 * of its own with a link a package: an npm that cleans it up takes the links, not what they lead to.
 * @param {string} side
 */
function checkout(side) {
  copyCheckout(join(dir, side));
  const modules = join(ROOT, 'node_modules');
  mkdirSync(join(dir, side, 'node_modules'));
  for (const name of readdirSync(modules).filter((entry) => !entry.startsWith('.'))) {
    symlinkSync(join(modules, name), join(dir, side, 'node_modules', name));
  }
  cpSync(join(modules, '.package-lock.json'), join(dir, side, 'node_modules/.package-lock.json'), {
    preserveTimestamps: true,
  });
}

/** An npm that installs nothing, before the real one: what tests need is there, or they fail. */
const tools = join(dir, 'tools');
mkdirSync(tools);
writeFileSync(join(tools, 'npm'), '#!/bin/sh\necho "npm $*: not in a test" >&2\nexit 1\n', { mode: 0o755 });
const PATH = `${tools}:${process.env.PATH}`;

/** A gnuplot that leaves a blank sheet: the workflow draws eight runs, and of one run charts are looked at below. */
const sketches = join(dir, 'sketches');
mkdirSync(sketches);
const BLANK = `#!/bin/sh
[ "$1" = -e ] || exit 2
output=\${2#*output=\\'}
echo blank >"\${output%%\\'*}"
`;
writeFileSync(join(sketches, 'gnuplot'), BLANK, { mode: 0o755 });

/**
 * @param {string} script
 * @param {Record<string, string>} env
 * @param {string} cwd as a step of the workflow
 */
function step(script, env, cwd = dir) {
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...SMALL,
      PATH: `${sketches}:${PATH}`,
      GITHUB_STEP_SUMMARY: join(cwd, 'summary.md'),
      ...env,
    },
  });
}

/** @param {...string} args of make, in the tree `head` */
const make = (...args) =>
  spawnSync('make', ['-C', join(dir, 'head'), `NODE=${process.execPath}`, ...args], {
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });

test('the workflow builds, measures in turns, puts together and compares', { timeout: HANG_MS }, () => {
  ['base', 'head'].forEach(checkout);
  const all = scripts(workflow());
  assert.equal(all.length, 4);
  // Whatever the machine does meanwhile, nothing gets eleven times slower.
  const env = { THRESHOLD: '1000' };
  for (const script of all) {
    const { status, stdout, stderr } = step(script, env);
    assert.equal(status, 0, `${script}\n${stdout}${stderr}`);
  }
  const samples = readFileSync(join(dir, 'runs/head/samples.csv'), 'utf8').trimEnd().split('\n').slice(1);
  assert.deepEqual([...new Set(samples.map((row) => row.split(',')[0]))], ['turn-1', 'turn-2', 'turn-3', 'turn-4']);
  const comparison = readFileSync(join(dir, 'comparison.md'), 'utf8');
  assert.match(comparison, /^\*\*Tollgate: no regression proven\.\*\* /);
  assert.equal(readFileSync(join(dir, 'summary.md'), 'utf8'), comparison);
  const [, row] = readFileSync(join(dir, 'runs/head/compare.csv'), 'utf8').split('\n');
  assert.equal(row.split(',')[7], '12', 'four turns of three processes');

  const compare = all[3];
  rmSync(join(dir, 'runs/base'), { recursive: true });
  mkdirSync(join(dir, 'runs/base'));
  assert.equal(step(compare, env).status, 2, 'a run that is not there fails the job');
});

test('what cannot be judged is a warning of the workflow, a proven slowdown its failure', () => {
  const compare = scripts(workflow())[3];
  const cwd = join(dir, 'pretended');
  mkdirSync(join(cwd, 'head/build'), { recursive: true });
  for (const [code, expected] of [
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 0],
  ]) {
    writeFileSync(join(cwd, 'head/build/tollgate'), `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 });
    const { status, stdout } = step(compare, { THRESHOLD: '10' }, cwd);
    assert.equal(status, expected);
    assert.equal(stdout.includes('::warning::'), code === 3);
  }
});

test('make compare draws, prints the exit code, and says which folders it needs', () => {
  const run = join(dir, 'runs/head');
  const ran = make('-s', 'compare', `BASE=${run}`, `NEW=${run}`, 'THRESHOLD=1000', 'FORMAT=json');
  assert.equal(ran.status, 0, ran.stderr);
  const {
    verdict,
    exit_code: exitCode,
    threshold,
    cells,
    warnings,
  } = JSON.parse(ran.stdout.slice(ran.stdout.indexOf('{')));
  assert.deepEqual([verdict, exitCode, threshold, cells.length, warnings], ['no regression proven', 0, 10, 3, []]);
  assert.match(ran.stderr, /compare: exit code 0/);
  assert.ok(existsSync(join(run, 'charts/compare-light.svg')));

  const without = make('compare', `BASE=${run}`);
  assert.equal(without.status, 2);
  assert.match(without.stderr, /BASE= and NEW= name the folders of two runs/);
});

test('a run that was not compared has no chart of it, and make charts does not ask for one', () => {
  const run = join(dir, 'runs/head/turn-1');
  const ran = make('charts', `RUN=${run}`);
  assert.equal(ran.status, 0, ran.stderr);
  assert.doesNotMatch(ran.stderr, /compare/);
  assert.equal(existsSync(join(run, 'charts/compare-light.svg')), false);
});
