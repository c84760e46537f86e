/**
 * The rows of a run, wherever they are written: its name, columns, and how a row becomes CSV (RFC 4180).
 */

const CELL = ['engine', 'experiment', 'kernel', 'variant', 'n', 'batch', 'transfer'];
const CELL_MORE = ['machine', 'setting'];

/** By file. What tells cells apart comes first, but for what was added later: it stands at the end. */
export const COLUMNS = {
  samples: ['run', 'process', ...CELL, 'round', 'iterations', 'elapsed_ns', 'check', 'tier', ...CELL_MORE],
  warmup: ['run', 'process', ...CELL, 'call', 'elapsed_ns', 'tier', 'phase', ...CELL_MORE],
  warnings: ['run', 'process', ...CELL, 'kind', 'detail', ...CELL_MORE],
  errors: ['run', ...CELL, 'stage', 'message', ...CELL_MORE],
  skipped: ['run', ...CELL, 'reason', ...CELL_MORE],
  environment: ['name', 'value', 'machine'],
  experiments: ['experiment', 'method', 'form', 'heading', 'lone_cells', 'question'],
  kernels: ['kernel', 'n', 'label', 'title', 'element', 'bytes_per_element', 'operations_per_element'],
  seams: ['run', 'date_utc', 'after_process', 'samples_before', 'reason'],
};

/** @typedef {Record<string, string | number>} Row by column name */

/**
 * @param {Date} date
 * @param {string} host
 * @returns {string} such as 20261122T063512Z-host
 */
export function runName(date, host) {
  return `${date.toISOString().replace(/[-:]|\.\d+/g, '')}-${host.replace(/[^A-Za-z0-9.-]/g, '-')}`;
}

/**
 * @param {string} engine its name
 * @param {Record<string, string | number>} words what it said of itself
 * @returns {Row} by the names of environment.csv
 */
export const engineFacts = (engine, words) =>
  Object.fromEntries(Object.entries(words).map(([key, value]) => [`engine_${engine}_${key}`, value]));

/** @param {string | number} value */
function field(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param {(string | number)[]} values
 * @returns {string} with its newline
 */
export const csvRow = (values) => `${values.map(field).join(',')}\n`;

/**
 * @param {string[]} columns
 * @param {Row[]} rows
 * @returns {string} without the header; what a row lacks is empty
 */
export const csvRows = (columns, rows) =>
  rows.map((row) => csvRow(columns.map((column) => row[column] ?? ''))).join('');
