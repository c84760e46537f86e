import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut, parameterNames } from '../../harness/plan/planned-cell.js';
import { loadFamily, toKernel } from '../../harness/plan/load-kernels.js';

const good = {
  title: 'sum of x',
  element: 'float',
  sizes: [10],
  buffers: { x: { type: 'f32', length: (/** @type {any} */ { n }) => n, role: 'in' } },
  passes: [{ call: 'toy_sum', arguments: ['x', 'scale', 'first', 'count'], sum: true }],
  parameters: { scale: 2 },
  bytesPerElement: 4,
  operationsPerElement: 1,
};
const make = (/** @type {Record<string, any>} */ changes) =>
  toKernel('kernels/toy/definition.js', 'toy', 'toy-f32', { ...good, ...changes });

test('what is left out gets its default', () => {
  const kernel = make({});
  assert.equal(kernel.crossingsSize.n, 16384);
  assert.equal(kernel.tolerance, 0);
  assert.deepEqual(kernel.quickSizes, ['10']);
  assert.deepEqual(kernel.sizes, [{ n: 10, label: '10', scale: 2 }]);
  assert.ok(kernel.checkSizes.some(({ n }) => n === 0));
});

test('a mistake is an error that names file, kernel, key and what is allowed', () => {
  /** @type {[Record<string, any>, RegExp][]} */
  const mistakes = [
    [{ size: [1] }, /kernels\/toy\/definition\.js: kernel "toy-f32": unknown key "size"; known: title, about/],
    [{ title: 5 }, /"title" is a number; allowed: string/],
    [{ sizes: undefined }, /"sizes"/],
    [{ sizes: [-1] }, /n is -1; allowed: a whole number from 0/],
    [{ sizes: [] }, /"sizes" is empty/],
    [{ quickSizes: ['11'] }, /quickSizes names "11"; its sizes are 10/],
    [{ buffers: { x: { type: 'f16', length: 1, role: 'in' } } }, /buffer "x": type "f16" is not one of u8, u16/],
    [{ buffers: { x: { type: 'f32', length: 1, role: 'inout' } } }, /role "inout" is not one of in, out, scratch/],
    [{ buffers: { x: { type: 'f32', role: 'in' } } }, /"length" is missing/],
    [{ buffers: { x: { type: 'f32', length: 1, role: 'in', fill: 'values' } } }, /"values" is missing/],
    [{ passes: [{ call: 'other', arguments: [] }] }, /call "other" must begin with the family's name, "toy"/],
    [
      { passes: [{ call: 'toy_sum', arguments: ['y'] }] },
      /argument "y" of toy_sum is neither a buffer nor a number; known: x, n, first/,
    ],
  ];
  for (const [changes, message] of mistakes) {
    assert.throws(() => make(changes), message);
  }
});

test("a kernel's name begins with its family's", () => {
  assert.throws(
    () => toKernel('f', 'toy', 'other', good),
    /a kernel's name is the family's, "toy", or begins with "toy-"/,
  );
});

test('an unknown family lists the known ones', async () => {
  await assert.rejects(loadFamily('dott'), /unknown kernel family "dott"; known: blur, dot, noop, sieve/);
});

test('the parameters of calls are those that are neither buffers nor n, first, count', () => {
  assert.deepEqual(parameterNames(make({})), ['scale']);
});

test('buffers do not overlap, and start at different places of their pages', () => {
  const buffers = { x: good.buffers.x, y: good.buffers.x, z: { ...good.buffers.x, role: 'out' } };
  const { buffers: placed, arena } = layOut(make({ buffers }), { n: 5000, label: '' });
  placed.forEach((buffer, i) => {
    const end = buffer.offset + 5000 * 4;
    assert.ok(end <= (placed[i + 1]?.offset ?? arena));
    assert.equal(buffer.offset % 64, 0);
  });
  assert.equal(new Set(placed.map(({ offset }) => offset % 4096)).size, 3);
});

test('a size that linear memory cannot hold is refused, and says what it needs', () => {
  assert.throws(
    () => layOut(make({}), { n: 2 ** 30, label: '1073741824' }),
    /size 1073741824: needs 4\.00 GiB; WebAssembly's linear memory holds 3\.98 GiB/,
  );
});

test('a buffer copied by chunks must divide among the elements', () => {
  const buffers = { x: { ...good.buffers.x, length: 15 } };
  assert.throws(
    () => layOut(make({ buffers }), { n: 10, label: '10' }),
    /its length, 15, is no multiple of n, 10, so copy cannot be "chunk"/,
  );
});
