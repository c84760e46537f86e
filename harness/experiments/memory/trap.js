/**
 * What it costs to leave memory on purpose: WebAssembly traps, JavaScript catches a RuntimeError.
 * Against JavaScript that finds out by itself and throws, and against calls that stay inside.
 *
 * Errors are garbage, with the stack that they noted; they die at once, and go with the next
 * collection of young objects.
 */

import { NO_OUTPUT, instantiate } from '../../agent/for-subjects.js';
import { bodyOf, each } from './body.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

/** A trap takes microseconds, and an iteration should stay well under a millisecond. */
const CALLS = 100;
const PAGE_BYTES = 65536;

/** @type {Subject[]} */
export const SUBJECTS = [
  {
    kernel: 'memory-trap',
    title: 'call that leaves memory, and catch',
    element: 'call',
    bytesPerElement: 0,
    sizes: [CALLS],
    ways: [
      { variant: 'js', set: 'thrown' },
      { variant: 'js-constant', set: 'constant' },
      { variant: 'js-inside' },
      { variant: 'loop/js', set: 'loop' },
      { variant: 'inside' },
      { variant: 'trap', set: 'thrown' },
      { variant: 'trap-checked', set: 'thrown' },
    ],
    outputBytes: () => 0,
    reference: (n) => ({ result: n, output: NO_OUTPUT }),
  },
];

/** What `js-constant` throws: it notes no stack. */
class OutOfBounds {}
const OUT_OF_BOUNDS = new OutOfBounds();

/**
 * The body of `get` in JavaScript.
 * @param {Uint8Array} bytes
 * @param {boolean} withStack
 */
function getter(bytes, withStack) {
  const leave = withStack ? "throw new RangeError('memory access out of bounds')" : 'throw constant';
  return new Function(
    'bytes',
    'constant',
    `return (address) => {
    if (address >= bytes.length) ${leave};
    return bytes[address];
  }`,
  )(bytes, OUT_OF_BOUNDS);
}

const INSIDE = each('total += get(i);');

/**
 * Engines count what a function has done when it returns: one that never does is never compiled
 * well. So it has done its usual work before.
 * @param {Function} get
 */
function train(get) {
  for (let i = 0; i < 1e6; i++) {
    try {
      get(i % 1e4 === 0 ? PAGE_BYTES : i % PAGE_BYTES);
    } catch {
      // As wanted: it is part of what it does.
    }
  }
}

/**
 * @param {Function} get
 * @param {Function} error the class of what is caught
 */
const leaving = (get, error) =>
  bodyOf(
    { get, error, outside: PAGE_BYTES },
    each('try { total -= get(outside + i) + 1; } catch (caught) { total += caught instanceof error ? 1 : 0; }'),
  );

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open({ variant }, loader) {
  const output = () => NO_OUTPUT;
  if (variant === 'loop/js') {
    return { body: bodyOf({}, each('total += 1;')), functions: {}, output };
  }
  if (variant.startsWith('js')) {
    const withStack = variant === 'js';
    const get = getter(new Uint8Array(PAGE_BYTES).fill(1), withStack);
    train(get);
    const body = variant === 'js-inside' ? bodyOf({ get }, INSIDE) : leaving(get, withStack ? RangeError : OutOfBounds);
    return { body, functions: { get }, output };
  }
  const exported = await instantiate(loader, 'memory/memory.wasm');
  new Uint8Array(exported.memory.buffer).fill(1);
  const get = variant === 'trap-checked' ? exported.get_checked : exported.get;
  train(get);
  return {
    body: variant === 'inside' ? bodyOf({ get }, INSIDE) : leaving(get, WebAssembly.RuntimeError),
    functions: { get },
    output,
  };
}
