/** What a toolchain declares, what is wrong with a declaration, and the palette of the charts that is made of all. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkToolchain, loadToolchains } from '../../harness/plan/load-toolchains.js';
import { VARIANTS, inOrder, sourcesOf } from '../../harness/plan/variants.js';
import { KERNELS_DIR, ROOT } from '../../harness/words/paths.js';
import { UNKNOWN, palette } from '../../scripts/palette.js';

/** @import { Toolchain, VariantDefinition } from '../../harness/plan/load-toolchains.js' */

const FILE = 'harness/toolchains/toy/toolchain.js';

/**
 * @param {Record<string, any>} [changes]
 * @returns {VariantDefinition}
 */
const variant = (changes = {}) => ({
  variant: 'toy',
  host: 'javascript',
  source: '_toy.c',
  product: 'build/wasm/toy/{family}.wasm',
  crosses: true,
  place: 1,
  colour: { light: '#111111', dark: '#eeeeee' },
  point: { filled: 5, hollow: 4 },
  ...changes,
});

/**
 * @param {Record<string, any>} [changes]
 * @returns {Toolchain}
 */
const toolchain = (changes = {}) => ({ name: 'toy', about: 'a toy', variants: [variant()], ...changes });

test('what is declared becomes a variant that knows its source and its product', () => {
  const [toy] = inOrder([checkToolchain(FILE, 'toy', toolchain())]);
  assert.equal(toy.toolchain, 'toy');
  assert.equal(toy.source('dot'), 'dot_toy.c');
  assert.equal(toy.product('dot'), join(ROOT, 'build/wasm/toy/dot.wasm'));
});

const WRONG = {
  'an unknown key': [toolchain({ colour: '#fff' }), /unknown key "colour"; known: name, about, variants$/],
  'a key that is missing': [toolchain({ about: undefined }), /"about" is missing$/],
  'a name that is not that of the folder': [toolchain({ name: 'other' }), /"name" is other; .* folder, toy$/],
  'variants that are no list': [toolchain({ variants: {} }), /"variants" is no list$/],
  'an unknown key of a variant': [toolchain({ variants: [variant({ suffix: '' })] }), /toy: unknown key "suffix"/],
  'a host that is none': [toolchain({ variants: [variant({ host: 'moon' })] }), /toy: "host" is moon; allowed: /],
  'a key of another type': [toolchain({ variants: [variant({ crosses: 1 })] }), /toy: "crosses" is a number; allowed/],
  'half a colour': [
    toolchain({ variants: [variant({ colour: { light: '#fff' } })] }),
    /toy: colour: "dark" is missing/,
  ],
  'a product elsewhere': [toolchain({ variants: [variant({ product: 'out/{family}.wasm' })] }), /"product" is out/],
  'a product of every family alike': [toolchain({ variants: [variant({ product: 'build/wasm/x' })] }), /hold {family}/],
};
for (const [title, [wrong, message]] of /** @type {[string, any][]} */ (Object.entries(WRONG))) {
  test(`${title} is an error that names the file and the key`, () => {
    assert.throws(
      () => checkToolchain(FILE, 'toy', wrong),
      (/** @type {Error} */ error) => error.message.startsWith(FILE) && message.test(error.message),
    );
  });
}

test('two variants of one name or one place are an error that names both files', () => {
  const other = (/** @type {Record<string, any>} */ changes) =>
    toolchain({ name: 'other', variants: [variant(changes)] });
  assert.throws(() => inOrder([toolchain(), other({ place: 2 })]), {
    message: 'harness/toolchains/other/toolchain.js: toy: "variant" is toy, as in harness/toolchains/toy/toolchain.js',
  });
  assert.throws(() => inOrder([toolchain(), other({ variant: 'toy-2' })]), {
    message: 'harness/toolchains/other/toolchain.js: toy-2: "place" is 1, as in harness/toolchains/toy/toolchain.js',
  });
});

test('all toolchains here are sound, and their variants stand in the order of their places', async () => {
  assert.equal((await loadToolchains()).flatMap(({ variants }) => variants).length, VARIANTS.length);
  const places = VARIANTS.map(({ place }) => place);
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
});

test('the sources of a variant are all that its product is made from; JavaScript is not made', () => {
  const [js, simd] = ['js', 'wasm-simd'].map(
    (name) => VARIANTS.find((one) => one.variant === name) ?? assert.fail(`there is ${name}`),
  );
  const sources = sourcesOf('dot', simd).map((path) => path.slice(KERNELS_DIR.length));
  for (const file of ['dot/dot_simd.c', 'dot/dot.h', 'dot/definition.js']) {
    assert.ok(sources.includes(file), file);
  }
  assert.deepEqual(sourcesOf('dot', js), []);
});

test('the palette has a word a variant in each list, and one more for unknown variants', () => {
  const text = palette(
    inOrder([toolchain({ variants: [variant({ place: 2 }), variant({ variant: 'a', place: 1 })] })]),
  );
  const list = (/** @type {string} */ name) => new RegExp(`^${name} *= '(.*)'$`, 'm').exec(text)?.[1].split(/ +/);
  assert.deepEqual(list('known'), ['a', 'toy']);
  assert.deepEqual(list('light'), ['#111111', '#111111', UNKNOWN.colour.light]);
  assert.deepEqual(list('dark'), ['#eeeeee', '#eeeeee', UNKNOWN.colour.dark]);
  assert.deepEqual(list('filled'), ['5', '5', '3']);
  assert.deepEqual(list('hollow'), ['4', '4', '3']);
});
