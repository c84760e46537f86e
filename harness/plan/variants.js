/**
 * The variants: which source each is made from, what the build makes of it,
 * and which engines run it. A kernel has a variant if its source exists.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_DIR, KERNELS_DIR } from '../words/paths.js';

/**
 * @typedef {object} Variant
 * @property {string} variant
 * @property {'javascript' | 'page' | 'native'} host the kind of engine that runs it; `page`: JavaScript with a document
 * @property {(family: string) => string} source file under kernels/<family>/
 * @property {(family: string) => string} product path of what is loaded
 * @property {boolean} crosses whether its calls leave JavaScript, so that `copy` means something
 * @property {boolean} [optional] may be missing from the build where the toolchain is too old
 */

const native = (/** @type {string} */ variant, /** @type {string} */ suffix) => ({
  variant,
  host: /** @type {const} */ ('native'),
  source: (/** @type {string} */ family) => `${family}${suffix}.c`,
  product: (/** @type {string} */ family) => join(BUILD_DIR, 'native', `${family}-${variant}.so`),
  crosses: false,
});

const wasm = (/** @type {string} */ variant, /** @type {string} */ suffix, optional = false) => ({
  variant,
  host: /** @type {const} */ ('javascript'),
  source: (/** @type {string} */ family) => `${family}${suffix}.c`,
  product: (/** @type {string} */ family) => join(BUILD_DIR, 'wasm', `${family}${suffix}.wasm`),
  crosses: true,
  optional,
});

const javascript = (/** @type {string} */ variant, /** @type {string} */ suffix) => ({
  variant,
  host: /** @type {const} */ ('javascript'),
  source: (/** @type {string} */ family) => `${family}${suffix}.js`,
  product: (/** @type {string} */ family) => join(KERNELS_DIR, family, `${family}${suffix}.js`),
  crosses: false,
});

/** @type {Variant[]} in the order of tables */
export const VARIANTS = [
  javascript('js', ''),
  javascript('js-tuned', '.tuned'),
  wasm('wasm', ''),
  wasm('wasm-simd', '_simd'),
  wasm('wasm-relaxed', '_relaxed', true),
  native('native', ''),
  native('native-simd', '_simd'),
  native('native-march', ''),
];

/**
 * @param {Variant} variant
 * @param {{ hosts: Variant['host'][] }} engine
 * @returns {boolean} whether that engine runs it
 */
export const runsOn = (variant, { hosts }) => hosts.includes(variant.host);

/**
 * @param {string} family
 * @param {Variant} variant
 */
const hasSource = (family, variant) => existsSync(join(KERNELS_DIR, family, variant.source(family)));

/**
 * @param {string} family
 * @returns {Variant[]} the variants that the family has sources for
 */
export const variantsOf = (family) => VARIANTS.filter((variant) => hasSource(family, variant));
