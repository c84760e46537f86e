/**
 * Colours: those of variants are the server's, which has them from where the charts have theirs; all others are
 * properties in look.css.
 */

/**
 * @typedef {object} ShownVariant
 * @property {string} name
 * @property {{ light: string, dark: string } | null} colour on a light and on a dark ground
 */

export const darkness = matchMedia('(prefers-color-scheme: dark)');

/** @type {Map<string, { light: string, dark: string }>} by variant */
const colours = new Map();

/** @param {ShownVariant[]} variants as the server sends them */
export function provideColours(variants) {
  variants.forEach(({ name, colour }) => colour !== null && colours.set(name, colour));
}

/**
 * @param {string} name of a property of look.css
 * @returns {string}
 */
export const colourNamed = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * @param {string} variant
 * @returns {string} grey for one that has no colour
 */
export const colourOf = (variant) =>
  colours.get(variant)?.[darkness.matches ? 'dark' : 'light'] ?? colourNamed('--faint');
