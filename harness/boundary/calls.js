/**
 * Calls: what it costs to get into a function and back.
 */

import { NO_OUTPUT, instantiate } from './subject.js';

/** @import { CellSpec } from '../agent/cell-spec.js' */
/** @import { Loader } from '../agent/cell.js' */
/** @import { Opened, Subject } from './subject.js' */

const CALLS = 1000;

/** @type {Subject[]} */
export const SUBJECTS = [
  {
    kernel: 'call-i32-2',
    title: '(i32, i32) to i32',
    element: 'call',
    bytesPerElement: 0,
    sizes: [CALLS],
    batches: () => [1],
    ways: [{ variant: 'loop-js' }, { variant: 'js-js' }, { variant: 'js-wasm' }],
    outputBytes: () => 0,
    reference: (n) => ({ result: n * (n - 1), output: NO_OUTPUT }),
  },
];

/** @param {CellSpec} cell @param {Loader} loader @returns {Promise<Opened>} */
export async function open(cell, loader) {
  const { add } = cell.variant === 'js-wasm' ? await instantiate(loader, 'calls.wasm') : { add: (/** @type {number} */ a, /** @type {number} */ b) => (a + b) | 0 };
  const call = cell.variant === 'loop-js' ? '(i + i)' : 'add(i, i)';
  const body = new Function('add', `return (iterations, n) => {
    let total = 0;
    for (let k = 0; k < iterations; k++) {
      total = 0;
      for (let i = 0; i < n; i++) total = (total + ${call}) | 0;
    }
    return total;
  }`)(add);
  return { body, functions: cell.variant === 'loop-js' ? {} : { add }, output: () => NO_OUTPUT };
}
