/**
 * Writes a made-up run folder for looking at the charts and testing them:
 * plausible numbers from a fixed seed, in the files that docs/FORMAT.md defines.
 * As a command: node tests/tools/make-charts-fixture.js FOLDER
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { uniform } from './uniform.js';

const JS_VARIANTS = ['js', 'js-tuned', 'wasm', 'wasm-simd', 'wasm-relaxed'];
const NATIVE_VARIANTS = ['native', 'native-simd', 'native-march'];
export const VARIANTS = [...JS_VARIANTS, ...NATIVE_VARIANTS];

const DOT = [1024, 16384, 262144, 4194304];
const BLUR = [65536, 1048576, 2073600];
const SIEVE = [100000, 1000000, 10000000];

/**
 * Sizes, bytes touched and copied an element, and nanoseconds an element in the order of
 * VARIANTS; 0: no such variant.
 * @type {Record<string, {sizes: number[], bytes: number, copied: number, ns: number[]}>}
 */
const KERNELS = {
  'dot-f32': { sizes: DOT, bytes: 8, copied: 8, ns: [0.93, 0.91, 0.92, 0.105, 0.071, 0.9, 0.101, 0.06] },
  'dot-f64': { sizes: DOT, bytes: 16, copied: 16, ns: [0.92, 0.9, 0.91, 0.23, 0.2, 0.9, 0.22, 0.12] },
  'blur-gauss': { sizes: BLUR, bytes: 8, copied: 8, ns: [41, 33, 24, 5.1, 0, 21, 4.7, 3.9] },
  'blur-box': { sizes: BLUR, bytes: 8, copied: 8, ns: [19, 15, 11, 3.2, 0, 9.7, 3.0, 2.6] },
  'sieve-byte': { sizes: SIEVE, bytes: 1, copied: 0.01, ns: [2.4, 2.2, 2.1, 1.9, 0, 1.9, 1.8, 1.75] },
  'sieve-segmented': { sizes: SIEVE, bytes: 0.06, copied: 0.01, ns: [0.82, 0.71, 0.6, 0.52, 0, 0.55, 0.47, 0.45] },
  noop: { sizes: [1024], bytes: 0, copied: 0, ns: [0.0004, 0, 0.0037, 0, 0, 0.0016, 0, 0] },
};
const CALL_NS = [1.1, 1.0, 3.7, 3.8, 3.9, 1.4, 1.4, 1.4];
const COPY_CALL_NS = 46;
const COPY_BYTE_NS = 0.04;

/** @type {Record<string, string>} */
const VERSIONS = {
  node: 'v26.10.0',
  'node-20': '20.20.2',
  'node-22': '22.23.3',
  'node-24': '24.21.0',
  chromium: '156.0.8078.108',
  firefox: '153.7.0esr',
  webkit: '2.50.6',
};

/**
 * How much slower than Node an engine is: in JavaScript, in WebAssembly, at a call of WebAssembly.
 * @type {Record<string, [number, number, number]>}
 */
const ENGINES = {
  'node-20': [1.15, 1.04, 1.4],
  'node-22': [1.1, 1.02, 1.3],
  'node-24': [1.02, 1.01, 1.25],
  bun: [1.3, 1.3, 0.9],
  deno: [1.01, 1.02, 1.1],
  chromium: [1.05, 1, 1.05],
  firefox: [1.4, 0.9, 1.6],
  webkit: [1.25, 1.35, 0.8],
};
/**
 * What engines cannot do.
 * @type {Record<string, string[]>}
 */
const LACKS = { webkit: ['wasm-relaxed'], 'node-20': ['wasm-relaxed'] };

/**
 * Ways to change a page, by kernel and n: ns an item, and a browser's factor is that of its calls.
 * @type {[string, number, Record<string, number>][]}
 */
const DOM = [
  [
    'text',
    1,
    { js: 210, 'js-tuned': 150, 'wasm-call': 420, 'wasm-known': 190, 'wasm-batch': 760, 'wasm-batch-tuned': 900 },
  ],
  [
    'text',
    100,
    { js: 180, 'js-tuned': 120, 'wasm-call': 390, 'wasm-known': 140, 'wasm-batch': 330, 'wasm-batch-tuned': 210 },
  ],
  [
    'text',
    10000,
    { js: 230, 'js-tuned': 160, 'wasm-call': 430, 'wasm-known': 180, 'wasm-batch': 340, 'wasm-batch-tuned': 250 },
  ],
  ['canvas', 65536, { js: 21, 'js-tuned': 17, wasm: 12, 'wasm-simd': 4.6, 'put-only': 0.9 }],
];
const BROWSERS = ['chromium', 'firefox', 'webkit'];

/** @typedef {(string | number)[]} Row */

/** @param {string} s */
const quote = (s) => (/[",\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s);
/** @param {string | number} x */
const field = (x) => (typeof x === 'number' ? String(Number(x.toPrecision(7))) : quote(x));
/**
 * @param {string} header
 * @param {Row[]} rows
 */
const csv = (header, rows) => [header, ...rows.map((row) => row.map(field).join(','))].join('\n') + '\n';

/**
 * How much slower an element gets as the data outgrows L1, L2 and L3.
 * @param {number} bytes
 * @param {boolean} simd
 */
function cacheFactor(bytes, simd) {
  const step = simd ? 1 : 0.15;
  return 1 + step * ((bytes > 40e3 ? 0.5 : 0) + (bytes > 1.5e6 ? 0.9 : 0) + (bytes > 25e6 ? 1.6 : 0));
}

/**
 * @typedef {{kernels?: string[], variants?: string[], native?: boolean, intervals?: boolean,
 *   engines?: string[], machines?: string[], settings?: string[], sizes?: number, seed?: number,
 *   extraVariant?: string}} Options
 *   what the run holds: by default everything; `sizes` keeps the first so many sizes;
 *   with `machines` every engine is on each, and all files have the column;
 *   with `settings` WebAssembly is also measured with each, and all files of cells have the column;
 *   `intervals: false` leaves interval fields empty; `extraVariant` adds a variant nobody knows.
 */

/**
 * Header and rows of each file, of one machine.
 * @param {Options} options
 * @param {number} pace how slow WebAssembly is there
 * @returns {Record<string, [string, Row[]]>}
 */
function filesOf(options, pace) {
  const {
    kernels = Object.keys(KERNELS),
    native = true,
    intervals = true,
    engines = ['node'],
    sizes: keep = 99,
    seed = 26,
    extraVariant,
  } = options;
  const random = uniform(seed);
  /** @param {number} spread */
  const noise = (spread) => 1 + spread * (random() - 0.5);
  const wanted = (options.variants ?? VARIANTS).filter((v) => native || !v.startsWith('native'));
  /**
   * @param {number} t
   * @param {number} width
   * @returns {Row}
   */
  const interval = (t, width) =>
    intervals ? [t * (1 - width * (0.5 + random())), t * (1 + width * (0.5 + random()))] : ['', ''];

  /** @type {Row[]} */
  const summary = [];
  /** @type {Row[]} */
  const ratios = [];
  /** @type {Row[]} */
  const crossings = [];
  /** @type {Row[]} */
  const warmup = [];
  /**
   * Whole processes, in samples.csv.
   * @type {Row[]}
   */
  const samples = [];

  /**
   * One row of summary.csv; returns its time.
   * @param {string} engine
   * @param {string} experiment
   * @param {string} kernel
   * @param {string} variant
   * @param {number} n
   * @param {number} batch
   * @param {string} transfer
   * @param {number} time
   */
  function cell(engine, experiment, kernel, variant, n, batch, transfer, time) {
    const [low, high] = interval(time, experiment === 'throughput' ? 0.03 : 0.05);
    summary.push([
      engine,
      experiment,
      kernel,
      variant,
      n,
      batch,
      transfer,
      5,
      150,
      time,
      low,
      high,
      time * 1.04,
      time * 0.02,
      time / n,
      '',
      '',
      '',
      '',
      '',
    ]);
    return time;
  }

  for (const kernel of kernels) {
    const { sizes, bytes, copied, ns } = KERNELS[kernel] ?? KERNELS['dot-f32'];
    const members = wanted.filter((v) => ns[VARIANTS.indexOf(v)] > 0);
    if (extraVariant) members.push(extraVariant);
    /** @param {string} v */
    const cost = (v) => ns[VARIANTS.indexOf(v)] ?? ns[0] * 0.5;
    /** @param {string} v */
    const call = (v) => CALL_NS[VARIANTS.indexOf(v)] ?? 8;
    const cells = members.flatMap((v) =>
      v.startsWith('native') ? [['native', v]] : engines.filter((e) => !LACKS[e]?.includes(v)).map((e) => [e, v]),
    );
    /**
     * @param {string} engine
     * @param {string} v
     */
    const slower = (engine, v) =>
      (ENGINES[engine]?.[v.startsWith('wasm') ? 1 : 0] ?? 1) * (v.startsWith('wasm') ? pace : 1);
    /**
     * @param {string} engine
     * @param {string} v
     */
    const called = (engine, v) => call(v) * (v.startsWith('wasm') ? (ENGINES[engine]?.[2] ?? 1) : slower(engine, v));

    for (const n of sizes.slice(0, keep)) {
      /** @type {Record<string, number>} */
      const jsTime = {};
      for (const [engine, variant] of cells) {
        const slow = cacheFactor(n * bytes, cost(variant) < 0.5 * ns[0]) * slower(engine, variant);
        const time = cell(
          engine,
          'throughput',
          kernel,
          variant,
          n,
          n,
          'resident',
          (n * cost(variant) * slow + called(engine, variant)) * noise(0.04),
        );
        if (variant === 'js') jsTime[engine] = time;
        const base = jsTime[engine] ?? jsTime[engines[0]];
        if (variant !== 'js' && base) {
          const [low, high] = interval(base / time, 0.03);
          ratios.push([
            engine,
            'throughput',
            kernel,
            variant,
            n,
            n,
            'resident',
            engine === 'native' ? engines[0] : engine,
            'js',
            base / time,
            low,
            high,
            'faster',
          ]);
        }
        if (variant.startsWith('wasm'))
          cell(
            engine,
            'throughput',
            kernel,
            variant,
            n,
            n,
            'copy',
            (time + COPY_CALL_NS + n * copied * COPY_BYTE_NS) * noise(0.02),
          );
      }
    }

    const n = 16384;
    for (const [engine, variant] of cells) {
      for (const transfer of variant.startsWith('wasm') ? ['resident', 'copy'] : ['resident']) {
        const callNs = called(engine, variant) + (transfer === 'copy' ? COPY_CALL_NS : 0);
        const elementNs = cost(variant) * slower(engine, variant) + (transfer === 'copy' ? copied * COPY_BYTE_NS : 0);
        for (let batch = 1; batch <= n; batch *= 4) {
          cell(
            engine,
            'crossings',
            kernel,
            variant,
            n,
            batch,
            transfer,
            (Math.ceil(n / batch) * callNs + n * elementNs) * noise(0.08),
          );
        }
        const bestJs = Math.min(ns[0], ns[1] || Infinity) * slower(engine, 'js');
        const win = callNs / (bestJs - elementNs);
        const boundary = variant.startsWith('wasm');
        const breakEven = boundary && win > 0 && win <= n ? Math.max(1, Math.ceil(win)) : '';
        const [bLow, bHigh] = breakEven === '' ? ['', ''] : interval(breakEven, 0.1);
        crossings.push([
          engine,
          kernel,
          variant,
          transfer,
          callNs,
          ...interval(callNs, 0.04),
          elementNs,
          ...interval(elementNs, 0.02),
          breakEven,
          bLow,
          bHigh,
          boundary ? 'js-tuned' : '',
        ]);
      }
    }

    const first = sizes[0];
    for (const [engine, variant] of cells) {
      for (let i = 1; i <= 20000; i = i < 32 ? i + 1 : Math.ceil(i * 1.1)) {
        const steady = Math.max(40, first * cost(variant) + call(variant));
        const js = variant.startsWith('js');
        const [factor, tier] = variant.startsWith('native')
          ? [i === 1 ? 3 : 1, 'native']
          : js
            ? i < 4
              ? [40, 'ignition/ignition']
              : i < 60
                ? [6, 'sparkplug/maglev']
                : [1, 'turbofan/turbofan']
            : i < 30
              ? [2.2, 'ignition/liftoff']
              : [1, 'maglev/liftoff+turbofan'];
        const spike = random() < 0.02 ? 1.5 + 2 * random() : 1;
        warmup.push([
          'fixture',
          1,
          engine,
          'throughput',
          kernel,
          variant,
          first,
          first,
          'resident',
          i,
          Math.round(steady * factor * noise(0.15) * spike + (i === 1 ? 4000 : 0)),
          tier,
          'cold',
        ]);
      }
      const whole = engine === 'native' ? 1.1e6 : variant.startsWith('js') ? 41e6 : 43e6;
      const times = Array.from({ length: 20 }, () =>
        Math.round(whole * (1 + 0.3 * random() ** 4) * noise(0.06) + first * cost(variant) * 3),
      );
      const key = ['processes', kernel, variant, first, first, 'resident'];
      times.forEach((time, i) => samples.push(['fixture', i + 1, engine, ...key, 1, 1, time, '00c0ffee']));
      cell(engine, 'processes', kernel, variant, first, first, 'resident', Math.min(...times) * 1.03);
    }
  }

  /**
   * Every kernel and every variant among the first rows: only so many are drawn.
   * @type {Row[]}
   */
  const compare = [];
  const names = extraVariant ? [...wanted, extraVariant] : wanted;
  const rows = Math.max(kernels.length, names.length) + 20;
  for (let i = 0; i < rows; i++) {
    const variant = names[i % names.length];
    const verdict = i < 5 ? 'slower' : i < 9 ? 'faster' : 'no difference proven';
    const change =
      verdict === 'slower' ? 0.2 - 0.03 * i : verdict === 'faster' ? -0.2 + 0.02 * i : 0.03 - 0.06 * (i / rows);
    const [low, high] = interval(1 + change, 0.02).map((end) => (end === '' ? '' : Number(end) - 1));
    compare.push([
      variant.startsWith('native') ? 'native' : engines[0],
      i % 3 ? 'throughput' : 'crossings',
      kernels[i % kernels.length],
      variant,
      1024 + i,
      i % 4 ? 1024 + i : 64,
      i % 5 ? 'resident' : 'copy',
      5,
      5,
      1000,
      1000 * (1 + change),
      change,
      low,
      high,
      0.01,
      0.04,
      '',
      verdict,
      0.05,
      0.01,
    ]);
  }

  const dom = engines
    .filter((e) => BROWSERS.includes(e))
    .flatMap((e) =>
      DOM.flatMap(([kernel, n, ways]) =>
        Object.entries(ways).map(([variant, ns]) => {
          const time = ns * ENGINES[e][variant.startsWith('wasm') ? 2 : 0] * noise(0.1);
          return [e, kernel, variant, n, n, 'resident', 5, 150, 'item', time, ...interval(time, 0.06), 'faster'];
        }),
      ),
    );

  const environment = [
    ['cpu_model', 'Example CPU 9000 @ 2.60GHz, 8 cores'],
    ['os', 'Debian GNU/Linux 12'],
    ['host', 'example'],
    ...engines.map((e) => [`engine_${e}_version`, VERSIONS[e] ?? '1.4.0']),
    ['engine_node_v8', '14.6.202.9-node.12'],
    ['engine_node-20_v8', '11.3.244.8'],
    ['emcc_version', 'emcc (Emscripten gcc/clang-like replacement + linker emulating GNU ld) 3.1.6 ()'],
    ['native_cc_version', 'gcc (Debian 12.2.0-14) 12.2.0'],
    ['git_commit', '7c63e7f0a1b2c3d4e5f60718293a4b5c6d7e8f90'],
    ['date_utc', '2026-11-22T06:48:00Z'],
  ];

  const cellColumns = 'engine,experiment,kernel,variant,n,batch,transfer';
  return {
    'summary.csv': [
      `${cellColumns},processes,samples,time_ns,low_ns,high_ns,median_ns,mad_ns,ns_per_element,baseline,speedup,speedup_low,speedup_high,verdict`,
      summary,
    ],
    'ratios.csv': [`${cellColumns},base_engine,base_variant,ratio,ratio_low,ratio_high,verdict`, ratios],
    'crossings.csv': [
      'engine,kernel,variant,transfer,call_ns,call_ns_low,call_ns_high,element_ns,element_ns_low,element_ns_high,break_even_batch,break_even_low,break_even_high,baseline',
      crossings,
    ],
    'warmup.csv': ['run,process,engine,experiment,kernel,variant,n,batch,transfer,call,elapsed_ns,tier,phase', warmup],
    'samples.csv': [
      'run,process,engine,experiment,kernel,variant,n,batch,transfer,round,iterations,elapsed_ns,check',
      samples,
    ],
    'compare.csv': [
      `${cellColumns},base_processes,new_processes,base_ns,new_ns,change,change_low,change_high,p,p_adjusted,floor,verdict,threshold,p_threshold`,
      compare,
    ],
    'dom.csv': [
      'engine,kernel,variant,n,batch,transfer,processes,samples,element,item_ns,item_low_ns,item_high_ns,verdict',
      dom,
    ],
    'environment.csv': ['name,value', environment],
  };
}

/**
 * Writes a run folder. Without browsers there is no dom.csv.
 * @param {string} folder made when missing
 * @param {Options} [options]
 */
export function makeChartsFixture(folder, options = {}) {
  const { machines = [''], settings = [], seed = 26 } = options;
  const parts = machines.flatMap((machine, m) =>
    ['', ...settings].map((setting, s) => ({
      machine,
      setting,
      files: filesOf({ ...options, seed: seed + m + 100 * s }, (1 + 0.4 * m) / (1 + 0.5 * s)),
    })),
  );
  mkdirSync(folder, { recursive: true });
  for (const [name, [header]] of Object.entries(parts[0].files)) {
    const variant = header.split(',').indexOf('variant');
    const ofCells = variant >= 0 && options.settings !== undefined;
    const rows = parts
      .filter(({ setting }) => ofCells || setting === '')
      .flatMap(({ machine, setting, files }) =>
        files[name][1]
          .filter((row) => setting === '' || String(row[variant]).startsWith('wasm'))
          .map((row) => [...row, ...(options.machines ? [machine] : []), ...(ofCells ? [setting] : [])]),
      );
    const more = `${options.machines ? ',machine' : ''}${ofCells ? ',setting' : ''}`;
    if (name !== 'dom.csv' || rows.length > 0) {
      writeFileSync(join(folder, name), csv(header + more, rows));
    }
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (process.argv.length !== 3) {
    console.error('usage: node tests/tools/make-charts-fixture.js FOLDER');
    process.exit(2);
  }
  makeChartsFixture(process.argv[2]);
}
