/**
 * How files are read, modules imported and tiers known in Node: the loader of agent/node.js and agent/once.js.
 */

import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { tierReader } from './v8-tiers.js';

/** @type {import('./loaded.js').Loader} */
export const loader = {
  importModule: (source) => import((source instanceof URL ? source : pathToFileURL(source)).href),
  readBytes: async (source) => new Uint8Array(await readFile(source)),
  tierOf: tierReader(),
};
