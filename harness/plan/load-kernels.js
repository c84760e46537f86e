/**
 * Reads and checks the definitions of kernels (docs/ADDING-A-KERNEL.md).
 * A mistake in a definition is an error that names file, kernel and key.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DefinitionError } from '../words/problems.js';
import { KERNELS_DIR } from '../words/paths.js';
import { checkKeys, checkPresent } from './keys.js';

/** @import { ElementType, PassSpec } from '../words/cell-spec.js' */

/**
 * @typedef {{ n: number, label: string } & Record<string, any>} Size with the kernel's parameters merged in
 * @typedef {object} BufferDefinition
 * @property {ElementType} type
 * @property {number | ((size: Size) => number)} length
 * @property {'in' | 'out' | 'scratch'} role
 * @property {'uniform' | 'values'} [fill]
 * @property {(size: Size) => number[]} [values]
 * @property {'chunk' | 'whole' | 'never'} [copy]
 *
 * @typedef {{ call: string, arguments: string[], sum?: boolean }} PassDefinition
 *
 * @typedef {object} KernelDefinition
 * @property {string} kernel
 * @property {string} family
 * @property {string} title
 * @property {string} about
 * @property {string} element
 * @property {number} seed
 * @property {Record<string, number>} parameters
 * @property {Size[]} sizes
 * @property {string[]} quickSizes
 * @property {Size} crossingsSize
 * @property {boolean} quickCrossings
 * @property {Size[]} checkSizes
 * @property {Record<string, BufferDefinition>} buffers
 * @property {PassSpec[]} passes
 * @property {number | ((size: Size) => number)} tolerance
 * @property {{ n: number, result: number }[]} expected
 * @property {number} bytesPerElement
 * @property {number} operationsPerElement
 */

const DEFAULT_CHECK_SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 1000, 4099];
const DEFAULT_CROSSINGS_SIZE = 16384;

const KERNEL_KEYS = {
  title: 'string',
  about: 'string',
  element: 'string',
  seed: 'number',
  parameters: 'object',
  sizes: 'object',
  quickSizes: 'object',
  crossingsSize: 'number object',
  quickCrossings: 'boolean',
  checkSizes: 'object',
  buffers: 'object',
  passes: 'object',
  tolerance: 'number function',
  expected: 'object',
  bytesPerElement: 'number',
  operationsPerElement: 'number',
};
const REQUIRED = ['title', 'element', 'sizes', 'passes', 'bytesPerElement', 'operationsPerElement'];
const BUFFER_KEYS = {
  type: 'string',
  length: 'number function',
  role: 'string',
  fill: 'string',
  values: 'function',
  copy: 'string',
};
const BUFFER_CHOICES = {
  type: ['u8', 'u16', 'u32', 'i32', 'f32', 'f64'],
  role: ['in', 'out', 'scratch'],
  fill: ['uniform', 'values'],
  copy: ['chunk', 'whole', 'never'],
};
const PASS_KEYS = { call: 'string', arguments: 'object', sum: 'boolean' };

/**
 * @param {string} where
 * @param {Record<string, any>} buffer
 */
function checkBuffer(where, buffer) {
  checkKeys(where, buffer, BUFFER_KEYS);
  checkPresent(where, buffer, ['type', 'length', 'role', ...(buffer.fill === 'values' ? ['values'] : [])]);
  for (const [key, choices] of Object.entries(BUFFER_CHOICES)) {
    if (buffer[key] !== undefined && !choices.includes(buffer[key])) {
      throw new DefinitionError(`${where}: ${key} "${buffer[key]}" is not one of ${choices.join(', ')}`);
    }
  }
}

/**
 * @param {string} where
 * @param {KernelDefinition} kernel
 * @param {Record<string, any>} pass
 */
function checkPass(where, kernel, pass) {
  checkKeys(where, pass, PASS_KEYS);
  checkPresent(where, pass, ['call', 'arguments']);
  if (!pass.call.startsWith(kernel.family)) {
    throw new DefinitionError(`${where}: call "${pass.call}" must begin with the family's name, "${kernel.family}"`);
  }
  const numbers = new Set(['n', 'first', 'count', ...Object.keys(kernel.parameters)]);
  kernel.sizes.forEach((size) => Object.keys(size).forEach((key) => numbers.add(key)));
  for (const name of pass.arguments) {
    if (!(name in kernel.buffers) && !numbers.has(name)) {
      const known = [...Object.keys(kernel.buffers), ...numbers].join(', ');
      throw new DefinitionError(
        `${where}: argument "${name}" of ${pass.call} is neither a buffer nor a number; known: ${known}`,
      );
    }
  }
}

/**
 * @param {string} where
 * @param {number | Record<string, any>} size
 * @param {Record<string, number>} parameters
 * @returns {Size}
 */
function toSize(where, size, parameters) {
  const whole = typeof size === 'number' ? { n: size } : size;
  if (!Number.isSafeInteger(whole.n) || whole.n < 0) {
    throw new DefinitionError(`${where}: n is ${whole.n}; allowed: a whole number from 0`);
  }
  return { ...parameters, label: String(whole.n), ...whole, n: whole.n };
}

/**
 * @param {string} file for messages
 * @param {string} family
 * @param {string} name
 * @param {Record<string, any>} raw
 * @returns {KernelDefinition}
 */
export function toKernel(file, family, name, raw) {
  const where = `${file}: kernel "${name}"`;
  if (!/^[a-z][a-z0-9-]*$/.test(name) || (name !== family && !name.startsWith(`${family}-`))) {
    throw new DefinitionError(`${where}: a kernel's name is the family's, "${family}", or begins with "${family}-"`);
  }
  checkKeys(where, raw, KERNEL_KEYS);
  checkPresent(where, raw, REQUIRED);
  const parameters = raw.parameters ?? {};
  const size = (/** @type {number | Record<string, any>} */ s) => toSize(where, s, parameters);
  /** @type {KernelDefinition} */
  const kernel = {
    kernel: name,
    family,
    title: raw.title,
    about: raw.about ?? '',
    element: raw.element,
    seed: raw.seed ?? 1,
    parameters,
    sizes: raw.sizes.map(size),
    quickSizes: (raw.quickSizes ?? [raw.sizes[0]?.label ?? String(raw.sizes[0])]).map(String),
    crossingsSize: size(raw.crossingsSize ?? DEFAULT_CROSSINGS_SIZE),
    quickCrossings: raw.quickCrossings ?? false,
    checkSizes: (raw.checkSizes ?? DEFAULT_CHECK_SIZES).map(size),
    buffers: raw.buffers ?? {},
    passes: raw.passes.map((/** @type {PassDefinition} */ pass) => ({ sum: false, ...pass })),
    tolerance: raw.tolerance ?? 0,
    expected: raw.expected ?? [],
    bytesPerElement: raw.bytesPerElement,
    operationsPerElement: raw.operationsPerElement,
  };
  Object.entries(kernel.buffers).forEach(([key, buffer]) => checkBuffer(`${where}: buffer "${key}"`, buffer));
  raw.passes.forEach((/** @type {PassDefinition} */ pass, /** @type {number} */ i) =>
    checkPass(`${where}: pass ${i}`, kernel, pass),
  );
  checkQuickSizes(where, kernel);
  return kernel;
}

/**
 * @param {string} where
 * @param {KernelDefinition} kernel
 */
function checkQuickSizes(where, kernel) {
  const labels = kernel.sizes.map((size) => size.label);
  const unknown = kernel.quickSizes.find((label) => !labels.includes(label));
  if (labels.length === 0) {
    throw new DefinitionError(`${where}: "sizes" is empty`);
  }
  if (unknown !== undefined) {
    throw new DefinitionError(`${where}: quickSizes names "${unknown}"; its sizes are ${labels.join(', ')}`);
  }
}

/**
 * @param {string} [dir]
 * @returns {string[]} names of the families, sorted
 */
export function familyNames(dir = KERNELS_DIR) {
  return readdirSync(dir)
    .filter((name) => existsSync(join(dir, name, 'definition.js')))
    .sort();
}

/**
 * @param {string} family
 * @param {string} [dir]
 * @returns {Promise<Record<string, KernelDefinition>>} by kernel name
 */
export async function loadFamily(family, dir = KERNELS_DIR) {
  const file = join(dir, family, 'definition.js');
  if (!existsSync(file)) {
    throw new DefinitionError(`unknown kernel family "${family}"; known: ${familyNames(dir).join(', ')}`);
  }
  const { default: raw } = await import(pathToFileURL(file).href);
  const short = `kernels/${family}/definition.js`;
  if (typeof raw !== 'object' || raw === null || Object.keys(raw).length === 0) {
    throw new DefinitionError(`${short}: the default export is not an object of kernels`);
  }
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, toKernel(short, family, name, value)]));
}

/**
 * @param {string} [dir]
 * @returns {Promise<KernelDefinition[]>} of all families
 */
export async function loadDefinitions(dir = KERNELS_DIR) {
  const families = await Promise.all(familyNames(dir).map((family) => loadFamily(family, dir)));
  return families.flatMap((family) => Object.values(family));
}
