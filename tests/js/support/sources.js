/**
 * The sources of the project as texts by path, for tests that judge how they are written. A test plants faults
 * in a copy of this map.
 */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { parse } from 'acorn';
import { filesBelow } from '../../../harness/words/files.js';
import { ROOT } from '../../../harness/words/paths.js';

/** @typedef {Map<string, string>} Sources text of each file, by its path below the root, with `/` between folders */

/** What is written by hand and run; what tests need besides is in tests/. */
const PRODUCT = ['Makefile', 'make', 'harness', 'kernels', 'plots', 'scripts'];
const ENDINGS = ['.js', '.c', '.h', '.sh', '.gp', '.mk'];

/**
 * @param {string[]} [places] files and folders below the root; those that are not there are left out
 * @param {string} [root]
 * @returns {Sources}
 */
export function readSources(places = PRODUCT, root = ROOT) {
  const files = places
    .map((place) => join(root, place))
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      statSync(path).isDirectory() ? filesBelow(path).filter((file) => ENDINGS.includes(extname(file))) : [path],
    );
  return new Map(files.map((file) => [relative(root, file), readFileSync(file, 'utf8')]));
}

/**
 * @param {string} text of a JavaScript module
 * @returns {{ tree: import('acorn').Program, comments: import('acorn').Comment[] }}
 */
export function parseModule(text) {
  /** @type {import('acorn').Comment[]} */
  const comments = [];
  const options = /** @type {const} */ ({ ecmaVersion: 'latest', sourceType: 'module', locations: true });
  return { tree: parse(text, { ...options, onComment: comments }), comments };
}

/**
 * Calls `visit` with each node of a syntax tree, a node before those inside it.
 * @param {import('acorn').Node} node
 * @param {(node: import('acorn').AnyNode) => void} visit
 */
export function walk(node, visit) {
  visit(/** @type {import('acorn').AnyNode} */ (node));
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') {
        walk(child, visit);
      }
    }
  }
}

/**
 * @param {string} text of a C file
 * @returns {string} the same without its comments; lines stay where they are
 */
export const withoutCComments = (text) =>
  text.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found,
  );
