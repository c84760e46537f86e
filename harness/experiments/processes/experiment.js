/**
 * Processes: one process from its start to its exit, doing the work once: an engine with the JavaScript twin, an engine
 * with the module, native code. The question: what does it cost to start?
 */

/** @import { KernelDefinition } from '../../plan/load-kernels.js' */
/** @import { Experiment } from '../../plan/load-experiments.js' */

const VARIANTS = ['js', 'wasm', 'wasm-simd', 'native', 'native-simd'];

/**
 * @param {KernelDefinition[]} kernels
 * @returns {KernelDefinition[]} the first of each family that does real work
 */
function firstOfFamilies(kernels) {
  const working = kernels.filter(({ buffers }) => Object.keys(buffers).length > 0);
  return working.filter(({ family }, i) => working.findIndex((kernel) => kernel.family === family) === i);
}

/** @type {Experiment} */
export default {
  name: 'processes',
  question: 'What does a whole process cost that does one job and ends?',
  method: 'processes',
  form: 'cells',
  heading: 'processes',
  needs: ['hyperfine'],
  kernels: (kernels, { quick }) => (quick ? firstOfFamilies(kernels).slice(-1) : firstOfFamilies(kernels)),
  groups: (kernel, { variants }) => {
    const size = kernel.sizes.find(({ label }) => label === kernel.quickSizes.at(-1)) ?? kernel.sizes[0];
    const cells = variants
      .filter(({ variant }) => VARIANTS.includes(variant))
      .map((variant) => ({
        variant,
        size,
        batch: size.n,
        transfer: /** @type {const} */ ('resident'),
        set: 'all',
      }));
    return [{ label: `${kernel.kernel} n=${size.label}, whole processes`, size, cells }];
  },
};
