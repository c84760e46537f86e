/**
 * The texts of n elements, all of them set anew in an iteration.
 *
 * A browser may well do nothing where an element has that text already. So there are two texts for
 * each element, which differ in their first letter, and iterations take turns, from one call of the
 * body to the next as well. In the output that letter is made the same: it tells nothing else.
 */

import { hash32 } from '../../agent/inputs.js';
import { instantiate } from '../../agent/for-subjects.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

/** As in dom-text.c. */
const ELEMENTS = 10000;
const TEXT_BYTES = 16;
const SET_TEXT = 1;
const WORDS_A_COMMAND = 4;
const WORD_BYTES = 4;

const LETTERS = ['a', 'b'];
const SEED = 1;

/**
 * @param {number} i
 * @param {number} turn
 * @returns {string} TEXT_BYTES letters, all ASCII
 */
const textOf = (i, turn) => `${LETTERS[turn]} ${String(hash32(SEED, i) % 1e8).padStart(8, '0')} items`;

/**
 * @param {string[]} texts
 * @returns {Uint8Array<ArrayBuffer>} all in a row, each TEXT_BYTES long
 */
function bytesOf(texts) {
  const bytes = new Uint8Array(texts.length * TEXT_BYTES);
  texts.forEach((text, i) => new TextEncoder().encodeInto(text, bytes.subarray(i * TEXT_BYTES, (i + 1) * TEXT_BYTES)));
  return bytes;
}

/**
 * @param {number} n
 * @returns {string[][]} by turn, then element
 */
const textsFor = (n) => LETTERS.map((_, turn) => Array.from({ length: n }, (__, i) => textOf(i, turn)));

/** @type {Subject[]} */
export const SUBJECTS = [
  {
    kernel: 'text',
    title: 'the text of elements',
    element: 'element',
    bytesPerElement: 0,
    realm: 'page',
    sizes: [1, 100, ELEMENTS],
    quickSizes: [1, 100],
    ways: [
      { variant: 'js' },
      { variant: 'js-tuned' },
      { variant: 'wasm-call', module: 'dom/text.wasm' },
      { variant: 'wasm-known', module: 'dom/text.wasm' },
      { variant: 'wasm-batch', module: 'dom/text.wasm' },
      { variant: 'wasm-batch-tuned', module: 'dom/text.wasm' },
    ],
    outputBytes: (n) => n * TEXT_BYTES,
    reference: (n) => ({ result: n, output: bytesOf(Array.from({ length: n }, (_, i) => textOf(i, 0))) }),
  },
];

/**
 * @typedef {object} Scene
 * @property {HTMLElement[]} elements
 * @property {Text[]} nodes their texts, which stay the same nodes as long as only these are written to
 * @property {string[][]} texts by turn, then element
 */

/**
 * @typedef {(n: number, turn: number) => number} SetAll sets the texts of that turn to all n elements, and returns n
 */

/** @type {Record<string, (scene: Scene) => SetAll>} by way, without WebAssembly */
const IN_JAVASCRIPT = {
  js:
    ({ elements, texts }) =>
    (n, turn) => {
      const own = texts[turn];
      for (let i = 0; i < n; i++) {
        elements[i].textContent = own[i];
      }
      return n;
    },
  'js-tuned':
    ({ nodes, texts }) =>
    (n, turn) => {
      const own = texts[turn];
      for (let i = 0; i < n; i++) {
        nodes[i].data = own[i];
      }
      return n;
    },
};

/** @typedef {{ bytes: Uint8Array, words: Int32Array }} Heap linear memory, which does not grow */

/**
 * By way: which function of the module is called, and what the page lends it.
 * @type {Record<string, { calls: string, lends: (scene: Scene, heap: Heap) => Record<string, Function> }>}
 */
const IN_WASM = {
  'wasm-call': {
    calls: 'set_each',
    lends: ({ elements }, heap) => {
      const decoder = new TextDecoder();
      return {
        set_text: (/** @type {number} */ element, /** @type {number} */ at, /** @type {number} */ length) => {
          elements[element].textContent = decoder.decode(heap.bytes.subarray(at, at + length));
        },
      };
    },
  },
  'wasm-known': {
    calls: 'set_each_known',
    lends: ({ nodes, texts }) => {
      const known = texts.flatMap((own) => [...own, ...Array(ELEMENTS - own.length)]);
      return {
        set_known_text: (/** @type {number} */ element, /** @type {number} */ text) => {
          nodes[element].data = known[text];
        },
      };
    },
  },
  'wasm-batch': {
    calls: 'set_by_commands',
    lends: ({ elements }, heap) => {
      const decoder = new TextDecoder();
      return {
        run_commands: (/** @type {number} */ at, /** @type {number} */ count) => {
          const { bytes, words } = heap;
          for (let i = 0, w = at / WORD_BYTES; i < count; i++, w += WORDS_A_COMMAND) {
            if (words[w] !== SET_TEXT) {
              throw new Error(`command ${i}: ${words[w]} is not known; known: ${SET_TEXT}`);
            }
            elements[words[w + 1]].textContent = decoder.decode(
              bytes.subarray(words[w + 2], words[w + 2] + words[w + 3]),
            );
          }
        },
      };
    },
  },
  'wasm-batch-tuned': {
    calls: 'set_by_commands',
    lends: ({ nodes }, heap) => {
      const decoder = new TextDecoder();
      return {
        // The texts lie side by side and are ASCII: one decoding, then parts of it.
        run_commands: (/** @type {number} */ at, /** @type {number} */ count) => {
          const { bytes, words } = heap;
          const first = at / WORD_BYTES;
          const last = first + (count - 1) * WORDS_A_COMMAND;
          const begin = words[first + 2];
          const all = decoder.decode(bytes.subarray(begin, words[last + 2] + words[last + 3]));
          for (let w = first; w <= last; w += WORDS_A_COMMAND) {
            const from = words[w + 2] - begin;
            nodes[words[w + 1]].data = all.slice(from, from + words[w + 3]);
          }
        },
      };
    },
  },
};

/** What the module imports and a way does not lend. */
const UNUSED = ['set_text', 'set_known_text', 'run_commands'];

/**
 * @param {string} variant
 * @param {Scene} scene
 * @param {Loader} loader
 * @returns {Promise<{ setAll: SetAll, functions: Record<string, Function> }>}
 */
async function fromModule(variant, scene, loader) {
  const { calls, lends } = IN_WASM[variant];
  /** @type {Partial<Heap>} filled once there is a memory, which what is lent reads from */
  const heap = {};
  const none = Object.fromEntries(
    UNUSED.map((name) => [
      name,
      () => {
        throw new Error(`${name} is not lent to ${variant}`);
      },
    ]),
  );
  const exports = await instantiate(loader, 'dom/text.wasm', {
    env: { ...none, .../** @type {any} */ (lends(scene, /** @type {Heap} */ (heap))) },
  });
  exports._initialize?.();
  const bytes = new Uint8Array(exports.memory.buffer);
  Object.assign(heap, { bytes, words: new Int32Array(exports.memory.buffer) });
  scene.texts.forEach((own, turn) => bytes.set(bytesOf(own), exports.texts_address() + turn * ELEMENTS * TEXT_BYTES));
  const setAll = exports[calls];
  return { setAll: (n, turn) => setAll(n, turn), functions: { [calls]: setAll } };
}

/**
 * @param {number} n
 * @returns {HTMLElement[]} in the document, shown in a box that does not grow
 */
function makeElements(n) {
  const box = document.createElement('div');
  box.style.cssText = 'width: 300px; height: 100px; overflow: hidden; contain: strict';
  const elements = Array.from({ length: n }, () => document.createElement('span'));
  box.append(...elements);
  document.body.append(box);
  return elements;
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open({ variant, n }, loader) {
  const elements = makeElements(n);
  const nodes = elements.map((element) => element.appendChild(document.createTextNode('')));
  const scene = { elements, nodes, texts: textsFor(n) };
  const { setAll, functions } = IN_JAVASCRIPT[variant]
    ? { setAll: IN_JAVASCRIPT[variant](scene), functions: {} }
    : await fromModule(variant, scene, loader);
  let turn = 0;
  return {
    body: (iterations) => {
      let result = 0;
      for (let k = 0; k < iterations; k++) {
        turn = 1 - turn;
        result = setAll(n, turn);
      }
      return result;
    },
    functions,
    output: () => bytesOf(elements.map(({ textContent }) => (textContent ?? '').replace(LETTERS[turn], LETTERS[0]))),
    reset: () =>
      nodes.forEach((node, i) => {
        node.data = '';
        if (node.parentNode === null) {
          elements[i].textContent = '';
        }
      }),
  };
}
