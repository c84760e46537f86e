/**
 * MERGE: to be deleted. Stands in for what the planner's branch brings: declarations of experiments, and the
 * experiment `processes`. At the merge all of harness/plan/ is the planner's.
 */

import { variantsOf } from './variants.js';

/** @typedef {{ question: string, method: 'rounds' | 'processes', form: 'cells' | 'sweep' | 'items' | 'calls' | 'twins', heading: string, loneCells?: boolean, curves?: boolean, needs?: ('hyperfine' | 'bandwidth')[], leastProcesses?: number }} Declaration */

/** @typedef {import('./experiments.js').Experiment & Declaration} Declared */

const ROUNDS = /** @type {const} */ ({ question: '', method: 'rounds' });

/** @type {Record<string, Declaration>} */
const DECLARED = {
  aa: { ...ROUNDS, form: 'twins', heading: 'aa', leastProcesses: 5 },
  batching: { ...ROUNDS, form: 'sweep', heading: 'batching', loneCells: true },
  calls: { ...ROUNDS, form: 'calls', heading: 'calls' },
  crossings: { ...ROUNDS, form: 'sweep', heading: 'the price of a call' },
  dom: { ...ROUNDS, form: 'items', heading: 'dom' },
  gc: { ...ROUNDS, form: 'items', heading: 'gc' },
  marshal: { ...ROUNDS, form: 'items', heading: 'marshal', needs: ['bandwidth'] },
  memory: { ...ROUNDS, form: 'items', heading: 'memory', needs: ['bandwidth'] },
  throughput: { ...ROUNDS, form: 'cells', heading: '', curves: true },
};

/** @param {any} experiment */
export const declared = (experiment) => ({ ...DECLARED[experiment.name], ...experiment });

const VARIANTS = ['js', 'wasm', 'wasm-simd', 'native', 'native-simd'];

/** @type {any} */
export const PROCESSES = {
  name: 'processes',
  question: 'What does it cost to start, do the work once and end?',
  method: 'processes',
  form: 'cells',
  heading: 'processes',
  tierWindows: 1,
  needs: ['hyperfine'],
  groups: (/** @type {any} */ kernel, /** @type {any} */ choice) => {
    if (Object.keys(kernel.buffers).length === 0) {
      return [];
    }
    const size =
      kernel.sizes.find((/** @type {any} */ one) => one.label === kernel.quickSizes.at(-1)) ?? kernel.sizes[0];
    const cells = variantsOf(kernel.family)
      .filter(
        ({ variant }) =>
          VARIANTS.includes(variant) && choice.variants.some((/** @type {any} */ one) => one.variant === variant),
      )
      .map((variant) => ({ variant, size, batch: size.n, transfer: 'resident', set: 'all' }));
    return [{ label: `${kernel.kernel}, whole processes`, size, cells }];
  },
};

/**
 * @template {{ method: string, kernel: any, lane: string }} T
 * @param {T[]} groups
 * @param {boolean} quick
 * @returns {T[]} of the method `processes` one a family, and with QUICK=1 the last alone
 */
export function narrowed(groups, quick) {
  const whole = groups.filter(({ method }) => method === 'processes');
  const kernels = [...new Set(whole.map(({ kernel }) => kernel))];
  const firsts = kernels.filter(({ family }, i) => kernels.findIndex((k) => k.family === family) === i);
  const kept = quick ? firsts.slice(-1) : firsts;
  return groups.filter(({ method, kernel }) => method !== 'processes' || kept.includes(kernel));
}
