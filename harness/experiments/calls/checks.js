/**
 * What `make prove-calls` and `make prove-inlining` check: which cells of this experiment must agree with each other,
 * and which calls V8 14.6 must compile into their callers.
 */

import { SUBJECTS } from './subjects.js';
import { CHAINS } from './ways.js';

/** @import { Subject } from '../../agent/for-subjects.js' */

const AGAIN = '/again';
const CHAIN = '/chain-';

/** The subject with the cells that check others. */
export const CHECKED = /** @type {Subject} */ (
  SUBJECTS.find(({ ways }) => ways.some(({ variant }) => variant.endsWith(AGAIN)))
);

const variants = CHECKED.ways.map(({ variant }) => variant);

/**
 * @param {string} variant
 * @returns {string} its first word
 */
const directionOf = (variant) => variant.split('/')[0];

/**
 * @param {string} variant
 * @returns {string} the loop without the call
 */
const controlOf = (variant) => (variant.startsWith('wasm') ? 'loop/wasm' : 'loop/js');

/** Cells that are there twice: net of their control, both must take the same. */
export const REPEATED = variants
  .filter((variant) => variant.endsWith(AGAIN))
  .map((again) => ({
    direction: directionOf(again),
    again,
    once: again.slice(0, -AGAIN.length),
    control: controlOf(again),
  }));

/** Cells that differ by so many multiplications in a row: the longer one must take as much more as these do. */
export const CHAINED = [...new Set(variants.filter((variant) => variant.includes(CHAIN)).map(directionOf))].flatMap(
  (direction) => {
    const [short, next, long] = CHAINS;
    const call = `${direction}/opaque`;
    const chain = (/** @type {number} */ length) => `${call}${CHAIN}${length}`;
    return [
      {
        direction,
        name: `${next} over ${short}`,
        longer: chain(next),
        shorter: chain(short),
        multiplications: next - short,
      },
      { direction, name: `${long} over none`, longer: chain(long), shorter: call, multiplications: long },
    ];
  },
);

/** All cells that these checks need. */
export const CHECK_VARIANTS = [
  ...new Set([
    ...REPEATED.flatMap(({ control, once, again }) => [control, once, again]),
    ...CHAINED.flatMap(({ shorter, longer }) => [shorter, longer]),
  ]),
];

/**
 * @param {string} variant
 * @returns {boolean} whether an engine can compile the callee into the caller
 */
export const isInlinable = (variant) => variant.includes('/inlinable');

/**
 * Of the calls from JavaScript into WebAssembly, the engine without inlining changes only those by Emscripten's glue,
 * which is JavaScript and inlined in part.
 * @param {string} variant
 * @returns {boolean} whether V8 without inlining must take longer for it
 */
export const isMovedByInlining = (variant) =>
  isInlinable(variant) && (!variant.startsWith('js-to-wasm/') || /\/(cwrap|ccall)$/.test(variant));

/**
 * @param {Subject} subject
 * @returns {string[]} calls from JavaScript straight into WebAssembly, for which V8 says whether it inlines the body
 */
export const bodiesOf = ({ ways }) =>
  ways
    .map(({ variant }) => variant)
    .filter((variant) => variant.startsWith('js-to-wasm/') && !/again|chain|polymorphic|cwrap|ccall/.test(variant));

/**
 * @param {string} variant
 * @returns {string} the same call of a callee that no engine inlines
 */
export const opaqueOf = (variant) => variant.replace('/inlinable', '/opaque');
