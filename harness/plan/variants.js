/**
 * The variants: which source each is made from, what the build makes of it, and which engines run it.
 * Each toolchain in harness/toolchains/ brings its own, as data. A kernel has a variant if its source exists.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../words/files.js';
import { KERNELS_DIR, ROOT } from '../words/paths.js';
import { DefinitionError } from '../words/problems.js';
import { fileOf, loadToolchains } from './load-toolchains.js';

/** @import { Host } from '../words/known-engine.js' */
/** @import { Toolchain, VariantDefinition } from './load-toolchains.js' */

/**
 * @typedef {object} Variant
 * @property {string} variant
 * @property {Host} host
 * @property {(family: string) => string} source file under kernels/<family>/
 * @property {(family: string) => string} product path of what is loaded
 * @property {boolean} crosses whether its calls leave JavaScript, so that `copy` means something
 * @property {boolean} [optional] may be missing from the build where the toolchain is too old
 *
 * @typedef {Variant & Pick<VariantDefinition, 'place' | 'colour' | 'point'> & { toolchain: string }} BuiltVariant
 */

/**
 * @param {string} toolchain
 * @param {VariantDefinition} definition
 * @returns {BuiltVariant}
 */
const builtBy = (toolchain, definition) => ({
  ...definition,
  toolchain,
  source: (family) => `${family}${definition.source}`,
  product: (family) => join(ROOT, definition.product.replaceAll('{family}', family)),
});

/**
 * @param {Toolchain[]} toolchains
 * @returns {BuiltVariant[]} in the order of tables
 * @throws {DefinitionError} if two have the same name or the same place
 */
export function inOrder(toolchains) {
  const all = toolchains.flatMap(({ name, variants }) => variants.map((one) => builtBy(name, one)));
  for (const key of /** @type {const} */ (['variant', 'place'])) {
    /** @type {Map<string | number, BuiltVariant>} */
    const seen = new Map();
    for (const one of all) {
      const other = seen.get(one[key]);
      if (other !== undefined) {
        throw new DefinitionError(
          `${fileOf(one.toolchain)}: ${one.variant}: "${key}" is ${one[key]}, as in ${fileOf(other.toolchain)}`,
        );
      }
      seen.set(one[key], one);
    }
  }
  return all.sort((a, b) => a.place - b.place);
}

/** In the order of tables. */
export const VARIANTS = inOrder(await loadToolchains());

/**
 * @param {Variant} variant
 * @param {{ hosts: Host[] }} engine
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
 * @returns {BuiltVariant[]} the variants that the family has sources for
 */
export const variantsOf = (family) => VARIANTS.filter((variant) => hasSource(family, variant));

const isHeader = (/** @type {string} */ file) => file.endsWith('.h');

/**
 * @param {string} family
 * @param {Variant} variant
 * @returns {string[]} paths of all that its product is made from; empty where the source itself is loaded
 */
export function sourcesOf(family, variant) {
  const dir = join(KERNELS_DIR, family);
  const source = join(dir, variant.source(family));
  if (source === variant.product(family)) {
    return [];
  }
  const shared = readdirSync(KERNELS_DIR).filter(isHeader);
  return [
    source,
    join(dir, 'definition.js'),
    ...filesBelow(dir).filter(isHeader),
    ...shared.map((file) => join(KERNELS_DIR, file)),
  ];
}
