/**
 * A session of measuring: passes over the chosen groups, each with fresh isolates.
 */

import { browserFacts } from '../../../agent/browser-facts.js';
import { measureGroup } from '../../../methods/rounds/rounds.js';
import { LEAST_ROUNDS } from '../../../methods/rounds/stopping.js';
import { runName } from '../../../words/rows.js';
import { startEngine } from './this-browser.js';
import { labelOf, settingOf } from './labels.js';

/** @import { CellSpec } from '../../../words/cell-spec.js' */
/** @import { PlannedCell } from '../../../plan/planned-cell.js' */
/** @import { Experiment } from '../../../plan/load-experiments.js' */
/** @import { Row } from '../../../words/rows.js' */

/**
 * @typedef {{ variant: string, set: string, spec: CellSpec & { setting?: string } }} PlannedWay
 *
 * @typedef {object} PagePlan one group, as the server planned it
 * @property {string} experiment
 * @property {Experiment['form']} form of that experiment
 * @property {string} kernel
 * @property {string} element
 * @property {number} n
 * @property {string} sizeLabel
 * @property {string} label
 * @property {number} tierWindows
 * @property {{ result: string, path: string }} reference
 * @property {PlannedWay[]} cells
 *
 * @typedef {object} Watcher
 * @property {(group: PagePlan, row: Row) => void} onSample
 * @property {(group: PagePlan) => void} onRetake the samples of this pass over the group do not count
 * @property {(group: PagePlan, pass: number) => void} onGroup it has been measured in that pass
 * @property {(problem: { cell: string, stage: string, message: string }) => void} onProblem
 * @property {(part: number, text: string) => void} onProgress parts of all the work, 0..1 in all
 */

/** How long a pass may take: a person waits for it. */
const PACE = {
  warmupMs: 600,
  stepLimitMs: 20000,
  leastRounds: LEAST_ROUNDS,
  mostRounds: 20,
  tier: 'detected',
  hurried: false,
  together: 1,
};
const GROUP_MS = 1500;

/**
 * @param {Pick<PlannedCell, 'engine' | 'experiment'> & { spec: PlannedWay['spec'] }} cell
 * @returns {Row} what identifies the cell in samples.csv, but for the machine
 */
function keyOf({ engine, experiment, spec }) {
  const { kernel, variant, n, batch, transfer } = spec;
  return { engine, experiment, kernel, variant, n, batch, transfer, setting: settingOf(spec) };
}

export class Session {
  #stopped = false;
  #engine = startEngine();
  engine = String(browserFacts().engine);

  /**
   * @param {PagePlan[]} groups
   * @param {number} passes
   * @param {Watcher} watcher
   */
  constructor(groups, passes, watcher) {
    this.run = runName(new Date(), 'browser');
    this.groups = groups;
    this.passes = passes;
    this.watcher = watcher;
    /** @type {Map<PagePlan, Map<string, number>>} iterations by set */
    this.iterations = new Map(groups.map((group) => [group, new Map()]));
    /** @type {Set<PlannedWay>} */
    this.failed = new Set();
  }

  get stopped() {
    return this.#stopped;
  }

  stop() {
    this.#stopped = true;
    this.#engine.endAll();
  }

  async measure() {
    for (let pass = 1; pass <= this.passes && !this.#stopped; pass++) {
      for (const group of this.groups) {
        if (!this.#stopped) {
          await this.#measureGroup(group, pass);
          this.watcher.onGroup(group, pass);
        }
      }
    }
  }

  /**
   * @param {PagePlan} group
   * @param {PlannedWay} way
   * @returns {PlannedCell}
   */
  #cellOf({ experiment }, { variant, set, spec }) {
    const none = () => spec.source;
    return {
      experiment,
      engine: this.engine,
      seat: 'page',
      variant: { variant, host: 'javascript', source: none, product: none, crosses: false },
      spec,
      set,
    };
  }

  /**
   * @param {PagePlan} group
   * @param {number} pass
   */
  async #measureGroup(group, pass) {
    const { watcher, run } = this;
    const ways = group.cells.filter((way) => !this.failed.has(way));
    const cells = ways.map((way) => this.#cellOf(group, way));
    const share = 1 / (this.passes * this.groups.length);
    const pace = { ...PACE, endBy: performance.now() + GROUP_MS };
    const iterations = this.iterations.get(group) ?? new Map();
    await measureGroup({ ...group, cells }, { page: this.#engine }, group.reference, iterations, pace, pass, {
      wantsCurve: () => false,
      onCurve: () => {},
      onWarning: () => {},
      onRetake: () => watcher.onRetake(group),
      onSample: (cell, round, sample) =>
        watcher.onSample(group, { run, process: pass, ...keyOf(cell), round, ...sample, machine: location.hostname }),
      onError: (cell, stage, message) => this.#fail(ways[cells.indexOf(cell)], stage, message),
      onLost: (cell, message) => this.#fail(ways[cells.indexOf(cell)], 'engine', message),
      onProgress: (part, text) => watcher.onProgress(part * share, `pass ${pass} of ${this.passes}, ${text}`),
      stopped: () => this.#stopped,
    });
  }

  /**
   * @param {PlannedWay} way
   * @param {string} stage
   * @param {string} message
   */
  #fail(way, stage, message) {
    this.failed.add(way);
    const { kernel, n, batch } = way.spec;
    this.watcher.onProblem({
      cell: `${kernel} ${labelOf(way.spec)}, n = ${n}${batch === n ? '' : `, batch ${batch}`}`,
      stage,
      message,
    });
  }
}
