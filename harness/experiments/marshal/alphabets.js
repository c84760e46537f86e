/**
 * Texts of four alphabets. In each alphabet every code unit takes the same bytes of UTF-8, so that
 * bytes per second can be told; the characters are any of the alphabet, one after the other.
 */

import { hash32 } from '../../agent/inputs.js';

/**
 * @typedef {object} Alphabet
 * @property {string} label
 * @property {string} title
 * @property {number} bytesPerUnit bytes of UTF-8 for a UTF-16 code unit
 * @property {number} unitsPerPoint
 * @property {(i: number) => number} unit the code unit at i
 */

const SEED = 1;
/** So many units are given to fromCharCode at once. */
const CHUNK = 4096;
/** Longer texts have no odd twin. */
const MOST_TWINS = 2 ** 20;

/**
 * @param {number} i
 * @param {number} first
 * @param {number} last
 * @returns {number} a number of first..last
 */
const any = (i, first, last) => first + ((hash32(SEED, i) >>> 8) % (last - first + 1));

/**
 * U+1F300 to U+1F5FF: pictographs.
 * @param {number} i of a pair
 */
const pictograph = (i) => any(i, 0x1f300, 0x1f5ff);

/** @type {Alphabet[]} */
export const ALPHABETS = [
  { label: 'ascii', title: 'ASCII text', bytesPerUnit: 1, unitsPerPoint: 1, unit: (i) => any(i, 0x20, 0x7e) },
  { label: 'latin1', title: 'Latin-1 text', bytesPerUnit: 2, unitsPerPoint: 1, unit: (i) => any(i, 0xc0, 0xff) },
  { label: 'cjk', title: 'CJK text', bytesPerUnit: 3, unitsPerPoint: 1, unit: (i) => any(i, 0x4e00, 0x9fff) },
  {
    label: 'emoji',
    title: 'emoji',
    bytesPerUnit: 2,
    unitsPerPoint: 2,
    unit: (i) => (i % 2 === 0 ? 0xd7c0 + (pictograph(i >> 1) >> 10) : 0xdc00 + (pictograph(i >> 1) & 0x3ff)),
  },
];

/**
 * @param {Alphabet} alphabet
 * @param {number} n
 * @returns {Uint16Array<ArrayBuffer>}
 */
function unitsOf({ unit }, n) {
  const units = new Uint16Array(n);
  for (let i = 0; i < n; i++) {
    units[i] = unit(i);
  }
  return units;
}

/**
 * @param {Uint16Array} units
 * @returns {string} flat, one byte a unit inside the engine where that is enough
 */
function flatText(units) {
  const chunks = [];
  for (let i = 0; i < units.length; i += CHUNK) {
    chunks.push(String.fromCharCode.apply(null, /** @type {any} */ (units.subarray(i, i + CHUNK))));
  }
  return chunks.join('');
}

/**
 * @param {Alphabet} alphabet
 * @param {number} n units
 * @returns {string[]} the text at 0, and at 1 another one of the same length (the same again where it is very long)
 */
export function twoTexts(alphabet, n) {
  const units = unitsOf(alphabet, n);
  const even = flatText(units);
  if (n > MOST_TWINS) {
    return [even, even];
  }
  const { unitsPerPoint } = alphabet;
  const odd = new Uint16Array(n);
  odd.set(units.subarray(unitsPerPoint));
  odd.set(units.subarray(0, unitsPerPoint), n - unitsPerPoint);
  return [even, flatText(odd)];
}

/**
 * UTF-8 from code points by the table of the Unicode Standard (3-6), for what is to come out: no encoder is trusted.
 * @param {Alphabet} alphabet
 * @param {number} n units
 * @returns {Uint8Array<ArrayBuffer>} the bytes of the text at 0
 */
export function bytesOfText(alphabet, n) {
  const { bytesPerUnit, unitsPerPoint, unit } = alphabet;
  const size = bytesPerUnit * unitsPerPoint;
  const leads = [0, 0, 0xc0, 0xe0, 0xf0];
  const bytes = new Uint8Array(n * bytesPerUnit);
  for (let i = 0, to = 0; i < n; i += unitsPerPoint, to += size) {
    let point = unitsPerPoint === 1 ? unit(i) : 0x10000 + (unit(i) - 0xd800) * 0x400 + (unit(i + 1) - 0xdc00);
    for (let place = size - 1; place > 0; place--) {
      bytes[to + place] = 0x80 + (point % 64);
      point = Math.floor(point / 64);
    }
    bytes[to] = leads[size] + point;
  }
  return bytes;
}
