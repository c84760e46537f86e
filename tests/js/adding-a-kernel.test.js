/**
 * docs/ADDING-A-KERNEL.md, followed word for word in a copy of the tree.
 */

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../../harness/words/paths.js';
import { copyCheckout, linkModules } from './support/checkout.js';
import { HANG_MS } from './support/waiting.js';

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

/** @returns {{ path: string, text: string }[]} the files that the page writes out */
function filesOfThePage() {
  const page = readFileSync(join(ROOT, 'docs/ADDING-A-KERNEL.md'), 'utf8');
  const sections = page.split(/^## /m).filter((section) => /^\d+\. .*`kernels\//.test(section));
  return sections.map((section) => ({
    path: /`(kernels\/[^`]+)`/.exec(section)?.[1] ?? '',
    text: /```\w+\n([\s\S]*?)```/.exec(section)?.[1] ?? '',
  }));
}

test("the page's files, under 150 lines in one folder, are all that a new kernel takes", { timeout: HANG_MS }, () => {
  copyCheckout(dir, ['tests']);
  linkModules(dir);
  const files = filesOfThePage();
  assert.deepEqual([...new Set(files.map(({ path }) => dirname(path)))], ['kernels/saxpy']);
  assert.ok(files.reduce((lines, { text }) => lines + text.split('\n').length - 1, 0) < 150);
  mkdirSync(join(dir, 'kernels/saxpy'));
  files.forEach(({ path, text }) => writeFileSync(join(dir, path), text));

  const make = (/** @type {string[]} */ ...args) =>
    spawnSync('make', ['-C', dir, `NODE=${process.execPath}`, ...args], { encoding: 'utf8' });
  const run = make('bench', 'KERNELS=saxpy', 'QUICK=1', 'PROCESSES=3', 'BUDGET=3', 'EXPERIMENTS=throughput', 'OUT=run');
  assert.equal(run.status, 0, run.stdout + run.stderr);
  const summary = readFileSync(join(dir, 'run/summary.csv'), 'utf8');
  for (const variant of ['js', 'wasm', 'wasm-simd', 'native', 'native-simd', 'native-march']) {
    assert.match(summary, new RegExp(`,throughput,saxpy,${variant},1024,1024,resident,`));
  }
  make('build/sanitize/agent', 'build/sanitize/saxpy-native.so', 'build/sanitize/saxpy-native-simd.so');
  const { NODE_TEST_CONTEXT: _, ...env } = process.env; // or the runner would not show what it ran
  const args = ['--test', '--test-reporter=spec', '--test-name-pattern=saxpy', join(dir, 'tests/js/kernels.test.js')];
  const tests = execFileSync(process.execPath, args, { encoding: 'utf8', env });
  assert.match(tests, /wasm-simd computes what the scalar C computes/);
});
