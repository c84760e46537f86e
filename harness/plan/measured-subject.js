/**
 * A subject of an experiment as something that can be measured (measured.js).
 */

import { join, relative } from 'node:path';
import { filesBelow } from '../words/files.js';
import { EXPERIMENTS_DIR, EXPERIMENT_PRODUCTS_DIR } from '../words/paths.js';
import { rowOf } from './measured.js';
import { buildsOfFamily, scriptsOfFamily } from './measured-kernel.js';
import { VARIANTS } from './variants.js';

/** @import { Subject } from '../agent/for-subjects.js' */
/** @import { Build, Measured } from './measured.js' */

/**
 * What the build makes of a source in the folder of an experiment, by their endings.
 * @type {[source: string, products: string[]][]}
 */
const BUILDS = [
  ['.glue.c', ['.glue.mjs', '.glue.wasm']],
  ['.c', ['.wasm']],
  ['.wat', ['.wasm']],
  ['.wat.js', ['.wasm']],
];

/**
 * @param {string} experiment
 * @returns {Build[]} a file that the build makes each. WebAssembly text that a script prints depends on the JavaScript
 *   beside it.
 */
function buildsOf(experiment) {
  const files = filesBelow(join(EXPERIMENTS_DIR, experiment));
  const scripts = files.filter((path) => path.endsWith('.js') && !path.endsWith('experiment.js'));
  return files.flatMap((source) => {
    const [ending = '', products = []] = BUILDS.find(([end]) => source.endsWith(end)) ?? [];
    const path = join(EXPERIMENT_PRODUCTS_DIR, relative(EXPERIMENTS_DIR, source)).slice(0, -ending.length);
    const sources = ending === '.wat.js' ? scripts : [source];
    return products.map((product) => ({ product: `${path}${product}`, sources }));
  });
}

/**
 * @param {string} family of kernels
 * @param {string} name of a variant
 * @returns {Build[]} that code which runs in JavaScript engines loads
 */
const buildsOfKernels = (family, name) =>
  VARIANTS.filter(({ variant, host }) => variant === name && host === 'javascript').flatMap((variant) =>
    buildsOfFamily(family, variant),
  );

/**
 * @param {string} experiment
 * @param {Subject} subject
 * @returns {Measured}
 */
export function measuredSubject(experiment, subject) {
  const { kernel, title, element, bytesPerElement, families = [] } = subject;
  const scripts = filesBelow(join(EXPERIMENTS_DIR, experiment)).filter((path) => path.endsWith('.js'));
  return {
    kernel,
    element,
    isThinned: false,
    row: (size) => rowOf({ kernel, title, element, bytesPerElement, operationsPerElement: '' }, size),
    builds: ({ variant }) => [
      ...buildsOf(experiment),
      ...families.flatMap((family) => buildsOfKernels(family, variant)),
    ],
    sources: () => [...scripts, ...families.flatMap(scriptsOfFamily)],
    modules: (variants) =>
      subject.ways.flatMap(({ variant, module }) =>
        module === undefined || !variants.includes(variant)
          ? []
          : [{ variant, path: join(EXPERIMENT_PRODUCTS_DIR, module) }],
      ),
    known: ({ n }) => subject.reference(n),
    inC: () => {
      throw new Error(`"${kernel}" knows what is right by itself`);
    },
    contradicts: () => null,
  };
}
