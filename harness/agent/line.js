/**
 * The line protocol (docs/PROTOCOL.md): text of one message to object and back.
 */

/** @typedef {{ verb: string, id: number, words: Record<string, string> }} Message */

/** @param {string} value */
const encode = (value) => encodeURIComponent(value).replace(/%(2C|3A|3B|2F|40|2B)/g, decodeURIComponent);

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
 * @param {string} line without its newline
 * @returns {Message}
 * @throws {Error} naming the word that is not of the protocol's form
 */
export function parseLine(line) {
  const [verb, id, ...pairs] = line.split(' ');
  if (!/^[a-z]+$/.test(verb) || !/^\d+$/.test(id ?? '')) {
    throw new Error(`protocol: "${line.slice(0, 80)}" is not "verb number key=value ..."`);
  }
  /** @type {Record<string, string>} */
  const words = {};
  for (const pair of pairs) {
    const cut = pair.indexOf('=');
    if (cut < 1) {
      throw new Error(`protocol: word "${pair.slice(0, 80)}" of "${verb} ${id}" is not key=value`);
    }
    words[pair.slice(0, cut)] = decodeURIComponent(pair.slice(cut + 1));
  }
  return { verb, id: Number(id), words };
}
