/**
 * Where things lie in this checkout. For Node alone: pages know paths of URLs.
 */

import { fileURLToPath } from 'node:url';

/** The checkout; as all of these, with a slash at the end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What the build makes. */
export const BUILD_DIR = fileURLToPath(new URL('../../build/', import.meta.url));

/** One folder a kernel family. */
export const KERNELS_DIR = fileURLToPath(new URL('../../kernels/', import.meta.url));

/** One folder an experiment. */
export const EXPERIMENTS_DIR = fileURLToPath(new URL('../experiments/', import.meta.url));

/** What the build makes of the sources in EXPERIMENTS_DIR; the folders have the same names. */
export const EXPERIMENT_PRODUCTS_DIR = fileURLToPath(new URL('../../build/experiments/', import.meta.url));

/** One folder a toolchain. */
export const TOOLCHAINS_DIR = fileURLToPath(new URL('../toolchains/', import.meta.url));

/** One folder a page that `make serve` offers. */
export const PAGES_DIR = fileURLToPath(new URL('../web/pages/', import.meta.url));

/** One folder a run. */
export const RESULTS_DIR = fileURLToPath(new URL('../../results/', import.meta.url));
