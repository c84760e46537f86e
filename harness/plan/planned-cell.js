/**
 * Definitions to cells: everything an agent needs, as data.
 */

import { ELEMENT_TYPES } from '../words/cell-spec.js';
import { DefinitionError } from '../words/problems.js';

/** @import { BufferSpec, CellSpec } from '../words/cell-spec.js' */
/** @import { KernelDefinition, Size } from './load-kernels.js' */
/** @import { Variant } from './variants.js' */

/**
 * A cell of the plan: the agent's data, and where and how it is measured.
 * @typedef {object} PlannedCell
 * @property {string} experiment
 * @property {string} engine its name
 * @property {string} seat which of the engines that are measured: the name again, or one of several elsewhere
 * @property {Variant} variant
 * @property {CellSpec} spec
 * @property {string} set cells of one set share their iteration count; engines with clocks of their own have sets of
 *   their own
 */

/** Linear memory of wasm32, less a part for code's own stack and data. */
const ARENA_MAX_BYTES = 2 ** 32 - 16 * 2 ** 20;
const PAGE_BYTES = 4096;
/** Each buffer starts this much further into its page than the one before, so that no two alias. */
const STAGGER_BYTES = 320;

/**
 * The numbers that a kernel's calls take besides buffers, n, first and count,
 * in the order in which the passes first name them.
 * @param {KernelDefinition} kernel
 * @returns {string[]}
 */
export function parameterNames(kernel) {
  const others = new Set([...Object.keys(kernel.buffers), 'n', 'first', 'count']);
  return [...new Set(kernel.passes.flatMap((pass) => pass.arguments))].filter((name) => !others.has(name));
}

/**
 * @param {number | ((size: Size) => number)} value
 * @param {Size} size
 */
const evaluate = (value, size) => (typeof value === 'function' ? value(size) : value);

/**
 * @param {KernelDefinition} kernel
 * @param {Size} size
 * @returns {{ buffers: BufferSpec[], arena: number }}
 */
export function layOut(kernel, size) {
  let end = 0;
  const buffers = Object.entries(kernel.buffers).map(([name, b], index) => {
    const where = `kernel "${kernel.kernel}", size ${size.label}: buffer "${name}"`;
    const length = evaluate(b.length, size);
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new DefinitionError(`${where}: length is ${length}; allowed: a whole number from 0`);
    }
    const copy = b.copy ?? 'chunk';
    if (copy === 'chunk' && b.role !== 'scratch' && size.n > 0 && length % size.n !== 0) {
      throw new DefinitionError(
        `${where}: its length, ${length}, is no multiple of n, ${size.n}, so copy cannot be "chunk"; ` +
          'use "whole" or "never"',
      );
    }
    const offset = Math.ceil(end / PAGE_BYTES) * PAGE_BYTES + index * STAGGER_BYTES;
    end = offset + length * ELEMENT_TYPES[b.type].bytes;
    const fill = b.fill === 'values' ? (b.values?.(size) ?? []) : 'uniform';
    if (Array.isArray(fill) && fill.length !== length) {
      throw new DefinitionError(`${where}: ${fill.length} values for a length of ${length}`);
    }
    return { name, type: b.type, length, role: b.role, fill: b.role === 'in' ? fill : 'zero', copy, offset };
  });
  const arena = end + PAGE_BYTES;
  if (arena > ARENA_MAX_BYTES) {
    const gib = (bytes = 0) => (bytes / 2 ** 30).toFixed(2);
    throw new DefinitionError(
      `kernel "${kernel.kernel}", size ${size.label}: needs ${gib(arena)} GiB; ` +
        `WebAssembly's linear memory holds ${gib(ARENA_MAX_BYTES)} GiB`,
    );
  }
  return { buffers: /** @type {BufferSpec[]} */ (buffers), arena };
}

/**
 * Whether transfer=copy means anything: some buffer moves.
 * @param {KernelDefinition} kernel
 */
export const hasTransfer = (kernel) =>
  Object.values(kernel.buffers).some((b) => b.role !== 'scratch' && (b.copy ?? 'chunk') !== 'never');

/**
 * How data can reach a variant: code on the caller's side of the boundary has it where it is.
 * @param {KernelDefinition} kernel
 * @param {Variant} variant
 * @param {('resident' | 'copy')[]} wanted
 * @returns {('resident' | 'copy')[]}
 */
export function transfersOf(kernel, variant, wanted) {
  return variant.crosses && hasTransfer(kernel)
    ? wanted.filter((transfer) => transfer === 'resident' || !variant.optional)
    : ['resident'];
}

/**
 * @param {KernelDefinition} kernel
 * @param {Variant} variant
 * @param {Size} size
 * @param {{ batch: number, transfer: 'resident' | 'copy', setting?: string }} how
 * @returns {CellSpec}
 */
export function cellSpec(kernel, variant, size, { batch, transfer, setting = '' }) {
  return {
    kernel: kernel.kernel,
    family: kernel.family,
    variant: variant.variant,
    n: size.n,
    batch,
    transfer,
    setting,
    seed: kernel.seed,
    source: variant.product(kernel.family),
    ...layOut(kernel, size),
    parameters: Object.fromEntries(parameterNames(kernel).map((name) => [name, Number(size[name])])),
    passes: kernel.passes,
    tolerance: evaluate(kernel.tolerance, size),
  };
}

/**
 * @typedef {Pick<CellSpec, 'kernel' | 'variant' | 'n' | 'batch' | 'transfer' | 'setting'>} CellWords
 *
 * @param {Pick<PlannedCell, 'engine' | 'experiment'> & { spec: CellWords }} cell
 * @returns {string} for people
 */
export function cellName({ engine, experiment, spec: { kernel, variant, n, batch, transfer, setting } }) {
  const words = `${engine} ${experiment} ${kernel} ${variant} n=${n} batch=${batch} ${transfer}`;
  return setting ? `${words} ${setting}` : words;
}
