/**
 * Node that compiles no callee into its caller: beside the plain one it shows which calls
 * were calls. Wrappers between JavaScript and WebAssembly stay as they are.
 */

import * as node from './node.js';

const FLAGS = ['--no-maglev-inlining', '--no-turbo-inlining', '--no-wasm-inlining', '--no-turboshaft-wasm-in-js-inlining'];

/** @param {string} path of the binary @param {string} pin */
export const start = (path, pin) => node.start(path, pin, FLAGS);

export { agrees, isTop } from './node.js';
