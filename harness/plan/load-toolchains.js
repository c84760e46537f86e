/**
 * Reads and checks what harness/toolchains/<name>/toolchain.js declares: variants, as data.
 * A mistake is an error that names the file and the key.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TOOLCHAINS_DIR } from '../words/paths.js';
import { DefinitionError } from '../words/problems.js';

/** @import { Host } from '../words/known-engine.js' */

/**
 * What toolchain.js exports.
 * @typedef {object} Toolchain
 * @property {string} name that of its folder
 * @property {string} about what it is, in a few words
 * @property {VariantDefinition[]} variants
 *
 * @typedef {object} VariantDefinition
 * @property {string} variant its name in rows and tables
 * @property {Host} host
 * @property {string} source what follows the name of the family in its file under kernels/<family>/
 * @property {string} product path of what is loaded, from the checkout; {family} stands for the name of the family
 * @property {boolean} crosses whether its calls leave JavaScript, so that `copy` means something
 * @property {boolean} [optional] may be missing from the build where the toolchain is too old
 * @property {number} place in the order of tables and charts
 * @property {{ light: string, dark: string }} colour in charts and on pages, on a light and on a dark ground
 * @property {{ filled: number, hollow: number }} point its shape in charts, by gnuplot's numbers
 */

/** What declares a toolchain, in its folder. */
const FILE = 'toolchain.js';

/** What a key must be: a type, or a list of the values that are allowed. */
const TOOLCHAIN_KEYS = { name: 'string', about: 'string', variants: 'object' };
const VARIANT_KEYS = {
  variant: 'string',
  host: ['javascript', 'native'],
  source: 'string',
  product: 'string',
  crosses: 'boolean',
  optional: 'boolean',
  place: 'number',
  colour: 'object',
  point: 'object',
};
const COLOUR_KEYS = { light: 'string', dark: 'string' };
const POINT_KEYS = { filled: 'number', hollow: 'number' };
/** Where products may lie: there the server of pages and copies of the tree look for them. */
const PRODUCT = /^(build\/(wasm|native)|kernels)\/.*\{family\}/;
const MAY_BE_MISSING = ['optional'];

/**
 * @param {string} where
 * @param {any} value
 * @param {Record<string, string | string[]>} keys
 * @throws {DefinitionError} naming the key that is unknown, missing or not what it must be
 */
function checkKeys(where, value, keys) {
  if (typeof value !== 'object' || value === null) {
    throw new DefinitionError(`${where}: is no object`);
  }
  const unknown = Object.keys(value).find((key) => !(key in keys));
  if (unknown !== undefined) {
    throw new DefinitionError(`${where}: unknown key "${unknown}"; known: ${Object.keys(keys).join(', ')}`);
  }
  for (const [key, allowed] of Object.entries(keys)) {
    if (value[key] === undefined && !MAY_BE_MISSING.includes(key)) {
      throw new DefinitionError(`${where}: "${key}" is missing`);
    }
    if (Array.isArray(allowed) && !allowed.includes(value[key])) {
      throw new DefinitionError(`${where}: "${key}" is ${value[key]}; allowed: ${allowed.join(', ')}`);
    }
    if (typeof allowed === 'string' && value[key] !== undefined && typeof value[key] !== allowed) {
      throw new DefinitionError(`${where}: "${key}" is a ${typeof value[key]}; allowed: a ${allowed}`);
    }
  }
}

/**
 * @param {string} file
 * @param {string} folder
 * @param {any} toolchain
 * @returns {Toolchain}
 * @throws {DefinitionError}
 */
export function checkToolchain(file, folder, toolchain) {
  checkKeys(file, toolchain, TOOLCHAIN_KEYS);
  if (toolchain.name !== folder) {
    throw new DefinitionError(`${file}: "name" is ${toolchain.name}; it must be that of its folder, ${folder}`);
  }
  if (!Array.isArray(toolchain.variants)) {
    throw new DefinitionError(`${file}: "variants" is no list`);
  }
  for (const variant of toolchain.variants) {
    const where = `${file}: ${variant?.variant ?? 'a variant'}`;
    checkKeys(where, variant, VARIANT_KEYS);
    checkKeys(`${where}: colour`, variant.colour, COLOUR_KEYS);
    checkKeys(`${where}: point`, variant.point, POINT_KEYS);
    if (!PRODUCT.test(variant.product)) {
      throw new DefinitionError(
        `${where}: "product" is ${variant.product}; it must lie in build/wasm/, build/native/ or kernels/ ` +
          'and hold {family}',
      );
    }
  }
  return toolchain;
}

/**
 * @param {string} name of a toolchain
 * @returns {string} the file that declares it, from the checkout
 */
export const fileOf = (name) => join('harness/toolchains', name, FILE);

/** @returns {Promise<Toolchain[]>} all in harness/toolchains/, checked */
export async function loadToolchains() {
  const folders = readdirSync(TOOLCHAINS_DIR).filter((name) => existsSync(join(TOOLCHAINS_DIR, name, FILE)));
  return Promise.all(
    folders.map(async (name) => {
      const module = await import(pathToFileURL(join(TOOLCHAINS_DIR, name, FILE)).href);
      return checkToolchain(fileOf(name), name, module.default);
    }),
  );
}
