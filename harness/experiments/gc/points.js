/**
 * Points that are made in the order in which they are visited, or in another one.
 */

export const POINTS = 100000;

/**
 * Not called x and y: one object of that shape that holds anything but doubles, and V8 keeps those of all
 * points as references to numbers, of which it makes a new one at each change (10 ns rather than 1).
 * @typedef {{ xOf: (i: number) => number, yOf: (i: number) => number }} Values of the i-th point
 */

/** @returns {number[]} the indices below n, shuffled, the same every time */
function shuffledOrder() {
  const order = Array.from({ length: POINTS }, (_, i) => i);
  let state = 1;
  for (let i = POINTS - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}

/** Arrays of eight: 48 MB, more than engines let young objects take. */
const GARBAGE = 5e5;

/**
 * Garbage, until what was made before is old: a collector that copies the young ones visits
 * them by the array, and so would put shuffled points in order.
 * @returns {unknown[]}
 */
function ageObjects() {
  const some = Array.from({ length: 1024 }, () => /** @type {number[]} */ ([]));
  for (let i = 0; i < GARBAGE; i++) {
    some[i % some.length] = [i, i, i, i, i, i, i, i];
  }
  return some;
}

/**
 * @template T
 * @param {(x: number, y: number) => T} make
 * @param {Values} values
 * @param {boolean} shuffled whether they were made, and so lie in memory, in another order than that of the array
 * @returns {T[]}
 */
export function makeAll(make, { xOf, yOf }, shuffled) {
  const order = shuffled ? shuffledOrder() : Array.from({ length: POINTS }, (_, i) => i);
  const made = order.map((i) => make(xOf(i), yOf(i)));
  ageObjects();
  const points = made.slice();
  order.forEach((i, k) => {
    points[i] = made[k];
  });
  return points;
}
