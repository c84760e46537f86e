/**
 * A noisy neighbour: keeps one core busy until its stdin ends, which happens however the process that started it ends.
 */

import { Worker } from 'node:worker_threads';

new Worker('for (;;);', { eval: true });
process.stdin.on('end', () => process.exit()).resume();
