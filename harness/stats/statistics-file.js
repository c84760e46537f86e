/**
 * The statistics core in Node: read from the file that the build made, when it is first needed.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { provideStatistics } from './statistics.js';
import { BUILD_DIR } from '../words/paths.js';

export const STATS_MODULE = join(BUILD_DIR, 'stats.wasm');

provideStatistics(() => new WebAssembly.Instance(new WebAssembly.Module(readFileSync(STATS_MODULE)), {}));

export * from './statistics.js';
