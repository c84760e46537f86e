/**
 * A whole run with engines, rounds and statistics that are made up: what is measured, in which order, and what is
 * written when cells fail, engines are lost, time is up, or the run is stopped or resumed.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conductor } from '../../harness/run/conductor.js';
import { Fleet } from '../../harness/run/fleet.js';
import { Ledger } from '../../harness/run/ledger.js';
import { Schedule } from '../../harness/run/schedule.js';
import { EngineError } from '../../harness/words/problems.js';
import {
  HOST,
  MadeUpFolder,
  cellOf,
  choiceElsewhere,
  choiceHere,
  engineOn,
  fleetParts,
  groupOf,
  refuse,
  statisticsOf,
} from './support/made-up-run.js';

/** @import { GroupHooks, Measurable, Pace } from '../../harness/methods/rounds/live-cell.js' */
/** @import { PlannedCell } from '../../harness/plan/planned-cell.js' */
/** @import { Group } from '../../harness/plan/groups.js' */

const JS = cellOf('js');
const WASM = cellOf('wasm');
const REFERENCE = { result: '1', path: '/reference' };

/**
 * @typedef {object} Measuring one group in one process
 * @property {Measurable} group
 * @property {GroupHooks} hooks
 * @property {Pace} pace
 * @property {number} seed
 * @property {Map<string, number>} iterations
 * @property {{ now: number }} clock of the schedule
 */

/**
 * Gives each cell its samples, in five rounds.
 * @param {Measuring} measuring
 * @param {PlannedCell[]} [cells]
 */
const sample = ({ group, hooks }, cells = [...group.cells]) =>
  [1, 2, 3, 4, 5].forEach((round) =>
    cells.forEach((cell) => hooks.onSample(cell, round, { iterations: '2', elapsed_ns: '10', check: '0', tier: 'x' })),
  );

/**
 * @param {object} made
 * @param {Group[]} made.groups
 * @param {(measuring: Measuring) => void | Promise<void>} [made.measure]
 * @param {any} [made.options]
 * @param {any} [made.fleet]
 * @param {{ least: number, most: number, precision: number }} [made.rule]
 * @param {(processes: number) => number} [made.width]
 * @param {() => Promise<{ result: string, path: string }>} [made.reference]
 */
function run({
  groups,
  measure = sample,
  options = {},
  fleet: more = {},
  rule = { least: 2, most: 2, precision: 0 },
  width = () => 0.01,
  reference = async () => REFERENCE,
}) {
  const clock = { now: 0 };
  const folder = new MadeUpFolder();
  const parts = fleetParts({
    isDone: (seat) => schedule.isDone(seat),
    onVacant: (seat, message) => ledger.failSeat(seat, schedule.cellsOn(seat), message),
    ...more,
  });
  const schedule = new Schedule(groups, rule, statisticsOf(width), () => clock.now);
  const fleet = new Fleet(parts);
  /** @type {string[]} */
  const said = [];
  const ledger = new Ledger({
    folder,
    groups,
    machineOf: (seat) => fleet.machineOf(seat),
    onFailed: (cell) => schedule.drop(cell),
    say: (line) => said.push(line),
  });
  const progress = {
    total: 0,
    done: 0,
    clear: () => {},
    advance: (/** @type {number} */ part) => (progress.done += part),
  };
  /** @type {Measuring[]} */
  const measured = [];
  const conductor = new Conductor({
    options: /** @type {any} */ ({ quick: false, engines: parts.engines, tier: 'detected', ...options }),
    groups,
    fleet,
    ledger,
    schedule,
    progress,
    references: { of: reference },
    measureGroup: async (group, _engines, _reference, iterations, pace, seed, hooks) => {
      const measuring = { group, hooks, pace, seed, iterations, clock };
      measured.push(measuring);
      await measure(measuring);
      hooks.onProgress(1, group.label);
    },
  });
  return { clock, conductor, fleet, folder, ledger, measured, parts, progress, said, schedule };
}

/**
 * @param {MadeUpFolder} folder
 * @returns {string[]} each process of each cell once
 */
const processesIn = (folder) => [
  ...new Set(folder.rows('samples').map(({ process, machine, variant }) => `${process} ${machine} ${variant}`)),
];

/**
 * @param {MadeUpFolder} folder
 * @returns {string[]}
 */
const errorsIn = (folder) =>
  folder.rows('errors').map(({ variant, stage, message }) => `${variant} ${stage} ${message}`);

test('each process has fresh engines, and measures every group that is due', async () => {
  const groups = [groupOf([JS, WASM], { label: 'first' }), groupOf([cellOf('js')], { label: 'second' })];
  const { conductor, folder, measured, parts, progress } = run({ groups });
  let processes = 0;
  await conductor.measure(10, () => processes++);
  assert.deepEqual(
    measured.map(({ group }) => group.label),
    ['first', 'second', 'first', 'second'],
  );
  assert.deepEqual(parts.started, ['native', 'node', 'native', 'node']);
  assert.deepEqual([processes, conductor.processes], [2, 2]);
  assert.equal(folder.rows('samples').length, 2 * 5 * 3);
  assert.deepEqual(new Set(folder.rows('samples').map(({ process }) => process)), new Set([1, 2]));
  assert.equal(progress.done, progress.total, 'the bar is full at the end');
  assert.deepEqual(
    measured.map(({ seed }) => seed),
    [1000, 1001, 2000, 2001],
    'each has an order of its own',
  );
});

test('the iterations that the first process found are those of the next', async () => {
  const { conductor, measured } = run({
    groups: [groupOf([JS])],
    measure: (measuring) => {
      measuring.iterations.set('all', (measuring.iterations.get('all') ?? 0) + 7);
      sample(measuring);
    },
  });
  await conductor.measure(10, () => {});
  assert.equal(measured[1].iterations.get('all'), 14);
});

test('a run ends when its intervals are narrow, and goes on while they are wide and time is left', async () => {
  const rule = { least: 1, most: 40, precision: 0.02 };
  const narrow = run({ groups: [groupOf([JS, WASM])], rule, width: (processes) => (processes < 3 ? 0.5 : 0.01) });
  await narrow.conductor.measure(1000, () => {});
  assert.equal(narrow.conductor.processes, 3);
  const wide = run({
    groups: [groupOf([JS, WASM])],
    rule,
    width: () => 0.5,
    measure: (measuring) => {
      measuring.clock.now += 3000;
      sample(measuring);
    },
  });
  await wide.conductor.measure(10, () => {});
  assert.equal(
    wide.conductor.processes,
    4,
    'what one process takes is not known beforehand, only whether time is left',
  );
});

test('groups share what is left of the budget', async () => {
  const groups = [groupOf([JS, WASM]), groupOf([cellOf('js'), cellOf('wasm')])];
  const { conductor, measured } = run({ groups });
  await conductor.measure(8, () => {});
  assert.equal(measured[0].pace.endBy, 2000);
});

test('the samples of a retake count, those before it do not', async () => {
  const { conductor, folder } = run({
    groups: [groupOf([JS])],
    measure: (measuring) => {
      sample(measuring);
      measuring.hooks.onRetake();
      sample(measuring);
    },
  });
  await conductor.measure(10, () => {});
  assert.equal(folder.rows('samples').length, 10);
});

test('a cell that fails has no samples of that process and no further ones; the others go on', async () => {
  const { conductor, folder, ledger, measured } = run({
    groups: [groupOf([JS, WASM])],
    measure: (measuring) => {
      sample(measuring);
      if (measuring.group.cells.includes(WASM)) {
        measuring.hooks.onError(WASM, 'verify', 'result is 4');
      }
    },
  });
  await conductor.measure(10, () => {});
  assert.deepEqual(processesIn(folder), [`1 ${HOST} js`, `2 ${HOST} js`]);
  assert.deepEqual(errorsIn(folder), ['wasm verify result is 4']);
  assert.deepEqual(measured[1].group.cells, [JS]);
  assert.equal(ledger.failures, 1);
});

test('a cell that lost its engine through another one is measured by the next process', async () => {
  const { conductor, folder } = run({
    groups: [groupOf([JS, WASM])],
    measure: (measuring) => {
      if (measuring.group.cells.includes(WASM)) {
        measuring.hooks.onError(WASM, 'engine', 'ended with SIGKILL');
        measuring.hooks.onLost(JS, 'ended with SIGKILL');
      } else {
        sample(measuring);
      }
    },
  });
  await conductor.measure(10, () => {});
  assert.deepEqual(processesIn(folder), [`2 ${HOST} js`, `3 ${HOST} js`]);
  assert.deepEqual(errorsIn(folder), ['wasm engine ended with SIGKILL']);
});

test('a group that never comes out whole is given up, and what has no sample by then has failed', async () => {
  const { conductor, folder } = run({
    groups: [groupOf([JS, WASM])],
    measure: ({ hooks }) => [JS, WASM].forEach((cell) => hooks.onLost(cell, 'ended with SIGSEGV')),
  });
  await conductor.measure(10, () => {});
  assert.equal(conductor.processes, 3, 'one more than it has cells');
  assert.deepEqual(
    errorsIn(folder),
    ['js', 'wasm'].map((name) => `${name} engine no sample, since another cell ended its engine: ended with SIGSEGV`),
  );
});

test('a reference that cannot be had costs the cells of its group, and the others go on', async () => {
  const other = cellOf('js');
  let asked = 0;
  const { conductor, folder, measured } = run({
    groups: [groupOf([JS, WASM], { label: 'first' }), groupOf([other], { label: 'second' })],
    reference: async () => {
      if (asked++ === 0) {
        throw new EngineError('verify', 'its definition expects 5');
      }
      return REFERENCE;
    },
  });
  await conductor.measure(10, () => {});
  assert.deepEqual(
    errorsIn(folder),
    ['js', 'wasm'].map((name) => `${name} verify reference: its definition expects 5`),
  );
  assert.deepEqual(
    measured.map(({ group }) => group.label),
    ['second', 'second'],
  );
});

test('an engine that does not come back costs its cells; the others go on', async () => {
  let starts = 0;
  const bun = cellOf('js', { seat: 'bun' });
  const { conductor, folder, said, ledger } = run({
    groups: [groupOf([JS, bun])],
    fleet: {
      engines: [choiceHere('node'), choiceHere('bun')],
      start: (/** @type {any} */ { name }) => (name === 'bun' && ++starts > 1 ? refuse('cannot start') : engineOn()),
    },
  });
  await conductor.measure(10, () => {});
  assert.deepEqual(
    folder.rows('errors').map(({ engine, message }) => `${engine} ${message}`),
    ['bun cannot start'],
  );
  assert.equal(folder.rows('samples').filter(({ engine }) => engine === 'node').length, 10);
  ledger.tell();
  assert.match(said.at(-1) ?? '', /^here was lost, and 1 cell is not, or not wholly, measured there: cannot start/);
});

test('lanes are measured at the same time, the groups of a lane one after the other', async () => {
  const seats = [choiceElsewhere(1), choiceElsewhere(2)];
  const groups = seats.flatMap(({ seat, lane }) =>
    ['first', 'second'].map((label) =>
      groupOf([cellOf('js', { seat, engine: 'chromium' })], { label: `${lane} ${label}`, lane }),
    ),
  );
  /** @type {string[]} */
  const log = [];
  const machines = ['a', 'b'];
  /** @type {Map<string, () => void>} those that wait until all lanes are under way */
  const waiting = new Map();
  const { conductor, folder } = run({
    groups,
    rule: { least: 1, most: 1, precision: 0 },
    fleet: {
      engines: seats,
      start: async (/** @type {any} */ { lane }) => engineOn(lane === '' ? HOST : machines.shift()),
    },
    measure: async (measuring) => {
      const { label } = measuring.group;
      log.push(`begin ${label}`);
      await new Promise((resolve) => {
        waiting.set(label, () => resolve(undefined));
        if (waiting.size === 2) {
          [...waiting.values()].forEach((go) => go());
          waiting.clear();
        }
      });
      sample(measuring);
      log.push(`end ${label}`);
    },
  });
  await conductor.measure(10, () => {});
  assert.deepEqual(log.slice(0, 2).sort(), ['begin lane 1 first', 'begin lane 2 first']);
  for (const lane of ['lane 1', 'lane 2']) {
    assert.deepEqual(
      log.filter((line) => line.includes(lane)),
      ['begin', 'end']
        .flatMap((what) => `${what} ${lane} first`)
        .concat(['begin', 'end'].map((what) => `${what} ${lane} second`)),
    );
  }
  assert.deepEqual(new Set(folder.rows('samples').map(({ machine }) => machine)), new Set(['a', 'b']));
});

test('an engine elsewhere that was lost is waited for at the end of its lane, while others still measure', async () => {
  const choice = choiceElsewhere(1);
  const there = cellOf('js', { seat: choice.seat, engine: 'chromium' });
  const { conductor, fleet, parts } = run({
    groups: [groupOf([there], { lane: choice.lane })],
    rule: { least: 1, most: 1, precision: 0 },
    fleet: { engines: [choice], start: async (/** @type {any} */ { lane }) => engineOn(lane === '' ? HOST : 'a') },
    measure: (measuring) => {
      sample(measuring);
      fleet.engines[choice.seat].process.kill('its page is gone');
    },
  });
  await conductor.measure(10, () => {});
  assert.deepEqual(parts.started, ['native', 'chromium #1', 'chromium #1 on a']);
});

test('a run that is stopped keeps what is whole, starts nothing more, and calls no process done', async () => {
  const groups = [groupOf([JS, WASM], { label: 'first' }), groupOf([cellOf('js')], { label: 'second' })];
  const { conductor, fleet, folder, measured, parts } = run({
    groups,
    measure: (measuring) => {
      sample(measuring, [JS]);
      measuring.hooks.onCurve(JS, { call: 1, phase: 'cold' });
      measuring.hooks.onCurve(WASM, { call: 1, phase: 'cold' });
      fleet.stop();
      assert.ok(measuring.hooks.stopped());
    },
  });
  let processes = 0;
  await conductor.measure(10, () => processes++);
  assert.deepEqual([measured.length, processes, parts.started.length], [1, 0, 2]);
  assert.deepEqual(processesIn(folder), [`1 ${HOST} js`]);
  assert.deepEqual(
    folder.rows('warmup').map(({ variant }) => variant),
    ['js'],
  );
  assert.deepEqual(folder.rows('errors'), []);
  assert.equal(conductor.sampledSeconds, 0);
});

test('curves are recorded once, of experiments that want them, with data resident', async () => {
  const copying = cellOf('wasm', { transfer: 'copy' });
  const groups = [groupOf([JS, copying], { curves: true }), groupOf([WASM])];
  /** @type {string[]} */
  const wanted = [];
  const { conductor } = run({
    groups,
    measure: (measuring) => {
      for (const cell of measuring.group.cells.filter((one) => measuring.hooks.wantsCurve(one))) {
        wanted.push(cell.spec.variant);
        measuring.hooks.onCurve(cell, { call: 1, phase: 'cold' });
      }
      sample(measuring);
    },
  });
  await conductor.measure(10, () => {});
  assert.deepEqual(wanted, ['js']);
});

test('a quick run records curves at the smallest size, and one of many engines those of the first alone', async () => {
  const engines = ['node', 'bun', 'deno', 'firefox'].map(choiceHere);
  const cells = engines.map(({ seat }) => cellOf('js', { seat }));
  const wantsOf = async (/** @type {any} */ options, /** @type {Partial<Group>} */ more) => {
    /** @type {string[]} */
    const wanted = [];
    const { conductor } = run({
      groups: [groupOf(cells, { curves: true, ...more })],
      options,
      fleet: { engines: options.engines },
      rule: { least: 1, most: 1, precision: 0 },
      measure: (measuring) => {
        wanted.push(...cells.filter((cell) => measuring.hooks.wantsCurve(cell)).map(({ seat }) => seat));
        sample(measuring);
      },
    });
    await conductor.measure(10, () => {});
    return wanted;
  };
  assert.deepEqual(await wantsOf({ quick: true, engines }, {}), ['node']);
  assert.deepEqual(await wantsOf({ quick: true, engines: engines.slice(0, 2) }, { isSmallest: false }), []);
  assert.deepEqual(await wantsOf({ quick: false, engines }, { isSmallest: false }), ['node', 'bun', 'deno', 'firefox']);
});

test('a resumed run goes on behind the last process with its iterations, and measures what is missing', async () => {
  const group = groupOf([JS, WASM]);
  const { conductor, folder, ledger, measured } = run({ groups: [group], rule: { least: 3, most: 3, precision: 0 } });
  const samples = [JS, WASM].flatMap((cell) =>
    [1, 2, 3, 4, 5].flatMap((round) =>
      [1, 4].map((process) =>
        Object.fromEntries(
          Object.entries({ process, ...ledger.columns(cell), round, iterations: process, elapsed_ns: 8 }).map(
            ([name, value]) => [name, String(value)],
          ),
        ),
      ),
    ),
  );
  const { rows, process } = ledger.restore({ samples, warmup: [], errors: [], skipped: [], warnings: [] });
  conductor.restore(rows, process);
  await conductor.measure(10, () => {});
  assert.equal(measured.length, 1);
  assert.deepEqual([...measured[0].iterations], [['all', 4]], 'the most that any process had');
  assert.deepEqual(processesIn(folder), [`5 ${HOST} js`, `5 ${HOST} wasm`]);
});

test('a mistake of the program is no lost engine: it ends the run', async () => {
  const { conductor } = run({
    groups: [groupOf([JS])],
    reference: async () => {
      throw new TypeError('a mistake');
    },
  });
  await assert.rejects(
    conductor.measure(10, () => {}),
    TypeError,
  );
});
