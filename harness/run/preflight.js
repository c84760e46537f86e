/**
 * Whether what is to be measured was built from the sources as they are now, and fits this machine.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { AGENT } from '../engines/native.js';
import { STATS_MODULE } from '../stats/statistics-file.js';
import { filesBelow } from '../words/files.js';
import { ROOT } from '../words/paths.js';
import { UsageError } from '../words/problems.js';

/** @import { Experiment } from '../plan/load-experiments.js' */
/** @import { Group } from '../plan/groups.js' */
/** @import { Build } from '../plan/measured.js' */

/**
 * @param {Build} build
 * @throws {UsageError}
 */
function checkFresh({ product, sources }) {
  const name = relative(ROOT, product);
  if (!existsSync(product)) {
    throw new UsageError(`${name} is missing; run \`make build\``);
  }
  const { mtimeMs } = statSync(product);
  const newer = sources.find((source) => statSync(source).mtimeMs > mtimeMs);
  if (newer !== undefined) {
    throw new UsageError(`${name} is older than ${relative(ROOT, newer)}; run \`make build\``);
  }
}

/**
 * @param {Experiment[]} experiments that are measured
 * @throws {UsageError} naming a command that the run will need and that is not there
 */
export function checkTools(experiments) {
  const needing = experiments.find(({ needs = [] }) => needs.includes('hyperfine'));
  if (needing !== undefined && spawnSync('hyperfine', ['--version']).error) {
    throw new UsageError(
      `${needing.name}: hyperfine is not on the PATH; run \`make deps\`, or choose EXPERIMENTS= ` +
        `without ${needing.name}`,
    );
  }
}

/**
 * @param {Group} group
 * @returns {number} bytes that its cells take at the same time: of whole processes one runs at a time
 */
function memoryOf({ method, cells }) {
  const bytes = cells.map(({ spec }) => spec.arena * (spec.transfer === 'copy' ? 2 : 1));
  return method === 'processes' ? Math.max(...bytes) : bytes.reduce((sum, one) => sum + one, 0);
}

/**
 * @param {Group[]} groups
 * @throws {UsageError} if the cells of a group cannot fit this machine
 */
export function checkMemory(groups) {
  // A container's limit, where there is one; totalmem() knows only the machine's.
  const available = Math.min(totalmem(), process.constrainedMemory?.() || Infinity);
  for (const group of groups) {
    const needed = memoryOf(group);
    if (needed > available) {
      const gib = (/** @type {number} */ bytes) => (bytes / 2 ** 30).toFixed(1);
      throw new UsageError(
        `${group.label}: its ${group.cells.length} cells need ${gib(needed)} GiB, ` +
          `this machine has ${gib(available)}; narrow SIZES=, VARIANTS= or TRANSFERS=`,
      );
    }
  }
}

/**
 * @param {string} folder of harness/ with C in it
 * @returns {string[]} paths
 */
const sourcesBelow = (folder) => filesBelow(join(ROOT, 'harness', folder)).filter((path) => /\.[ch]$/.test(path));

/**
 * Drops cells of optional variants that this toolchain could not build.
 * @param {Group[]} groups
 * @returns {Group[]}
 * @throws {UsageError} naming the first product that is missing or older than what it is made from
 */
export function checkBuild(groups) {
  checkFresh({ product: AGENT, sources: sourcesBelow('native') });
  checkFresh({ product: STATS_MODULE, sources: sourcesBelow('stats') });
  const built = groups.map((group) => ({
    ...group,
    cells: group.cells.filter(({ variant, spec }) => !variant.optional || existsSync(spec.source)),
  }));
  const builds = built.flatMap(({ kernel, cells }) => cells.flatMap(({ variant }) => kernel.builds(variant)));
  new Map(builds.map((build) => [build.product, build])).forEach(checkFresh);
  const left = built.filter(({ cells }) => cells.length > 0);
  if (left.length === 0 && groups.length > 0) {
    throw new UsageError('nothing to measure: no compiler here could build the chosen variants');
  }
  return left;
}
