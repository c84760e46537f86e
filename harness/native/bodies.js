/**
 * Writes the C of a family's timed bodies from its definition:
 *
 *   node harness/native/bodies.js dot > build/native/dot.bodies.c
 *
 * The loops are those of harness/agent/body.js, call for call.
 */

import { isChunked } from '../agent/body.js';
import { parameterNames } from '../plan/planned-cell.js';
import { loadFamily } from '../plan/load-kernels.js';

/** @import { PassSpec } from '../words/cell-spec.js' */
/** @import { KernelDefinition } from '../plan/load-kernels.js' */

/**
 * @param {KernelDefinition} kernel
 * @param {string} name of an argument
 * @returns {string}
 */
function argumentSource(kernel, name) {
  const buffer = Object.keys(kernel.buffers).indexOf(name);
  if (buffer >= 0) {
    return `buffers[${buffer}]`;
  }
  return parameterNames(kernel).includes(name) ? `parameter_${name}` : name;
}

/**
 * @param {KernelDefinition} kernel
 * @param {PassSpec} pass
 * @returns {string}
 */
const callSource = (kernel, pass) =>
  `${pass.call}(${pass.arguments.map((name) => argumentSource(kernel, name)).join(', ')})`;

/**
 * @param {KernelDefinition} kernel
 * @returns {string} the type of the total
 */
function totalType(kernel) {
  const summed = kernel.passes.find(({ sum }) => sum);
  // Names that only exist inside the loop are numbers like any other to an operand that is not evaluated.
  return summed ? `TOLLGATE_SUM_TYPE(${callSource(kernel, summed).replace(/\b(first|count)\b/g, '0')})` : 'double';
}

/**
 * @param {KernelDefinition} kernel
 * @param {PassSpec} pass
 * @returns {string}
 */
function passSource(kernel, pass) {
  const call = `${pass.sum ? 'total += ' : ''}${callSource(kernel, pass)};`;
  return isChunked(pass)
    ? `    for (size_t first = 0; first < n; first += batch) {
      const size_t count = n - first < batch ? n - first : batch;
      ${call}
    }`
    : `    ${call}`;
}

/**
 * @param {KernelDefinition} kernel
 * @param {number} index
 * @returns {string}
 */
function bodySource(kernel, index) {
  const parameters = parameterNames(kernel).map((name, i) => `  const double parameter_${name} = parameters[${i}];\n`);
  return `static double body_${index}(void *const *buffers, const double *parameters, size_t iterations, size_t n,
                     size_t batch) {
  (void)buffers;
  (void)parameters;
  (void)batch;
${parameters.join('')}  double result = 0.0;
  for (size_t k = 0; k < iterations; k++) {
    ${totalType(kernel)} total = 0;
${kernel.passes.map((pass) => passSource(kernel, pass)).join('\n')}
    result = (double)total;
  }
  return result;
}
`;
}

/**
 * @param {string} family
 * @param {Record<string, KernelDefinition>} kernels
 * @returns {string} the C file
 */
export function bodiesSource(family, kernels) {
  const names = Object.keys(kernels);
  return `/* Made by harness/native/bodies.js from kernels/${family}/definition.js. */
#include "../../kernels/${family}/${family}.h"
#include "../../harness/native/body.h"

${names.map((name, index) => bodySource(kernels[name], index)).join('\n')}
const struct tollgate_entry tollgate_entries[] = {
${names.map((name, index) => `    {"${name}", body_${index}},\n`).join('')}    {NULL, NULL},
};
`;
}

if (import.meta.url === `file://${process.argv[1]}` || process.argv[1]?.endsWith('/native/bodies.js')) {
  const family = process.argv[2];
  process.stdout.write(bodiesSource(family, await loadFamily(family)));
}
