/**
 * Prints calls.wat: the callees and loops of the experiment calls, the same few functions for each signature.
 *
 *   node harness/experiments/calls/calls.wat.js > build/experiments/calls.wat
 *
 * For i32-1 they are
 *
 *   (func $i32-1/inlinable (param i32) (result i32) (local.get 0))
 *   (func $i32-1/opaque ...)             the same behind instructions that are no code: not to be inlined, and no
 * slower
 *   (func $i32-1/import ...)             imported: a callee in JavaScript
 *   (func $i32-1/trampoline ...)         calls that
 *   (func (export "i32-1/loop") ...)     the control: does in place what the callee does
 *   (func (export "i32-1/loop/<callee>") loops that call one of the above, directly
 *   (func (export "i32-1/loop/indirect") and by the table, entry (i & mask)
 */

import { FLOATS_AT } from './subjects.js';
import { CHAINS } from './ways.js';
import { CALLS, CONSTANT, SIGNATURES, each, limitsOf } from './signatures.js';

/** @import { Signature } from './signatures.js' */

/**
 * What keeps a body from being inlined without being any machine code. Nops: engines go by the size
 * in bytes (V8 takes 500 into WebAssembly and 30 into JavaScript, others take less). A branch: V8's
 * coming inliner into JavaScript goes by the kind of instruction.
 */
const OPAQUE = `(block $out (br $out)) ${'nop '.repeat(1000).trim()}`;

/**
 * @typedef {object} Shape
 * @property {string} type parameters and results, as in `(param i32) (result i32)`
 * @property {(index: number) => string} argument of call `$i`
 * @property {string} others instructions that add to the total, which is on the stack, the arguments but the last
 * @property {string} last what the callee hands back, of parameters; and what the control does, of arguments
 * @property {(call: string) => string} result instructions: what is added to the total of the result
 */

/**
 * Added up first, as the total gets one addition; without any, i.
 * @param {string[]} values
 * @returns {string}
 */
const added = (values) =>
  values.length === 0
    ? '(local.get $i) i32.add'
    : `${values.reduce((so, value) => `(i32.add ${so} ${value})`)} i32.add`;

/**
 * @param {Signature} signature
 * @returns {string}
 */
const importOf = (signature) =>
  `  (import "callee" "${signature.name}" (func $${signature.name}/import ${shapeOf(signature).type}))`;

/** @typedef {{ plain: Pick<Shape, 'type' | 'last' | 'others'>, names: string[] }} Start what shapes have in common */

/**
 * @param {number} index
 * @returns {string} an argument of type i32
 */
const i32Argument = (index) => `(i32.add (local.get $i) (i32.const ${index}))`;

/**
 * @param {'f32' | 'f64'} kind
 * @param {number} parameters
 * @param {Start} start
 * @returns {Shape}
 */
function floatShape(kind, parameters, { plain, names }) {
  const limits = limitsOf(parameters);
  const bytes = kind === 'f32' ? 4 : 8;
  const above = (/** @type {string} */ value, /** @type {number} */ limit) =>
    `(${kind}.gt ${value} (${kind}.const ${limit}))`;
  const sum = () => names.reduce((so, name) => `(${kind}.add ${so} ${name})`);
  return {
    ...plain,
    argument: (index) =>
      `(${kind}.load offset=${FLOATS_AT[kind] + index * bytes} (i32.mul (local.get $i) (i32.const ${bytes})))`,
    others: names.length === 0 ? added([]) : added([above(sum(), limits.others)]),
    result: (call) => above(call, limits.result),
  };
}

/** @type {Record<Exclude<Signature['kind'], 'f32' | 'f64'>, (start: Start) => Shape>} */
const SHAPES = {
  void: ({ plain }) => ({
    ...plain,
    type: '',
    last: '(i32.store8 (i32.const 0) (i32.const 1))',
    argument: String,
    result: (call) => `${call} (i32.const 1)`,
  }),
  i32: ({ plain, names }) => ({ ...plain, argument: i32Argument, others: added(names), result: (call) => call }),
  i64: ({ plain, names }) => ({
    ...plain,
    argument: (index) => `(i64.add (i64.extend_i32_u (local.get $i)) (i64.const ${index}))`,
    others: added(names.map((name) => `(i64.eq ${name} (i64.const -1))`)),
    result: (call) => `(i64.gt_s ${call} (i64.const ${CALLS / 2}))`,
  }),
  externref: ({ plain }) => ({
    ...plain,
    argument: () =>
      '(select (result externref) (global.get $object) (ref.null extern) (i32.and (local.get $i) (i32.const 1)))',
    result: (call) => `(ref.is_null ${call})`,
  }),
  multi: ({ plain }) => ({
    ...plain,
    type: '(param i32 i32) (result i32 i32)',
    last: '(local.get 1) (local.get 0)',
    argument: i32Argument,
    result: (call) => `${call} (i32.const 2) i32.mul i32.add`,
  }),
};

/**
 * @param {Signature} signature
 * @returns {Shape}
 */
function shapeOf({ kind, parameters }) {
  const names = each(Math.max(0, parameters - 1), (index) => `(local.get $a${index})`);
  const type = `${parameters > 0 ? `(param ${Array(parameters).fill(kind).join(' ')})` : ''} (result ${kind})`.trim();
  const last = parameters === 0 ? `(${kind}.const ${CONSTANT})` : `(local.get ${parameters - 1})`;
  const start = { plain: { type, last, others: added([]) }, names };
  return kind === 'f32' || kind === 'f64' ? floatShape(kind, parameters, start) : SHAPES[kind](start);
}

/**
 * @param {Signature} signature
 * @param {string} name what is behind `/loop`
 * @param {(values: string[]) => string} call instructions that leave the result
 * @returns {string}
 */
function loop(signature, name, call) {
  const { kind, parameters } = signature;
  const { argument, others, result } = shapeOf(signature);
  const type = kind === 'multi' ? 'i32' : kind;
  const shared = kind === 'externref'; // one object for all parameters: nothing is made for each
  const names = each(parameters, (index) => `$a${shared ? 0 : index}`);
  const made = [...new Set(names)];
  return `
  (func (export "${signature.name}/loop${name}") (param $iterations i32) (param $n i32) (result i32)
    (local $i i32) (local $total i32) ${made.map((local) => `(local ${local} ${type})`).join(' ')}
    (if (i32.eqz (local.get $iterations)) (then (return (i32.const 0))))
    (loop $iteration
      (local.set $i (i32.const 0))
      (local.set $total (i32.const 0))
      (loop $call
        ${made.map((local, index) => `(local.set ${local} ${argument(index)})`).join('\n        ')}
        (local.get $total) ${others}
        ${result(call(names.map((local) => `(local.get ${local})`)))} i32.add
        local.set $total
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $call (i32.lt_u (local.get $i) (local.get $n))))
      (local.set $iterations (i32.sub (local.get $iterations) (i32.const 1)))
      (br_if $iteration (local.get $iterations)))
    (local.get $total))`;
}

/**
 * What the control does in place: hands on the last argument.
 * @param {Signature} signature
 * @returns {(values: string[]) => string}
 */
function inPlace(signature) {
  const { kind, parameters } = signature;
  return (values) => {
    if (kind === 'multi') {
      return values.toReversed().join(' ');
    }
    return parameters === 0 ? shapeOf(signature).last : values[parameters - 1];
  };
}

/**
 * @param {Signature} signature
 * @returns {string}
 */
function functionsOf(signature) {
  const { name, parameters } = signature;
  const { type, last } = shapeOf(signature);
  const passed = each(parameters, (index) => `(local.get ${index})`).join(' ');
  const callee = (/** @type {string} */ kind, /** @type {string} */ body) =>
    `  (func $${name}/${kind} (export "${name}/${kind}") ${type} ${body})`;
  return [
    `\n  ;; ${name}`,
    `  (type $${name} (func ${type}))`,
    callee('inlinable', last),
    callee('opaque', `${OPAQUE} ${last}`),
    `  (export "${name}/import" (func $${name}/import))`,
    callee('trampoline', `(call $${name}/import ${passed})`),
    loop(signature, '', inPlace(signature)),
    ...['inlinable', 'opaque', 'import'].map((kind) =>
      loop(signature, `/${kind}`, (values) => `(call $${name}/${kind} ${values.join(' ')})`),
    ),
    loop(
      signature,
      '/indirect',
      (values) => `(call_indirect (type $${name}) ${values.join(' ')} (i32.and (local.get $i) (global.get $mask)))`,
    ),
  ].join('\n');
}

/**
 * A callee of i32-2 with a chain that goes on from call to call, so that no two calls overlap.
 * @param {number} length
 * @returns {string}
 */
function chain(length) {
  const [signature] = SIGNATURES.filter(({ name }) => name === 'i32-2');
  const name = `i32-2/chain-${length}`;
  const step = '    (local.set $x (i32.mul (local.get $x) (local.get $factor)))\n';
  return `
  (func $${name} (export "${name}") (param i32 i32) (result i32) (local $x i32) (local $factor i32) ${OPAQUE}
    (local.set $factor (global.get $factor))
    (local.set $x (global.get $chain))
${step.repeat(length)}    (global.set $chain (local.get $x))
    (local.get 1))
${loop(signature, `/chain-${length}`, (values) => `(call $${name} ${values.join(' ')})`)}`;
}

console.log(`;; Made by harness/experiments/calls/calls.wat.js: callees and loops of the experiment calls.
(module
${SIGNATURES.map(importOf).join('\n')}
  (memory (export "memory") 1)
  (table (export "table") 4 funcref)
  (global $object (export "object") (mut externref) (ref.null extern))
  (global $mask (export "mask") (mut i32) (i32.const 0))
  (global $chain (mut i32) (i32.const 1))
  (global $factor (export "factor") (mut i32) (i32.const 3))
${SIGNATURES.map(functionsOf).join('\n')}
${CHAINS.map(chain).join('\n')})`);
