/**
 * Prints the palette of the charts for gnuplot: node scripts/palette.js
 * Colours and point shapes come with the variants, from harness/toolchains/; make writes them to build/palette.gp.
 */

import { fileURLToPath } from 'node:url';
import { VARIANTS } from '../harness/plan/variants.js';

/** @import { BuiltVariant } from '../harness/plan/variants.js' */

/** What a variant that no toolchain knows looks like. */
export const UNKNOWN = { colour: { light: '#76797d', dark: '#8b9097' }, point: { filled: 3, hollow: 3 } };

/**
 * @param {BuiltVariant[]} variants in the order of charts
 * @returns {string} lists of gnuplot; in each but `known`, the last word is for unknown variants
 */
export function palette(variants) {
  const all = [...variants, UNKNOWN];
  const rows = [
    ['known', variants.map(({ variant }) => variant)],
    ['light', all.map(({ colour }) => colour.light)],
    ['dark', all.map(({ colour }) => colour.dark)],
    ['filled', all.map(({ point }) => String(point.filled))],
    ['hollow', all.map(({ point }) => String(point.hollow))],
  ];
  const widths = all.map((_, i) => Math.max(...rows.map(([, words]) => words[i]?.length ?? 0)));
  const line = (/** @type {any[]} */ [name, words]) =>
    `${name.padEnd(6)} = '${words
      .map((/** @type {string} */ word, /** @type {number} */ i) => word.padEnd(widths[i]))
      .join(' ')
      .trimEnd()}'\n`;
  const head = '# Made by scripts/palette.js from harness/toolchains/*/toolchain.js: change it there.\n';
  return `${head}${rows.map(line).join('')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(palette(VARIANTS));
}
