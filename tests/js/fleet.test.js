/**
 * The engines of a run, made up: who sits where, who is started again, and what it means when one does not come back.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fleet } from '../../harness/run/fleet.js';
import { HOST, choiceElsewhere, choiceHere, engineOn, fleetParts, hang, refuse } from './support/made-up-run.js';

/** @import { EngineChoice } from '../../harness/plan/options.js' */

const TWO = [choiceElsewhere(1), choiceElsewhere(2)];

/**
 * @param {string[]} machines of the sessions of the grid, one after the other
 * @returns {(choice: EngineChoice) => Promise<any>}
 */
const landing = (machines) => {
  const next = [...machines];
  return async ({ lane }) => engineOn(lane === '' ? HOST : next.shift());
};

test('engines start together with the agent for native code, and tell what they are', async () => {
  const parts = fleetParts({ engines: [choiceHere('node'), choiceHere('bun')] });
  const met = await new Fleet(parts).start();
  assert.deepEqual(parts.started, ['native', 'node', 'bun']);
  assert.deepEqual(met[1], { engine: 'node', machine: HOST, words: { machine: HOST, version: '1' } });
});

test('native code that is measured has one agent, not two', async () => {
  const parts = fleetParts({ engines: [choiceHere('node'), choiceHere('native')] });
  await new Fleet(parts).start();
  assert.deepEqual(parts.started, ['node', 'native']);
});

test('an engine that runs is not started again; all are after they were ended', async () => {
  const parts = fleetParts({});
  const fleet = new Fleet(parts);
  await fleet.start();
  assert.deepEqual(await fleet.start(), []);
  await fleet.quit();
  assert.equal((await fleet.start()).length, 2);
  assert.deepEqual(parts.started, ['native', 'node', 'native', 'node']);
});

test('an engine whose cells have all failed is not started; the agent for native code always is', async () => {
  const parts = fleetParts({ isDone: () => true });
  await new Fleet(parts).start();
  assert.deepEqual(parts.started, ['native']);
});

test('of one lane alone its engines are started', async () => {
  const parts = fleetParts({ engines: [choiceHere('node'), ...TWO], start: landing(['a', 'b']) });
  await new Fleet(parts).start('lane 2');
  assert.deepEqual(parts.started, ['native', 'chromium #2']);
});

test('lanes that want the same engine at the same time get one process of it', async () => {
  const parts = fleetParts({});
  const fleet = new Fleet(parts);
  await Promise.all([fleet.start(), fleet.start('')]);
  assert.deepEqual(parts.started, ['native', 'node']);
});

test('an engine of this machine that never started is an error, and is not tried twice', async () => {
  const parts = fleetParts({
    start: ({ name }) => (name === 'node' ? refuse('no such file') : Promise.resolve(engineOn())),
  });
  await assert.rejects(new Fleet(parts).start(), /no such file/);
  assert.deepEqual(parts.started, ['native', 'node']);
  assert.deepEqual(parts.vacant, []);
});

test('one that was there before is tried once more, and then costs its cells', async () => {
  let isGone = false;
  const parts = fleetParts({
    start: ({ name }) => (isGone && name === 'node' ? refuse('gone') : Promise.resolve(engineOn())),
  });
  const fleet = new Fleet(parts);
  await fleet.start();
  await fleet.quit();
  isGone = true;
  assert.deepEqual(
    (await fleet.start()).map(({ engine }) => engine),
    ['native'],
  );
  assert.deepEqual(parts.started.slice(2), ['native', 'node', 'node']);
  assert.deepEqual(parts.vacant, ['node: gone']);
});

test('one that was out of breath for a moment costs nothing', async () => {
  let failures = 0;
  const parts = fleetParts({
    start: ({ name }) => (name === 'node' && failures-- > 0 ? refuse('no hello') : Promise.resolve(engineOn())),
  });
  const fleet = new Fleet(parts);
  await fleet.start();
  await fleet.quit();
  failures = 1;
  assert.equal((await fleet.start()).length, 2);
  assert.deepEqual(parts.vacant, []);
});

test('an error that is no engine’s is not taken for a lost engine', async () => {
  const start = async () => {
    throw new TypeError('a mistake');
  };
  await assert.rejects(new Fleet(fleetParts({ start })).start(), TypeError);
});

test('a seat elsewhere gets the machine that answers first, and asks for it from then on', async () => {
  const parts = fleetParts({ engines: TWO, start: landing(['a', 'b', 'b', 'a']) });
  const fleet = new Fleet(parts);
  assert.equal(fleet.machineOf('chromium #1'), '', 'nobody knows yet');
  const met = await fleet.start();
  assert.deepEqual(met.map(({ machine }) => machine).sort(), ['a', 'b', HOST].sort());
  assert.deepEqual([fleet.machineOf('chromium #1'), fleet.machineOf('chromium #2')], ['a', 'b']);
  await fleet.quit();
  await fleet.start();
  assert.deepEqual(parts.started.slice(3, 6), ['native', 'chromium #1 on a', 'chromium #2 on b']);
  assert.equal(fleet.engines['chromium #1'].facts.machine, 'a', 'though its session came second');
  assert.equal(fleet.engines['chromium #2'].facts.machine, 'b');
});

test('a session on a machine that has a seat already waits as a spare, and is ended', async () => {
  /** @type {any[]} */
  const made = [];
  const next = ['a', 'a', 'a', 'b'];
  const parts = fleetParts({
    engines: TWO,
    start: async ({ lane }) => {
      const engine = engineOn(lane === '' ? HOST : next.shift());
      made.push(engine);
      return engine;
    },
  });
  const fleet = new Fleet(parts);
  await fleet.start();
  assert.deepEqual([fleet.machineOf('chromium #1'), fleet.machineOf('chromium #2')], ['a', 'b']);
  const onA = made.filter(({ facts }) => facts.machine === 'a');
  assert.deepEqual(
    onA.map(({ process }) => process.ended),
    [null, 'quit', 'quit'],
  );
  assert.deepEqual(parts.vacant, []);
});

test('a seat that no session comes for is vacant after ten, which says where they came', async () => {
  const parts = fleetParts({ engines: TWO, start: async ({ lane }) => engineOn(lane === '' ? HOST : 'a') });
  const fleet = new Fleet(parts);
  await fleet.start();
  assert.deepEqual(parts.vacant, ['chromium #2: no session came on a machine of its own; they came on a']);
  assert.equal(parts.started.filter((name) => name === 'chromium #2').length, 10);
  await fleet.quit();
  const elsewhere = fleetParts({
    engines: TWO.slice(0, 1),
    start: async ({ lane }) => engineOn(lane === '' ? HOST : 'b'),
  });
  const other = new Fleet(elsewhere);
  other.restore([{ engine: 'chromium', machine: 'a' }]);
  await other.start();
  assert.deepEqual(elsewhere.vacant, ['chromium #1: no session came on its machine; they came on b']);
});

test('an engine elsewhere that fails soon is tried once more; one that took long is not', async () => {
  for (const [tookMs, tries] of [
    [100, 2],
    [16000, 1],
  ]) {
    let now = 0;
    const parts = fleetParts({
      engines: TWO.slice(0, 1),
      now: () => now,
      start: ({ lane }) => {
        now += lane === '' ? 0 : tookMs;
        return lane === '' ? Promise.resolve(engineOn()) : refuse('the grid gives no session');
      },
    });
    await new Fleet(parts).start();
    assert.deepEqual(parts.vacant, ['chromium #1: the grid gives no session']);
    assert.equal(parts.started.filter((name) => name === 'chromium #1').length, tries);
  }
});

test('a session that comes for another seat takes it, and what that seat waits for is soon given up', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let second = 0;
  const parts = fleetParts({
    engines: TWO,
    // The first seat gets a session on b, which is the second's, and then one of its own.
    start: async ({ seat, lane }, _, signal) => {
      if (lane === '') {
        return engineOn();
      }
      if (seat === 'chromium #2') {
        second++;
        return hang(signal);
      }
      return engineOn(parts.started.filter((name) => name.startsWith('chromium #1')).length === 1 ? 'b' : 'a');
    },
  });
  const fleet = new Fleet(parts);
  fleet.restore([
    { engine: 'chromium', machine: 'a' },
    { engine: 'chromium', machine: 'b' },
  ]);
  const starting = fleet.start();
  while (fleet.engines['chromium #1'] === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  t.mock.timers.tick(3000);
  await starting;
  assert.equal(fleet.engines['chromium #2'].facts.machine, 'b');
  assert.equal(second, 1);
  assert.deepEqual(parts.vacant, [], 'its seat is taken, so that nothing failed');
});

test('stopping ends what runs and what is starting, and costs no cells', async () => {
  const parts = fleetParts({
    engines: [choiceHere('node'), choiceHere('bun')],
    start: ({ name }, _, signal) => (name === 'bun' ? hang(signal) : Promise.resolve(engineOn())),
  });
  const fleet = new Fleet(parts);
  const starting = fleet.start();
  while (fleet.engines.node === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  fleet.stop();
  await assert.rejects(starting, /stopped/);
  assert.ok(fleet.stopped);
  assert.equal(fleet.engines.node.process.ended, 'stopped');
  assert.deepEqual(parts.vacant, []);
});

test('an engine that comes after the stop is ended at once', async () => {
  /** @type {any} */
  let late;
  const parts = fleetParts({
    start: async ({ name }) => {
      const engine = engineOn();
      if (name === 'node') {
        fleet.stop();
        late = engine;
      }
      return engine;
    },
  });
  const fleet = new Fleet(parts);
  await fleet.start();
  assert.equal(late.process.ended, 'stopped');
});

test('a resumed run has the machines of before, each once', () => {
  const fleet = new Fleet(fleetParts({ engines: [choiceHere('node'), ...TWO] }));
  fleet.restore([
    { engine: 'node', machine: HOST },
    { engine: 'chromium', machine: '' },
    { engine: 'chromium', machine: 'b' },
    { engine: 'chromium', machine: 'b' },
    { engine: 'chromium', machine: 'a' },
  ]);
  assert.deepEqual(
    ['node', 'chromium #1', 'chromium #2'].map((seat) => fleet.machineOf(seat)),
    [HOST, 'b', 'a'],
  );
});

test('the bandwidth of memory is asked of native code', async () => {
  const fleet = new Fleet(fleetParts({}));
  await fleet.start();
  assert.equal(await fleet.memoryBandwidth(), '12');
});
