/**
 * What can be measured: a kernel (measured-kernel.js) or a subject of an experiment (measured-subject.js). Whoever
 * plans, checks or writes down a run asks these, and never whether it is the one or the other.
 */

/** @import { CellSpec } from '../words/cell-spec.js' */
/** @import { Variant } from './variants.js' */

/**
 * @typedef {object} Build one file that the build makes
 * @property {string} product its path
 * @property {string[]} sources paths of the files that it is made from
 *
 * @typedef {{ n: number, label: string }} PlannedSize
 *
 * @typedef {object} Measured
 * @property {string} kernel its name in the column `kernel`
 * @property {string} element what `n` counts, in the singular
 * @property {boolean} isThinned whether a quick run of several engines measures only a part of it in all but the first
 * @property {(size: PlannedSize) => Record<string, string | number>} row of kernels.csv
 * @property {(variant: Variant) => Build[]} builds files that a cell of that variant loads
 * @property {() => string[]} sources paths of all files that say what is measured: part of a run's identity
 * @property {(variants: string[]) => { variant: string, path: string }[]} modules that those variants load, where they
 *   bring their own
 * @property {(spec: CellSpec) => { result: number, output: Uint8Array<ArrayBuffer> } | null} known the right answer;
 *   null: the native agent has to compute it, by `inC`
 * @property {(spec: CellSpec) => CellSpec} inC the cell that computes the right answer natively
 * @property {(n: number, result: number) => string | null} contradicts in what way a computed answer is not the one
 *   that
 *   a definition expects; null: it is, or nothing is expected
 */

/**
 * @typedef {object} Described what kernels.csv says of it, whatever its size
 * @property {string} kernel
 * @property {string} title
 * @property {string} element
 * @property {number} bytesPerElement
 * @property {number | ''} operationsPerElement '' where nobody says
 */

/**
 * @param {Described} described
 * @param {PlannedSize} size
 * @returns {Record<string, string | number>} row of kernels.csv
 */
export const rowOf = ({ kernel, title, element, bytesPerElement, operationsPerElement }, { n, label }) => ({
  kernel,
  n,
  label,
  title,
  element,
  bytes_per_element: bytesPerElement,
  operations_per_element: operationsPerElement,
});
