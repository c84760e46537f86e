/**
 * Copies of the tree that can measure, for whoever changes something in one.
 */

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../harness/words/paths.js';

/** What bench needs. */
const TO_MEASURE = [
  'package.json',
  'harness',
  'kernels',
  'build/wasm',
  'build/native',
  'build/experiments',
  'build/tollgate',
  'build/stats.wasm',
  'build/toolchain.txt',
];
/** What make needs besides, to build a kernel again and nothing else. */
export const TO_BUILD = ['Makefile', 'make', 'package-lock.json', 'scripts', 'build/deps.stamp'];

/**
 * @param {string} dir to be made
 * @param {string[]} more files and folders besides what bench needs
 */
export function copyTree(dir, more = []) {
  [...TO_MEASURE, ...more].forEach((part) =>
    cpSync(join(ROOT, part), join(dir, part), { recursive: true, preserveTimestamps: true }),
  );
}
