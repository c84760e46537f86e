/**
 * Where the binaries of other engines are: `make engines` puts them into build/engines/,
 * pinned by harness/engines/binaries/package-lock.json; those on the PATH serve as well.
 */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BUILD_DIR } from '../words/paths.js';

/**
 * @param {string} name of the package without its platform
 * @param {string} binary in the package
 * @returns {string | null} its path, null where it is not installed
 */
export function installed(name, binary) {
  const path = join(BUILD_DIR, 'engines', 'node_modules', `${name}-${process.platform}-${process.arch}`, binary);
  return existsSync(path) ? path : null;
}

/**
 * @param {string} command
 * @returns {string | null}
 */
export function onPath(command) {
  const dirs = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return dirs.map((dir) => join(dir, command)).find((path) => existsSync(path)) ?? null;
}
