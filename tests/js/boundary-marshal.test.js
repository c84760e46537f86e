/**
 * Marshal: every cell gives what its reference says, any text and any object comes across
 * unharmed, and what is ill-formed does so as the Encoding Standard says.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { loader } from '../../harness/agent/node-loader.js';
import { open, SUBJECTS } from '../../harness/experiments/marshal/subjects.js';
import { FEATURES, has } from '../../harness/agent/features.js';
import { OBJECT, OBJECTS, pointsOf } from '../../harness/experiments/marshal/objects.js';
import { STRING_IN, STRING_OUT } from '../../harness/experiments/marshal/strings.js';
import { ALPHABETS, bytesOfText, twoTexts } from '../../harness/experiments/marshal/alphabets.js';
import { subjectSpec } from '../../harness/plan/subjects.js';
import { runCell } from './support/agents.js';

/** @import { Point } from '../../harness/experiments/marshal/objects.js' */

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

/** Longer ones take the same paths and more time. */
const LONGEST = 2 ** 20;

const lacksBuiltins = !has(FEATURES.gc) || !has(FEATURES.stringBuiltins);
const lacking = (/** @type {string} */ way) =>
  (way === 'builtins' && lacksBuiltins) || (way === 'gc-struct' && !has(FEATURES.gc)) ? 'this engine cannot' : false;

/**
 * @template T
 * @param {Record<string, T>} ways
 * @returns {[string, T][]} those that this engine can
 */
const possible = (ways) => Object.entries(ways).filter(([way]) => !lacking(way));

for (const subject of SUBJECTS) {
  for (const n of subject.sizes.filter((size) => size <= LONGEST)) {
    test(`every way of ${subject.kernel} with n = ${n} leaves the result and the bytes of the reference`, async () => {
      const { result, output } = subject.reference(n);
      const path = join(dir, `${subject.kernel}-${n}.bin`);
      writeFileSync(path, output);
      const checks = new Set();
      for (const way of subject.ways.filter(
        ({ variant, sizes }) => !lacking(variant) && (sizes ?? subject.sizes).includes(n),
      )) {
        checks.add(
          await runCell(subjectSpec('marshal', subject, way, n, n), { result: String(result), path }, NO_AGENT),
        );
      }
      assert.equal(checks.size, 1);
    });
  }

  test(`${subject.kernel}: a body that does nothing does not pass for one that did its work`, async () => {
    const n = subject.sizes[0];
    for (const way of subject.ways.filter(({ variant }) => !lacking(variant) && variant !== 'view')) {
      const { body, output } = await open(subjectSpec('marshal', subject, way, n, n), loader);
      body(3, n, n);
      assert.deepEqual(new Uint8Array(output()), subject.reference(n).output, way.variant);
      output().fill(0xa5);
      assert.ok(
        output().every((byte) => byte === 0xa5),
        `${way.variant}: bytes that were overwritten stay so until it runs again`,
      );
      body(1, n, n);
      assert.deepEqual(new Uint8Array(output()), subject.reference(n).output, way.variant);
    }
  });
}

/**
 * No cell here is native.
 * @type {any}
 */
const NO_AGENT = undefined;

for (const alphabet of ALPHABETS) {
  test(`texts of ${alphabet.label} are well-formed, take ${alphabet.bytesPerUnit} bytes a unit, and differ from turn to turn`, () => {
    for (const n of [alphabet.unitsPerPoint, 16, 8192 + 2]) {
      const [even, odd] = twoTexts(alphabet, n);
      assert.equal(even.length, n);
      assert.equal(odd.length, n);
      assert.deepEqual(new TextEncoder().encode(even), bytesOfText(alphabet, n));
      assert.equal(new TextEncoder().encode(odd).length, n * alphabet.bytesPerUnit);
      assert.equal(odd === even, n === alphabet.unitsPerPoint);
    }
    const characters = [...twoTexts(alphabet, 4096)[0]];
    assert.ok(new Set(characters).size > 32, 'many characters');
  });
}

/**
 * Each with what the Encoding Standard makes of it.
 * @type {Record<string, [string, string]>}
 */
const ILL_FORMED = {
  'a lone high surrogate': ['\ud83d', '\ufffd'],
  'a lone low surrogate': ['\ude00', '\ufffd'],
  'a high surrogate before a letter': ['a\ud83db', 'a\ufffdb'],
  'a low surrogate before a letter': ['a\ude00b', 'a\ufffdb'],
  'a high surrogate at the end': ['ab\ud83d', 'ab\ufffd'],
  'a pair the wrong way round': ['\ude00\ud83d', '\ufffd\ufffd'],
  'two high surrogates, then a low one': ['\ud83d\ud83d\ude00', '\ufffd\u{1f600}'],
  'a pair, then a low surrogate': ['\ud83d\ude00\ude00', '\u{1f600}\ufffd'],
  'two low surrogates': ['\ude00\ude01', '\ufffd\ufffd'],
  'the ends of the surrogates': ['\ud800 \udbff \udc00 \udfff', '\ufffd \ufffd \ufffd \ufffd'],
};

/** @type {Record<string, string>} */
const WELL_FORMED = {
  'one letter': 'a',
  'the ends of one byte': '\x01\x7f',
  'a NUL inside': 'a\0b',
  'the ends of two bytes': '\x80\u07ff',
  'the ends of three bytes': '\u0800\ud7ff\ue000\uffff',
  'the ends of four bytes': '\u{10000}\u{10ffff}',
  'all lengths together': 'aé漢😀'.repeat(5),
  'a BOM in front': '\ufeffabc',
  'a BOM in front of more than 16 bytes': `\ufeff${'abc'.repeat(10)}`,
  'U+FFFD itself': '\ufffd',
  'a long text': 'aé漢😀z'.repeat(3001),
  'a pair across any border of blocks': `a${'😀'.repeat(5000)}`,
};

const MOST_UNITS = 20000;

/**
 * @param {string} text
 * @returns {number[]}
 */
const unitsOf = (text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

/**
 * @param {(text: string) => number} put
 * @param {(length: number) => Uint8Array} bytes
 * @param {string} text
 * @param {number} [expected] bytes
 * @returns {Uint8Array} what came across
 */
function carried(put, bytes, text, expected) {
  const taken = put(text);
  const length = expected ?? taken >>> 16;
  assert.equal(taken >>> 16, length % 65536, 'the length that the other side was told');
  return bytes(length).slice();
}

for (const [way, make] of possible(STRING_IN)) {
  test(`string in by ${way}: any well-formed text gives its UTF-8`, async () => {
    const { put, bytes } = await make(loader, MOST_UNITS);
    for (const [what, text] of Object.entries(WELL_FORMED)) {
      const utf8 = new Uint8Array(Buffer.from(text, 'utf8'));
      assert.deepEqual(carried(put, bytes, text, utf8.length), utf8, what);
    }
  });
}

for (const [way, make] of possible(STRING_IN).filter(([name]) => name !== 'emscripten')) {
  test(`string in by ${way}: what is ill-formed becomes U+FFFD`, async () => {
    const { put, bytes } = await make(loader, MOST_UNITS);
    for (const [what, [text, standard]] of Object.entries(ILL_FORMED)) {
      assert.equal(text.isWellFormed(), false);
      assert.equal(text.toWellFormed(), standard, what);
      assert.deepEqual(carried(put, bytes, text), new Uint8Array(Buffer.from(standard, 'utf8')), what);
    }
  });
}

/**
 * What Emscripten's stringToUTF8 makes of a text, up to 3.1.x and after: any surrogate takes the
 * next unit, whatever it is, for its other half; later, one that stands alone gets three bytes
 * of its own. Neither is UTF-8.
 * @type {((text: string) => number[])[]}
 */
const EMSCRIPTEN = [
  (text) => {
    const points = [];
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
      points.push(isSurrogate ? (0x10000 + ((unit & 0x3ff) << 10)) | (text.charCodeAt(++i) & 0x3ff) : unit);
    }
    return points.flatMap(generalized);
  },
  (text) => Array.from(text, (character) => /** @type {number} */ (character.codePointAt(0))).flatMap(generalized),
];

/**
 * UTF-8's pattern for any number.
 * @param {number} point
 * @returns {number[]}
 */
function generalized(point) {
  const tail = (/** @type {number} */ shift) => 0x80 | ((point >> shift) & 0x3f);
  return point < 0x80
    ? [point]
    : point < 0x800
      ? [0xc0 | (point >> 6), tail(0)]
      : point < 0x10000
        ? [0xe0 | (point >> 12), tail(6), tail(0)]
        : [0xf0 | (point >> 18), tail(12), tail(6), tail(0)];
}

test("Emscripten's helper does not do what the standard says with lone surrogates, but what its version does", async () => {
  const { put, bytes } = await STRING_IN.emscripten(loader, MOST_UNITS);
  const results = Object.values(ILL_FORMED).map(([text]) => ({ text, bytes: [...carried(put, bytes, text)] }));
  const versions = EMSCRIPTEN.filter((version) =>
    results.every((result) => isDeepEqual(result.bytes, version(result.text))),
  );
  assert.equal(versions.length, 1, JSON.stringify(results));
  for (const { text, bytes: got } of results) {
    assert.notDeepEqual(got, [...Buffer.from(text, 'utf8')], `${unitsOf(text)}`);
  }
});

/**
 * @param {unknown} a
 * @param {unknown} b
 */
const isDeepEqual = (a, b) => JSON.stringify(a) === JSON.stringify(b);

for (const [way, make] of possible(STRING_OUT)) {
  // Emscripten's strings end at a NUL, and its decoder takes a BOM for a mark, but only in texts of more than 16 bytes.
  const losses = way === 'emscripten' ? ['a NUL inside', 'a BOM in front of more than 16 bytes'] : [];
  test(`string out by ${way}: any UTF-8 gives its text${losses.length > 0 ? `, but for ${losses.join(' and ')}` : ''}`, async () => {
    for (const [what, text] of Object.entries(WELL_FORMED)) {
      const even = new Uint8Array(Buffer.from(text, 'utf8'));
      const odd = new Uint8Array(Buffer.from('z'.repeat(even.length)));
      const { get } = await make(loader, even, odd);
      assert.equal(get(1), 'z'.repeat(even.length), what);
      assert.equal(get(2) === text, !losses.includes(what), what);
      assert.equal(get(3).length, even.length, what);
    }
  });
}

for (const [way, make] of possible(STRING_OUT).filter(([name]) => name !== 'emscripten')) {
  test(`string out by ${way}: ill-formed UTF-8 gives what the standard says`, async () => {
    const standard = new TextDecoder('utf-8', { ignoreBOM: true });
    for (const bytes of illFormedBytes()) {
      const { get } = await make(loader, bytes, bytes);
      assert.deepEqual(unitsOf(get(0)), unitsOf(standard.decode(bytes)), Buffer.from(bytes).toString('hex'));
    }
  });
}

/** @returns {Uint8Array[]} surrogates in bytes, overlong and unfinished sequences, and what is no UTF-8 at all */
function illFormedBytes() {
  const all = [
    '80',
    'bf',
    'c0',
    'c1',
    'f5',
    'ff',
    'c2',
    'e0',
    'e0a0',
    'f0',
    'f090',
    'f09080',
    'c080',
    'c1bf',
    'e08080',
    'e09fbf',
    'f0808080',
    'f08fbfbf',
    'eda080',
    'edbfbf',
    'eda0bdedb880',
    'f4908080',
    'f8888080',
    'e282',
    '61e28261',
    'f09f98',
    'f09f9861',
    '61f09fc3a9',
    'c3c3a9',
    'e2e282ac',
  ];
  return all.flatMap((hex) => [hex, `61${hex}`, `${hex}62`]).map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));
}

for (const [wayIn, makeIn] of possible(STRING_IN)) {
  for (const [wayOut, makeOut] of possible(STRING_OUT)) {
    if (wayIn === 'emscripten' || wayOut === 'emscripten') {
      continue; // above
    }
    test(`a text goes in by ${wayIn}, out by ${wayOut}, and is the same; ill-formed, what toWellFormed() makes of it`, async () => {
      const { put, bytes } = await makeIn(loader, MOST_UNITS);
      for (const text of [...Object.values(WELL_FORMED), ...Object.values(ILL_FORMED).map(([ill]) => ill)]) {
        const inside = carried(put, bytes, text, Buffer.byteLength(text));
        const { get } = await makeOut(loader, inside, inside);
        assert.deepEqual(unitsOf(get(0)), unitsOf(text.toWellFormed()));
      }
    });
  }
}

/** @type {Point[]} */
const HARD_POINTS = [
  { x: 0.1, y: -0.2, id: 0 },
  { x: Math.PI, y: -Math.E, id: 1 },
  { x: 1 / 3, y: 2 / 3, id: -1 },
  { x: Number.MAX_VALUE, y: -Number.MIN_VALUE, id: 2 ** 31 - 1 },
  { x: 5e-324, y: 2.2250738585072014e-308, id: -(2 ** 31) },
  { x: 123456789012345, y: 9007199254740994, id: 7 },
  { x: 1e21, y: 1e-7, id: 8 },
  { x: 999999999999999.9, y: 0.000123456789012345, id: 9 },
  { x: 0, y: 512, id: 10 },
];

for (const [way, make] of possible(OBJECT)) {
  test(`an object by ${way} has the same values on the other side`, async () => {
    const { send, taken } = await make(loader);
    for (const point of [...HARD_POINTS, ...pointsOf(100)]) {
      assert.equal(send(point), point.x + point.y + point.id);
      assert.deepEqual(taken(), [point]);
      const [again] = [...taken(), undefined];
      assert.notDeepEqual(again, point, 'what has been handed out is there no more');
    }
  });
}

for (const [way, make] of possible(OBJECTS)) {
  test(`an array of objects by ${way} has the same values on the other side`, async () => {
    for (const points of [pointsOf(1), HARD_POINTS, pointsOf(1000)]) {
      const { send, taken } = await make(loader, points.length);
      assert.equal(
        send(points),
        points.reduce((sum, { x, y, id }) => sum + (x + y + id), 0),
      );
      assert.deepEqual(taken(), points);
    }
  });
}

test('JSON loses what it has no words for: -0 and what is not finite', async () => {
  const { send, taken } = await OBJECT.json(loader);
  send({ x: -0, y: 1, id: 1 });
  assert.ok(Object.is(taken()[0].x, 0));
  assert.throws(() => send({ x: NaN, y: 1, id: 1 }), WebAssembly.RuntimeError, 'null is no number');
  const { send: sendFields, taken: takenFields } = await OBJECT.fields(loader);
  sendFields({ x: -0, y: NaN, id: 1 });
  assert.deepEqual(takenFields(), [{ x: -0, y: NaN, id: 1 }]);
});

test('the JSON parser takes keys in any order and spaces anywhere, and traps at anything else', async () => {
  const { exports } = await jsonModule();
  const parse = (/** @type {string} */ text) => {
    const { written } = new TextEncoder().encodeInto(
      text,
      new Uint8Array(exports.memory.buffer, exports.text_room(), 1000),
    );
    return exports.keep_json(written);
  };
  assert.equal(parse(' { "id" : 3 ,\n"y":-2.5e0,\t"x" : 1.25 } '), 1.75);
  assert.equal(parse('[{"x":1,"y":2,"id":3}, {"y":5,"x":4,"id":6}]'), 21);
  for (const text of [
    '',
    '{',
    '[]',
    '{"x":1}',
    '{"x":1,"y":2}',
    '{"x":1,"y":2,"id":"3"}',
    '{"x":1,"y":2,"z":3}',
    '[{"x":1,"y":2,"id":3}',
    '{"x":-,"y":2,"id":3}',
  ]) {
    assert.throws(() => parse(text), WebAssembly.RuntimeError, text);
  }
});

async function jsonModule() {
  const { builtModule } = await import('../../harness/agent/for-subjects.js');
  const { instance } = await WebAssembly.instantiate(await loader.readBytes(builtModule('marshal/json.wasm')), {});
  return { exports: /** @type {Record<string, any>} */ (instance.exports) };
}
