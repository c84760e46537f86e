/**
 * One colour a variant, the same as in the charts of plots/ (plots/look/palette.gp).
 */

const NAMES = ['js', 'js-tuned', 'wasm', 'wasm-simd', 'wasm-relaxed'];
const LIGHT = ['#fb5a04', '#6d4701', '#244990', '#379fbb', '#a739e2', '#0e1a1d', '#007653', '#779841'];
const DARK = ['#ea6406', '#fee46d', '#2473eb', '#4ecafc', '#bc449a', '#d9f3f5', '#23b58b', '#b3c602'];
/**
 * Ways to change a page, in colours that none beside them has.
 * @type {Record<string, number>}
 */
const WAYS = { 'wasm-call': 2, 'wasm-known': 3, 'wasm-batch': 4, 'wasm-batch-tuned': 6, 'put-only': 7 };

export const darkness = matchMedia('(prefers-color-scheme: dark)');

/**
 * @param {string} variant
 * @returns {string}
 */
export function colourOf(variant) {
  const place = WAYS[variant] ?? NAMES.indexOf(variant);
  return (darkness.matches ? DARK : LIGHT)[place < 0 ? 5 : place];
}

/**
 * @param {string} name of a property of page.css
 * @returns {string}
 */
export const colourNamed = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
