/**
 * Points as objects of a collector, JavaScript's or WebAssembly's, and as plain bytes: an array
 * of 100,000 summed, moved, and made.
 *
 * Sums are added in the same order everywhere and the values are not integers, so that every way
 * gives the same bits. What a point costs in references is part of it: in typed arrays and
 * linear memory points lie one after the other, in arrays of objects or structs each is behind a reference.
 */

import { FEATURES, need } from '../../agent/features.js';
import { NO_OUTPUT, instantiate } from '../../agent/for-subjects.js';
import { FLOATS, IN_MODULE, OBJECTS, STRUCTS, bodyOf } from './bodies.js';
import { POINTS, makeAll } from './points.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened, Subject, Way } from '../../agent/for-subjects.js' */
/** @import { Kept, Passes } from './bodies.js' */
/** @import { Values } from './points.js' */

/** Arrays made one after the other in an iteration, so that each sample holds its part of collections. */
const ARRAYS = 16;
const POINT_BYTES = 16;
/** Where points-move leaves each. */
const MOVED_X = 2.5;
const MOVED_Y = -1.25;

/**
 * As in `make` of gc.wat, linear.wat and malloc.c: never an integer.
 * @type {Values}
 */
const MADE = { xOf: (i) => i * 0.70710678 + 0.05, yOf: (i) => i * 0.31830989 + 0.25 };
/**
 * Of few bits, so that adding is exact and moving there and back changes nothing.
 * @type {Values}
 */
const EXACT = { xOf: (i) => i * 0.75 + 0.125, yOf: (i) => i * 0.375 + 0.0625 };

const LINEAR = 'gc/linear.wasm';
const GC = 'gc/gc.wasm';
const TYPED = 'gc/typed.wasm';
const MALLOC = 'gc/malloc.wasm';

/** @type {Way[]} */
const IN_ORDER = [
  { variant: 'js' },
  { variant: 'typed-array' },
  { variant: 'wasm-linear', module: LINEAR },
  { variant: 'wasm-gc', module: GC },
];

/** @type {Way[]} */
const VISITED = [
  ...IN_ORDER,
  { variant: 'wasm-linear-from-js', module: LINEAR },
  { variant: 'wasm-gc-from-js', module: GC },
  { variant: 'wasm-gc-typed-from-js', module: TYPED, set: 'slow' },
  { variant: 'js-shuffled' },
  { variant: 'wasm-gc-shuffled', module: GC },
];

/**
 * @param {Values} values
 * @returns {Uint8Array<ArrayBuffer>} all points, as in linear memory
 */
const bytesOf = ({ xOf, yOf }) =>
  new Uint8Array(Float64Array.from({ length: 2 * POINTS }, (_, k) => (k % 2 === 0 ? xOf : yOf)(k >> 1)).buffer);

/**
 * @param {Values} values
 * @param {number} n
 */
function sumOf({ xOf, yOf }, n) {
  const indices = Array.from({ length: n }, (_, i) => i);
  return indices.reduce((sum, i) => sum + xOf(i), 0) + indices.reduce((sum, i) => sum + yOf(i), 0);
}

/** @type {Subject[]} */
export const SUBJECTS = [
  {
    kernel: 'points-sum',
    title: 'sum of the coordinates of an array of points',
    element: 'point',
    bytesPerElement: POINT_BYTES,
    sizes: [POINTS],
    ways: VISITED,
    outputBytes: () => 0,
    reference: (n) => ({ result: sumOf(MADE, n), output: NO_OUTPUT }),
  },
  {
    kernel: 'points-move',
    title: 'every point of an array moved in place',
    element: 'point',
    bytesPerElement: 2 * POINT_BYTES,
    sizes: [POINTS],
    ways: VISITED,
    outputBytes: () => POINTS * POINT_BYTES,
    reference: (n) => ({
      result: n,
      output: bytesOf({ xOf: (i) => EXACT.xOf(i) + MOVED_X, yOf: (i) => EXACT.yOf(i) + MOVED_Y }),
    }),
  },
  {
    kernel: 'points-new',
    title: 'arrays of 100,000 new points, collection of the former ones included',
    element: 'point',
    bytesPerElement: POINT_BYTES,
    sizes: [ARRAYS * POINTS],
    batches: () => [POINTS],
    ways: [...IN_ORDER, { variant: 'wasm-malloc', module: MALLOC }, { variant: 'wasm-gc-from-js', module: GC }],
    outputBytes: () => POINTS * POINT_BYTES,
    reference: (n) => ({ result: n, output: bytesOf(MADE) }),
  },
];

/**
 * @typedef {object} Form of points
 * @property {Passes} passes
 * @property {any} [points] that JavaScript keeps
 * @property {(kept: Kept) => (i: number, to: Float64Array) => void} reader of the i-th point, to its place among all
 * @property {string[]} [crossings] exports that are called for every point (none)
 */

/**
 * @param {(point: any) => number} xOf
 * @param {(point: any) => number} yOf
 * @param {(points: any, i: number) => any} at
 * @returns {Form['reader']}
 */
const byPoint =
  (xOf, yOf, at = (points, i) => points[i]) =>
  ({ points }) =>
  (i, to) => {
    const point = at(points, i);
    to[2 * i] = xOf(point);
    to[2 * i + 1] = yOf(point);
  };

/** @type {Form['reader']} */
const byNumber =
  ({ points }) =>
  (i, to) => {
    to[2 * i] = points[2 * i];
    to[2 * i + 1] = points[2 * i + 1];
  };

/**
 * @param {Float64Array} floats x and y in turn
 * @param {Values} values
 */
function fill(floats, { xOf, yOf }) {
  for (let i = 0; i < POINTS; i++) {
    floats[2 * i] = xOf(i);
    floats[2 * i + 1] = yOf(i);
  }
  return floats;
}

/**
 * @param {Values} values
 * @param {boolean} shuffled
 * @returns {Form} objects of one shape
 */
const objects = (values, shuffled) => ({
  passes: OBJECTS,
  points: makeAll((x, y) => ({ x, y }), values, shuffled),
  reader: byPoint(
    ({ x }) => x,
    ({ y }) => y,
  ),
});

/**
 * @param {Record<string, any>} module of gc.wat
 * @param {Values} values
 * @param {boolean} shuffled
 * @returns {Form} structs in an array of the module
 */
function structs(module, values, shuffled) {
  module.reserve(POINTS);
  makeAll(module.point, values, shuffled).forEach((point, i) => module.put(i, point));
  return { passes: IN_MODULE, reader: byPoint(module.x, module.y, (_, i) => module.at(i)) };
}

/**
 * @param {Record<string, any>} module of gc.wat or typed.wat
 * @param {Values} values
 * @returns {Form} structs in an array of JavaScript, which crosses for each field
 */
const structsFromJs = (module, values) => ({
  passes: STRUCTS,
  points: makeAll(module.point, values, false),
  reader: byPoint(module.x, module.y),
  crossings: ['point', 'x', 'y', 'set_x', 'set_y'],
});

/**
 * @param {Record<string, any>} module of malloc.c
 * @returns {Form}
 */
function malloced({ make, points, memory }) {
  make(POINTS);
  const addressOf = (/** @type {DataView} */ data, /** @type {number} */ i) => data.getUint32(points() + 4 * i, true);
  return {
    passes: IN_MODULE,
    reader: () => {
      const data = new DataView(memory.buffer);
      return (i, to) => {
        to[2 * i] = data.getFloat64(addressOf(data, i), true);
        to[2 * i + 1] = data.getFloat64(addressOf(data, i) + 8, true);
      };
    },
  };
}

/**
 * @param {string} variant
 * @param {Record<string, any>} module
 * @param {Values} values
 * @returns {Form}
 */
function formOf(variant, module, values) {
  const linear = () => fill(new Float64Array(module.memory.buffer), values);
  /** @type {Record<string, () => Form>} */
  const forms = {
    js: () => objects(values, false),
    'js-shuffled': () => objects(values, true),
    'typed-array': () => ({ passes: FLOATS, points: fill(new Float64Array(2 * POINTS), values), reader: byNumber }),
    'wasm-linear': () => ({ passes: IN_MODULE, points: linear(), reader: byNumber }),
    'wasm-linear-from-js': () => ({ passes: FLOATS, points: linear(), reader: byNumber }),
    'wasm-gc': () => structs(module, values, false),
    'wasm-gc-shuffled': () => structs(module, values, true),
    'wasm-gc-from-js': () => structsFromJs(module, values),
    'wasm-gc-typed-from-js': () => structsFromJs(module, values),
    'wasm-malloc': () => malloced(module),
  };
  return forms[variant]();
}

/**
 * @param {string} variant
 * @returns {string | undefined} the module that the way states
 */
const moduleName = (variant) => SUBJECTS.flatMap(({ ways }) => ways).find((way) => way.variant === variant)?.module;

/**
 * @param {string} variant
 * @param {Loader} loader
 * @returns {Promise<Record<string, any>>} exports; nothing where there is no module
 */
async function exportsFor(variant, loader) {
  const module = moduleName(variant);
  if (module === GC || module === TYPED) {
    need(FEATURES.gc);
  }
  // What malloc tells when its memory has grown: nobody keeps a view.
  return module === undefined
    ? {}
    : instantiate(loader, module, { env: { emscripten_notify_memory_growth: () => {} } });
}

/**
 * What a kernel calls of a module, where the loop is the module's and where it is JavaScript's.
 * @type {Record<string, string[]>}
 */
const CALLED = {
  'points-sum': ['sum', 'x', 'y'],
  'points-move': ['move', 'x', 'y', 'set_x', 'set_y'],
  'points-new': ['make', 'point'],
};

/**
 * @param {Form} form
 * @param {Kept} kept
 * @returns {Opened['output']}
 */
function outputOf({ reader }, kept) {
  const all = new Float64Array(2 * POINTS);
  return () => {
    const read = reader(kept);
    for (let i = 0; i < kept.made; i++) {
      read(i, all);
    }
    return new Uint8Array(all.buffer);
  };
}

const REHEARSALS = 5000;
const FEW = 64;

/**
 * Many short calls first: V8 compiles a long loop while it runs, and before what comes
 * behind it ever did, and which code it then ends in is a matter of luck.
 * @param {Opened['body']} body
 */
function rehearse(body) {
  for (let k = 0; k < REHEARSALS; k++) {
    body(1, FEW, FEW / 4);
  }
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open({ kernel, variant }, loader) {
  const module = await exportsFor(variant, loader);
  const form = formOf(variant, module, kernel === 'points-move' ? EXACT : MADE);
  const kept = { points: form.points, made: POINTS, moved: new Float64Array(2), target: new Float64Array(2) };
  const body = bodyOf(kernel, form.passes, kept, module);
  rehearse(body); // moves nothing
  kept.target.set([MOVED_X, MOVED_Y]);
  const called = CALLED[kernel].filter((name) =>
    form.passes === IN_MODULE ? name in IN_MODULE : form.crossings?.includes(name),
  );
  return {
    body,
    functions: Object.fromEntries(called.map((name) => [name, module[name]])),
    output: kernel === 'points-sum' ? () => NO_OUTPUT : outputOf(form, kept),
  };
}
