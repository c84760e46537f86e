/**
 * Whether what is to be measured was built from the sources as they are now, and fits this machine.
 */

import { existsSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AGENT } from '../engines/native.js';
import { KERNELS_DIR } from '../plan/definitions.js';
import { UsageError } from '../plan/options.js';

/** @import { Group } from '../plan/groups.js' */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** @param {string} product @param {string} source @throws {UsageError} */
function checkFresh(product, source) {
  const [name, from] = [product, source].map((path) => relative(ROOT, path));
  if (!existsSync(product)) {
    throw new UsageError(`${name} is missing; run \`make build\``);
  }
  if (existsSync(source) && statSync(source).mtimeMs > statSync(product).mtimeMs) {
    throw new UsageError(`${name} is older than ${from}; run \`make build\``);
  }
}

/**
 * @param {Group[]} groups
 * @throws {UsageError} if the cells of a group, which are all open at once, cannot fit this machine
 */
export function checkMemory(groups) {
  const available = totalmem();
  for (const { label, cells } of groups) {
    const needed = cells.reduce((sum, { spec }) => sum + spec.arena * (spec.transfer === 'copy' ? 2 : 1), 0);
    if (needed > available) {
      const gib = (/** @type {number} */ bytes) => (bytes / 2 ** 30).toFixed(1);
      throw new UsageError(
        `${label}: its ${cells.length} cells need ${gib(needed)} GiB, this machine has ${gib(available)}; narrow SIZES=, VARIANTS= or TRANSFERS=`,
      );
    }
  }
}

/**
 * Drops cells of optional variants that this toolchain could not build.
 * @param {Group[]} groups
 * @returns {Group[]}
 * @throws {UsageError} naming the first product that is missing or stale
 */
export function checkBuild(groups) {
  checkFresh(AGENT, join(ROOT, 'harness/native/agent.c'));
  const built = groups.map((group) => ({
    ...group,
    cells: group.cells.filter(({ variant, spec }) => !variant.optional || existsSync(spec.source)),
  }));
  for (const { variant, spec } of built.flatMap(({ cells }) => cells)) {
    checkFresh(spec.source, join(KERNELS_DIR, spec.family, variant.source(spec.family)));
  }
  return built.filter(({ cells }) => cells.length > 0);
}
