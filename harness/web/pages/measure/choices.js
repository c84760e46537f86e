/**
 * The form: what can be measured, and what was chosen.
 */

import { find } from './find.js';

/**
 * @typedef {object} Offer one kernel
 * @property {string} kernel
 * @property {string} title
 * @property {string} about
 * @property {string[]} sizes
 * @property {string[]} variants
 * @property {string[]} experiments
 *
 * @typedef {object} Choices as the server sends them
 * @property {string[]} experiments
 * @property {Offer[]} kernels
 * @property {string[]} variants in the order of tables
 */

const ABOUT = { throughput: 'all data in one call', crossings: '1, 4, 16, … elements a call', dom: 'changing a page' };
const DEFAULTS = { kernels: ['dot-f32', 'text'], variants: ['js', 'wasm', 'wasm-simd', 'wasm-call', 'wasm-batch'] };

/**
 * @param {string} name
 * @returns {string[]}
 */
const checked = (name) =>
  [...document.querySelectorAll(`input[name="${name}"]:checked`)].map(
    (input) => /** @type {HTMLInputElement} */ (input).value,
  );

/**
 * @param {string} name of the fieldset
 * @param {{ value: string, about?: string, isOn: boolean }[]} options
 * @param {'checkbox' | 'radio'} type
 */
function fill(name, options, type) {
  const fieldset = find(name);
  fieldset.querySelectorAll('label').forEach((label) => label.remove());
  for (const { value, about = '', isOn } of options) {
    const label = document.createElement('label');
    const input = Object.assign(document.createElement('input'), { type, name, value, checked: isOn });
    const small = Object.assign(document.createElement('small'), { textContent: about });
    label.append(input, Object.assign(document.createElement('span'), { textContent: value }), small);
    fieldset.append(label);
  }
}

/** @param {Choices} choices */
export function offer(choices) {
  const [first] = choices.experiments;
  fill(
    'experiments',
    choices.experiments.map((value) => ({
      value,
      about: ABOUT[/** @type {keyof typeof ABOUT} */ (value)],
      isOn: value === first,
    })),
    'radio',
  );

  const kernelsOf = (/** @type {string} */ experiment) =>
    choices.kernels.filter(({ experiments }) => experiments.includes(experiment));
  const chosenKernels = () => choices.kernels.filter(({ kernel }) => checked('kernels').includes(kernel));

  /** @param {string[]} before variants that were chosen */
  function offerVariants(before) {
    const there = new Set(chosenKernels().flatMap(({ variants }) => variants));
    const wanted = before.some((variant) => there.has(variant)) ? before : DEFAULTS.variants;
    fill(
      'variants',
      choices.variants
        .filter((variant) => there.has(variant))
        .map((value) => ({ value, isOn: wanted.includes(value) })),
      'checkbox',
    );
    const hasSizes = checked('experiments')[0] !== 'crossings';
    find('sizes').hidden = !hasSizes;
    const sizes = [...new Set(chosenKernels().flatMap((kernel) => kernel.sizes))];
    const firsts = chosenKernels().map((kernel) => kernel.sizes[0]);
    fill('sizes', hasSizes ? sizes.map((value) => ({ value, isOn: firsts.includes(value) })) : [], 'checkbox');
  }

  function offerKernels() {
    const [experiment] = checked('experiments');
    const wanted = kernelsOf(experiment).filter(({ kernel }) => DEFAULTS.kernels.includes(kernel));
    fill(
      'kernels',
      kernelsOf(experiment).map(({ kernel, title }) => ({
        value: kernel,
        about: title,
        isOn: wanted.some((one) => one.kernel === kernel),
      })),
      'checkbox',
    );
    offerVariants(DEFAULTS.variants);
  }

  find('experiments').addEventListener('change', offerKernels);
  find('kernels').addEventListener('change', () => offerVariants(checked('variants')));
  offerKernels();
}

/** @returns {URLSearchParams} what is chosen, as /plan takes it */
export function chosen() {
  const lists = ['experiments', 'kernels', 'variants', 'sizes'].map((name) => [name, checked(name).join()]);
  return new URLSearchParams(lists.filter(([, list]) => list !== ''));
}

/** @returns {string | null} what has to be chosen before anything can be measured */
export function missing() {
  return (
    ['kernels', 'variants'].find((name) => checked(name).length === 0) ??
    (!find('sizes').hidden && checked('sizes').length === 0 ? 'sizes' : null)
  );
}
