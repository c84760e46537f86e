/**
 * A table read from text by C, whose rows JavaScript gets one by one, or many at a time.
 */

import { hash32 } from '../../agent/inputs.js';
import { batchesUpTo } from '../../words/batches.js';
import { instantiate } from '../../agent/for-subjects.js';

/** @import { Open, Opened, Subject } from '../../agent/for-subjects.js' */

/** @typedef {(a: number, b: number, c: number, d: number) => void} OnRow */

/** As in batching-rows.c. */
const FIELDS = 4;
const LARGEST_BATCH = 1024;
/** So many that a processor does not know the lengths of their numbers by heart: of 4,096 a recent one does. */
const SIZE = 16384;
const MOST_DIGITS = 6;
const TOTALS_BYTES = 4 * FIELDS;

/**
 * @param {number} n
 * @returns {number[][]} numbers of 1 to 6 digits
 */
const rowsOf = (n) =>
  Array.from({ length: n }, (_, i) =>
    Array.from(
      { length: FIELDS },
      (__, field) => hash32(field, i) % 10 ** (1 + (hash32(FIELDS + field, i) % MOST_DIGITS)),
    ),
  );

/**
 * @param {number} n
 * @returns {Uint8Array<ArrayBuffer>}
 */
const textOf = (n) =>
  new TextEncoder().encode(
    rowsOf(n)
      .map((row) => `${row.join(',')}\n`)
      .join(''),
  );

/**
 * @param {number} n
 * @returns {ReturnType<Subject['reference']>}
 */
function reference(n) {
  const rows = rowsOf(n);
  const totals = Int32Array.from({ length: FIELDS }, (_, field) => rows.reduce((sum, row) => sum + row[field], 0));
  return { result: totals.reduce((a, b) => a + b), output: new Uint8Array(totals.buffer) };
}

/** @type {Subject} */
export const ROWS = {
  kernel: 'rows',
  title: 'rows of a table read by C, handed over one by one or many at a time',
  element: 'row',
  bytesPerElement: 4 * FIELDS,
  sizes: [SIZE],
  batches: () => batchesUpTo(LARGEST_BATCH, 2),
  ways: [
    { variant: 'js', batched: false },
    { variant: 'wasm' },
    { variant: 'wasm-arguments', single: true },
    { variant: 'wasm-inside', batched: false },
  ],
  outputBytes: () => TOTALS_BYTES,
  reference,
};

/**
 * @param {Int32Array} totals
 * @returns {OnRow}
 */
const summing = (totals) => (a, b, c, d) => {
  totals[0] += a;
  totals[1] += b;
  totals[2] += c;
  totals[3] += d;
};

/**
 * @param {string} read statements that read n rows
 * @returns {string} source of a body
 */
const bodyOf = (read) => `return (iterations, n, batch) => {
  for (let k = 0; k < iterations; k++) {
    totals.fill(0);
    ${read}
  }
  return totals[0] + totals[1] + totals[2] + totals[3];
}`;

/**
 * What read_field() in batching-rows.c is, written out in its place as the compiler does it.
 * @param {string} field
 */
const readField = (field) => `let ${field} = 0;
      for (; text[at] >= 48; at++) ${field} = (10 * ${field} + (text[at] - 48)) | 0;
      at++;`;

const IN_JAVASCRIPT = `let at = 0;
    for (let i = 0; i < n; i++) {
      ${['a', 'b', 'c', 'd'].map(readField).join('\n      ')}
      onRow(a, b, c, d);
    }`;

/** @param {Int32Array<ArrayBufferLike>} totals */
const bytesOf =
  ({ buffer, byteOffset, byteLength }) =>
  () =>
    new Uint8Array(buffer, byteOffset, byteLength);

/**
 * @param {number} n
 * @returns {Opened}
 */
function openJavaScript(n) {
  const totals = new Int32Array(FIELDS);
  const body = new Function('text', 'totals', 'onRow', bodyOf(IN_JAVASCRIPT))(textOf(n), totals, summing(totals));
  return { body, functions: {}, output: bytesOf(totals) };
}

/**
 * How each way reads.
 * @type {Record<string, string>}
 */
const READS = {
  wasm: 'exports.read_by_rows(n, batch);',
  'wasm-arguments': 'exports.read_by_row(n);',
  'wasm-inside': 'exports.read_inside(n);',
};

/** @type {Open} */
export async function openRows({ variant, n }, loader) {
  if (variant === 'js') {
    return openJavaScript(n);
  }
  const own = new Int32Array(FIELDS);
  const onRow = summing(own);
  let rows = new Int32Array(0); // until there is a memory
  const onRows = (/** @type {number} */ count) => {
    for (let at = 0; at < FIELDS * count; at += FIELDS) {
      onRow(rows[at], rows[at + 1], rows[at + 2], rows[at + 3]);
    }
  };
  const exports = await instantiate(loader, 'batching/rows.wasm', { env: { row: onRow, rows: onRows } });
  const { buffer } = exports.memory;
  new Uint8Array(buffer, exports.text()).set(textOf(n));
  rows = new Int32Array(buffer, exports.rows(), FIELDS * LARGEST_BATCH);
  const totals = variant === 'wasm-inside' ? new Int32Array(buffer, exports.totals(), FIELDS) : own;
  /** @type {Record<string, Function>} */
  const functions =
    {
      wasm: { read: exports.read_by_rows, onRows },
      'wasm-arguments': { read: exports.read_by_row, onRow },
      'wasm-inside': { read: exports.read_inside },
    }[variant] ?? {};
  return {
    body: new Function('exports', 'totals', bodyOf(READS[variant]))(exports, totals),
    functions,
    output: bytesOf(totals),
  };
}
