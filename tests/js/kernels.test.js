/**
 * Every kernel, every variant, held against the scalar C at the sizes where
 * code breaks: nothing, one, around the lane counts, odd ones. The scalar and
 * SIMD C run under AddressSanitizer and UBSan as well.
 */

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startEngine } from '../../harness/engines/engines.js';
import { AGENT } from '../../harness/engines/native.js';
import { References } from '../../harness/methods/reference.js';
import { cellSpec } from '../../harness/plan/planned-cell.js';
import { measuredKernel } from '../../harness/plan/measured-kernel.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { transfersOf } from '../../harness/plan/planned-cell.js';
import { variantsOf } from '../../harness/plan/variants.js';
import { SANITIZED_DIR, runCell, sanitizedAgent } from './support/agents.js';

/** @import { LineProcess } from '../../harness/engines/line-process.js' */
/** @import { Size } from '../../harness/plan/load-kernels.js' */

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
const references = new References(scratch);
/** @type {LineProcess} */
let native;
/** @type {LineProcess} */
let sanitized;

before(async () => {
  native = (await startEngine({ name: 'native', path: AGENT }, 'detected')).process;
  sanitized = sanitizedAgent();
});
after(async () => {
  await native.quit();
  await sanitized.quit();
  rmSync(scratch, { recursive: true });
});

/**
 * @param {number} n
 * @returns {number[]} whole, in odd pieces, and one by one where that is quick
 */
const batchesFor = (n) => [...new Set([Math.max(n, 1), 7, ...(n <= 100 ? [1] : [])])];

for (const kernel of await loadDefinitions()) {
  const built = variantsOf(kernel.family).filter(
    ({ optional, product }) => !optional || existsSync(product(kernel.family)),
  );
  describe(kernel.kernel, () => {
    for (const variant of built) {
      const transfers = transfersOf(kernel, variant, ['resident', 'copy']);
      test(`${variant.variant} computes what the scalar C computes, at every check size, batch and transfer`, async () => {
        for (const size of kernel.checkSizes) {
          for (const batch of batchesFor(size.n)) {
            for (const transfer of transfers) {
              const spec = cellSpec(kernel, variant, size, { batch, transfer });
              const reference = await references.of(native, measuredKernel(kernel), spec);
              await assert.doesNotReject(runCell(spec, reference, native), `n=${size.n} batch=${batch} ${transfer}`);
            }
          }
        }
      });
      const library = join(SANITIZED_DIR, basename(variant.product(kernel.family)));
      if (['native', 'native-simd'].includes(variant.variant)) {
        test(`${variant.variant} stays inside its buffers and inside the C standard`, async () => {
          for (const size of kernel.checkSizes) {
            for (const batch of batchesFor(size.n)) {
              const spec = { ...cellSpec(kernel, variant, size, { batch, transfer: 'resident' }), source: library };
              const reference = await references.of(native, measuredKernel(kernel), spec);
              await assert.doesNotReject(runCell(spec, reference, sanitized), `n=${size.n} batch=${batch}`);
            }
          }
        });
      }
    }
    for (const { n, result } of kernel.expected) {
      test(`gives ${result} for n = ${n} in every variant`, async () => {
        const size = /** @type {Size | undefined} */ ([...kernel.sizes, ...kernel.checkSizes].find((s) => s.n === n));
        assert.ok(size, `the definition expects a result for n = ${n}, which is no size of it`);
        const want = { result: String(result), path: '' };
        for (const variant of built) {
          const spec = { ...cellSpec(kernel, variant, size, { batch: n, transfer: 'resident' }) };
          const { path } = await references.of(native, measuredKernel(kernel), spec);
          await runCell(spec, { ...want, path }, native);
        }
      });
    }
  });
}
