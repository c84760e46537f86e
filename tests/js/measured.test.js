import assert from 'node:assert/strict';
import { basename, relative } from 'node:path';
import { test } from 'node:test';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { loadExperiments } from '../../harness/plan/load-experiments.js';
import { measuredKernel } from '../../harness/plan/measured-kernel.js';
import { measuredSubject } from '../../harness/plan/measured-subject.js';
import { VARIANTS } from '../../harness/plan/variants.js';
import { ROOT } from '../../harness/words/paths.js';

/** @import { Build } from '../../harness/plan/measured.js' */
/** @import { Variant } from '../../harness/plan/variants.js' */

const definitions = await loadDefinitions();
const experiments = await loadExperiments();

/** @param {string} name */
const kernelNamed = (name) => measuredKernel(/** @type {any} */ (definitions.find(({ kernel }) => kernel === name)));

/** @param {string} name */
const variantNamed = (name) => /** @type {Variant} */ (VARIANTS.find(({ variant }) => variant === name));

/**
 * @param {string} experiment
 * @param {string} kernel
 */
function subjectNamed(experiment, kernel) {
  const { subjects = [] } = /** @type {any} */ (experiments.find(({ name }) => name === experiment));
  return measuredSubject(
    experiment,
    subjects.find((/** @type {any} */ one) => one.kernel === kernel),
  );
}

/** @param {Build[]} builds */
const short = (builds) =>
  builds.map(({ product, sources }) => [relative(ROOT, product), sources.map((path) => relative(ROOT, path)).sort()]);

test('a module of a kernel is made from its source, its definition, and all headers that it may include', () => {
  assert.deepEqual(short(kernelNamed('sieve-segmented').builds(variantNamed('wasm'))), [
    [
      'build/wasm/sieve.wasm',
      [
        'kernels/sieve/definition.js',
        'kernels/sieve/sieve.c',
        'kernels/sieve/sieve.h',
        'kernels/sieve/sieve_segment.h',
        'kernels/simd.h',
      ],
    ],
  ]);
});

test('JavaScript is loaded as it is: no build stands before it', () => {
  assert.deepEqual(kernelNamed('dot-f32').builds(variantNamed('js')), []);
});

test('a module whose text a script prints is made from all the scripts beside it', () => {
  const builds = short(subjectNamed('calls', 'call-i32-2').builds(variantNamed('js')));
  const [, sources] = builds.find(([product]) => product === 'build/experiments/calls/calls.wasm') ?? [];
  assert.deepEqual(
    [sources ?? []].flat().map((path) => basename(path)),
    ['calls.wat.js', 'checks.js', 'signatures.js', 'subjects.js', 'ways.js'],
  );
});

test('C behind glue makes two files, and each is looked at', () => {
  const products = short(subjectNamed('marshal', 'bytes-in').builds(variantNamed('js'))).map(([product]) => product);
  assert.ok(products.includes('build/experiments/marshal/marshal.glue.mjs'));
  assert.ok(products.includes('build/experiments/marshal/marshal.glue.wasm'));
});

test('a subject that loads the code of a kernel family has that code among its builds and sources', () => {
  const canvas = subjectNamed('dom', 'canvas');
  const products = short(canvas.builds(variantNamed('wasm'))).map(([product]) => product);
  assert.ok(products.includes('build/wasm/blur.wasm'));
  assert.ok(canvas.sources().some((path) => relative(ROOT, path) === 'kernels/blur/blur.js'));
});

test('kernels have to be computed by their C, subjects know what is right', () => {
  const spec = /** @type {any} */ ({
    kernel: 'dot-f32',
    family: 'dot',
    n: 0,
    batch: 0,
    transfer: 'copy',
    variant: 'js',
  });
  const kernel = kernelNamed('dot-f32');
  assert.equal(kernel.known(spec), null);
  assert.deepEqual(
    { ...kernel.inC(spec), source: '' },
    { ...spec, variant: 'native', batch: 1, transfer: 'resident', source: '' },
  );
  const subject = subjectNamed('calls', 'call-void-0');
  assert.equal(typeof subject.known(/** @type {any} */ ({ n: 10 }))?.result, 'number');
  assert.throws(() => subject.inC(spec), /"call-void-0" knows what is right by itself/);
});

test('a result that is not the one expected is said, with both', () => {
  const { expected } = /** @type {any} */ (definitions.find(({ kernel }) => kernel === 'sieve-byte'));
  const kernel = kernelNamed('sieve-byte');
  const [{ n, result }] = expected;
  assert.equal(kernel.contradicts(n, result), null);
  assert.equal(kernel.contradicts(n + 1, result), null);
  assert.match(
    String(kernel.contradicts(n, result + 1)),
    new RegExp(`gives ${result + 1}; its definition expects ${result}`),
  );
});
