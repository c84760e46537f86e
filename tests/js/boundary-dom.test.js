/**
 * The experiment dom: in every browser that is there all ways leave the same page, and elsewhere it is skipped.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { Cell } from '../../harness/agent/cell.js';
import { cellWords } from '../../harness/words/cell-spec.js';
import { cellFromWords } from '../../harness/words/read-cell.js';
import { loader } from '../../harness/agent/node-loader.js';
import { SUBJECTS } from '../../harness/experiments/dom/subjects.js';
import { ENGINES, startEngine } from '../../harness/engines/engines.js';
import { References } from '../../harness/methods/reference.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { measuredSubject } from '../../harness/plan/measured-subject.js';
import { loadExperiments } from '../../harness/plan/load-experiments.js';
import { planGroups } from '../../harness/plan/groups.js';
import { parseOptions } from '../../harness/plan/options.js';
import { subjectSpec } from '../../harness/plan/subjects.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(scratch, { recursive: true }));

const LIMIT_MS = 60000;
const references = new References(scratch);
const noNative = { request: () => assert.fail('its references come from plain JavaScript') };
const cells = SUBJECTS.flatMap((subject) =>
  subject.sizes.flatMap((n) => subject.ways.map((way) => ({ subject, spec: subjectSpec('dom', subject, way, n, n) }))),
);

const definitions = await loadDefinitions();
const experiments = await loadExperiments();
/** As if all engines were there. */
const engines = ENGINES.map((engine) => ({ ...engine, path: `/${engine.name}` }));
const plan = (/** @type {string[]} */ ...argv) =>
  planGroups(parseOptions(argv, definitions, experiments, engines), experiments);

test('it is measured wherever a browser is, and there alone', () => {
  const planned = plan('--engines', 'node,chromium,webkit,native').filter(({ experiment }) => experiment === 'dom');
  assert.deepEqual(
    planned.map(({ kernel, size }) => `${kernel.kernel} ${size.n}`),
    ['text 1', 'text 100', 'text 10000', 'canvas 65536'],
  );
  assert.deepEqual(
    [...new Set(planned.flatMap((group) => group.cells.map(({ engine }) => engine)))],
    ['chromium', 'webkit'],
  );
  assert.equal(plan('--engines', 'node,native').filter(({ experiment }) => experiment === 'dom').length, 0);
  assert.throws(() => plan('--engines', 'node', '--experiments', 'dom'), /nothing to measure/);
});

test('its cells say that they need a document, and others do not', () => {
  assert.ok(cells.every(({ spec }) => cellWords(spec).realm === 'page'));
  const words = Object.fromEntries(
    Object.entries(cellWords(cells[0].spec)).map(([key, value]) => [key, String(value)]),
  );
  assert.equal(cellFromWords(words).realm, 'page');
  assert.throws(() => cellFromWords({ ...words, realm: 'attic' }), /realm: "attic" is not one of worker, page/);
  assert.ok(
    plan('--engines', 'chromium', '--kernels', 'dot').every((group) =>
      group.cells.every(({ spec }) => spec.realm === undefined),
    ),
  );
});

test('an engine without a document says so', async () => {
  const words = Object.fromEntries(
    Object.entries(cellWords(cells[0].spec)).map(([key, value]) => [key, String(value)]),
  );
  await assert.rejects(new Cell(loader).open(words), { stage: 'unsupported', message: 'this engine has no document' });
});

test('what a run leaves elsewhere than in arrays is undone before the next, so that one which does nothing is found out', async () => {
  let page = 'empty';
  let works = true;
  const module = {
    open: async () => ({
      body: () => {
        page = works ? 'text' : page;
        return 1;
      },
      functions: {},
      output: () => new TextEncoder().encode(page.padEnd(8)),
      reset: () => {
        page = 'empty';
      },
    }),
  };
  const cell = new Cell({
    importModule: async () => module,
    readBytes: async () => new TextEncoder().encode('text    '),
  });
  const words = {
    kernel: 'k',
    family: 'k',
    variant: 'js',
    n: '1',
    batch: '1',
    transfer: 'resident',
    seed: '1',
    source: 'k.js',
    parameters: '',
    passes: '',
    tolerance: '0',
  };
  await cell.open({ ...words, arena: '8', buffers: 'output:u8:8:out:zero:never:0', reference: 'r', result: '1' });
  await cell.sample({ iterations: '2' });
  works = false;
  await assert.rejects(cell.sample({ iterations: '2' }), { stage: 'verify' });
});

for (const { name, path, hosts, choose } of ENGINES.filter(
  (engine) => engine.hosts.includes('page') && !engine.choose,
)) {
  describe(name, { skip: path === null && `${name} is not there; make engines fetches it` }, () => {
    test('leaves the same page in every way', async () => {
      assert.ok(hosts.includes('page') && !choose);
      const { process: engine } = await startEngine({ name, path: path ?? '' }, 'detected');
      try {
        /** @type {Map<string, Set<string>>} */
        const checks = new Map();
        for (const [i, { subject, spec }] of cells.entries()) {
          const { path: reference, result } = await references.of(noNative, measuredSubject('dom', subject), spec);
          const opened = await engine.request('open', i + 1, { ...cellWords(spec), reference, result }, LIMIT_MS);
          const odd = await engine.request('sample', i + 1, { iterations: 3 }, LIMIT_MS);
          const even = await engine.request('sample', i + 1, { iterations: 2 }, LIMIT_MS);
          await engine.request('close', i + 1, {}, LIMIT_MS);
          const place = `${spec.kernel} ${spec.n}`;
          checks.set(
            place,
            new Set([...(checks.get(place) ?? []), opened.words.check, odd.words.check, even.words.check]),
          );
        }
        assert.deepEqual(
          [...checks.values()].map(({ size }) => size),
          [1, 1, 1, 1],
        );
      } finally {
        await engine.quit();
      }
    });
  });
}
