/**
 * What the parts of the agent hand to each other about a cell. Types alone.
 */

/** @import { TypedArray } from '../words/cell-spec.js' */

/**
 * @callback Body the timed function: it does the work `iterations` times
 * @param {number} iterations
 * @param {number} n
 * @param {number} batch
 * @returns {number} the last result
 *
 * @typedef {object} Loader what differs from engine to engine
 * @property {(source: string | URL) => Promise<Record<string, unknown>>} importModule
 * @property {(source: string | URL) => Promise<Uint8Array<ArrayBuffer>>} readBytes
 * @property {(f: Function) => string} [tierOf] names the tier that a function's code is in; where it is missing, tiers
 *   are unknown
 *
 * @typedef {object} Loaded code and data of a cell
 * @property {Record<string, Function>} functions
 * @property {Record<string, number | TypedArray>} data what calls get for buffers
 * @property {Record<string, TypedArray>} heap the arrays that the code works on
 * @property {Record<string, TypedArray>} host the caller's arrays: those of `heap` when resident
 * @property {Body} [body] where the source brings its own timed function; else agent/body.js makes it
 * @property {() => void} [reset] undoes what a run left, besides arrays
 */

export {};
