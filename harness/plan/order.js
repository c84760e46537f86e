/**
 * The order of turns: random Latin squares, as in nanobench's compare(). In each
 * block of k rounds every one of k cells stands once in every place, and behind
 * ever other cells, so that drift, and whatever a cell leaves behind in the
 * caches, hits all alike.
 */

import { hash32 } from '../agent/inputs.js';

/**
 * @param {number} count
 * @param {() => number} random 0..2^32-1
 * @returns {number[]} a permutation of 0..count-1
 */
function shuffled(count, random) {
  const items = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random() % (i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}

/**
 * @param {number} cells
 * @param {number} rounds
 * @param {number} seed
 * @returns {number[][]} for each round, the cells in the order of their turns
 */
export function latinRounds(cells, rounds, seed) {
  let drawn = 0;
  const random = () => hash32(seed, drawn++);
  /** @type {number[][]} */
  const order = [];
  while (order.length < rounds) {
    const first = shuffled(cells, random);
    const places = shuffled(cells, random); // without this a cell would follow the same one in every round
    const shifts = shuffled(cells, random).slice(0, rounds - order.length);
    order.push(...shifts.map((shift) => places.map((place) => first[(place + shift) % cells])));
    if (cells === 0) {
      break;
    }
  }
  return order;
}
