/**
 * What an experiment measures that is no kernel: subjects, each done in several ways that are compared.
 *
 * harness/experiments/<name>/subjects.js lists the subjects and times them: it exports `SUBJECTS`, which the
 * experiment.js beside it plans with, and `open`, which an agent calls inside an engine. So it runs anywhere: it
 * uses nothing of Node, and reads files through the loader alone.
 */

/** @import { CellSpec } from '../words/cell-spec.js' */
/** @import { Loader } from './loaded.js' */

/**
 * @typedef {object} Way one way to do it; a variant in plans, samples and charts
 * @property {string} variant
 * @property {string} [set] ways of one set share their iteration count; those whose times lie more than a factor of
 *   50 apart should not ('all')
 * @property {'resident' | 'copy'} [transfer] `copy` where data that lie in JavaScript are moved inside the timed part
 *   ('resident')
 * @property {string} [setting] what else tells it from ways of the same variant, such as `threads=4` (nothing)
 * @property {number[]} [sizes] values of n at which it is measured (all of the subject's)
 * @property {boolean} [batched] whether it takes the subject's batches; else it does all n elements at once, and is
 *   measured so alone (true)
 * @property {boolean} [single] whether it can only cross for each element: it is measured at the smallest batch alone
 *   (false)
 * @property {string} [module] file in build/experiments that it loads; its size goes to environment.csv (none)
 *
 * @typedef {object} Subject
 * @property {string} kernel its name in the column `kernel`
 * @property {string} title for people
 * @property {string} element what `n` counts, in the singular: call, byte, item
 * @property {number} bytesPerElement that are moved; 0 where bytes are not the matter
 * @property {'worker' | 'page'} [realm] the isolate that it needs; `page`: one with a document ('worker')
 * @property {number[]} sizes values of n
 * @property {number[]} [quickSizes] those of QUICK=1 (all)
 * @property {(n: number) => number[]} [batches] elements a crossing, ascending ([n])
 * @property {string[]} [families] kernel families whose code it loads; its ways are then named as their variants (none)
 * @property {Way[]} ways the first is what the others are compared with where none is called `js`
 * @property {(n: number) => number} outputBytes that an iteration leaves
 * @property {(n: number) => { result: number, output: Uint8Array<ArrayBuffer> }} reference what every way must give,
 *   from plain JavaScript that is no way itself
 *
 * @typedef {object} Opened a cell, ready to be timed
 * @property {(iterations: number, n: number, batch: number) => number} body does the work `iterations` times, returns
 *   the last result
 * @property {Record<string, Function>} functions that it calls, those whose tier can be told
 * @property {() => Uint8Array<ArrayBufferLike>} output what the last iteration left, `outputBytes(n)` long; it is
 *   overwritten before a sample
 * @property {() => void} [reset] undoes what it left, where that is something else than the array that `output` gives
 *
 * @typedef {(cell: CellSpec, loader: Loader) => Promise<Opened>} Open
 */

/** An output of no bytes: the result says it all. */
export const NO_OUTPUT = new Uint8Array(0);

/**
 * @param {string} name of a module
 * @returns {URL} where the build puts it
 */
export const builtModule = (name) => new URL(`../../build/experiments/${name}`, import.meta.url);

/**
 * @param {Loader} loader
 * @param {string} name of a module that the build made, such as `calls.wasm`
 * @param {WebAssembly.Imports} [imports]
 * @param {any} [options] of compilation, such as `{ builtins: ['js-string'] }`
 * @returns {Promise<Record<string, any>>} its exports
 */
export async function instantiate(loader, name, imports = {}, options = undefined) {
  const bytes = await loader.readBytes(builtModule(name));
  const compile = /** @type {(bytes: BufferSource, options?: any) => Promise<WebAssembly.Module>} */ (
    WebAssembly.compile
  );
  const instance = await WebAssembly.instantiate(await compile(bytes, options), imports);
  return /** @type {Record<string, any>} */ (instance.exports);
}
