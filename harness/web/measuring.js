/**
 * What the server does for a page that measures: it offers what can be chosen, plans what was chosen, and has the
 * native agent compute what is right.
 */

import { existsSync } from 'node:fs';
import { startEngine } from '../engines/engines.js';
import { AGENT } from '../engines/native.js';
import { References } from '../methods/reference.js';
import { loadDefinitions } from '../plan/load-kernels.js';
import { loadExperiments } from '../plan/load-experiments.js';
import { planGroups } from '../plan/groups.js';
import { parseOptions } from '../plan/options.js';
import { variantsOf } from '../plan/variants.js';
import { UsageError } from '../words/problems.js';
import { answer, sendFile, sendJson, urlPath } from './files.js';
import { VARIANT_COLOURS, shareColours } from './palette.js';

/** @import { Engine } from '../engines/contract.js' */
/** @import { KernelDefinition } from '../plan/load-kernels.js' */
/** @import { Experiment } from '../plan/load-experiments.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { Route } from './http-server.js' */
/** @import { Colour } from './palette.js' */

/**
 * @typedef {object} Offer a kernel or another subject
 * @property {string} kernel
 * @property {string} title
 * @property {string[]} sizes
 * @property {string[]} variants
 * @property {string[]} experiments that measure it
 *
 * @typedef {object} Choices what a page offers
 * @property {Pick<Experiment, 'name' | 'question' | 'form'>[]} experiments
 * @property {Offer[]} kernels
 * @property {{ name: string, colour: Colour | null }[]} variants in the order of tables
 */

/** What a page can narrow, as options of `bench.js`. */
const LISTS = ['kernels', 'variants', 'sizes', 'experiments'];
const LONGEST_QUERY = 4096;

/**
 * Experiments are offered in this order of their forms, those of one form by name.
 * @type {Experiment['form'][]}
 */
const FORMS = ['cells', 'sweep', 'items', 'calls', 'twins'];

/**
 * Whatever browser opens the page.
 * @type {Engine}
 */
const VISITOR = {
  name: 'browser',
  path: 'page',
  hosts: ['javascript', 'page'],
  usual: true,
  pins: ['detected'],
  start: () => {
    throw new Error('a visitor is not started');
  },
  isTop: () => false,
  agrees: () => true,
};

const definitions = await loadDefinitions();
const experiments = (await loadExperiments())
  .filter(({ offeredOnPage }) => offeredOnPage)
  .sort((a, b) => FORMS.indexOf(a.form) - FORMS.indexOf(b.form));

/**
 * @param {KernelDefinition} kernel
 * @returns {string[]}
 */
const variantsBuilt = ({ family }) =>
  variantsOf(family)
    .filter(({ host, product }) => host === 'javascript' && existsSync(product(family)))
    .map(({ variant }) => variant);

/** @returns {Offer[]} */
function offersOfKernels() {
  const those = experiments.filter(({ groups }) => groups !== undefined).map(({ name }) => name);
  return (those.length > 0 ? definitions : []).map((kernel) => ({
    kernel: kernel.kernel,
    title: kernel.title,
    sizes: kernel.sizes.map(({ label }) => label),
    variants: variantsBuilt(kernel),
    experiments: those,
  }));
}

/** @returns {Offer[]} */
const offersOfSubjects = () =>
  experiments.flatMap(({ name, subjects = [] }) =>
    subjects.map(({ kernel, title, sizes, ways }) => ({
      kernel,
      title,
      sizes: sizes.map(String),
      variants: ways.map(({ variant }) => variant),
      experiments: [name],
    })),
  );

/** @returns {Choices} */
function choices() {
  const kernels = [...offersOfKernels(), ...offersOfSubjects()];
  const sides = kernels.map(({ variants }) => variants);
  const colours = shareColours(VARIANT_COLOURS, sides);
  return {
    experiments: experiments.map(({ name, question, form }) => ({ name, question, form })),
    kernels,
    variants: [...new Set([...VARIANT_COLOURS.keys(), ...sides.flat()])].map((name) => ({
      name,
      colour: colours.get(name) ?? null,
    })),
  };
}

/**
 * @param {URLSearchParams} query
 * @returns {Group[]}
 * @throws {UsageError}
 */
function groupsOf(query) {
  const unknown = [...query.keys()].find((key) => !LISTS.includes(key));
  if (unknown !== undefined) {
    throw new UsageError(`unknown "${unknown}"; known: ${LISTS.join(' ')}`);
  }
  const argv = LISTS.flatMap((name) => (query.get(name) ? [`--${name}`, String(query.get(name))] : []));
  const options = parseOptions([...argv, '--transfers', 'resident'], definitions, experiments, [VISITOR]);
  return planGroups(options, experiments)
    .map((group) => ({ ...group, cells: group.cells.filter(({ spec }) => existsSync(spec.source)) }))
    .filter(({ cells }) => cells.length > 0);
}

/** What is right, computed when it is asked for. */
class Answers {
  /** @type {Promise<import('../engines/engines.js').Started> | undefined} */
  #native;
  /** @type {string[]} files by their number in URLs */
  #files = [];

  /** @param {string} dir for the files */
  constructor(dir) {
    this.references = new References(dir);
  }

  /**
   * @param {Group} group
   * @returns {Promise<{ result: string, path: string }>} path: on this server
   */
  async of({ kernel, cells }) {
    this.#native ??= startEngine({ name: 'native', path: AGENT }, 'detected');
    const { result, path } = await this.references.of(await this.#native, kernel, cells[0].spec);
    if (!this.#files.includes(path)) {
      this.#files.push(path);
    }
    return { result, path: `/reference?file=${this.#files.indexOf(path)}` };
  }

  /** @type {Route} */
  send = (request, response, url) => {
    const file = this.#files[Number(url.searchParams.get('file') ?? NaN)];
    return file === undefined
      ? answer(response, 404, 'no such reference')
      : sendFile(request, response, file, 'application/octet-stream');
  };
}

/**
 * @param {Group} group
 * @param {Answers} answers
 */
async function forPage({ experiment, kernel, size, label, tierWindows, cells }, answers) {
  const form = experiments.find(({ name }) => name === experiment)?.form;
  const { element } = kernel;
  const reference = await answers.of(/** @type {Group} */ ({ kernel, cells }));
  return {
    experiment,
    form,
    kernel: kernel.kernel,
    element,
    n: size.n,
    sizeLabel: size.label,
    label,
    tierWindows,
    reference,
    cells: cells.map(({ variant, set, spec }) => ({
      variant: variant.variant,
      set,
      spec: { ...spec, source: urlPath(spec.source) },
    })),
  };
}

/**
 * @param {string} dir for files of what is right
 * @returns {Record<string, Route>} by path
 */
export function measuringRoutes(dir) {
  const answers = new Answers(dir);
  return {
    '/choices': (_, response) => sendJson(response, choices()),
    '/plan': async (_, response, url) => {
      if (url.search.length > LONGEST_QUERY) {
        return answer(response, 414, `longer than ${LONGEST_QUERY} characters`);
      }
      try {
        const groups = groupsOf(url.searchParams);
        return sendJson(response, await Promise.all(groups.map((group) => forPage(group, answers))));
      } catch (error) {
        if (error instanceof UsageError) {
          return answer(response, 400, error.message);
        }
        throw error;
      }
    },
    '/reference': answers.send,
  };
}
