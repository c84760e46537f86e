/**
 * Copies of the tree for tests that break things, and what they read of a run.
 */

import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PARTS = ['package.json', 'harness', 'kernels', 'build/wasm', 'build/native', 'build/tollgate', 'build/stats.wasm', 'build/toolchain.txt'];

/** @param {string} dir to be made, with what bench needs */
export function copyTree(dir) {
  PARTS.forEach((part) => cpSync(join(ROOT, part), join(dir, part), { recursive: true, preserveTimestamps: true }));
}

/** @param {string} dir @param {...string} argv */
export function bench(dir, ...argv) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dir, 'harness/bench.js'), ...argv], { encoding: 'utf8', timeout: 120000 });
  return { status, stdout, stderr };
}

/** @param {string} path @returns {Record<string, string>[]} of files without quoted fields */
export function rows(path) {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i], value])));
}
