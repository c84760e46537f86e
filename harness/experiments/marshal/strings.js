/**
 * Strings across: between a JavaScript string and UTF-8 in linear memory.
 *
 * What a caller has to do is timed: a text comes to lie somewhere else each time, so ways that
 * need a view of just that place make one. Whoever takes a text looks at its first and last byte.
 */

import { FEATURES, need } from '../../agent/features.js';
import { BASE, firstAndLast, withRoom } from './data.js';
import { twoTexts } from './alphabets.js';
import { decode, encode } from './utf8.js';
import { builtModule } from '../../agent/for-subjects.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Alphabet } from './alphabets.js' */
/** @import { Opened } from '../../agent/for-subjects.js' */

/** A code unit takes three bytes of UTF-8 at most. */
const MOST_BYTES = 3;

/**
 * @typedef {object} WayIn
 * @property {(text: string) => number} put carries a text across; returns what $take of marshal.wat says
 * @property {(length: number) => Uint8Array} bytes as they lie there
 * @property {Record<string, Function>} functions
 *
 * @typedef {object} WayOut
 * @property {(turn: number) => string} get carries the even or the odd text across
 * @property {Record<string, Function>} functions
 */

/**
 * Emscripten's module with its glue, and its memory, which the glue of some versions keeps to itself.
 * @param {Loader} loader
 * @returns {Promise<{ glue: Record<string, any>, heap: () => Uint8Array<ArrayBuffer> }>}
 */
async function withGlue(loader) {
  const { default: create } = await import(builtModule('marshal/marshal.glue.mjs').href);
  const bytes = await loader.readBytes(builtModule('marshal/marshal.glue.wasm'));
  /** @type {WebAssembly.Instance | undefined} */
  let instance;
  const instantiateWasm = (
    /** @type {WebAssembly.Imports} */ imports,
    /** @type {(instance: WebAssembly.Instance) => void} */ receive,
  ) => {
    instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
    receive(instance);
    return instance.exports;
  };
  const glue = await create({ instantiateWasm });
  const memory = Object.values(/** @type {WebAssembly.Instance} */ (/** @type {unknown} */ (instance)).exports).find(
    (value) => value instanceof WebAssembly.Memory,
  );
  return { glue, heap: () => new Uint8Array(/** @type {WebAssembly.Memory} */ (memory).buffer) };
}

/**
 * @param {Loader} loader
 * @param {number} bytes
 * @param {number} count of UTF-16 code units of one string
 */
async function withBuiltins(loader, bytes, count) {
  need(FEATURES.gc);
  need(FEATURES.stringBuiltins);
  const { exports, heap } = await withRoom(loader, 'marshal/builtins.wasm', bytes, { builtins: ['js-string'] });
  exports.reserve(count);
  return { exports, heap };
}

/**
 * @type {Record<string, (loader: Loader, longest: number) => Promise<WayIn>>} by way; for texts of up to so many units
 */
export const STRING_IN = {
  js: async (_loader, longest) => {
    const own = new Uint8Array(longest * MOST_BYTES);
    const encoder = new TextEncoder();
    return {
      put: (text) => firstAndLast(own, encoder.encodeInto(text, own).written),
      bytes: (length) => own.subarray(0, length),
      functions: {},
    };
  },
  'encode-into': async (loader, longest) => {
    const { exports, heap } = await withRoom(loader, 'marshal/marshal.wasm', longest * MOST_BYTES);
    const { take } = exports;
    const encoder = new TextEncoder();
    return {
      put: (text) => take(BASE, encoder.encodeInto(text, heap.subarray(BASE, BASE + text.length * MOST_BYTES)).written),
      bytes: (length) => heap.subarray(BASE, BASE + length),
      functions: { take },
    };
  },
  'char-codes': async (loader, longest) => {
    const { exports, heap } = await withRoom(loader, 'marshal/marshal.wasm', longest * MOST_BYTES);
    const { take } = exports;
    return {
      put: (text) => take(BASE, encode(text, heap, BASE)),
      bytes: (length) => heap.subarray(BASE, BASE + length),
      functions: { take },
    };
  },
  emscripten: async (loader, longest) => {
    const { glue, heap } = await withGlue(loader);
    const room = longest * MOST_BYTES + 1;
    const at = glue._room(room);
    glue._take(at, 1); // from now on glue._take is the function itself, not what looks it up
    const { stringToUTF8, _take } = glue;
    return {
      put: (text) => _take(at, stringToUTF8(text, at, room)),
      bytes: (length) => heap().subarray(at, at + length),
      functions: { take: _take },
    };
  },
  builtins: async (loader, longest) => {
    const { exports, heap } = await withBuiltins(loader, longest * MOST_BYTES, longest);
    const { take_string } = exports;
    return {
      put: (text) => take_string(text, BASE),
      bytes: (length) => heap.subarray(BASE, BASE + length),
      functions: { take_string },
    };
  },
};

/** BOM or not, all characters are the text's. */
const DECODER = { ignoreBOM: true };

/**
 * @type {Record<string, (loader: Loader, even: Uint8Array, odd: Uint8Array) => Promise<WayOut>>} by way; texts of equal
 * length, as UTF-8
 */
export const STRING_OUT = {
  js: async (_loader, even, odd) => {
    const decoder = new TextDecoder('utf-8', DECODER);
    return { get: (turn) => decoder.decode(turn & 1 ? odd : even), functions: {} };
  },
  'text-decoder': async (loader, even, odd) => {
    const { length } = even;
    const { heap, give_text, other } = await withTexts(loader, even, odd);
    const decoder = new TextDecoder('utf-8', DECODER);
    return {
      get: (turn) => {
        const at = give_text(BASE, other, turn);
        return decoder.decode(heap.subarray(at, at + length));
      },
      functions: { give_text },
    };
  },
  'char-codes': async (loader, even, odd) => {
    const { length } = even;
    const { heap, give_text, other } = await withTexts(loader, even, odd);
    return {
      get: (turn) => {
        const at = give_text(BASE, other, turn);
        return decode(heap, at, at + length);
      },
      functions: { give_text },
    };
  },
  emscripten: async (loader, even, odd) => {
    const { glue, heap } = await withGlue(loader);
    const [at, other] = [even, odd].map((text) => {
      const place = glue._room(text.length + 1);
      heap().set(text, place);
      heap()[place + text.length] = 0;
      return place;
    });
    glue._give_text(at, other, 0);
    const { UTF8ToString, _give_text } = glue;
    return { get: (turn) => UTF8ToString(_give_text(at, other, turn)), functions: { give_text: _give_text } };
  },
  builtins: async (loader, even, odd) => {
    const { length } = even;
    const other = BASE + length;
    const { exports, heap } = await withBuiltins(loader, 2 * length, length);
    heap.set(even, BASE);
    heap.set(odd, other);
    const { give_string } = exports;
    return { get: (turn) => give_string(turn & 1 ? other : BASE, length), functions: { give_string } };
  },
};

/**
 * @param {Loader} loader
 * @param {Uint8Array} even
 * @param {Uint8Array} odd
 */
async function withTexts(loader, even, odd) {
  const other = BASE + even.length;
  const { exports, heap } = await withRoom(loader, 'marshal/marshal.wasm', even.length + odd.length);
  heap.set(even, BASE);
  heap.set(odd, other);
  return { heap, other, give_text: exports.give_text };
}

/**
 * @param {Alphabet} alphabet
 * @returns {(cell: CellSpec, loader: Loader) => Promise<Opened>}
 */
export const openStringIn =
  (alphabet) =>
  async ({ variant, n }, loader) => {
    const { put, bytes, functions } = await STRING_IN[variant](loader, n);
    const texts = twoTexts(alphabet, n);
    const body = (/** @type {number} */ iterations) => {
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        result = put(texts[k & 1]);
      }
      return result;
    };
    return { body, functions: { put, ...functions }, output: () => bytes(n * alphabet.bytesPerUnit) };
  };

/**
 * @param {Alphabet} alphabet
 * @returns {(cell: CellSpec, loader: Loader) => Promise<Opened>}
 */
export const openStringOut =
  (alphabet) =>
  async ({ variant, n }, loader) => {
    const encoder = new TextEncoder();
    const [even, odd] = twoTexts(alphabet, n).map((text) => encoder.encode(text));
    const { get, functions } = await STRING_OUT[variant](loader, even, odd);
    let last = '';
    let bytes = new Uint8Array(n * alphabet.bytesPerUnit);
    const body = (/** @type {number} */ iterations) => {
      let text = '';
      let result = 0;
      for (let k = iterations; k-- > 0;) {
        text = get(k);
        result = text.length + text.charCodeAt(text.length - 1); // which makes a text of parts whole
      }
      last = text;
      return result;
    };
    // Well-formed texts are told apart by their UTF-8. A text is handed over once: what overwrites its bytes is to be
    // seen.
    const output = () => {
      if (last !== '') {
        bytes = encoder.encode(last);
        last = '';
      }
      return bytes;
    };
    return { body, functions: { get, ...functions }, output };
  };
