/**
 * How files are read, modules imported and tiers known in a browser: by the paths that the
 * server of harness/web/ gives them.
 */

import { tierReader } from './v8-tiers.js';

/** @type {import('./loaded.js').Loader} */
export const loader = {
  importModule: (source) => import(String(source)),
  readBytes: async (source) => {
    const response = await fetch(source);
    if (!response.ok) {
      throw new Error(`${source}: ${response.status} ${response.statusText}`);
    }
    return new Uint8Array(await response.arrayBuffer());
  },
  tierOf: tierReader(),
};
