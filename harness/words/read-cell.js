/**
 * The words of the protocol to a cell: everything is checked, for they may come from anywhere.
 */

import { ELEMENT_TYPES } from './cell-spec.js';

/** @import { BufferSpec, CellSpec, ElementType, PassSpec } from './cell-spec.js' */

/** An arena is the same in every variant, and this is all that 32-bit addresses reach. */
const LARGEST_ARENA = 2 ** 32;
const LARGEST_COUNT = 2 ** 40;

/** The check reads outputs by words of this size. */
const CHECK_BYTES = 4;

/** @type {NonNullable<CellSpec['realm']>[]} */
const REALMS = ['worker', 'page'];

/** @type {Record<ElementType, [low: number, high: number]>} what a fill may hold; integers whole */
const RANGES = {
  u8: [0, 0xff],
  u16: [0, 0xffff],
  u32: [0, 0xffffffff],
  i32: [-0x80000000, 0x7fffffff],
  f32: [-(2 - 2 ** -23) * 2 ** 127, (2 - 2 ** -23) * 2 ** 127],
  f64: [-Number.MAX_VALUE, Number.MAX_VALUE],
};

/**
 * @param {string} what
 * @param {string | undefined} text
 * @param {string} allowed
 * @returns {Error}
 */
const unfit = (what, text, allowed) =>
  new Error(`protocol: ${what}: ${text === undefined ? 'missing' : `"${text.slice(0, 80)}" is not ${allowed}`}`);

/**
 * @param {string} what
 * @param {string | undefined} text
 * @returns {string}
 */
function needText(what, text) {
  if (!text) {
    throw unfit(what, text, 'a text that is not empty');
  }
  return text;
}

/**
 * @param {string} what
 * @param {string | undefined} text
 * @param {number} largest
 * @param {number} [least]
 * @returns {number}
 */
export function needCount(what, text, largest, least = 0) {
  if (text === undefined || !/^\d+$/.test(text) || Number(text) > largest || Number(text) < least) {
    throw unfit(what, text, `a whole number from ${least} to ${largest}`);
  }
  return Number(text);
}

/**
 * @param {string | undefined} text
 * @returns {text is string}
 */
const isNumber = (text) =>
  text !== undefined && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text));

/**
 * @param {string} what
 * @param {string | undefined} text
 * @returns {number}
 */
function needNumber(what, text) {
  if (!isNumber(text)) {
    throw unfit(what, text, 'a number');
  }
  return Number(text);
}

/**
 * @template {string} T
 * @param {string} what
 * @param {string | undefined} text
 * @param {readonly T[]} allowed
 * @returns {T}
 */
function needOneOf(what, text, allowed) {
  const found = allowed.find((word) => word === text);
  if (found === undefined) {
    throw unfit(what, text, `one of ${allowed.join(', ')}`);
  }
  return found;
}

/**
 * @param {string} what
 * @param {string} name
 * @param {string[]} earlier
 * @returns {string}
 */
function needNewName(what, name, earlier) {
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    throw unfit(what, name, 'a name (letters, digits, _)');
  }
  if (earlier.includes(name)) {
    throw new Error(`protocol: ${what}: "${name}" is there twice`);
  }
  return name;
}

/**
 * @param {string | undefined} text
 * @param {string} separator
 */
const list = (text, separator) => (text ? text.split(separator) : []);

/**
 * @param {string} text
 * @param {ElementType} type
 * @returns {boolean}
 */
function fitsType(text, type) {
  const value = Number(text);
  const [low, high] = RANGES[type];
  return isNumber(text) && value >= low && value <= high && (type.startsWith('f') || Number.isInteger(value));
}

/**
 * @param {string} what
 * @param {string} text
 * @param {ElementType} type
 * @param {number} length
 * @returns {BufferSpec['fill']}
 */
function fillFrom(what, text, type, length) {
  const values = /^values\((.*)\)$/s.exec(text);
  if (!values) {
    return needOneOf(what, text, ['uniform', 'zero', 'values(1;2;...)']) === 'zero' ? 'zero' : 'uniform';
  }
  const texts = list(values[1], ';');
  if (texts.length !== length || !texts.every((value) => fitsType(value, type))) {
    throw unfit(what, text, `${length} numbers of type ${type}`);
  }
  return texts.map(Number);
}

/**
 * @param {string} text one buffer
 * @param {string[]} earlier names of those before it
 * @returns {BufferSpec}
 */
function bufferFrom(text, earlier) {
  const fields = text.split(':');
  if (fields.length !== 7) {
    throw unfit(`buffer ${earlier.length}`, text, 'name:type:length:role:fill:copy:offset');
  }
  const name = needNewName(`buffer ${earlier.length}`, fields[0], earlier);
  const what = `buffer ${name}:`;
  const type = needOneOf(`${what} type`, fields[1], /** @type {ElementType[]} */ (Object.keys(ELEMENT_TYPES)));
  const length = needCount(`${what} length`, fields[2], LARGEST_ARENA);
  const role = needOneOf(`${what} role`, fields[3], ['in', 'out', 'scratch']);
  const fill = fillFrom(`${what} fill`, fields[4], type, length);
  const copy = needOneOf(`${what} copy`, fields[5], ['chunk', 'whole', 'never']);
  const offset = needCount(`${what} offset`, fields[6], LARGEST_ARENA);
  const step = Math.max(CHECK_BYTES, ELEMENT_TYPES[type].bytes);
  if (offset % step !== 0) {
    throw unfit(`${what} offset`, fields[6], `a multiple of ${step}`);
  }
  return { name, type, length, role, fill, copy, offset };
}

/**
 * @param {string | undefined} text
 * @param {number} arena bytes
 * @returns {BufferSpec[]}
 */
function buffersFrom(text, arena) {
  /** @type {BufferSpec[]} */
  const buffers = [];
  for (const part of list(text, ',')) {
    const buffer = bufferFrom(
      part,
      buffers.map(({ name }) => name),
    );
    if (buffer.offset + buffer.length * ELEMENT_TYPES[buffer.type].bytes > arena) {
      throw new Error(`protocol: buffer ${buffer.name} does not fit the arena of ${arena} bytes`);
    }
    buffers.push(buffer);
  }
  return buffers;
}

/**
 * @param {string | undefined} text
 * @returns {Record<string, number>}
 */
function parametersFrom(text) {
  /** @type {[string, number][]} */
  const parameters = [];
  for (const part of list(text, ',')) {
    const [name, value, ...more] = part.split(':');
    const what = `parameter ${parameters.length}`;
    if (more.length > 0) {
      throw unfit(what, part, 'name:number');
    }
    needNewName(
      what,
      name,
      parameters.map(([earlier]) => earlier),
    );
    parameters.push([name, needNumber(`parameter ${name}`, value)]);
  }
  return Object.fromEntries(parameters);
}

/**
 * @param {string} text
 * @returns {PassSpec}
 */
function passFrom(text) {
  const match = /^([A-Za-z_]\w*)\(((?:[A-Za-z_]\w*(?:,[A-Za-z_]\w*)*)?)\)(\+?)$/.exec(text);
  if (!match) {
    throw new Error(`protocol: pass "${text.slice(0, 80)}" is not call(argument,...) with an optional +`);
  }
  return { call: match[1], arguments: list(match[2], ','), sum: match[3] === '+' };
}

/**
 * @param {PassSpec[]} passes
 * @param {BufferSpec[]} buffers
 * @param {Record<string, number>} parameters
 */
function checkArguments(passes, buffers, parameters) {
  const known = [...buffers.map(({ name }) => name), ...Object.keys(parameters), 'n', 'first', 'count'];
  for (const pass of passes) {
    for (const argument of pass.arguments) {
      needOneOf(`pass ${pass.call}: argument`, argument, known);
    }
  }
}

/**
 * @param {Record<string, string>} words
 * @returns {CellSpec}
 * @throws {Error} naming the word, and in it the buffer, parameter or pass, that is not of the protocol's form
 */
export function cellFromWords(words) {
  const n = needCount('n', words.n, LARGEST_COUNT);
  const batch = needCount('batch', words.batch, LARGEST_COUNT);
  if (batch === 0 && n > 0) {
    throw unfit('batch', words.batch, `a number of elements a call that ever does n = ${n}`);
  }
  const arena = needCount('arena', words.arena, LARGEST_ARENA);
  const buffers = buffersFrom(words.buffers, arena);
  const parameters = parametersFrom(words.parameters);
  const passes = list(words.passes, ';').map(passFrom);
  checkArguments(passes, buffers, parameters);
  const tolerance = needNumber('tolerance', words.tolerance);
  if (tolerance < 0) {
    throw unfit('tolerance', words.tolerance, 'a number from 0');
  }
  return {
    kernel: needText('kernel', words.kernel),
    family: needText('family', words.family),
    variant: needText('variant', words.variant),
    n,
    batch,
    transfer: needOneOf('transfer', words.transfer, ['resident', 'copy']),
    setting: words.setting ?? '',
    seed: needCount('seed', words.seed, 0xffffffff),
    source: needText('source', words.source),
    buffers,
    arena,
    parameters,
    passes,
    tolerance,
    ...(words.realm !== undefined && { realm: needOneOf('realm', words.realm, REALMS) }),
  };
}
