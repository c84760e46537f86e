/**
 * The line protocol (docs/PROTOCOL.md): text of one message to object and back.
 */

import { ProtocolError } from './problems.js';

/** @typedef {{ verb: string, id: number, words: Record<string, string> }} Message */

/** What one line may hold, here and in harness/native/protocol.c. */
const MOST_WORDS = 32;
const LARGEST_ID = 1e9;

/**
 * Half of a surrogate pair is no character, and becomes U+FFFD.
 * @param {string} value
 */
const encode = (value) => encodeURIComponent(value.toWellFormed()).replace(/%(2C|3A|3B|2F|40|2B)/g, decodeURIComponent);

/**
 * @param {string} text
 * @returns {string | null} null if it is not percent-encoded UTF-8
 */
function decode(text) {
  if (!/^(?:[\w\-.~!*'(),:;/@+]|%[0-9A-Fa-f]{2})*$/.test(text)) {
    return null;
  }
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) {
      return null;
    }
    throw error;
  }
}

/**
 * @param {string} verb
 * @param {number} id
 * @param {Record<string, string | number>} [words]
 * @returns {string} the line, without its newline
 */
export function formatLine(verb, id, words = {}) {
  const pairs = Object.entries(words).map(([key, value]) => ` ${key}=${encode(String(value))}`);
  return `${verb} ${id}${pairs.join('')}`;
}

/**
 * @param {string} word
 * @param {Record<string, string>} words those before it; gets this one
 * @returns {string | null} what is wrong with it
 */
function addWord(word, words) {
  const [, key, text] = /^([a-z][a-z0-9_]*)=(.*)$/s.exec(word) ?? [];
  if (key === undefined) {
    return 'is not key=value (a key: a-z, then a-z, 0-9 and _)';
  }
  if (Object.hasOwn(words, key)) {
    return 'has a key that is there twice';
  }
  const value = decode(text);
  if (value === null) {
    return "has a value that is not percent-encoded UTF-8 (as it is: letters, digits, -_.~!*'(),:;/@+)";
  }
  words[key] = value;
  return null;
}

/**
 * @param {string} line without its newline
 * @returns {Message}
 * @throws {ProtocolError} naming the word that is not of the protocol's form
 */
export function parseLine(line) {
  const [verb, number, ...pairs] = line.split(' ');
  if (!/^[a-z]+$/.test(verb) || !/^\d+$/.test(number ?? '') || Number(number) > LARGEST_ID) {
    throw new ProtocolError(
      `"${line.slice(0, 80)}" is not "verb number key=value ..." (numbers: 0 to ${LARGEST_ID})`,
      0,
    );
  }
  const id = Number(number);
  if (pairs.length > MOST_WORDS) {
    throw new ProtocolError(`"${verb} ${id}" has ${pairs.length} words (allowed: up to ${MOST_WORDS})`, id);
  }
  /** @type {Record<string, string>} */
  const words = {};
  for (const pair of pairs) {
    const problem = addWord(pair, words);
    if (problem !== null) {
      throw new ProtocolError(`word "${pair.slice(0, 80)}" of "${verb} ${id}" ${problem}`, id);
    }
  }
  return { verb, id, words };
}
