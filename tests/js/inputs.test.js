/**
 * The inputs are the same bits in C and in JavaScript: the C agent writes what
 * it made, through a kernel-less route: a reference of an `out` buffer would not
 * show inputs, so a tiny library that copies its input stands in.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ELEMENT_TYPES } from '../../harness/words/cell-spec.js';
import { fillBuffer, hash32 } from '../../harness/agent/inputs.js';
import { startEngine } from '../../harness/engines/engines.js';
import { AGENT } from '../../harness/engines/native.js';

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

const LENGTH = 1001;

test('hash32 is fmix32 of seed + i * 0x9e3779b9', () => {
  // fmix32(1) = 0x514e28b7, fmix32(0) = 0: MurmurHash3 test values.
  assert.equal(hash32(1, 0), 0x514e28b7);
  assert.equal(hash32(0, 0), 0);
});

test('C and JavaScript make the same bits for every type, and values lie where the documentation says', async () => {
  const header = fileURLToPath(new URL('../../harness/native/body.h', import.meta.url));
  const source = join(dir, 'copy.c');
  const library = join(dir, 'copy.so');
  writeFileSync(
    source,
    `#include "${header}"
     #include <string.h>
     static double run(void *const *b, const double *p, size_t iterations, size_t n, size_t batch) {
       (void)iterations; (void)batch; memcpy(b[1], b[0], n * (size_t)p[0]); return 0;
     }
     const struct tollgate_entry tollgate_entries[] = {{"copy", run}, {NULL, NULL}};`,
  );
  execFileSync(process.env.CC ?? 'cc', ['-shared', '-fPIC', '-o', library, source]);
  const agent = (await startEngine({ name: 'native', path: AGENT }, 'detected')).process;
  try {
    for (const [type, { array: Type, bytes }] of Object.entries(ELEMENT_TYPES)) {
      const path = join(dir, `${type}.bin`);
      const buffers = `x:${type}:${LENGTH}:in:uniform:chunk:0,y:${type}:${LENGTH}:out:zero:chunk:16384`;
      const words = {
        kernel: 'copy',
        source: library,
        n: LENGTH,
        batch: LENGTH,
        seed: 77,
        arena: 32768,
        buffers,
        tolerance: 0,
      };
      await agent.request('reference', 1, { ...words, parameters: `bytes:${bytes}`, path }, 10000);
      const ours = new Type(new ArrayBuffer(LENGTH * bytes), 0, LENGTH);
      const spec = /** @type {any} */ ({
        name: 'x',
        type,
        length: LENGTH,
        role: 'in',
        fill: 'uniform',
        copy: 'chunk',
        offset: 0,
      });
      fillBuffer(ours, spec, 77, 0);
      assert.deepEqual(new Uint8Array(readFileSync(path)), new Uint8Array(ours.buffer), type);
      if (type.startsWith('f')) {
        assert.ok(
          ours.every((value) => value >= -1 && value < 1),
          type,
        );
        assert.ok(ours.filter((value) => !Number.isInteger(value)).length >= LENGTH - 1, type);
      }
    }
  } finally {
    await agent.quit();
  }
});
