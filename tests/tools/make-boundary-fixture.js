/**
 * Writes a made-up run of the boundary experiments: samples.csv with planted times from a fixed
 * seed, and what lies beside it, for `tollgate summarize` and the charts.
 * As a command: node tests/tools/make-boundary-fixture.js FOLDER
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { uniform } from './uniform.js';

const PROCESSES = 5;
const ROUNDS = 6;
const CALLS = 1000;
const POINTS = 100000;

export const DIRECTIONS = [
  'js-to-js',
  'js-to-wasm',
  'wasm-to-js',
  'wasm-to-wasm',
  'wasm-to-wasm-indirect',
  'js-to-wasm-to-js',
];
export const SIGNATURES = [
  'void-0',
  ...['i32', 'f64'].flatMap((type) => [0, 1, 2, 4, 8].map((count) => `${type}-${count}`)),
  ...['i64', 'f32', 'externref'].flatMap((type) => [1, 2, 8].map((count) => `${type}-${count}`)),
  'multi-2',
];
export const TEXTS = ['ascii', 'latin1', 'cjk', 'emoji'];

/** Net ns of an opaque call and of one that may be inlined, in the order of DIRECTIONS; and what a parameter adds. */
const OPAQUE_NS = [1.9, 3.7, 7.4, 1.3, 1.9, 12.6];
const INLINABLE_NS = [0.004, 0.31, 7.2, 0.01, 1.8, 8.1];
const PARAMETER_NS = [0.12, 0.2, 0.5, 0.1, 0.12, 0.8];
/** @type {Record<string, number>} */
const TYPE_NS = { void: 0, i32: 0, f64: 0.4, f32: 0.5, i64: 26, externref: 1.1, multi: 38 };
const MORE_WAYS = ['polymorphic', 'property', 'array', 'bound', 'cwrap', 'ccall'];
const MORE_NS = [4.1, 0.2, 0.5, 3.2, 2.4, 310];

/**
 * Ways of the copies: ns a call, and bytes a ns up to the caches' size and beyond.
 * @type {Record<string, Record<string, [number, number, number]>>}
 */
const COPIES = {
  'bytes-in': { js: [22, 18, 7.1], set: [24, 17, 7], view: [6, 3.1, 3], elements: [4, 0.9, 0.88] },
  'bytes-out': { js: [23, 17, 6.8], slice: [70, 12, 3.2], view: [6, 3, 2.9], elements: [4, 0.92, 0.9] },
  'memory-copy': {
    js: [20, 19, 7.2],
    'js-loop': [3, 0.8, 0.79],
    'typed-array': [23, 18, 7.1],
    'wasm-bulk': [9, 20, 7.3],
    'wasm-loop-words': [3, 7.2, 5.5],
    'wasm-loop-bytes': [3, 0.95, 0.93],
    'copy-within': [19, 18.5, 7],
  },
  'memory-fill': {
    js: [18, 25, 12],
    'js-loop': [3, 1.4, 1.3],
    'typed-array': [17, 24, 12],
    'wasm-bulk': [8, 26, 12],
    'wasm-loop-words': [3, 9, 8],
  },
};
const CACHE = 1 << 20;

/**
 * Ways of strings: ns a string and ns a code unit.
 * @type {Record<string, Record<string, [number, number]>>}
 */
const STRINGS = {
  'string-in': {
    js: [8, 0.35],
    'encode-into': [90, 0.25],
    'char-codes': [5, 1.6],
    emscripten: [25, 2.2],
    builtins: [9, 1.1],
  },
  'string-out': {
    js: [9, 0.3],
    'text-decoder': [130, 0.2],
    'char-codes': [8, 9],
    emscripten: [30, 6],
    builtins: [11, 3],
  },
};
/** @type {Record<string, number>} */
const TEXT_FACTORS = { ascii: 1, latin1: 1.4, cjk: 2.3, emoji: 3.1 };

/**
 * ns an item.
 * @type {Record<string, Record<string, number>>}
 */
const OBJECTS = {
  object: { js: 1.2, fields: 6.8, json: 780, struct: 9.3, 'gc-struct': 14 },
  objects: { js: 1.4, fields: 7.2, json: 810, struct: 8.8, 'gc-struct': 15 },
};
/** @type {Record<string, Record<string, number>>} */
const POINTS_NS = {
  'points-sum': {
    js: 1.9,
    'js-shuffled': 6.5,
    'typed-array': 1.25,
    'wasm-linear': 1.05,
    'wasm-gc': 1.4,
    'wasm-linear-from-js': 9.8,
    'wasm-gc-from-js': 21,
  },
  'points-move': {
    js: 3.4,
    'js-shuffled': 9.1,
    'typed-array': 1.9,
    'wasm-linear': 1.3,
    'wasm-gc': 2.2,
    'wasm-linear-from-js': 18,
    'wasm-gc-from-js': 39,
  },
  'points-new': {
    js: 14,
    'typed-array': 2.2,
    'wasm-linear': 1.9,
    'wasm-malloc': 31,
    'wasm-gc': 9.5,
    'wasm-gc-from-js': 34,
  },
};
/**
 * Break-even batches of wasm and wasm +copy; 0: never.
 * @type {Record<string, [number, number]>}
 */
const BREAK_EVENS = {
  add: [5, 0],
  sort: [12, 40],
  events: [9, 310],
  rows: [0, 0],
  'dot-f32': [11, 64],
  'dot-f64': [7, 41],
  'blur-gauss': [1, 3],
  'blur-box': [1, 4],
  'sieve-byte': [19, 60],
  'sieve-segmented': [14, 35],
};

const sizesFrom = (/** @type {number} */ least, /** @type {number} */ most) => {
  const sizes = [];
  for (let n = least; n <= most; n *= 4) {
    sizes.push(n);
  }
  return sizes;
};

/** @typedef {{ experiment: string, kernel: string, variant: string, n: number, batch?: number, ns: number }} Cell ns of all n */

/** @returns {Cell[]} */
function callCells() {
  /** @type {Cell[]} */
  const cells = [];
  for (const signature of SIGNATURES) {
    const [type, count] = signature.split('-');
    const own = TYPE_NS[type] + (type === 'i64' ? 22 * (Number(count) - 1) : 0);
    const loopNs = 0.3 + 0.05 * Number(count);
    const add = (/** @type {string} */ variant, /** @type {number} */ net) =>
      cells.push({ experiment: 'calls', kernel: `call-${signature}`, variant, n: CALLS, ns: CALLS * (loopNs + net) });
    add('loop/js', 0);
    add('loop/wasm', 0);
    DIRECTIONS.forEach((direction, i) => {
      const crossing = direction.includes('js') && direction.includes('wasm') ? own : 0;
      add(`${direction}/opaque`, OPAQUE_NS[i] + PARAMETER_NS[i] * Number(count) + crossing);
      add(
        `${direction}/inlinable`,
        INLINABLE_NS[i] + (INLINABLE_NS[i] < 0.1 ? 0 : PARAMETER_NS[i] * Number(count) + crossing),
      );
    });
    if (signature === 'i32-2') {
      MORE_WAYS.forEach((more, i) => add(`js-to-wasm/opaque/${more}`, OPAQUE_NS[1] + MORE_NS[i]));
      add('js-to-wasm/opaque/again', OPAQUE_NS[1] + 2 * PARAMETER_NS[1]);
      [8, 32].forEach((length) => add(`js-to-wasm/opaque/chain-${length}`, OPAQUE_NS[1] + length * 1.1));
    }
  }
  return cells;
}

/** @returns {Cell[]} */
function itemCells() {
  /** @type {Cell[]} */
  const cells = [];
  for (const [kernel, ways] of Object.entries(COPIES)) {
    const experiment = kernel.startsWith('memory') ? 'memory' : 'marshal';
    for (const n of sizesFrom(16, 1 << 24)) {
      Object.entries(ways).forEach(([variant, [call, near, far]]) =>
        cells.push({ experiment, kernel, variant, n, ns: call + n / (n > CACHE ? far : near) }),
      );
    }
  }
  for (const [way, ways] of Object.entries(STRINGS)) {
    for (const text of TEXTS) {
      for (const n of [1, ...sizesFrom(16, 1 << 22)]) {
        Object.entries(ways).forEach(([variant, [call, unit]]) =>
          cells.push({
            experiment: 'marshal',
            kernel: `${way}-${text}`,
            variant,
            n,
            ns: call + n * unit * TEXT_FACTORS[text],
          }),
        );
      }
    }
  }
  for (const [kernel, ways] of Object.entries(OBJECTS)) {
    const n = kernel === 'object' ? CALLS : 10000;
    Object.entries(ways).forEach(([variant, ns]) =>
      cells.push({ experiment: 'marshal', kernel, variant, n, ns: n * ns }),
    );
  }
  for (const [kernel, ways] of Object.entries(POINTS_NS)) {
    Object.entries(ways).forEach(([variant, ns]) =>
      cells.push({ experiment: 'gc', kernel, variant, n: POINTS, ns: POINTS * ns }),
    );
  }
  cells.push({ experiment: 'memory', kernel: 'memory-grow-1', variant: 'loop/js', n: 100, ns: 40 });
  cells.push({ experiment: 'memory', kernel: 'memory-grow-1', variant: 'grow', n: 100, ns: 100 * 1900 });
  return cells;
}

/**
 * @param {string} kernel
 * @returns {[string, number]} what n counts, and its bytes
 */
const elementOf = (kernel) =>
  kernel in COPIES
    ? ['byte', 1]
    : kernel.startsWith('string')
      ? ['code unit', 0]
      : kernel.startsWith('points')
        ? ['point', 24]
        : kernel.startsWith('object')
          ? ['object', 0]
          : ['call', 0];

/**
 * @param {Cell[]} cells
 * @param {string[]} engines
 * @param {number} processes
 * @param {() => number} random
 * @returns {string} samples.csv
 */
function samplesOf(cells, engines, processes, random) {
  const rows = ['run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check'];
  for (let process = 1; process <= processes; process++) {
    for (const engine of engines) {
      const state = 1 + 0.01 * random();
      for (const { experiment, kernel, variant, n, batch = n, ns } of cells) {
        const own = state * (1 + 0.004 * random()) * (engine === 'bun' ? 1.4 : 1);
        const iterations = Math.max(1, Math.round(2e5 / ns));
        for (let round = 1; round <= ROUNDS; round++) {
          const elapsed = iterations * ns * own * (1 - 0.005 * Math.log(1 - random()));
          rows.push(
            `fixture,${process},${engine},${experiment},${kernel},${variant},${n},${batch},resident,${round},${iterations},${elapsed.toFixed(1)},00c0ffee`,
          );
        }
      }
    }
  }
  return `${rows.join('\n')}\n`;
}

/**
 * @param {string[]} engines
 * @param {string[]} kernels of BREAK_EVENS
 * @param {boolean} intervals
 * @returns {string} batching.csv
 */
function batchingOf(engines, kernels, intervals) {
  const rows = [
    'engine,kernel,variant,transfer,call_ns,call_ns_low,call_ns_high,element_ns,element_ns_low,element_ns_high,break_even_batch,break_even_low,break_even_high,baseline',
  ];
  for (const engine of engines) {
    for (const kernel of kernels) {
      rows.push(`${engine},${kernel},js,resident,1,0.9,1.1,1,0.9,1.1,,,,`);
      BREAK_EVENS[kernel].forEach((batch, i) => {
        const even =
          batch === 0
            ? ',,'
            : `${batch},${intervals ? Math.ceil(batch * 0.9) : ''},${intervals && batch < 300 ? Math.ceil(batch * 1.15) : ''}`;
        rows.push(`${engine},${kernel},wasm,${i === 0 ? 'resident' : 'copy'},8,7.9,8.1,0.5,0.49,0.51,${even},js`);
      });
    }
  }
  return `${rows.join('\n')}\n`;
}

/**
 * Writes a run folder.
 * @param {string} folder made when missing
 * @param {{ engines?: string[], keep?: (cell: Cell) => boolean, processes?: number, batching?: string[], bandwidth?: boolean, seed?: number }} [options]
 *   what the run holds, by default everything: `keep` says which cells, `batching` which kernels have break-even batches
 */
export function makeBoundaryFixture(folder, options = {}) {
  const {
    engines = ['node'],
    keep = () => true,
    processes = PROCESSES,
    batching = Object.keys(BREAK_EVENS),
    bandwidth = true,
    seed = 4,
  } = options;
  const cells = [...callCells(), ...itemCells()].filter(keep);
  const sizes = new Map(cells.map(({ kernel, n }) => [`${kernel} ${n}`, { kernel, n }]));
  const kernels = [...sizes.values()].map(
    ({ kernel, n }) => `${kernel},${n},${n},A title,${elementOf(kernel).join(',')},`,
  );
  const environment = [
    'cpu_model,"Example CPU 9000 @ 2.60GHz, 8 cores"',
    'os,Debian GNU/Linux 12',
    'host,example',
    ...engines.map((engine) => `engine_${engine}_version,${engine === 'node' ? 'v26.10.0' : '1.4.0'}`),
    'engine_node_v8,14.6.202.9-node.12',
    'emcc_version,emcc (Emscripten gcc/clang-like replacement + linker emulating GNU ld) 3.1.6 ()',
    'native_cc_version,gcc (Debian 12.2.0-14) 12.2.0',
    'git_commit,7c63e7f0a1b2c3d4e5f60718293a4b5c6d7e8f90',
    'date_utc,2026-11-22T06:48:00Z',
    'boundary_module_bytes_gc_wasm-gc,412',
    'boundary_module_bytes_gc_wasm-linear,388',
    ...(bandwidth ? ['memory_copy_bytes_per_s,8300000000'] : []),
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'samples.csv'), samplesOf(cells, engines, processes, uniform(seed)));
  writeFileSync(
    join(folder, 'kernels.csv'),
    ['kernel,n,label,title,element,bytes_per_element,operations_per_element', ...kernels].join('\n') + '\n',
  );
  writeFileSync(join(folder, 'environment.csv'), ['name,value', ...environment].join('\n') + '\n');
  if (batching.length > 0) {
    writeFileSync(join(folder, 'batching.csv'), batchingOf(engines, batching, processes > 1));
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (process.argv.length !== 3) {
    console.error('usage: node tests/tools/make-boundary-fixture.js FOLDER');
    process.exit(2);
  }
  makeBoundaryFixture(process.argv[2]);
}
