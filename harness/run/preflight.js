/**
 * Whether what is to be measured was built from the sources as they are now, and fits this machine.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { AGENT } from '../engines/native.js';
import { STATS_MODULE } from '../stats/statistics-file.js';
import { experimentBuilds, isOfSubject } from '../plan/subjects.js';
import { UsageError } from '../words/problems.js';
import { KERNELS_DIR, ROOT } from '../words/paths.js';

/** @import { Group } from '../plan/groups.js' */
/** @import { Options } from '../plan/options.js' */
/** @import { Variant } from '../plan/variants.js' */

/**
 * @param {string} product
 * @param {string[]} sources
 * @throws {UsageError}
 */
function checkFresh(product, sources) {
  const name = relative(ROOT, product);
  if (!existsSync(product)) {
    throw new UsageError(`${name} is missing; run \`make build\``);
  }
  const newer = sources.find((source) => statSync(source).mtimeMs > statSync(product).mtimeMs);
  if (newer !== undefined) {
    throw new UsageError(`${name} is older than ${relative(ROOT, newer)}; run \`make build\``);
  }
}

/**
 * @param {string} dir
 * @param {RegExp} pattern
 * @returns {string[]} paths
 */
const filesOf = (dir, pattern) =>
  readdirSync(dir)
    .filter((file) => pattern.test(file))
    .map((file) => join(dir, file));

/**
 * @param {string} family
 * @param {Variant} variant
 * @returns {string[]} what its product is made from
 */
function sourcesOf(family, variant) {
  const dir = join(KERNELS_DIR, family);
  const shared = [...filesOf(dir, /\.h$/), ...filesOf(KERNELS_DIR, /\.h$/), join(dir, 'definition.js')];
  const source = join(dir, variant.source(family));
  return source === variant.product(family) ? [] : [source, ...shared];
}

/**
 * @param {Options} options
 * @throws {UsageError} naming a command that the run will need and that is not there
 */
export function checkTools({ experiments }) {
  if (experiments.includes('processes') && spawnSync('hyperfine', ['--version']).error) {
    throw new UsageError(
      'processes: hyperfine is not on the PATH; run `make deps`, or choose EXPERIMENTS= without processes',
    );
  }
}

/**
 * @param {Group[]} groups
 * @throws {UsageError} if the cells of a group, which are all open at once, cannot fit this machine
 */
export function checkMemory(groups) {
  // A container's limit, where there is one; totalmem() knows only the machine's.
  const available = Math.min(totalmem(), process.constrainedMemory?.() || Infinity);
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
  checkFresh(AGENT, filesOf(join(ROOT, 'harness/native'), /\.[ch]$/));
  checkFresh(STATS_MODULE, filesOf(join(ROOT, 'harness/stats'), /\.[ch]$/));
  const built = groups.map((group) => ({
    ...group,
    cells: group.cells.filter(({ variant, spec }) => !variant.optional || existsSync(spec.source)),
  }));
  const cells = built.flatMap((group) => group.cells);
  for (const { variant, spec } of cells.filter((cell) => !isOfSubject(cell.spec))) {
    checkFresh(spec.source, sourcesOf(spec.family, variant));
  }
  const families = new Set(cells.filter(({ spec }) => isOfSubject(spec)).map(({ spec }) => spec.family));
  for (const { source, product } of [...families].flatMap(experimentBuilds)) {
    checkFresh(product, [source]);
  }
  const left = built.filter(({ cells }) => cells.length > 0);
  if (left.length === 0 && groups.length > 0) {
    throw new UsageError('nothing to measure: no compiler here could build the chosen variants');
  }
  return left;
}
