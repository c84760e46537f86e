/**
 * Calls: what it costs to get into a function and back, by direction, signature, whether the
 * engine compiles the callee into the caller, how the callee is held, and how many callees one
 * call site sees.
 *
 * A variant is words joined by `/`. `loop/js` and `loop/wasm` are the controls: the loop alone, in
 * JavaScript and in WebAssembly, with the callee's work done in place. All others begin with a
 * direction and a regime:
 *
 *   inlinable  V8 14.6 was seen to compile it into its caller (make prove-inlining)
 *   opaque     the same work behind what no engine inlines and every optimising compiler drops
 *
 * and may go on with how the callee is held (`property`, `array`, `bound`, `cwrap`, `ccall`; else
 * in a variable), `polymorphic` (one call site, callees of four instances in turn; choosing one is
 * part of the call), `chain-N` (N dependent multiplications in the callee, a cost that is known)
 * and `again` (the same cell once more).
 *
 * Left out, because V8 14.6 does not inline there and the cells would say what the opaque ones say:
 * JavaScript into WebAssembly at all; WebAssembly into JavaScript where the body does more than
 * hand on parameters (so not without parameters) or has several results; four instances' exports
 * at one call site, in either language. Left out to save time: other holders than a variable, and
 * polymorphic call sites, but for two signatures; cwrap and ccall of an opaque callee:
 * what glue costs is what they take of a callee that without it costs nothing.
 *
 * An i64 is a BigInt in JavaScript. Where one is made for the call, that is part of the call.
 */

import { FEATURES, need } from '../../agent/features.js';
import { CALLS, SIGNATURES, each, sourceOf, totalOf } from './signatures.js';
import { NO_OUTPUT, builtModule, instantiate } from '../../agent/for-subjects.js';
import { waysOf } from './ways.js';

/** @import { CellSpec } from '../../words/cell-spec.js' */
/** @import { Loader } from '../../agent/loaded.js' */
/** @import { Signature } from './signatures.js' */
/** @import { Opened, Subject } from '../../agent/for-subjects.js' */

/**
 * @typedef {{ direction: string, regime: string, holder: string, polymorphic: boolean, chain: string | undefined }}
 * Words of a variant
 */
/**
 * @typedef {{ body: Opened['body'], callee?: Function, trace: Uint8Array<ArrayBufferLike> }} Made trace: where a callee
 * that returns nothing leaves a sign
 */

/** So many callees a polymorphic call site sees. */
const CALLEES = 4;

/** @type {Subject[]} */
export const SUBJECTS = SIGNATURES.map((signature) => ({
  kernel: `call-${signature.name}`,
  title: signature.title,
  element: 'call',
  bytesPerElement: 0,
  sizes: [CALLS],
  batches: () => [1],
  ways: waysOf(signature),
  outputBytes: () => (signature.kind === 'void' ? 1 : 0),
  reference: (n) => ({
    result: totalOf(signature, n),
    output: signature.kind === 'void' ? new Uint8Array([1]) : NO_OUTPUT,
  }),
}));

/**
 * @param {string} variant
 * @returns {Words}
 */
function wordsOf(variant) {
  const [direction, regime, ...more] = variant.split('/');
  const [holder = 'variable'] = more.filter((word) => Object.hasOwn(HOLDERS, word));
  const [chain] = more.filter((word) => word.startsWith('chain-'));
  return { direction, regime, holder, polymorphic: holder === 'polymorphic', chain };
}

/**
 * What keeps a body from being inlined without being any machine code: assignments that optimising
 * compilers drop. V8 inlines up to 460 bytes of bytecode, others less; these are 750. The loops
 * have it too: inlined into the harness, they are other loops, which WebAssembly is inlined into
 * or not by luck.
 */
const OPAQUE = `let unused = 0; ${each(250, (index) => `unused = ${index % 100};`).join(' ')}`;

/**
 * @param {Signature} signature
 * @param {string} regime
 * @param {Uint8Array} trace
 * @returns {Function} a callee in JavaScript, of code of its own
 */
function makeCallee(signature, regime, trace) {
  const { work } = sourceOf(signature);
  const parameters = each(signature.parameters, (index) => `a${index}`).join(', ');
  return new Function(
    'trace',
    `'use strict';
    return function callee(${parameters}) {
      ${regime === 'opaque' ? OPAQUE : ''}
      ${signature.kind === 'void' ? work : `return ${work}`};
    };`,
  )(trace);
}

/**
 * @param {Signature} signature
 * @param {(values: string) => string} result source of the call, or of what the control does instead
 * @param {unknown} held what is called, as the source has it
 * @param {Uint8Array} trace
 * @returns {Opened['body']} the timed function, with a call site of its own
 */
function makeLoop(signature, result, held, trace) {
  const { prepare, argument, others, result: use } = sourceOf(signature);
  const names = each(signature.parameters, (index) => `a${index}`);
  return new Function(
    'held',
    'trace',
    `'use strict';
    const count = ${CALLS + signature.parameters};
    const bigs = Array.from({ length: count }, (_, i) => BigInt(i));
    const floats = Float32Array.from({ length: count }, (_, i) => i + 0.5);
    const doubles = Float64Array.from(floats);
    const object = {};
    return (iterations, n) => {
      ${OPAQUE}
      let total = 0;
      for (let k = 0; k < iterations; k++) {
        total = 0;
        for (let i = 0; i < n; i++) {
          ${prepare}
          ${names.map((name, index) => `const ${name} = ${argument(index)};`).join('\n          ')}
          total = (total + (${others})) | 0;
          const result = ${result(names.join(', '))};
          total = (total + (${use})) | 0;
        }
      }
      return total;
    };`,
  )(held, trace);
}

/**
 * How callees are held: what the loop gets of them, and how it calls that.
 * @type {Record<string, { hold: (callees: Function[]) => unknown, call: (values: string) => string }>}
 */
const HOLDERS = {
  variable: { hold: ([callee]) => callee, call: (values) => `held(${values})` },
  property: { hold: ([callee]) => ({ callee }), call: (values) => `held.callee(${values})` },
  array: { hold: ([callee]) => [callee], call: (values) => `held[0](${values})` },
  bound: { hold: ([callee]) => callee.bind(null), call: (values) => `held(${values})` },
  // Four objects that have the method from four prototypes: what four classes are to a call site.
  polymorphic: {
    hold: (callees) => callees.map((callee) => Object.create({ callee })),
    call: (values) => `held[i & ${CALLEES - 1}].callee(${values})`,
  },
  cwrap: { hold: ([callee]) => callee, call: (values) => `held(${values})` },
  ccall: {
    hold: ([ccall]) => ccall,
    call: (values) => `held(held.callee, 'number', ['number', 'number'], [${values}])`,
  },
};

/**
 * @param {Signature} signature
 * @param {string} holder
 * @param {Function[]} callees
 * @param {Uint8Array} trace
 * @returns {Made}
 */
function fromJavaScript(signature, holder, callees, trace) {
  const { hold, call } = HOLDERS[holder];
  return { body: makeLoop(signature, call, hold(callees), trace), callee: callees[0], trace };
}

/** Where arguments lie in the module's memory, as in calls.wat.js. */
export const FLOATS_AT = { f32: 1024, f64: 8192 };

/**
 * @param {Loader} loader
 * @param {Function} imported for every signature; one is called
 */
async function instantiateCalls(loader, imported) {
  need(FEATURES.referenceTypes);
  need(FEATURES.multiValue);
  const callee = Object.fromEntries(SIGNATURES.map(({ name }) => [name, /** @type {any} */ (imported)]));
  const instance = await instantiate(loader, 'calls/calls.wasm', { callee });
  instance.object.value = {};
  new Float32Array(instance.memory.buffer, FLOATS_AT.f32, CALLS + 8).forEach((_, i, floats) => (floats[i] = i + 0.5));
  new Float64Array(instance.memory.buffer, FLOATS_AT.f64, CALLS + 8).forEach((_, i, doubles) => (doubles[i] = i + 0.5));
  return instance;
}

/**
 * @param {Signature} signature
 * @param {Words} words
 * @param {Loader} loader
 * @returns {Promise<Made>}
 */
async function openModule(signature, words, loader) {
  const { direction, regime, holder, polymorphic, chain } = words;
  const inJavaScript = new Uint8Array(1);
  const imported = each(polymorphic ? CALLEES : 1, () => makeCallee(signature, regime, inJavaScript));
  const instances = await Promise.all(
    imported.map((callee) =>
      instantiateCalls(loader, direction === 'wasm-to-js' && holder === 'bound' ? callee.bind(null) : callee),
    ),
  );
  const [instance] = instances;
  const trace = direction.endsWith('js') ? inJavaScript : new Uint8Array(instance.memory.buffer, 0, 1);
  const name =
    direction === 'wasm-to-js' ? 'import' : direction === 'js-to-wasm-to-js' ? 'trampoline' : (chain ?? regime);
  const callees = instances.map((exported) => exported[`${signature.name}/${name}`]);
  if (direction.startsWith('js')) {
    return { ...fromJavaScript(signature, holder, callees, trace), trace };
  }
  const byTable = direction === 'wasm-to-wasm-indirect' || polymorphic;
  if (byTable) {
    each(CALLEES, (index) => instance.table.set(index, callees[index] ?? callees[0]));
    instance.mask.value = polymorphic ? CALLEES - 1 : 0;
  }
  const body = instance[`${signature.name}/loop/${byTable ? 'indirect' : name}`];
  return { body, callee: direction === 'wasm-to-js' ? imported[0] : callees[0], trace };
}

/**
 * As a program has it that wraps its functions when it starts, before any of them is called.
 * @param {Signature} signature
 * @param {string} holder
 * @param {Loader} loader
 * @returns {Promise<Made>}
 */
async function openGlue(signature, holder, loader) {
  const { default: start } = /** @type {{ default: any }} */ (
    await loader.importModule(builtModule('calls/emscripten.glue.mjs'))
  );
  const module = await start({ wasmBinary: await loader.readBytes(builtModule('calls/emscripten.glue.wasm')) });
  const name = signature.kind === 'f64' ? 'last_double' : 'last_int';
  const callee =
    holder === 'cwrap'
      ? module.cwrap(name, 'number', ['number', 'number'])
      : Object.assign(module.ccall, { callee: name });
  return fromJavaScript(signature, holder, [callee], new Uint8Array(1));
}

/**
 * @param {Signature} signature
 * @param {string} variant
 * @param {Loader} loader
 * @returns {Promise<Made>}
 */
async function make(signature, variant, loader) {
  const trace = new Uint8Array(1);
  if (variant === 'loop/js') {
    return { body: makeLoop(signature, () => sourceOf(signature).work, null, trace), trace };
  }
  if (variant === 'loop/wasm') {
    const instance = await instantiateCalls(loader, () => 0);
    return { body: instance[`${signature.name}/loop`], trace: new Uint8Array(instance.memory.buffer, 0, 1) };
  }
  const words = wordsOf(variant);
  if (words.direction === 'js-to-js') {
    return fromJavaScript(
      signature,
      words.holder,
      each(CALLEES, () => makeCallee(signature, words.regime, trace)),
      trace,
    );
  }
  return words.holder.startsWith('c')
    ? openGlue(signature, words.holder, loader)
    : openModule(signature, words, loader);
}

/**
 * @param {CellSpec} cell
 * @param {Loader} loader
 * @returns {Promise<Opened>}
 */
export async function open(cell, loader) {
  const [signature] = SIGNATURES.filter(({ name }) => cell.kernel === `call-${name}`);
  const { body, callee, trace } = await make(signature, cell.variant, loader);
  return { body, functions: callee ? { callee } : {}, output: () => (signature.kind === 'void' ? trace : NO_OUTPUT) };
}
