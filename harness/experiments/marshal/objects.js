/**
 * Objects across: {x, y, id}, one or many. Afterwards the other side has values of its own, and
 * the sum of all of them comes back.
 */

import { hash32 } from '../../agent/inputs.js';
import { FEATURES, need } from '../../agent/features.js';
import { BASE, withRoom } from './data.js';
import { instantiate } from '../../agent/for-subjects.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Opened } from '../../agent/for-subjects.js' */

/** @typedef {{ x: number, y: number, id: number }} Point */

/** Two doubles and an integer, as C lays them out. */
export const OBJECT_BYTES = 24;

const SEED = 1;
/** For one object at a time: so many take turns, the first comes last. */
const TURNS = 8;

/**
 * Coordinates of up to three decimals.
 * @param {number} count
 * @returns {Point[]}
 */
export function pointsOf(count) {
  const coordinate = (/** @type {number} */ i) => ((hash32(SEED, i) % 2000000) - 1000000) / 1000;
  return Array.from({ length: count }, (_, i) => ({ x: coordinate(2 * i), y: coordinate(2 * i + 1), id: i + 1 }));
}

/**
 * @param {Point[]} points
 * @returns {Uint8Array<ArrayBuffer>} as structs
 */
export function packed(points) {
  const bytes = new Uint8Array(points.length * OBJECT_BYTES);
  const view = new DataView(bytes.buffer);
  points.forEach(({ x, y, id }, i) => {
    view.setFloat64(i * OBJECT_BYTES, x, true);
    view.setFloat64(i * OBJECT_BYTES + 8, y, true);
    view.setInt32(i * OBJECT_BYTES + 16, id, true);
  });
  return bytes;
}

/**
 * @param {number} n
 * @returns {{ result: number, output: Uint8Array<ArrayBuffer> }}
 */
export function referenceOfObjects(n) {
  const points = pointsOf(n);
  return { result: points.reduce((sum, { x, y, id }) => sum + (x + y + id), 0), output: packed(points) };
}

/**
 * @template Sent
 * @typedef {object} ObjectWay
 * @property {(sent: Sent) => number} send returns the sum
 * @property {() => Point[]} taken hands out what the other side has; it has it no more
 * @property {Record<string, Function>} functions
 */

/**
 * An object to be overwritten, as structs in linear memory are.
 * @returns {Point}
 */
const noPoint = () => ({ x: NaN, y: NaN, id: 0 });

/**
 * @param {Point} point is no more
 * @returns {Point} what it was
 */
function takePoint(point) {
  const copy = { ...point };
  Object.assign(point, noPoint());
  return copy;
}

/**
 * Structs that lie in a linear memory.
 * @param {ArrayBuffer} memory
 * @param {number} at
 * @param {number} count
 * @returns {Point[]}
 */
function takeStructs(memory, at, count) {
  const view = new DataView(memory, at, count * OBJECT_BYTES);
  const points = Array.from({ length: count }, (_, i) => ({
    x: view.getFloat64(i * OBJECT_BYTES, true),
    y: view.getFloat64(i * OBJECT_BYTES + 8, true),
    id: view.getInt32(i * OBJECT_BYTES + 16, true),
  }));
  new Uint8Array(memory, at, count * OBJECT_BYTES).fill(0xff);
  return points;
}

/**
 * @param {Loader} loader
 * @param {number} count
 */
async function withStructs(loader, count) {
  const { exports, heap } = await withRoom(loader, 'marshal/marshal.wasm', count * OBJECT_BYTES);
  const { buffer } = heap;
  return {
    keep: exports.keep,
    sum: exports.sum,
    doubles: new Float64Array(buffer),
    integers: new Int32Array(buffer),
    taken: () => takeStructs(buffer, BASE, count),
  };
}

/**
 * @param {Loader} loader
 * @param {number} count
 */
async function withJson(loader, count) {
  const exports = await instantiate(loader, 'marshal/json.wasm');
  exports._initialize?.();
  const { buffer } = exports.memory;
  const text = exports.text_room();
  const encoder = new TextEncoder();
  const room = new Uint8Array(buffer, text, 2 ** 20);
  const { keep_json } = exports;
  return {
    send: (/** @type {Point | Point[]} */ sent) => keep_json(encoder.encodeInto(JSON.stringify(sent), room).written),
    taken: () => takeStructs(buffer, exports.points_kept(), count),
    functions: { keep_json },
  };
}

/**
 * @param {Loader} loader
 * @returns {Promise<Record<string, any>>} exports of marshal-gc.wat
 */
async function withGc(loader) {
  need(FEATURES.gc);
  return instantiate(loader, 'marshal/gc.wasm');
}

/** @type {Record<string, (loader: Loader) => Promise<ObjectWay<Point>>>} by way: one object */
export const OBJECT = {
  js: async () => {
    const kept = noPoint();
    return {
      send: ({ x, y, id }) => {
        kept.x = x;
        kept.y = y;
        kept.id = id;
        return x + y + id;
      },
      taken: () => [takePoint(kept)],
      functions: {},
    };
  },
  fields: async (loader) => {
    const { keep, taken } = await withStructs(loader, 1);
    return { send: ({ x, y, id }) => keep(BASE, x, y, id), taken, functions: { keep } };
  },
  struct: async (loader) => {
    const { sum, taken, doubles, integers } = await withStructs(loader, 1);
    return {
      send: ({ x, y, id }) => {
        doubles[BASE / 8] = x;
        doubles[BASE / 8 + 1] = y;
        integers[BASE / 4 + 4] = id;
        return sum(BASE, 1);
      },
      taken,
      functions: { sum },
    };
  },
  'gc-struct': async (loader) => {
    const { point, keep, kept, forget, ...read } = await withGc(loader);
    return {
      send: ({ x, y, id }) => keep(point(x, y, id)),
      taken: () => {
        const points = kept() ? [readPoint(read, kept())] : [];
        forget();
        return points;
      },
      functions: { point, keep },
    };
  },
  json: (loader) => withJson(loader, 1),
};

/**
 * @param {Record<string, any>} exports of marshal-gc.wat
 * @param {unknown} point
 * @returns {Point}
 */
const readPoint = ({ x, y, id }, point) => ({ x: x(point), y: y(point), id: id(point) });

/** @type {Record<string, (loader: Loader, count: number) => Promise<ObjectWay<Point[]>>>} by way: so many objects */
export const OBJECTS = {
  js: async (_loader, count) => {
    const kept = Array.from({ length: count }, noPoint);
    return {
      send: (points) => {
        let total = 0;
        for (let i = 0; i < points.length; i++) {
          const { x, y, id } = points[i];
          const own = kept[i];
          own.x = x;
          own.y = y;
          own.id = id;
          total += x + y + id;
        }
        return total;
      },
      taken: () => kept.map(takePoint),
      functions: {},
    };
  },
  fields: async (loader, count) => {
    const { keep, taken } = await withStructs(loader, count);
    return {
      send: (points) => {
        let total = 0;
        for (let i = 0; i < points.length; i++) {
          const { x, y, id } = points[i];
          total += keep(BASE + i * OBJECT_BYTES, x, y, id);
        }
        return total;
      },
      taken,
      functions: { keep },
    };
  },
  struct: async (loader, count) => {
    const { sum, taken, doubles, integers } = await withStructs(loader, count);
    return {
      send: (points) => {
        for (let i = 0, at = BASE / 8; i < points.length; i++, at += OBJECT_BYTES / 8) {
          const { x, y, id } = points[i];
          doubles[at] = x;
          doubles[at + 1] = y;
          integers[at * 2 + 4] = id;
        }
        return sum(BASE, points.length);
      },
      taken,
      functions: { sum },
    };
  },
  'gc-struct': async (loader) => {
    const { points: newPoints, set, sum, at, ...read } = await withGc(loader);
    /** @type {unknown} */
    let kept;
    let length = 0;
    return {
      send: (points) => {
        length = points.length;
        kept = newPoints(length);
        for (let i = 0; i < length; i++) {
          const { x, y, id } = points[i];
          set(kept, i, x, y, id);
        }
        return sum(kept);
      },
      taken: () => {
        const points = Array.from({ length: kept ? length : 0 }, (_, i) => readPoint(read, at(kept, i)));
        kept = undefined;
        return points;
      },
      functions: { set, sum },
    };
  },
  json: withJson,
};

/**
 * What a way has taken, as bytes. It is handed over once: what overwrites the bytes is to be seen.
 * @param {number} n
 * @param {() => Point[]} taken
 * @returns {{ ran: () => void, output: () => Uint8Array }}
 */
function outputOf(n, taken) {
  let bytes = new Uint8Array(n * OBJECT_BYTES);
  let isNew = false;
  return {
    ran: () => {
      isNew = true;
    },
    output: () => {
      if (isNew) {
        bytes = packed(taken());
        isNew = false;
      }
      return bytes;
    },
  };
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function openObject({ variant, n }, loader) {
  const { send, taken, functions } = await OBJECT[variant](loader);
  const points = pointsOf(TURNS);
  const { ran, output } = outputOf(n, taken);
  const body = (/** @type {number} */ iterations) => {
    let result = 0;
    for (let k = iterations; k-- > 0;) {
      result = send(points[k % TURNS]);
    }
    ran();
    return result;
  };
  return { body, functions: { send, ...functions }, output };
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function openObjects({ variant, n }, loader) {
  const { send, taken, functions } = await OBJECTS[variant](loader, n);
  const points = pointsOf(n);
  const { ran, output } = outputOf(n, taken);
  const body = (/** @type {number} */ iterations) => {
    let result = 0;
    for (let k = iterations; k-- > 0;) {
      points[0].id = k + 1; // another array each time
      result = send(points);
    }
    ran();
    return result;
  };
  return { body, functions: { send, ...functions }, output };
}
