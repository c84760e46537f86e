/**
 * A kernel as something that can be measured (measured.js).
 */

import { join } from 'node:path';
import { filesBelow } from '../words/files.js';
import { KERNELS_DIR } from '../words/paths.js';
import { rowOf } from './measured.js';
import { VARIANTS, sourcesOf } from './variants.js';

/** @import { CellSpec } from '../words/cell-spec.js' */
/** @import { KernelDefinition } from './load-kernels.js' */
/** @import { Build, Measured } from './measured.js' */
/** @import { Variant } from './variants.js' */

/** The scalar C, natively: what it computes is right. */
const SCALAR = /** @type {Variant} */ (VARIANTS.find(({ variant }) => variant === 'native'));

/**
 * @param {string} family
 * @param {Variant} variant
 * @returns {Build[]} none where the source itself is loaded
 */
export function buildsOfFamily(family, variant) {
  const sources = sourcesOf(family, variant);
  return sources.length === 0 ? [] : [{ product: variant.product(family), sources }];
}

/**
 * @param {string} family
 * @returns {string[]} paths of its JavaScript: twins, and the definition
 */
export const scriptsOfFamily = (family) => filesBelow(join(KERNELS_DIR, family)).filter((path) => path.endsWith('.js'));

/**
 * @param {KernelDefinition} kernel
 * @returns {Measured}
 */
export function measuredKernel({ kernel, family, title, element, bytesPerElement, operationsPerElement, expected }) {
  return {
    kernel,
    element,
    isThinned: true,
    row: (size) => rowOf({ kernel, title, element, bytesPerElement, operationsPerElement }, size),
    builds: (variant) => buildsOfFamily(family, variant),
    sources: () => scriptsOfFamily(family),
    modules: () => [],
    known: () => null,
    inC: (spec) => ({
      ...spec,
      variant: SCALAR.variant,
      source: SCALAR.product(family),
      batch: Math.max(1, spec.n),
      transfer: 'resident',
    }),
    contradicts(n, result) {
      const wanted = expected.find((one) => one.n === n)?.result;
      return wanted === undefined || wanted === result
        ? null
        : `kernel "${kernel}", n = ${n}: the C reference gives ${result}; its definition expects ${wanted}`;
    },
  };
}
