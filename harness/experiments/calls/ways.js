/**
 * The ways in which a signature is called: variants, as the head of subjects.js explains them.
 */

/** @import { Way } from '../../agent/for-subjects.js' */
/** @import { Signature } from './signatures.js' */

/** Lengths of the chains of multiplications: two that differ by one, and one that dwarfs a call. */
export const CHAINS = [16, 17, 128];

/** Signatures that are also measured with other holders and call sites. */
const IN_DEPTH = ['i32-2', 'f64-2'];
const TWICE = 'i32-2';

const DIRECTIONS = [
  'js-to-js',
  'js-to-wasm',
  'wasm-to-js',
  'wasm-to-wasm',
  'wasm-to-wasm-indirect',
  'js-to-wasm-to-js',
];

/**
 * @param {Signature} signature
 * @param {string} direction
 * @returns {boolean} whether V8 14.6 inlines it
 */
function isInlined({ kind, parameters }, direction) {
  return direction === 'js-to-wasm'
    ? parameters > 0 && kind !== 'multi'
    : ['js-to-js', 'wasm-to-wasm', 'wasm-to-wasm-indirect'].includes(direction);
}

const OTHER_SITES = [
  ...['js-to-js', 'js-to-wasm'].flatMap((direction) =>
    ['opaque', 'inlinable'].flatMap((regime) =>
      ['property', 'array', 'bound'].map((how) => `${direction}/${regime}/${how}`),
    ),
  ),
  'js-to-wasm/inlinable/cwrap',
  'js-to-wasm/inlinable/ccall',
  'wasm-to-js/opaque/bound',
  'js-to-js/opaque/polymorphic',
  'js-to-js/inlinable/polymorphic',
  'js-to-wasm/opaque/polymorphic',
  'wasm-to-js/opaque/polymorphic',
  'wasm-to-wasm-indirect/opaque/polymorphic',
];

const CHECKS = [
  ...DIRECTIONS.map((direction) => `${direction}/opaque/again`),
  ...CHAINS.flatMap((length) =>
    ['js-to-wasm', 'wasm-to-wasm'].map((direction) => `${direction}/opaque/chain-${length}`),
  ),
];

/**
 * @param {Signature} signature
 * @returns {Way[]} an ordinary call first: the others are compared with it
 */
export function waysOf(signature) {
  const { name, kind } = signature;
  const variants = [
    'js-to-js/opaque',
    'loop/js',
    'loop/wasm',
    ...DIRECTIONS.slice(1).map((direction) => `${direction}/opaque`),
    ...DIRECTIONS.filter((direction) => isInlined(signature, direction)).map((direction) => `${direction}/inlinable`),
    ...(IN_DEPTH.includes(name) ? OTHER_SITES : []),
    ...(name === TWICE ? CHECKS : []),
  ];
  const isSlow = (/** @type {string} */ variant) =>
    /ccall|chain/.test(variant) || (kind === 'multi' && /wasm-to-js/.test(variant));
  return variants.map((variant) => ({
    variant,
    set: isSlow(variant) ? 'slow' : /loop|inlinable/.test(variant) ? 'loop' : 'call',
  }));
}
