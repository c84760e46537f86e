/**
 * Copies of the tree that `make` builds and measures in, as somebody has them who has built once.
 */

import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../harness/words/paths.js';

const PARTS = [
  'Makefile',
  'make',
  'package.json',
  'package-lock.json',
  'harness',
  'kernels',
  'claims',
  'scripts',
  'plots',
  'build',
];

/** What no run needs in build/: it is large, or linters change it meanwhile. */
const LEFT_OUT = ['engines', 'grid', 'fuzz', 'coverage', 'tests', 'tidy', 'cppcheck'].map((name) =>
  join(ROOT, 'build', name),
);

/**
 * @param {string} dir to be made
 * @param {string[]} [more] files and folders besides
 */
export function copyCheckout(dir, more = []) {
  for (const part of [...PARTS, ...more].filter((name) => existsSync(join(ROOT, name)))) {
    cpSync(join(ROOT, part), join(dir, part), {
      recursive: true,
      preserveTimestamps: true,
      filter: (source) => !LEFT_OUT.includes(source),
    });
  }
}

/** @param {string} dir a copy, which gets the packages of this checkout */
export function linkModules(dir) {
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
}
