/**
 * The signatures of the experiment calls: what goes into a call, what the callee makes of it
 * and what the caller makes of that, as JavaScript source. calls.wat.js has the same in WebAssembly.
 *
 * A callee hands back its last parameter: it does nothing, so that a control, which does in place
 * what the callee would do, leaves the call alone. And V8 14.6 compiles no WebAssembly into
 * JavaScript that does more: an `i32.add` is enough to keep it out.
 *
 * Arguments change from call to call, so nothing can be hoisted. All of them are made and used in
 * the control too: the last one as the result, the others beside it. No call needs the result of
 * the one before. The total gets two additions a step, where there are no other arguments the
 * number of the call: a longer chain of dependent steps would hide a part of the call, and a loop
 * of one cycle takes one or two, as its code happens to lie.
 */

/**
 * @typedef {'void' | 'i32' | 'i64' | 'f32' | 'f64' | 'externref' | 'multi'} Kind
 *
 * @typedef {object} Signature
 * @property {string} name as in the kernel `call-<name>`
 * @property {string} title
 * @property {Kind} kind
 * @property {number} parameters
 */

export const CALLS = 1000;

/** What a callee without parameters returns. */
export const CONSTANT = 7;

/** i32 and f64 at all numbers of parameters; the others at the least, the usual and the most. */
const PARAMETERS = { i32: [0, 1, 2, 4, 8], f64: [0, 1, 2, 4, 8], i64: [1, 2, 8], f32: [1, 2, 8], externref: [1, 2, 8] };

/** @type {Signature[]} */
export const SIGNATURES = [
  { name: 'void-0', title: '() to nothing', kind: 'void', parameters: 0 },
  ...Object.entries(PARAMETERS).flatMap(([kind, numbers]) =>
    numbers.map((parameters) => ({
      name: `${kind}-${parameters}`,
      title: `(${Array(parameters).fill(kind).join(', ')}) to ${kind}`,
      kind: /** @type {Kind} */ (kind),
      parameters,
    })),
  ),
  { name: 'multi-2', title: '(i32, i32) to (i32, i32)', kind: 'multi', parameters: 2 },
];

/**
 * @template T
 * @param {number} count
 * @param {(index: number) => T} make
 * @returns {T[]}
 */
export const each = (count, make) => Array.from({ length: count }, (_, index) => make(index));

/**
 * Floating-point arguments lie in arrays, so that making one is no work for the units that add: value `i` is this,
 * exact in f32, and so are sums of eight.
 * @param {number} i
 */
export const floatOf = (i) => i + 0.5;

/**
 * @param {number[]} numbers
 * @returns {number}
 */
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/**
 * @param {number} parameters
 * @returns {number[]} the parameters that are not handed back
 */
const othersOf = (parameters) => each(Math.max(0, parameters - 1), (index) => index);

/**
 * Floating-point results are compared with the middle one: their sum would be a chain of four cycles a step.
 * @param {number} parameters
 * @returns {{ result: number, others: number }}
 */
export const limitsOf = (parameters) => ({
  result: parameters === 0 ? CONSTANT / 2 : floatOf(CALLS / 2 + parameters - 1),
  others: sum(othersOf(parameters).map((index) => floatOf(CALLS / 2 + index))),
});

/**
 * @typedef {object} Source JavaScript, in which `i` is the number of the call, `a0` ... are the arguments, `result`
 *   is what a callee returned
 * @property {string} prepare statements that make what the arguments need
 * @property {(index: number) => string} argument
 * @property {string} others expression: what is added to the total of the arguments but the last
 * @property {string} work expression of `a0` ...: what the callee returns
 * @property {string} result expression: what is added to the total of the result
 */

/** @typedef {{ plain: Pick<Source, 'prepare' | 'others' | 'work'>, names: string[] }} Start of a source */

/**
 * @param {'f32' | 'f64'} kind
 * @param {number} parameters
 * @param {Start} start
 * @returns {Source}
 */
function floatSource(kind, parameters, { plain, names }) {
  const limits = limitsOf(parameters);
  const above = (/** @type {string} */ value, /** @type {number} */ limit) => `(${value} > ${limit} ? 1 : 0)`;
  const added = () => names.reduce((so, name) => (kind === 'f32' ? `Math.fround(${so} + ${name})` : `${so} + ${name}`));
  return {
    ...plain,
    argument: (index) => `${kind === 'f32' ? 'floats' : 'doubles'}[i + ${index}]`,
    others: names.length === 0 ? 'i' : above(added(), limits.others),
    result: above('result', limits.result),
  };
}

/** @type {Record<Exclude<Signature['kind'], 'f32' | 'f64'>, (start: Start) => Source>} */
const SOURCES = {
  void: ({ plain }) => ({ ...plain, argument: () => '', work: '(trace[0] = 1)', result: '1' }),
  i32: ({ plain }) => ({ ...plain, argument: (index) => `(i + ${index}) | 0`, result: 'result' }),
  multi: ({ plain }) => ({
    ...plain,
    argument: (index) => `(i + ${index}) | 0`,
    others: 'i',
    work: '[a1, a0]',
    result: 'result[0] + 2 * result[1]',
  }),
  i64: ({ plain, names }) => ({
    ...plain,
    argument: (index) => `bigs[i + ${index}]`,
    others: names.map((name) => `(${name} === null ? 1 : 0)`).join(' + ') || 'i',
    result: `(result > ${CALLS / 2}n ? 1 : 0)`,
  }),
  externref: ({ plain }) => ({
    ...plain,
    prepare: 'const reference = i & 1 ? object : null;',
    argument: () => 'reference',
    others: 'i',
    result: '(result === null ? 1 : 0)',
  }),
};

/**
 * @param {Signature} signature
 * @returns {Source}
 */
export function sourceOf({ kind, parameters }) {
  const names = othersOf(parameters).map((index) => `a${index}`);
  const last = parameters === 0 ? String(CONSTANT) : `a${parameters - 1}`;
  const start = { plain: { prepare: '', others: names.length === 0 ? 'i' : names.join(' + '), work: last }, names };
  return kind === 'f32' || kind === 'f64' ? floatSource(kind, parameters, start) : SOURCES[kind](start);
}

/**
 * @param {Signature} signature
 * @param {number} n
 * @returns {number} the total of every way
 */
export function totalOf({ kind, parameters }, n) {
  const calls = each(n, (i) => i);
  const others = kind === 'externref' || kind === 'multi' ? [] : othersOf(parameters);
  const { result, others: limit } = limitsOf(parameters);
  const last = (/** @type {number} */ i) => i + parameters - 1;
  const numbers = others.length === 0 ? sum(calls) : 0;
  switch (kind) {
    case 'void':
      return n + numbers;
    case 'i32':
      return (
        numbers + sum(calls.map((i) => (parameters === 0 ? CONSTANT : last(i)) + sum(others.map((index) => i + index))))
      );
    case 'i64':
      return numbers + calls.filter((i) => last(i) > CALLS / 2).length;
    case 'multi':
      return numbers + sum(calls.map((i) => i + 1 + 2 * i));
    case 'f32':
    case 'f64': {
      const handedBack = (/** @type {number} */ i) => (parameters === 0 ? CONSTANT : floatOf(last(i)));
      const added = (/** @type {number} */ i) => sum(others.map((index) => floatOf(i + index)));
      return (
        numbers +
        calls.filter((i) => handedBack(i) > result).length +
        calls.filter((i) => others.length > 0 && added(i) > limit).length
      );
    }
    case 'externref':
      return numbers + calls.filter((i) => i % 2 === 0).length;
  }
}
