/**
 * Node that compiles no callee into its caller: beside the plain one it shows which calls were
 * calls. Wrappers between JavaScript and WebAssembly stay as they are: they are inlined where V8
 * inlines them, which is why JavaScript is kept out by a size of 0 and not by --no-turbo-inlining,
 * which takes the wrappers along. For the same reason WebAssembly is still inlined into
 * JavaScript: V8 14.6 has no flag for that alone (scripts/prove/inlining.js).
 */

import { execFileSync } from 'node:child_process';
import { node, start } from './node.js';

/** @import { Engine } from './contract.js' */

/** By name, which not every version knows, and value. */
const FLAGS = {
  '--max-inlined-bytecode-size': '=0',
  '--max-inlined-bytecode-size-cumulative': '=0',
  '--max-inlined-bytecode-size-small': '=0',
  '--max-inlined-bytecode-size-small-total': '=0',
  '--maglev-inlining': false,
  '--wasm-inlining': false,
  '--wasm-inlining-call-indirect': false,
  '--experimental-wasm-inlining': false,
  '--experimental-wasm-inlining-call-indirect': false,
};

/** @type {Map<string, string[]>} by path */
const known = new Map();

/**
 * @param {string} path of the binary
 * @returns {string[]} those flags that it knows; with another it would not start
 */
function flagsOf(path) {
  const flags = known.get(path) ?? readFlags(path);
  known.set(path, flags);
  return flags;
}

/** @param {string} path */
function readFlags(path) {
  const names = new Set(
    execFileSync(path, ['--v8-options'], { encoding: 'utf8' })
      .match(/^ +--[a-z0-9-]+/gm)
      ?.map((name) => name.trim()),
  );
  return Object.entries(FLAGS)
    .filter(([name]) => names.has(name))
    .map(([name, value]) => (value === false ? name.replace('--', '--no-') : `${name}${value}`));
}

/** @type {Engine} */
export const nodeNoInlining = {
  ...node,
  name: 'node-no-inlining',
  usual: false,
  isForProof: true,
  start: (path, pin) => start(path, pin, flagsOf(path)),
};
