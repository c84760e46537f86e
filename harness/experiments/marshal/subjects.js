/**
 * Marshal: what it costs to get data across. Bytes, texts and objects, in and out.
 *
 * The rule for all: afterwards the other side has a copy of its own, and has looked at the
 * first and the last of it (of objects: at all, for their sum). `js` does the same within
 * JavaScript. The one exception is `view`: the data lie in linear memory from the start and stay
 * there, nothing is moved, and bytes per second mean nothing.
 */

import { openBytesIn, openBytesOut } from './bytes.js';
import { openObject, openObjects, OBJECT_BYTES, referenceOfObjects } from './objects.js';
import { openStringIn, openStringOut } from './strings.js';
import { ALPHABETS, bytesOfText } from './alphabets.js';
import { bytesOf, firstAndLast } from './data.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Alphabet } from './alphabets.js' */
/** @import { Opened, Subject, Way } from '../../agent/for-subjects.js' */

const BYTES = [16, 256, 4096, 65536, 2 ** 20, 2 ** 24];
/** As long a byte from 256 on. */
const SIZES_OF_ELEMENTS = BYTES.slice(0, -1);
const QUICK_BYTES = [16, 65536];
/** Of ASCII text; the other alphabets are measured at two lengths. */
const UNITS = [1, 16, 256, 4096, 65536, 2 ** 20, 2 ** 24];
/** Loops over code units take as long a unit from 4096 on, so the longest text would only take time. */
const UNITS_OF_LOOPS = UNITS.slice(0, -1);
const FEW_UNITS = [16, 4096];
/** Nothing is moved, so few sizes show that none matters. */
const SIZES_OF_VIEW = [16, 65536, 2 ** 24];
const QUICK_UNITS = [16, 4096];
const MANY_OBJECTS = 10000;

/** Loops over elements: up to a hundred times slower than what copies or converts blocks. */
const LOOP = 'loop';

/** @param {Way[]} ways that move data */
const copying = (ways) => ways.map((way) => ({ ...way, transfer: /** @type {const} */ ('copy') }));

/** @type {Subject[]} */
const BYTE_SUBJECTS = [
  {
    kernel: 'bytes-in',
    title: 'bytes into linear memory',
    element: 'byte',
    bytesPerElement: 1,
    sizes: BYTES,
    quickSizes: QUICK_BYTES,
    ways: [
      { variant: 'js' },
      ...copying([{ variant: 'set' }, { variant: 'elements', set: LOOP, sizes: SIZES_OF_ELEMENTS }]),
      { variant: 'view', set: 'view', sizes: SIZES_OF_VIEW },
    ],
    outputBytes: (n) => n,
    reference: (n) => ({ result: firstAndLast(bytesOf(n)), output: bytesOf(n) }),
  },
  {
    kernel: 'bytes-out',
    title: 'bytes out of linear memory',
    element: 'byte',
    bytesPerElement: 1,
    sizes: BYTES,
    quickSizes: QUICK_BYTES,
    ways: [
      { variant: 'js' },
      ...copying([
        { variant: 'slice' },
        { variant: 'set' },
        { variant: 'elements', set: LOOP, sizes: SIZES_OF_ELEMENTS },
      ]),
      { variant: 'view', set: 'view', sizes: SIZES_OF_VIEW },
    ],
    outputBytes: (n) => n,
    reference: (n) => ({ result: firstAndLast(bytesOf(n)), output: bytesOf(n) }),
  },
];

/**
 * @param {Alphabet} alphabet
 * @param {string} decoder the way that the browser's own functions offer
 * @returns {Way[]}
 */
function stringWays({ label }, decoder) {
  const loop = label === 'ascii' ? { set: LOOP, sizes: UNITS_OF_LOOPS } : { set: LOOP };
  const byLoops = ['char-codes', 'emscripten', 'builtins'].map((variant) => ({ variant, ...loop }));
  return [{ variant: 'js' }, ...copying([{ variant: decoder }, ...byLoops])];
}

/**
 * @param {Alphabet} alphabet
 * @returns {Subject[]}
 */
function stringSubjects(alphabet) {
  const { label, title, bytesPerUnit } = alphabet;
  const common = {
    element: 'UTF-16 code unit',
    bytesPerElement: bytesPerUnit,
    sizes: label === 'ascii' ? UNITS : FEW_UNITS,
    quickSizes: label === 'ascii' ? QUICK_UNITS : [],
    outputBytes: (/** @type {number} */ n) => n * bytesPerUnit,
  };
  return [
    {
      ...common,
      kernel: `string-in-${label}`,
      title: `${title} into linear memory, as UTF-8`,
      ways: stringWays(alphabet, 'encode-into'),
      reference: (n) => {
        const output = bytesOfText(alphabet, n);
        return { result: firstAndLast(output), output };
      },
    },
    {
      ...common,
      kernel: `string-out-${label}`,
      title: `${title} out of linear memory, from UTF-8`,
      ways: stringWays(alphabet, 'text-decoder'),
      reference: (n) => ({ result: n + alphabet.unit(n - 1), output: bytesOfText(alphabet, n) }),
    },
  ];
}

const OBJECT_WAYS = [
  { variant: 'js' },
  ...copying([
    { variant: 'fields' },
    { variant: 'struct' },
    { variant: 'gc-struct' },
    { variant: 'json', set: 'json' },
  ]),
];

/** @type {Subject[]} */
const OBJECT_SUBJECTS = [1, MANY_OBJECTS].map((count) => ({
  kernel: count === 1 ? 'object' : 'objects',
  title: count === 1 ? 'an object {x, y, id}' : 'an array of objects {x, y, id}',
  element: 'object',
  bytesPerElement: 0,
  sizes: [count],
  ways: OBJECT_WAYS,
  outputBytes: (n) => n * OBJECT_BYTES,
  reference: referenceOfObjects,
}));

/** @type {Subject[]} */
export const SUBJECTS = [...BYTE_SUBJECTS, ...ALPHABETS.flatMap(stringSubjects), ...OBJECT_SUBJECTS];

/** @type {Record<string, (cell: CellSpec, loader: Loader) => Promise<Opened>>} by kernel */
const OPEN = {
  'bytes-in': openBytesIn,
  'bytes-out': openBytesOut,
  object: openObject,
  objects: openObjects,
  ...Object.fromEntries(
    ALPHABETS.flatMap((alphabet) => [
      [`string-in-${alphabet.label}`, openStringIn(alphabet)],
      [`string-out-${alphabet.label}`, openStringOut(alphabet)],
    ]),
  ),
};

/** @type {import('../../agent/for-subjects.js').Open} */
export const open = (cell, loader) => OPEN[cell.kernel](cell, loader);
