/**
 * Prints the functions that a family's modules must export, as a list for the
 * build: node scripts/kernel-exports.js FAMILY [PREFIX [SEPARATOR]]
 */

import { loadFamily } from '../harness/plan/load-kernels.js';

const [family, prefix = '', separator = ','] = process.argv.slice(2);
const kernels = Object.values(await loadFamily(family));
const calls = new Set(kernels.flatMap(({ passes }) => passes.map(({ call }) => call)));
console.log([...calls].map((call) => prefix + call).join(separator));
