/**
 * Colours of everything that a page can show: those that the toolchains give their variants, as in the charts of
 * plots/, and for other ways of doing a thing colours that nothing beside them has.
 */

import { VARIANTS } from '../plan/variants.js';

/** @typedef {{ light: string, dark: string }} Colour on a light and on a dark ground, as CSS has them */

/** @type {Map<string, Colour>} by variant, in the order of tables */
export const VARIANT_COLOURS = new Map(VARIANTS.map(({ variant, colour }) => [variant, colour]));

/**
 * Gives each name that has no colour the first one that no name beside it has.
 * @param {Map<string, Colour>} own colours of some names
 * @param {string[][]} sides names that are shown side by side
 * @returns {Map<string, Colour>} of those names too; one that finds no free colour is not in it
 */
export function shareColours(own, sides) {
  const colours = new Map(own);
  for (const name of sides.flat()) {
    const beside = sides.filter((side) => side.includes(name)).flat();
    const taken = beside.map((other) => colours.get(other));
    const free = [...own.values()].find((colour) => !taken.includes(colour));
    if (!colours.has(name) && free !== undefined) {
      colours.set(name, free);
    }
  }
  return colours;
}
