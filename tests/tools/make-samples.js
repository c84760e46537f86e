/**
 * Writes a synthetic samples.csv to stdout: the same options, the same bytes.
 *
 *   node tests/tools/make-samples.js --rows=10000000 --cells=500 > DIR/samples.csv
 *
 * Cells take turns, one row a round, as in a run. A kernel has 23 of them: 7 of the
 * experiment `throughput`, then `js` and `wasm` at the batches 1, 4, 16 ... 16384 of
 * `crossings`. With --machines=2 every cell is there on each of two, in turns. Times are the planted costs CALL_NS and ELEMENT_NS, times a process
 * effect of up to 1 %, times noise that only adds (exponential, 2 %).
 */
import { writeSync } from 'node:fs';

import { uniform } from './uniform.js';

/** @type {Record<string, number>} */
const CALL_NS = { js: 2, 'js-tuned': 1.5, wasm: 8, 'wasm-simd': 8, native: 1 };
/** @type {Record<string, number>} */
const ELEMENT_NS = { js: 1, 'js-tuned': 0.9, wasm: 0.6, 'wasm-simd': 0.2, native: 0.5 };
const N = 16384;

/**
 * Writes all of it: a pipe may take less than it is offered.
 * @param {string} text
 */
function write(text) {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(1, bytes, done);
}

function readOptions() {
  /** @type {Record<string, number>} */
  const options = { rows: 10000, cells: 60, processes: 5, seed: 1, machines: 0 };
  for (const word of process.argv.slice(2)) {
    const [, name, value] = /^--([a-z]+)=(\d+)$/.exec(word) ?? [];
    if (!(name in options)) {
      throw new Error(
        `${word}: not an option (allowed: --rows=, --cells=, --processes=, --seed=, --machines= and a number)`,
      );
    }
    options[name] = Number(value);
  }
  return options;
}

/** @param {number} count */
function planCells(count) {
  /** @type {{ text: string, quietNs: number }[]} */
  const cells = [];
  for (let kernel = 0; cells.length < count; kernel += 1) {
    /** @type {(experiment: string, variant: string, batch: number, transfer: string) => void} */
    const add = (experiment, variant, batch, transfer) => {
      const engine = variant === 'native' ? 'native' : 'node';
      const calls = Math.ceil(N / batch);
      const copied = transfer === 'copy' ? 0.1 * N : 0;
      cells.push({
        text: `${engine},${experiment},kernel-${kernel},${variant},${N},${batch},${transfer}`,
        quietNs: CALL_NS[variant] * calls + ELEMENT_NS[variant] * N + copied,
      });
    };
    for (const variant of Object.keys(CALL_NS)) add('throughput', variant, N, 'resident');
    add('throughput', 'wasm', N, 'copy');
    add('throughput', 'wasm-simd', N, 'copy');
    for (const variant of ['js', 'wasm']) {
      for (let batch = 1; batch <= N; batch *= 4) add('crossings', variant, batch, 'resident');
    }
  }
  return cells.slice(0, count);
}

const { rows, cells: cellCount, processes, seed, machines } = readOptions();
const random = uniform(seed);
const places = machines > 0 ? Array.from({ length: machines }, (_, i) => `,host-${i + 1}`) : [''];
const cells = planCells(cellCount).flatMap((cell) => places.map((place) => ({ ...cell, place })));
const rounds = Math.ceil(rows / (cells.length * processes));
const iterations = 20;
let text = 'run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check';
text += machines > 0 ? ',machine\n' : '\n';
let written = 0;

for (let p = 1; p <= processes; p += 1) {
  const effects = cells.map(() => 1 + 0.01 * random());
  for (let round = 1; round <= rounds; round += 1) {
    for (let c = 0; c < cells.length && written < rows; c += 1, written += 1) {
      const noise = 1 - 0.02 * Math.log(1 - random());
      const elapsed = cells[c].quietNs * effects[c] * noise * iterations;
      text += `synthetic,${p},${cells[c].text},${round},${iterations},${elapsed.toFixed(0)},00c0ffee${cells[c].place}\n`;
    }
    if (text.length > 1 << 20) {
      write(text);
      text = '';
    }
  }
}
write(text);
