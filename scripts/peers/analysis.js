/**
 * From the figures of the tools to pairs of benchmarks, from pairs to the variation from run to run, from that to
 * tables. Pure functions; the tables need peers.csv and nothing else.
 */

import { CALL, EMPTY, TWIN } from './benchmarks.js';

/**
 * What a tool says of one benchmark: its name, and numbers by statistic, in ns.
 * @typedef {{ benchmark: string, verdict?: string } & Record<string, any>} Figures
 *
 * @typedef {object} Tool
 * @property {string} headline the statistic that it leads with
 * @property {string[]} statistics headline first
 * @property {string} rule when it is taken to call two benchmarks different
 * @property {(a: Figures, b: Figures) => boolean} differ
 *
 * @typedef {{ pair: string, statistic: string, value: number, unit: string }} PairRow
 * @typedef {Record<string, string>} Row of peers.csv
 */

/** mitata's smallest figure that is held against it: "1.02x faster than" is noise to most readers. */
const PRINTED_NOISE = 1.02;

/** @type {Record<string, Tool>} */
export const TOOLS = {
  tollgate: {
    headline: 'quiet',
    statistics: ['quiet', 'median'],
    rule: 'its verdict is "faster" or "slower"',
    differ: (_, twin) => ['faster', 'slower'].includes(twin.verdict ?? ''),
  },
  mitata: {
    headline: 'avg',
    statistics: ['avg', 'p50', 'min'],
    rule: `it prints more than "${PRINTED_NOISE}x faster"`,
    differ: (a, b) => Number((Math.max(a.avg, b.avg) / Math.min(a.avg, b.avg)).toFixed(2)) > PRINTED_NOISE,
  },
  tinybench: {
    headline: 'mean',
    statistics: ['mean', 'throughput', 'p50', 'min'],
    rule: 'the margins of error do not meet',
    differ: (a, b) => Math.abs(a.mean - b.mean) > a.moe + b.moe,
  },
};

const OURS = 'tollgate';
const KERNELS = ['dot-f32', 'blur-gauss'];
const AGAINST = ['wasm', 'wasm-simd'];
const RATIOS = KERNELS.flatMap((kernel) =>
  AGAINST.map((variant) => ({ kernel, variant, pair: `${kernel} js/${variant}` })),
);
const CALLS = ['call raw', 'call net'];
export const SAME = 'dot-f32 js/js';
const DIFFERENT = 'different';

/**
 * @param {string} name of the tool
 * @param {Figures[]} all its figures of one repetition
 * @returns {PairRow[]}
 * @throws {Error} that names the benchmark or statistic that is missing
 */
export function pairRows(name, all) {
  const tool = TOOLS[name];
  const of = (/** @type {string} */ benchmark) => {
    const figures = all.find((f) => f.benchmark === benchmark);
    if (!figures) {
      throw new Error(
        `${name} gives no figures of "${benchmark}"; it gives ${all.map((f) => f.benchmark).join(', ') || 'none'}`,
      );
    }
    return figures;
  };
  const rows = (
    /** @type {string} */ pair,
    /** @type {string} */ unit,
    /** @type {(statistic: string) => number} */ value,
  ) => tool.statistics.map((statistic) => ({ pair, statistic, value: value(statistic), unit }));
  const ratio = (/** @type {string} */ pair, /** @type {string} */ base, /** @type {string} */ other) =>
    rows(pair, 'ratio', (statistic) => of(base)[statistic] / of(other)[statistic]);
  const call = of(CALL);
  const twins = ['dot-f32 js', TWIN];
  const found = [
    ...RATIOS.flatMap(({ pair, kernel, variant }) => ratio(pair, `${kernel} js`, `${kernel} ${variant}`)),
    ...ratio(SAME, twins[0], twins[1]),
    { pair: SAME, statistic: DIFFERENT, value: tool.differ(of(twins[0]), of(twins[1])) ? 1 : 0, unit: 'boolean' },
    ...rows(CALLS[0], 'ns', (statistic) => call[statistic]).filter(({ statistic }) => statistic in call),
    ...rows(CALLS[1], 'ns', (statistic) => call[statistic] - of(EMPTY)[statistic]).filter(
      ({ statistic }) => statistic in call,
    ),
  ];
  const missing = found.find(({ value }) => !Number.isFinite(value));
  if (missing) {
    throw new Error(`${name} gives no ${missing.statistic} for "${missing.pair}"`);
  }
  return found;
}

/**
 * @param {number[]} values
 * @returns {number}
 */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Coefficient of variation: sample standard deviation over the size of the mean.
 * @param {number[]} values
 * @returns {number | null} null for fewer than two values, and where the mean is 0
 */
export function variation(values) {
  const middle = mean(values);
  if (values.length < 2 || middle === 0) {
    return null;
  }
  return (
    Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)) / Math.abs(middle)
  );
}

/**
 * @param {Row[]} rows
 * @param {Partial<Row>} wanted
 * @returns {number[]} values of the rows that match
 */
function valuesOf(rows, wanted) {
  return rows
    .filter((row) => Object.entries(wanted).every(([key, value]) => row[key] === value))
    .map(({ value }) => Number(value));
}

const NAME_WIDTH = 24;
const CV_WIDTH = 12;
const CALL_CV_WIDTH = 9;
const RANGE_WIDTH = 19;
const CV_MOST = 9.99;

/**
 * @param {number | null} cv
 * @returns {string}
 */
function percent(cv) {
  if (cv === null) {
    return '-';
  }
  return cv > CV_MOST ? `>${Math.floor(CV_MOST * 100)} %` : `${(cv * 100).toFixed(cv < 0.0995 ? 1 : 0)} %`;
}

/**
 * @param {number} value
 * @returns {string}
 */
const short = (value) => value.toFixed(Math.abs(value) < 100 ? 2 : 0);

/**
 * @param {number[]} values
 * @returns {string}
 */
const range = (values) =>
  values.length === 0 ? '-' : `${short(Math.min(...values))} to ${short(Math.max(...values))}`;

/**
 * @param {string} tool
 * @param {string} statistic
 */
const statisticName = (tool, statistic) =>
  `${tool} ${statistic}${TOOLS[tool].headline === statistic ? ' *' : ''}`.padEnd(NAME_WIDTH);

/** @returns {{ tool: string, statistic: string }[]} a line of a table for each */
const lines = () =>
  Object.entries(TOOLS).flatMap(([tool, { statistics }]) => statistics.map((statistic) => ({ tool, statistic })));

/**
 * @param {Row[]} rows
 * @returns {string[]}
 */
function ratioTable(rows) {
  const head = KERNELS.map((kernel) => `${kernel}, js over`.padStart(AGAINST.length * CV_WIDTH)).join('');
  const columns = RATIOS.map(({ variant }) => variant.padStart(CV_WIDTH)).join('');
  return [
    `${'coefficient of variation'.padEnd(NAME_WIDTH)}${head}`,
    `${''.padEnd(NAME_WIDTH)}${columns}`,
    ...lines().map(({ tool, statistic }) => {
      const cells = RATIOS.map(({ pair }) =>
        percent(variation(valuesOf(rows, { tool, statistic, pair }))).padStart(CV_WIDTH),
      );
      return statisticName(tool, statistic) + cells.join('');
    }),
  ];
}

/**
 * @param {Row[]} rows
 * @returns {string[]}
 */
function callTable(rows) {
  const head = CALLS.map((pair) => `${pair}: variation, range`.padStart(CALL_CV_WIDTH + RANGE_WIDTH)).join('');
  const measured = lines().filter(({ tool, statistic }) => tool !== OURS || statistic === TOOLS[OURS].headline);
  return [
    `${'a call, ns'.padEnd(NAME_WIDTH)}${head}`,
    ...measured.map(({ tool, statistic }) => {
      const cells = CALLS.map((pair) => {
        const values = valuesOf(rows, { tool, statistic, pair });
        return percent(variation(values)).padStart(CALL_CV_WIDTH) + range(values).padStart(RANGE_WIDTH);
      });
      return statisticName(tool, statistic) + cells.join('');
    }),
  ];
}

/**
 * @param {Row[]} rows
 * @returns {string[]}
 */
function falsePositives(rows) {
  return [
    `${'one function twice'.padEnd(NAME_WIDTH)}${'called different'.padStart(18)}   which is when`,
    ...Object.entries(TOOLS).map(([tool, { rule }]) => {
      const said = valuesOf(rows, { tool, pair: SAME, statistic: DIFFERENT });
      const count = `${said.filter((value) => value === 1).length} of ${said.length}`;
      return `${tool.padEnd(NAME_WIDTH)}${count.padStart(18)}   ${rule}`;
    }),
  ];
}

/**
 * @param {Row[]} rows
 * @returns {string[]}
 */
function wallTimes(rows) {
  return Object.keys(TOOLS).map((tool) => {
    const own = rows.filter((row) => row.tool === tool);
    const times = own.map((row) => Number(row.wall_seconds));
    return `${`${tool} ${own[0]?.version ?? ''}`.padEnd(NAME_WIDTH)}${range(times).padStart(18)}   s of wall time`;
  });
}

/**
 * @param {Row[]} rows
 * @param {string} pair
 * @returns {{ ours: number | null, best: { name: string, cv: number } | null }} coefficients of variation; best: of the
 *   peer whose headline varies least
 */
export function against(rows, pair) {
  const headline = (/** @type {string} */ tool) =>
    variation(valuesOf(rows, { tool, statistic: TOOLS[tool].headline, pair }));
  const peers = Object.keys(TOOLS)
    .filter((tool) => tool !== OURS)
    .map((tool) => ({ name: `${tool} ${TOOLS[tool].headline}`, cv: headline(tool) ?? Infinity }))
    .filter(({ cv }) => Number.isFinite(cv))
    .sort((a, b) => a.cv - b.cv);
  return { ours: headline(OURS), best: peers[0] ?? null };
}

/**
 * @param {Row[]} rows
 * @returns {string[]} a line a pair
 */
function comparison(rows) {
  return [...RATIOS.map(({ pair }) => pair), ...CALLS].map((pair) => {
    const { ours, best } = against(rows, pair);
    if (ours === null || best === null) {
      return `${pair.padEnd(NAME_WIDTH)}needs two repetitions of ${OURS} and of a peer`;
    }
    const share = best.cv > 0 ? (ours / best.cv).toFixed(2) : '-';
    return `${pair.padEnd(NAME_WIDTH)}${share.padStart(6)}   ${percent(ours)} over ${percent(best.cv)} (${best.name})`;
  });
}

/**
 * @param {Row[]} rows of peers.csv
 * @param {string} machine what else went on: `idle` or `busy`
 * @returns {string} tables of at most 80 columns
 */
export function tables(rows, machine) {
  const repetitions = new Set(rows.map((row) => row.repetition)).size;
  return [
    `Run to run over ${repetitions} repetitions, ${machine}; * marks a tool's headline`,
    '',
    ...ratioTable(rows),
    '',
    ...callTable(rows),
    '',
    ...falsePositives(rows),
    '',
    ...wallTimes(rows),
    '',
    `${OURS}'s variation over the steadiest headline of the others`,
    ...comparison(rows),
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}
