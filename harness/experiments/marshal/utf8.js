/**
 * UTF-8 by loops in JavaScript, as the Encoding Standard says (https://encoding.spec.whatwg.org/):
 * what is ill-formed becomes U+FFFD, in either direction.
 */

const REPLACEMENT = 0xfffd;

/**
 * @param {string} text
 * @param {Uint8Array} heap with room for three bytes a code unit
 * @param {number} at
 * @returns {number} bytes written
 */
export function encode(text, heap, at) {
  const { length } = text;
  const start = at;
  for (let i = 0; i < length; i++) {
    let point = text.charCodeAt(i);
    if (point < 0x80) {
      heap[at++] = point;
      continue;
    }
    if (point < 0x800) {
      heap[at++] = 0xc0 | (point >> 6);
      heap[at++] = 0x80 | (point & 0x3f);
      continue;
    }
    if ((point & 0xf800) === 0xd800) {
      const low = i + 1 < length ? text.charCodeAt(i + 1) : 0;
      if (point < 0xdc00 && (low & 0xfc00) === 0xdc00) {
        point = 0x10000 + ((point & 0x3ff) << 10) + (low & 0x3ff);
        i++;
        heap[at++] = 0xf0 | (point >> 18);
        heap[at++] = 0x80 | ((point >> 12) & 0x3f);
        heap[at++] = 0x80 | ((point >> 6) & 0x3f);
        heap[at++] = 0x80 | (point & 0x3f);
        continue;
      }
      point = REPLACEMENT;
    }
    heap[at++] = 0xe0 | (point >> 12);
    heap[at++] = 0x80 | ((point >> 6) & 0x3f);
    heap[at++] = 0x80 | (point & 0x3f);
  }
  return at - start;
}

/** fromCharCode takes as many units at once as arguments can be passed. */
const CHUNK = 4096;
/** Fewer units are strung together one by one: on V8 14.6 that is faster. */
const SHORT = 8;

/** @type {number[]} code units of a chunk; what is beyond the count is of an earlier one */
const units = [];

/**
 * @param {number} count
 * @returns {string} of so many units
 */
function chunkText(count) {
  if (count > SHORT) {
    units.length = count;
    return String.fromCharCode.apply(null, units);
  }
  let text = '';
  for (let i = 0; i < count; i++) {
    text += String.fromCharCode(units[i]);
  }
  return text;
}

/**
 * @param {Uint8Array} heap
 * @param {number} at behind a lead byte of 0x80 or more
 * @param {number} end
 * @returns {number} how many of the bytes from `at` on belong to the same ill-formed sequence
 */
function illFormedTail(heap, at, end) {
  const lead = heap[at - 1];
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (lead < 0xc2 || lead > 0xf4 || at >= end || heap[at] < low || heap[at] > high) {
    return 0;
  }
  let tail = 1; // and on until one is missing: with all of them it would be well-formed
  while (at + tail < end && (heap[at + tail] & 0xc0) === 0x80) {
    tail++;
  }
  return tail;
}

/**
 * `b`, `c` and `d` are the bytes behind the first one of a character, without their upper bit: one that is 0x40 or more
 * then is none of that character.
 * @param {Uint8Array} heap
 * @param {number} at
 * @param {number} end
 * @returns {string}
 */
export function decode(heap, at, end) {
  let text = '';
  let count = 0;
  while (at < end) {
    const stop = Math.min(end, at + CHUNK - count);
    while (at < stop && heap[at] < 0x80) {
      units[count++] = heap[at++];
    }
    while (at < stop && heap[at] >= 0x80) {
      const lead = heap[at++];
      const b = at < end ? heap[at] ^ 0x80 : 0xff;
      const c = at + 1 < end ? heap[at + 1] ^ 0x80 : 0xff;
      const two = ((lead & 0x1f) << 6) | b;
      const three = ((lead & 0x0f) << 12) | (b << 6) | c;
      if (lead < 0xe0 && lead > 0xc1 && b < 0x40) {
        units[count++] = two;
        at++;
      } else if (lead >= 0xe0 && lead < 0xf0 && (b | c) < 0x40 && three >= 0x800 && (three & 0xf800) !== 0xd800) {
        units[count++] = three;
        at += 2;
      } else {
        const d = at + 2 < end ? heap[at + 2] ^ 0x80 : 0xff;
        const four = ((lead & 0x07) << 18) | (b << 12) | (c << 6) | d;
        if (lead >= 0xf0 && lead < 0xf5 && (b | c | d) < 0x40 && four >= 0x10000 && four < 0x110000) {
          units[count++] = 0xd7c0 + (four >> 10);
          units[count++] = 0xdc00 | (four & 0x3ff);
          at += 3;
        } else {
          units[count++] = REPLACEMENT;
          at += illFormedTail(heap, at, end);
        }
      }
    }
    if (count >= CHUNK) {
      text += chunkText(count);
      count = 0;
    }
  }
  return count > 0 ? text + chunkText(count) : text;
}
