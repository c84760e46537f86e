/**
 * Every engine that is there runs the same cells and gives the same checks; those that are
 * not there are skipped by name.
 */

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { cellWords } from '../../harness/words/cell-spec.js';
import { ENGINES, isTopTier, startEngine } from '../../harness/engines/engines.js';
import { AGENT } from '../../harness/engines/native.js';
import { References } from '../../harness/methods/reference.js';
import { cellSpec } from '../../harness/plan/planned-cell.js';
import { measuredKernel } from '../../harness/plan/measured-kernel.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { variantsOf } from '../../harness/plan/variants.js';

/** @import { LineProcess } from '../../harness/engines/line-process.js' */
/** @import { EngineChoice } from '../../harness/words/known-engine.js' */

const LIMIT_MS = 60000;
const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
const references = new References(scratch);
/** @type {LineProcess} */
let native;
before(async () => {
  native = (await startEngine({ name: 'native', path: AGENT }, 'detected')).process;
});
after(async () => {
  await native.quit();
  rmSync(scratch, { recursive: true });
});

const kernels = await loadDefinitions();
/** The first size with a remainder for every lane count. */
const N = 33;

/**
 * @param {string} host
 * @returns {{ kernel: import('../../harness/plan/load-kernels.js').KernelDefinition, spec: import('../../harness/words/cell-spec.js').CellSpec }[]}
 */
const cells = (host) =>
  kernels.flatMap((kernel) =>
    variantsOf(kernel.family)
      .filter((variant) => variant.host === host && (!variant.optional || existsSync(variant.product(kernel.family))))
      .flatMap((variant) =>
        kernel.checkSizes
          .filter(({ n }) => n === N)
          .map((size) => ({ kernel, spec: cellSpec(kernel, variant, size, { batch: 7, transfer: 'resident' }) })),
      ),
  );

for (const { name, path } of ENGINES) {
  const skip = path === null ? `${name} is not there; make engines fetches it` : false;
  describe(name, { skip }, () => {
    /** @type {LineProcess} */
    let engine;
    /** @type {Record<string, string>} */
    let facts;
    before(async () => {
      ({ process: engine, facts } = await startEngine({ name, path: path ?? '' }, 'detected'));
    });
    after(() => engine?.quit());

    test('says what it is and how fine its clock is', () => {
      const { engine: said, version, clock_step_ns, clock_cost_ns } = facts;
      assert.equal(said, name.split('-')[0]);
      assert.match(version, name === 'native' ? /./ : /^\d+\.\d+\.\d+/);
      assert.ok(Number(clock_step_ns) > 0 && Number(clock_cost_ns) > 0);
      const release = /^node-(\d+)$/.exec(name)?.[1];
      assert.ok(release === undefined || version.startsWith(`${release}.`), version);
    });

    test('computes what the scalar C computes, in every variant', async () => {
      const { features = '' } = facts;
      const chosen = cells(name === 'native' ? 'native' : 'javascript');
      assert.ok(chosen.length > 10);
      for (const [i, { kernel, spec }] of chosen.entries()) {
        const { path: file, result } = await references.of(native, measuredKernel(kernel), spec);
        const words = { ...cellWords(spec), reference: file, result };
        if (spec.variant === 'wasm-relaxed' && !features.split(' ').includes('relaxedSimd')) {
          const refused = engine.request('open', i + 1, words, LIMIT_MS);
          await assert.rejects(refused, { stage: 'unsupported', message: /^this engine has no relaxed SIMD: / });
          continue;
        }
        const opened = await engine.request('open', i + 1, words, LIMIT_MS);
        const sampled = await engine.request('sample', i + 1, { iterations: 3 }, LIMIT_MS);
        assert.equal(sampled.words.check, opened.words.check, `${spec.kernel} ${spec.variant}`);
        await engine.request('close', i + 1, {}, LIMIT_MS);
      }
    });

    test('reads its own tiers, or says that it cannot', () => {
      const tells = isTopTier(name, 'detected', 'turbofan/turbofan');
      assert.equal(tells, !['bun', 'firefox', 'webkit'].includes(name));
      assert.equal(isTopTier(name, 'detected', 'maglev/liftoff'), name === 'native');
    });
  });
}
