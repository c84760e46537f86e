/**
 * Which cell a sample belongs to, and what the page calls it.
 */

/** @import { CellSpec } from '../../../words/cell-spec.js' */

/**
 * What tells cells of a group apart, in specs, rows and results.
 * @typedef {{ variant: CellSpec['variant'], batch: CellSpec['batch'], setting?: string }} CellKey
 */

/**
 * @param {{ setting?: string }} spec
 * @returns {string} such as `threads=4`; empty for none
 */
export const settingOf = ({ setting = '' }) => setting;

/**
 * @param {CellKey} spec
 * @returns {(row: Record<string, any>) => boolean} whether a row or a result is of that cell
 */
export const isOf = (spec) => (row) =>
  row.variant === spec.variant && row.batch === spec.batch && row.setting === settingOf(spec);

/**
 * @param {{ variant: string, setting?: string }} cell
 * @returns {string} such as `wasm` or `wasm threads=4`
 */
export const labelOf = ({ variant, setting = '' }) => (setting === '' ? variant : `${variant} ${setting}`);
