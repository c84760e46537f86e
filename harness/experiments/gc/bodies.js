/**
 * The timed bodies, written out as source for each cell: its loops and call sites are its own.
 */

/** @import { Opened } from '../../agent/for-subjects.js' */

/**
 * @typedef {object} Kept what a body works on
 * @property {any} points that JavaScript keeps: objects, structs or numbers
 * @property {number} made how many points there are
 * @property {Float64Array} moved how far they were, by x and y
 * @property {Float64Array} target how far the last iteration moves them
 */

/**
 * Source of what is timed, over the variables of `bodyOf`: each cell has loops of its own, right in its body.
 * @typedef {object} Passes
 * @property {string} sum of n points to `total`
 * @property {string} move n points by `dx` and `dy`
 * @property {string} make `count` points, instead of those before
 */

const X = 'i * 0.70710678 + 0.05';
const Y = 'i * 0.31830989 + 0.25';

/**
 * @param {{ each?: string, x: string, y: string, move: string, array: string, make: string }} source for the i-th point
 * @returns {Passes}
 */
const loops = ({ each = '', x, y, move, array, make }) => ({
  sum: `
    const points = kept.points;
    let x = 0;
    let y = 0;
    for (let i = 0; i < n; i++) {
      ${each}
      x += ${x};
      y += ${y};
    }
    total = x + y;`,
  move: `
    const points = kept.points;
    for (let i = 0; i < n; i++) {
      ${each}
      ${move}
    }`,
  make: `
    const made = ${array};
    for (let i = 0; i < count; i++) {
      ${make}
    }
    kept.points = made;`,
});

export const OBJECTS = loops({
  each: 'const point = points[i];',
  x: 'point.x',
  y: 'point.y',
  move: 'point.x += dx; point.y += dy;',
  array: 'new Array(count)',
  make: `made[i] = { x: ${X}, y: ${Y} };`,
});

export const FLOATS = loops({
  x: 'points[2 * i]',
  y: 'points[2 * i + 1]',
  move: 'points[2 * i] += dx; points[2 * i + 1] += dy;',
  array: 'new Float64Array(2 * count)',
  make: `made[2 * i] = ${X}; made[2 * i + 1] = ${Y};`,
});

export const STRUCTS = loops({
  each: 'const point = points[i];',
  x: 'getX(point)',
  y: 'getY(point)',
  move: 'setX(point, getX(point) + dx); setY(point, getY(point) + dy);',
  array: 'new Array(count)',
  make: `made[i] = makePoint(${X}, ${Y});`,
});

/** @type {Passes} */
export const IN_MODULE = { sum: 'total = sum(n);', move: 'move(n, dx, dy);', make: 'make(count);' };

/**
 * Source of a body, by kernel.
 * @type {Record<string, (passes: Passes) => string>}
 */
const BODIES = {
  'points-sum': ({ sum }) => `
  let total = 0;
  for (let k = 0; k < iterations; k++) {
    ${sum}
  }
  return total;`,
  // The last iteration ends where every last one ends, the others elsewhere.
  'points-move': ({ move }) => `
  const { moved, target } = kept;
  for (let left = iterations - 1; left >= 0; left--) {
    const dx = target[0] + left - moved[0];
    const dy = target[1] - left - moved[1];
    moved[0] += dx;
    moved[1] += dy;
    ${move}
  }
  return n;`,
  'points-new': ({ make }) => `
  let total = 0;
  for (let k = 0; k < iterations; k++) {
    total = 0;
    for (let first = 0; first < n; first += batch) {
      const count = n - first < batch ? n - first : batch;
      ${make}
      kept.made = count;
      total += count;
    }
  }
  return total;`,
};

/**
 * @param {string} kernel
 * @param {Passes} passes
 * @param {Kept} kept
 * @param {Record<string, any>} module
 * @returns {Opened['body']}
 */
export const bodyOf = (kernel, passes, kept, module) =>
  new Function(
    'kept',
    'module',
    `'use strict';
const { sum, move, make, point: makePoint, x: getX, y: getY, set_x: setX, set_y: setY } = module;
return function run(iterations, n, batch) {${BODIES[kernel](passes)}
};`,
  )(kept, module);
