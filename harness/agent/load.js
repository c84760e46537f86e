/**
 * Loads the code of a cell, JavaScript twin or WebAssembly module, and lays out
 * its data: one arena, the same offsets in every variant.
 */

import { FEATURES, Unsupported, has } from './features.js';
import { ELEMENT_TYPES } from '../words/cell-spec.js';
import { fillBuffer } from './inputs.js';

/** @import { Opened } from './for-subjects.js' */
/** @import { CellSpec, TypedArray } from '../words/cell-spec.js' */
/** @import { Loaded, Loader } from './loaded.js' */

const PAGE_BYTES = 65536;

/**
 * @param {CellSpec} cell
 * @param {ArrayBuffer} memory
 * @param {number} base address of the arena in `memory`
 * @returns {Record<string, TypedArray>}
 */
function views(cell, memory, base) {
  return Object.fromEntries(
    cell.buffers.map((b) => [b.name, new ELEMENT_TYPES[b.type].array(memory, base + b.offset, b.length)]),
  );
}

/**
 * @param {CellSpec} cell
 * @param {Record<string, TypedArray>} arrays
 */
function fillInputs(cell, arrays) {
  cell.buffers.forEach((b, index) => {
    if (b.role === 'in') {
      fillBuffer(arrays[b.name], b, cell.seed, index);
    }
  });
}

const WASM_MAGIC = [0, 0x61, 0x73, 0x6d];

/**
 * A module of this cell alone: with a custom section of its own, since engines share the code of
 * identical bytes between isolates, and with it call feedback and tiers.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {CellSpec} cell
 * @returns {Uint8Array<ArrayBuffer>} the same where they are no module
 */
function ofCellAlone(bytes, { kernel, variant, n, batch, transfer }) {
  if (!WASM_MAGIC.every((byte, i) => bytes[i] === byte)) {
    return bytes;
  }
  const name = new TextEncoder().encode([kernel, variant, n, batch, transfer].join(' ')).subarray(0, 100);
  return new Uint8Array([...bytes, 0, name.length + 1, name.length, ...name]);
}

/**
 * @param {CellSpec} cell
 * @param {Record<string, unknown>} from exports
 * @returns {Record<string, Function>}
 */
function pickFunctions(cell, from) {
  /** @type {Record<string, Function>} */
  const functions = {};
  for (const { call } of cell.passes) {
    const value = from[call];
    if (typeof value !== 'function') {
      throw new Error(
        `${cell.source} exports no function "${call}"; it exports ${Object.keys(from).join(', ') || 'nothing'}`,
      );
    }
    functions[call] = value;
  }
  return functions;
}

/**
 * A boundary experiment: how it crosses is its own affair, what it leaves is verified as ever.
 * @param {Opened} opened
 * @returns {Loaded}
 */
function fromBoundary({ body, functions, output, reset }) {
  const arrays = {
    // Made anew each time: memory that grew has another buffer.
    get output() {
      return /** @type {TypedArray} */ (output());
    },
  };
  return { functions, data: {}, heap: arrays, host: arrays, body, reset };
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Loaded>}
 */
async function loadJavaScript(cell, loader) {
  const module = await loader.importModule(cell.source);
  if (typeof module.open === 'function') {
    const own = {
      ...loader,
      readBytes: async (/** @type {string | URL} */ from) => ofCellAlone(await loader.readBytes(from), cell),
    };
    return fromBoundary(await module.open(cell, own));
  }
  const functions = pickFunctions(cell, module);
  const arrays = views(cell, new ArrayBuffer(cell.arena), 0);
  fillInputs(cell, arrays);
  return { functions, data: arrays, heap: arrays, host: arrays };
}

/** What modules of kernels may need beyond the first version of WebAssembly. */
const OF_KERNELS = [FEATURES.simd, FEATURES.relaxedSimd];

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<WebAssembly.Module>}
 * @throws {Unsupported} if it is this engine that cannot read the module
 */
async function compile(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    const missing = OF_KERNELS.filter((feature) => !has(feature)).map(({ name }) => name);
    if (missing.length > 0) {
      throw new Unsupported(`this engine has no ${missing.join(', no ')}: ${/** @type {Error} */ (error).message}`);
    }
    throw error;
  }
}

/**
 * @param {CellSpec} cell
 * @param {Loader['readBytes']} readBytes
 * @returns {Promise<Loaded>}
 */
async function loadWasm(cell, readBytes) {
  const instance = await WebAssembly.instantiate(await compile(ofCellAlone(await readBytes(cell.source), cell)), {});
  const exported = /** @type {Record<string, any>} */ (instance.exports);
  const functions = pickFunctions(cell, exported);
  const base = Number(exported.__heap_base?.value);
  if (!(exported.memory instanceof WebAssembly.Memory) || !Number.isInteger(base)) {
    throw new Error(`${cell.source} does not export "memory" and "__heap_base"`);
  }
  exported._initialize?.();
  const arenaBase = Math.ceil(base / PAGE_BYTES) * PAGE_BYTES;
  growTo(exported.memory, arenaBase + cell.arena);
  const heap = views(cell, exported.memory.buffer, arenaBase);
  const data = Object.fromEntries(cell.buffers.map((b) => [b.name, arenaBase + b.offset]));
  const host = cell.transfer === 'copy' ? views(cell, new ArrayBuffer(cell.arena), 0) : heap;
  fillInputs(cell, host);
  if (host !== heap) {
    cell.buffers.filter((b) => b.role === 'in' && b.copy === 'never').forEach((b) => heap[b.name].set(host[b.name]));
  }
  return { functions, data, heap, host };
}

/**
 * @param {WebAssembly.Memory} memory
 * @param {number} bytes
 */
function growTo(memory, bytes) {
  const pages = Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES);
  if (pages > 0) {
    memory.grow(pages);
  }
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Loaded>}
 */
export function loadCell(cell, loader) {
  return cell.source.endsWith('.wasm') ? loadWasm(cell, loader.readBytes) : loadJavaScript(cell, loader);
}
