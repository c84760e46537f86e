/**
 * The form: what can be measured, and what was chosen.
 */

import { find } from './find.js';

/** @import { Experiment } from '../../../plan/load-experiments.js' */
/** @import { ShownVariant } from '../shared/look.js' */

/**
 * @typedef {object} Offer a kernel or another subject
 * @property {string} kernel
 * @property {string} title
 * @property {string[]} sizes
 * @property {string[]} variants
 * @property {string[]} experiments that measure it
 *
 * @typedef {object} Choices as the server sends them
 * @property {Pick<Experiment, 'name' | 'question' | 'form'>[]} experiments
 * @property {Offer[]} kernels
 * @property {ShownVariant[]} variants in the order of tables
 */

/** What is chosen at first, where it is offered: a kernel that is soon measured, and variants that most ask about. */
const FIRST = { kernels: ['dot-f32'], variants: ['js', 'wasm', 'wasm-simd'] };

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

/**
 * @param {string[]} offered
 * @param {string[]} wanted
 * @param {number} least
 * @returns {string[] | null} what is wanted of what is offered; null: that is less than the least
 */
function pick(offered, wanted, least) {
  const picked = offered.filter((name) => wanted.includes(name));
  return picked.length >= least ? picked : null;
}

/** @param {string[]} offered variants, of which more than a baseline is to be chosen */
const firstVariants = (offered) => pick(offered, FIRST.variants, 2) ?? offered;

/** The form. What one list offers depends on what is chosen in those before it. */
class Form {
  /** @param {Choices} choices */
  constructor(choices) {
    this.choices = choices;
  }

  /** @returns {Choices['experiments'][number] | undefined} */
  get #experiment() {
    const [chosenName] = checked('experiments');
    return this.choices.experiments.find(({ name }) => name === chosenName);
  }

  /** @returns {Offer[]} */
  get #kernels() {
    const names = checked('kernels');
    return this.choices.kernels.filter(({ kernel }) => names.includes(kernel));
  }

  offerExperiments() {
    fill(
      'experiments',
      this.choices.experiments.map(({ name, question }, i) => ({ value: name, about: question, isOn: i === 0 })),
      'radio',
    );
  }

  offerKernels() {
    const name = this.#experiment?.name ?? '';
    const offers = this.choices.kernels.filter(({ experiments }) => experiments.includes(name));
    const names = offers.map(({ kernel }) => kernel);
    const on = pick(names, FIRST.kernels, 1) ?? names.slice(0, 1);
    fill(
      'kernels',
      offers.map(({ kernel, title }) => ({ value: kernel, about: title, isOn: on.includes(kernel) })),
      'checkbox',
    );
  }

  /** @param {string[]} before variants that were chosen; empty: none was */
  offerVariants(before) {
    const there = new Set(this.#kernels.flatMap(({ variants }) => variants));
    const names = this.choices.variants.map(({ name }) => name).filter((name) => there.has(name));
    const on = pick(names, before, 1) ?? firstVariants(names);
    fill(
      'variants',
      names.map((value) => ({ value, isOn: on.includes(value) })),
      'checkbox',
    );
  }

  /** A sweep has one size, its own; elsewhere the first size of each kernel is chosen. */
  offerSizes() {
    const isSweep = this.#experiment?.form === 'sweep';
    const kernels = isSweep ? [] : this.#kernels;
    const sizes = [...new Set(kernels.flatMap((kernel) => kernel.sizes))];
    const firsts = kernels.map((kernel) => kernel.sizes[0]);
    find('sizes').hidden = isSweep;
    fill(
      'sizes',
      sizes.map((value) => ({ value, isOn: firsts.includes(value) })),
      'checkbox',
    );
  }
}

/** @param {Choices} choices as the server sends them */
export function offer(choices) {
  const form = new Form(choices);
  const offerFrom = (/** @type {string[]} */ variants) => {
    form.offerVariants(variants);
    form.offerSizes();
  };
  const offerAll = () => {
    form.offerKernels();
    offerFrom([]);
  };
  form.offerExperiments();
  offerAll();
  find('experiments').addEventListener('change', offerAll);
  find('kernels').addEventListener('change', () => offerFrom(checked('variants')));
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
