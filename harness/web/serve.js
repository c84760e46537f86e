/**
 * The page for people: measuring by hand, in whatever browser opens it.
 *
 *   node harness/web/serve.js [--port 8125] [--host 127.0.0.1]
 *
 * The page runs what `make bench` runs. This end hands out files, plans what was chosen, and has the
 * native agent compute what is right.
 */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEngine } from '../engines/engines.js';
import { AGENT } from '../engines/native.js';
import { References } from '../methods/reference.js';
import { loadDefinitions } from '../plan/definitions.js';
import { loadExperiments } from '../plan/experiments.js';
import { planGroups } from '../plan/groups.js';
import { parseOptions } from '../plan/options.js';
import { VARIANTS, variantsOf } from '../plan/variants.js';
import { HEADERS, answer, sendFile, urlPath } from './files.js';
import { startServer } from './server.js';
import { UsageError } from '../words/problems.js';

/** @import { Engine } from '../engines/engines.js' */
/** @import { KernelDefinition } from '../plan/definitions.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { Route } from './server.js' */

const PAGE = '/harness/web/pages/measure/index.html';
const DEFAULT_PORT = 8125;
/** What a page can choose from: experiments whose cells take turns in one engine. */
const EXPERIMENTS = ['throughput', 'crossings', 'dom'];
const LISTS = ['kernels', 'variants', 'sizes', 'experiments'];
const LONGEST_QUERY = 4096;

/**
 * Whatever opens the page.
 * @type {Engine}
 */
const VISITOR = {
  name: 'browser',
  path: 'page',
  hosts: ['javascript', 'page'],
  usual: true,
  pins: ['detected'],
  start: () => {
    throw new Error('it is there already');
  },
  isTop: () => false,
  agrees: () => true,
};

const definitions = await loadDefinitions();
const experiments = (await loadExperiments()).filter(({ name }) => EXPERIMENTS.includes(name));

/**
 * @param {KernelDefinition} kernel
 * @returns {string[]}
 */
const variantsBuilt = ({ family }) =>
  variantsOf(family)
    .filter(({ host, product }) => host === 'javascript' && existsSync(product(family)))
    .map(({ variant }) => variant);

/** @returns {unknown} what the page offers */
function choices() {
  const offered = definitions.map((kernel) => ({
    kernel: kernel.kernel,
    title: kernel.title,
    about: kernel.about,
    sizes: kernel.sizes.map(({ label }) => label),
    variants: variantsBuilt(kernel),
    experiments: ['throughput', 'crossings'],
  }));
  const subjects = experiments.flatMap(({ name, subjects = [] }) =>
    subjects.map(({ kernel, title, sizes, ways }) => ({
      kernel,
      title,
      about: '',
      sizes: sizes.map(String),
      variants: ways.map(({ variant }) => variant),
      experiments: [name],
    })),
  );
  const variants = [
    ...new Set([...VARIANTS.map(({ variant }) => variant), ...subjects.flatMap(({ variants: ways }) => ways)]),
  ];
  return { experiments: EXPERIMENTS, kernels: [...offered, ...subjects], variants };
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

/**
 * @param {import('node:http').ServerResponse} response
 * @param {unknown} value
 */
function sendJson(response, value) {
  response.writeHead(200, { ...HEADERS, 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
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
 * @param {Answers} answers
 * @returns {Record<string, Route>}
 */
function routes(answers) {
  /** @type {Route} */
  const plan = async (_, response, url) => {
    if (url.search.length > LONGEST_QUERY) {
      return answer(response, 414, `longer than ${LONGEST_QUERY} characters`);
    }
    try {
      const groups = groupsOf(url.searchParams);
      const references = await Promise.all(groups.map((group) => answers.of(group)));
      return sendJson(
        response,
        groups.map(({ experiment, kernel, size, label, tierWindows, cells }, i) => ({
          experiment,
          kernel: kernel.kernel,
          element: kernel.element,
          n: size.n,
          sizeLabel: size.label,
          label,
          tierWindows,
          reference: references[i],
          cells: cells.map(({ variant, set, spec }) => ({
            variant: variant.variant,
            set,
            spec: { ...spec, source: urlPath(spec.source) },
          })),
        })),
      );
    } catch (error) {
      if (error instanceof UsageError) {
        return answer(response, 400, error.message);
      }
      throw error;
    }
  };
  return {
    '/': (_, response) => {
      response.writeHead(302, { ...HEADERS, Location: PAGE });
      response.end();
    },
    '/choices': (_, response) => sendJson(response, choices()),
    '/plan': plan,
    '/reference': answers.send,
  };
}

/**
 * @returns {{ host: string, port: number }}
 * @throws {UsageError}
 */
function place() {
  const { values } = parseArgs({ options: { host: { type: 'string' }, port: { type: 'string' } } });
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError(`PORT: "${values.port}" is not allowed; give a whole number up to 65535, 0 for any`);
  }
  return { host: values.host ?? '127.0.0.1', port };
}

async function main() {
  const { host, port } = place();
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-serve-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => process.exit(0)));
  const { origin } = await startServer(routes(new Answers(scratch)), { host, port });
  console.log(`Measure in a browser: ${origin}/   (Ctrl-C ends it)`);
  if (!['127.0.0.1', 'localhost', '::1'].includes(host)) {
    console.log(
      `Others can reach it at ${host}. Without https their pages are not isolated, so their clocks are coarse.`,
    );
  }
}

await main().catch((error) => {
  process.stderr.write(`serve: ${error.message}\n`);
  process.exitCode = 2;
});
