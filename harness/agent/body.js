/**
 * Makes the timed function of a cell: the same loops for every kernel and
 * variant, written out as source for this cell alone, so that each cell has
 * call sites of its own and nothing generic (spread, dispatch) is timed.
 *
 * For dot-f32 the source comes out as
 *
 *   for (let k = 0; k < iterations; k++) {
 *     let total = 0;
 *     for (let first = 0; first < n; first += batch) {
 *       const count = n - first < batch ? n - first : batch;
 *       total += dot_f32(a, b, first, count);
 *     }
 *     result = total;
 *   }
 *
 * which is also what harness/native/bodies.js writes in C.
 */

/** @import { BufferSpec, CellSpec, PassSpec } from '../words/cell-spec.js' */
/** @import { Body, Loaded } from './loaded.js' */

/** Chunks of fewer elements are copied one by one: a subarray and a call to set() cost more. */
const COPY_BY_SET = 32;

/** @param {PassSpec} pass */
export const isChunked = (pass) => pass.arguments.includes('count');

/**
 * @param {BufferSpec} buffer
 * @param {string} to
 * @param {string} from
 * @param {number} n
 * @returns {string} statements that copy the elements [first, first + count) of the work
 */
function copyChunk(buffer, to, from, n) {
  const perElement = buffer.length / n;
  return `if (count < ${COPY_BY_SET}) {
      for (let i = first * ${perElement}, end = (first + count) * ${perElement}; i < end; i++) ${to}[i] = ${from}[i];
    } else {
      ${to}.set(${from}.subarray(first * ${perElement}, (first + count) * ${perElement}), first * ${perElement});
    }`;
}

/**
 * @param {CellSpec} cell
 * @param {PassSpec} pass
 * @returns {string}
 */
function passSource(cell, pass) {
  const call = `${pass.sum ? 'total += ' : ''}functions_${pass.call}(${pass.arguments.join(', ')});`;
  if (!isChunked(pass)) {
    return call;
  }
  const moved =
    cell.transfer === 'copy' ? cell.buffers.filter((b) => b.copy === 'chunk' && pass.arguments.includes(b.name)) : [];
  const copyIn = moved
    .filter((b) => b.role === 'in')
    .map((b) => copyChunk(b, `heap_${b.name}`, `host_${b.name}`, cell.n));
  const copyOut = moved
    .filter((b) => b.role === 'out')
    .map((b) => copyChunk(b, `host_${b.name}`, `heap_${b.name}`, cell.n));
  return `for (let first = 0; first < n; first += batch) {
    const count = n - first < batch ? n - first : batch;
    ${[...copyIn, call, ...copyOut].join('\n    ')}
  }`;
}

/**
 * @param {CellSpec} cell
 * @returns {string} source of the body of a function (functions, data, heap, host)
 */
export function bodySource(cell) {
  const calls = [...new Set(cell.passes.map((pass) => pass.call))];
  const whole = cell.transfer === 'copy' ? cell.buffers.filter((b) => b.copy === 'whole') : [];
  const moving = cell.transfer === 'copy' ? cell.buffers.filter((b) => b.copy !== 'never' && b.role !== 'scratch') : [];
  return `'use strict';
${calls.map((name) => `const functions_${name} = functions.${name};`).join('\n')}
${cell.buffers.map((b) => `const ${b.name} = data.${b.name};`).join('\n')}
${moving.map((b) => `const heap_${b.name} = heap.${b.name}, host_${b.name} = host.${b.name};`).join('\n')}
${Object.entries(cell.parameters)
  .map(([name, value]) => `const ${name} = ${value};`)
  .join('\n')}
return function run(iterations, n, batch) {
  let result = 0;
  for (let k = 0; k < iterations; k++) {
    let total = 0;
    ${whole
      .filter((b) => b.role === 'in')
      .map((b) => `heap_${b.name}.set(host_${b.name});`)
      .join('\n    ')}
    ${cell.passes.map((pass) => passSource(cell, pass)).join('\n    ')}
    ${whole
      .filter((b) => b.role === 'out')
      .map((b) => `host_${b.name}.set(heap_${b.name});`)
      .join('\n    ')}
    result = total;
  }
  return result;
};`;
}

/**
 * @param {CellSpec} cell
 * @param {Loaded} loaded
 * @returns {Body} the timed function
 */
export function makeBody(cell, { functions, data, heap, host }) {
  const make = new Function('functions', 'data', 'heap', 'host', bodySource(cell));
  return make(functions, data, heap, host);
}

/**
 * @param {CellSpec} cell
 * @param {Body} body
 * @returns {(iterations: number, n?: number) => number} does the work, or its first n elements, and returns the last
 *   result
 */
export function sized({ n: all, batch }, body) {
  const call = apart(body);
  return (iterations, n = all) => call(iterations, n, batch);
}

/**
 * A caller that no engine compiles a body into. V8's Maglev would: the loops then run in its code,
 * up to 15 times slower, for good, while the body itself is in TurboFan and says so.
 * @param {Body} body
 * @returns {Body}
 */
function apart(body) {
  /** @type {Body[]} */
  const others = [() => 0, () => 1];
  // A call site that has seen several functions, and a place that can change: nothing to build on.
  const site = { body: others[0] };
  /** @type {Body} */
  const call = (iterations, n, batch) => site.body(iterations, n, batch);
  for (let i = 0; i < 1000; i++) {
    site.body = others[i % others.length];
    call(0, 0, 0);
  }
  site.body = body;
  return call;
}
