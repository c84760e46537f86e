/**
 * The textbook example: 1,000 calls of add(i, i), or one call of a loop.
 */

import { batchesUpTo } from '../../words/batches.js';
import { NO_OUTPUT, instantiate } from '../../agent/for-subjects.js';

/** @import { Open, Subject } from '../../agent/for-subjects.js' */

/** @type {Subject} */
export const ADD = {
  kernel: 'add',
  title: 'sum of add(i, i), one by one or many in a call',
  element: 'addition',
  bytesPerElement: 0,
  sizes: [1000],
  batches: (n) => batchesUpTo(n, 2),
  ways: [{ variant: 'js', batched: false }, { variant: 'wasm' }, { variant: 'wasm-arguments', single: true }],
  outputBytes: () => 0,
  reference: (n) => ({ result: n * (n - 1), output: NO_OUTPUT }),
};

/**
 * @param {string} call of `f`, one addition
 * @returns {string} source of a body
 */
const oneByOne = (call) => `return (iterations, n) => {
  let total = 0;
  for (let k = 0; k < iterations; k++) {
    total = 0;
    for (let i = 0; i < n; i++) total = (total + ${call}) | 0;
  }
  return total;
}`;

const MANY_A_CALL = `return (iterations, n, batch) => {
  let total = 0;
  for (let k = 0; k < iterations; k++) {
    total = 0;
    for (let first = 0; first < n; first += batch) {
      total = (total + f(first, n - first < batch ? n - first : batch)) | 0;
    }
  }
  return total;
}`;

/** @type {Open} */
export async function openAdd({ variant }, loader) {
  if (variant === 'js') {
    const f = (/** @type {number} */ a, /** @type {number} */ b) => (a + b) | 0;
    return { body: new Function('f', oneByOne('f(i, i)'))(f), functions: {}, output: () => NO_OUTPUT };
  }
  const { add, add_range: addRange } = await instantiate(loader, 'batching/add.wasm');
  const [f, source] = variant === 'wasm' ? [addRange, MANY_A_CALL] : [add, oneByOne('f(i, i)')];
  return { body: new Function('f', source)(f), functions: { f }, output: () => NO_OUTPUT };
}
