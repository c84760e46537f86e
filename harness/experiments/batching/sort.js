/**
 * A sort in C whose comparator is JavaScript: asked for a comparison at a time, or for many that do
 * not depend on each other. An element is a comparison, not a record: each makes the trip.
 */

import { hash32 } from '../../agent/inputs.js';
import { batchesUpTo } from '../../words/batches.js';
import { instantiate } from '../../agent/for-subjects.js';

/** @import { Open, Opened, Subject } from '../../agent/for-subjects.js' */

/** @typedef {(a: number, b: number) => number} Compare */

/** As in batching-sort.c. */
const RECORDS = 1024;
/**
 * Seeds of orders in which the records come, one after the other: sorting the same order again and again,
 * a processor learns its branches by heart, and is several times faster than with any other.
 */
const ORDERS = [456, 525, 1615, 1762, 2123, 2364, 2380, 2430, 4428, 4973, 5589, 6351, 6726, 7359, 7835, 8137];
/** That the quicksort makes of each of these orders, at every batch: they were chosen for it. */
const COMPARISONS = 11159;

/** @returns {Float64Array<ArrayBuffer>} no two alike */
const makeRecords = () => Float64Array.from({ length: RECORDS }, (_, i) => hash32(1, i) + i / RECORDS);

/**
 * @param {number} seed
 * @returns {Float64Array<ArrayBuffer>} the records, shuffled (Fisher-Yates)
 */
function shuffled(seed) {
  const records = makeRecords();
  for (let i = RECORDS - 1; i > 0; i--) {
    const j = hash32(seed, i) % (i + 1);
    [records[i], records[j]] = [records[j], records[i]];
  }
  return records;
}

function reference() {
  const sorted = makeRecords().sort();
  return { result: sorted[RECORDS / 2], output: new Uint8Array(sorted.buffer) };
}

/** @type {Subject} */
export const SORT = {
  kernel: 'sort',
  title: '1,024 records sorted by C with a comparator in JavaScript, asked for one comparison or many',
  element: 'comparison',
  bytesPerElement: 16,
  sizes: [COMPARISONS],
  batches: () => batchesUpTo(RECORDS, 2),
  ways: [
    { variant: 'js', batched: false },
    { variant: 'js-tuned', batched: false },
    { variant: 'wasm' },
    { variant: 'wasm-arguments', single: true },
    { variant: 'wasm-inside', batched: false },
  ],
  outputBytes: () => 8 * RECORDS,
  reference,
};

/**
 * Its own in each isolate.
 * @type {Compare}
 */
const compare = (a, b) => a - b;

/** Parts of up to so many are sorted by insertion. */
const SMALL = 12;

/**
 * A quicksort, written out so that the engine can put the comparator in its place.
 * @param {Float64Array} records
 * @param {Compare} order
 * @param {number} first
 * @param {number} last both among them
 */
function quicksort(records, order, first, last) {
  while (last - first > SMALL) {
    const middle = split(records, order, first, last);
    if (middle - first < last - middle) {
      quicksort(records, order, first, middle);
      first = middle + 1;
    } else {
      quicksort(records, order, middle + 1, last);
      last = middle;
    }
  }
  for (let i = first + 1; i <= last; i++) {
    const record = records[i];
    let at = i;
    for (; at > first && order(record, records[at - 1]) < 0; at--) {
      records[at] = records[at - 1];
    }
    records[at] = record;
  }
}

/**
 * Hoare's partition.
 * @param {Float64Array} records
 * @param {Compare} order
 * @param {number} first
 * @param {number} last
 * @returns {number} last of those before the pivot
 */
function split(records, order, first, last) {
  const pivot = records[(first + last) >>> 1];
  let low = first - 1;
  let high = last + 1;
  for (;;) {
    do low++;
    while (order(records[low], pivot) < 0);
    do high--;
    while (order(pivot, records[high]) < 0);
    if (low >= high) {
      return high;
    }
    const record = records[low];
    records[low] = records[high];
    records[high] = record;
  }
}

/**
 * @param {string} sort statements that sort
 * @returns {string} source of a body: a sort is one thing, and has no first n comparisons
 */
const bodyOf = (sort) => `let which = 0;
return (iterations, n, batch) => {
  for (let k = 0; k < iterations; k++) {
    which = (which + 1) % ${ORDERS.length};
    ${sort}
  }
  return sorted[${RECORDS / 2}];
}`;

/** @type {Record<string, string>} */
const SORTS = {
  js: 'sorted.set(orders[which]); sorted.sort(compare);',
  'js-tuned': `sorted.set(orders[which]); quicksort(sorted, compare, 0, ${RECORDS - 1});`,
  wasm: 'exports.sort_by_pairs(which, batch);',
  'wasm-arguments': 'exports.sort_by_calls(which);',
  'wasm-inside': 'exports.sort_inside(which);',
};

/**
 * @param {string} variant
 * @returns {Opened}
 */
function openJavaScript(variant) {
  const sorted = new Float64Array(RECORDS);
  const body = new Function('orders', 'sorted', 'compare', 'quicksort', bodyOf(SORTS[variant]))(
    ORDERS.map(shuffled),
    sorted,
    compare,
    quicksort,
  );
  return {
    body,
    functions: variant === 'js' ? { compare } : { quicksort },
    output: () => new Uint8Array(sorted.buffer),
  };
}

/** @type {Open} */
export async function openSort({ variant }, loader) {
  if (variant.startsWith('js')) {
    return openJavaScript(variant);
  }
  let pairs = new Float64Array(0); // until there is a memory
  let answers = pairs;
  const comparePairs = (/** @type {number} */ count) => {
    for (let i = 0; i < count; i++) {
      answers[i] = compare(pairs[2 * i], pairs[2 * i + 1]);
    }
  };
  const exports = await instantiate(loader, 'batching/sort.wasm', { env: { compare, compare_pairs: comparePairs } });
  const { buffer } = exports.memory;
  const unsorted = new Float64Array(buffer, exports.unsorted(), ORDERS.length * RECORDS);
  ORDERS.forEach((seed, i) => unsorted.set(shuffled(seed), i * RECORDS));
  pairs = new Float64Array(buffer, exports.pairs(), 2 * RECORDS);
  answers = new Float64Array(buffer, exports.orders(), RECORDS);
  const sorted = new Float64Array(buffer, exports.sorted(), RECORDS);
  /** @type {Record<string, Function>} */
  const functions =
    {
      wasm: { sort: exports.sort_by_pairs, comparePairs },
      'wasm-arguments': { sort: exports.sort_by_calls, compare },
      'wasm-inside': { sort: exports.sort_inside },
    }[variant] ?? {};
  const body = new Function('exports', 'sorted', bodyOf(SORTS[variant]))(exports, sorted);
  return { body, functions, output: () => new Uint8Array(buffer, sorted.byteOffset, sorted.byteLength) };
}
