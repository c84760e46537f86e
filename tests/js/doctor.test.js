/**
 * What doctor says of a machine: pure functions on canned facts; the run itself
 * is in bench.test.js.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { advise, describe, readProcStat } from '../../harness/doctor.js';
import { bringFloor, keepFloor } from '../../harness/run/floor.js';

const scratch = mkdtempSync(join(tmpdir(), 'tollgate-doctor-'));
after(() => rmSync(scratch, { recursive: true }));

/** @type {import('../../harness/doctor.js').Facts} */
const quiet = {
  environment: { cpu_model: 'Model', cpu_count: '8', hypervisor: '0', governor: 'performance' },
  load: 0.05,
  stealPart: 0,
  clocks: [{ engine: 'node', stepNs: 50, costNs: 40, leastTicks: 4600 }],
  floors: [{ engine: 'node', kernel: 'dot-f32', variant: 'js', floor: 0.005, rerun: 0.01 }],
};

test('a quiet machine needs nothing', () => {
  assert.deepEqual(advise(quiet), ['Nothing to change.']);
});

test('each trouble has its advice', () => {
  const environment = { ...quiet.environment, governor: 'powersave', cpu_count: '1' };
  const clocks = [{ engine: 'firefox', stepNs: 1e6, costNs: 40, leastTicks: 12 }];
  const floors = [{ engine: 'node', kernel: 'dot-f32', variant: 'js', floor: 0.05, rerun: 0.08 }];
  const advice = advise({ environment, load: 1.5, stealPart: 0.1, clocks, floors }).join('\n');
  for (const words of [
    'load 1.50',
    'gave 10.0 %',
    '"powersave"',
    'clock of firefox',
    'dot-f32 js',
    'differs by 8.0 %',
    'One core',
  ]) {
    assert.ok(advice.includes(words), `${words} is not in:\n${advice}`);
  }
});

test('many noisy kernels are not all named', () => {
  const floors = Array.from({ length: 9 }, (_, i) => ({
    engine: 'node',
    kernel: `k${i}`,
    variant: 'js',
    floor: 0.1,
    rerun: NaN,
  }));
  assert.ok(advise({ ...quiet, floors })[0].includes('k3 js and 5 more'));
});

test('the description fits 80 columns but for the name of the processor, and says what is not known', () => {
  const lines = describe({
    ...quiet,
    environment: { ...quiet.environment, hypervisor: '1', governor: '' },
    stealPart: null,
  });
  assert.ok(
    lines.every((line) => line.length <= 80),
    lines.join('\n'),
  );
  assert.ok(lines.join('\n').includes('governor       not readable'));
  assert.ok(lines.join('\n').includes('steal time     not readable'));
  assert.ok(lines.join('\n').includes('a virtual machine'));
});

test('steal time is read from the line of all cores', () => {
  assert.deepEqual(readProcStat('cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 1 1 1 1 1 1 1 1 1\n'), {
    total: 36,
    idle: 9,
    steal: 8,
  });
  assert.equal(readProcStat('nothing'), null);
  assert.equal(readProcStat('cpu 1 2 3\n'), null);
});

test('doctor of one kernel leaves the floors of the others, and another host takes over', () => {
  const to = join(scratch, 'kept.csv');
  const dir = mkdtempSync(join(scratch, 'run-'));
  const header = 'host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc\n';
  writeFileSync(to, `${header}here,node,dot-f32,js,4,0.01,0.02,2026-01-01\nhere,node,noop,js,4,0.03,0.02,2026-01-01\n`);
  writeFileSync(join(dir, 'floor.csv'), `${header}here,node,dot-f32,js,4,0.05,0.06,2026-01-02\n`);
  keepFloor(dir, to);
  assert.equal(
    readFileSync(to, 'utf8'),
    `${header}here,node,noop,js,4,0.03,0.02,2026-01-01\nhere,node,dot-f32,js,4,0.05,0.06,2026-01-02\n`,
  );
  writeFileSync(join(dir, 'floor.csv'), `${header}there,node,dot-f32,js,4,0.05,0.06,2026-01-02\n`);
  keepFloor(dir, to);
  assert.equal(readFileSync(to, 'utf8'), readFileSync(join(dir, 'floor.csv'), 'utf8'));
});

test('a floor comes along only from the same machine', () => {
  const from = join(scratch, 'from.csv');
  const header = 'host,engine,kernel,variant,pairs,floor,rerun_floor,date_utc';
  writeFileSync(from, `${header}\nhere,node,dot-f32,js,4,0.01,0.02,2026-01-01\n`);
  assert.equal(bringFloor(scratch, 'elsewhere', from), false);
  assert.equal(bringFloor(scratch, 'here', join(scratch, 'none.csv')), false);
  assert.equal(bringFloor(scratch, 'here', from), true);
  assert.equal(readFileSync(join(scratch, 'floor.csv'), 'utf8'), readFileSync(from, 'utf8'));
});
