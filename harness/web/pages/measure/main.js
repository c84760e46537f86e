/**
 * The page: form, session, and what of it is shown when.
 */

import { provideStatistics } from '../../../stats/statistics.js';
import { darkness, provideColours } from '../shared/look.js';
import { drawSamples, drawSpeedups } from './charts.js';
import { chosen, missing, offer } from './choices.js';
import { offerFile } from './downloads.js';
import { askEngine, environmentRows, forPeople } from './environment.js';
import { find } from './find.js';
import { resultsOf } from './results.js';
import { Session } from './session.js';
import { tableOf } from './table.js';

/** @import { Row } from '../../../words/rows.js' */
/** @import { PagePlan } from './session.js' */

/** The charts are drawn so often at most: drawing takes time from what is measured on this page's own thread. */
const DRAW_EVERY_MS = 500;

/** @type {Record<string, string>} */
const NAMES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

/** @type {HTMLProgressElement} */
const bar = find('progress');
/** @type {HTMLInputElement} */
const passes = find('passes');
/** @type {HTMLButtonElement} */
const runButton = find('run');
/** @type {HTMLButtonElement} */
const stopButton = find('stop');

/** @param {string} text */
const tell = (text) => {
  find('status').textContent = text;
};

/** @type {Session | null} */
let session = null;
/** @type {Map<PagePlan, Row[]>} samples by group */
let samples = new Map();
/** @type {PagePlan | null} whose charts are shown */
let shown = null;
let drawn = 0;
/** @type {Record<string, string>} what the engine says of itself */
let words = {};

/** @param {PagePlan} group */
function drawCharts(group) {
  shown = group;
  drawn = performance.now();
  const rows = samples.get(group) ?? [];
  find('charts').hidden = false;
  find('samples-caption').textContent = `Each sample, by round: ${group.label}`;
  drawSamples(find('samples-chart'), group, rows);
  drawSpeedups(find('speedup-chart'), group, resultsOf(group, rows));
}

function showResults() {
  const tables = [...samples].map(([group, rows]) => tableOf(group, resultsOf(group, rows)));
  find('tables').replaceChildren(...tables);
  find('results').hidden = tables.length === 0;
  offerFile(find('samples-csv'), 'samples', [...samples.values()].flat());
  offerFile(find('environment-csv'), 'environment', environmentRows(words));
}

/** @type {import('./session.js').Watcher} */
const watcher = {
  onSample: (group, row) => {
    samples.set(group, [...(samples.get(group) ?? []), row]);
    if (performance.now() - drawn > DRAW_EVERY_MS) {
      drawCharts(group);
    }
  },
  onRetake: (group) => {
    const rows = samples.get(group) ?? [];
    const pass = rows.at(-1)?.process;
    samples.set(
      group,
      rows.filter(({ process }) => process !== pass),
    );
  },
  onGroup: (group) => {
    drawCharts(group);
    showResults();
  },
  onProblem: ({ cell, stage, message }) => {
    find('problems').hidden = false;
    const text = stage === 'unsupported' ? `${cell}: ${message}` : `${cell}: ${stage}: ${message}`;
    find('problem-list').append(Object.assign(document.createElement('li'), { textContent: text }));
  },
  onProgress: (part, text) => {
    bar.value += part;
    tell(text);
  },
};

/** @param {boolean} isRunning */
function setRunning(isRunning) {
  runButton.disabled = isRunning;
  stopButton.disabled = !isRunning;
  find('form')
    .querySelectorAll('fieldset')
    .forEach((fieldset) => {
      fieldset.disabled = isRunning;
    });
}

/** @returns {Promise<PagePlan[]>} */
async function plan() {
  const response = await fetch(`/plan?${chosen()}`);
  if (!response.ok) {
    throw new Error((await response.text()).trim());
  }
  return response.json();
}

async function run() {
  const lacking = missing();
  if (lacking !== null) {
    tell(`Choose ${lacking} first.`);
    return;
  }
  setRunning(true);
  samples = new Map();
  bar.value = 0;
  find('problems').hidden = true;
  find('problem-list').replaceChildren();
  const start = performance.now();
  try {
    tell('planning');
    session = new Session(await plan(), passes.valueAsNumber, watcher);
    await session.measure();
    const count = [...samples.values()].reduce((sum, rows) => sum + rows.length, 0);
    const seconds = Math.round((performance.now() - start) / 1000);
    tell(`${session.stopped ? 'Stopped' : 'Done'}: ${count} samples in ${seconds} s.`);
    bar.value = session.stopped ? bar.value : 1;
    showResults();
  } catch (error) {
    tell(`It did not work: ${/** @type {Error} */ (error).message}`);
  } finally {
    session = null;
    setRunning(false);
  }
}

function showEnvironment() {
  const { engine } = words;
  find('environment').replaceChildren(
    ...forPeople(words).flatMap(([name, value]) => [
      Object.assign(document.createElement('dt'), { textContent: name }),
      Object.assign(document.createElement('dd'), { textContent: value }),
    ]),
  );
  find('browser').textContent = NAMES[engine] ?? 'this browser';
  if (!crossOriginIsolated) {
    find('warning').hidden = false;
    find('warning').textContent =
      'This page is not isolated, so its clock goes in coarse steps and samples have to be long: ' +
      'open it by https, or at 127.0.0.1.';
  }
}

async function start() {
  const { instance } = await WebAssembly.instantiate(await (await fetch('/build/stats.wasm')).arrayBuffer(), {});
  provideStatistics(() => instance);
  const choices = await (await fetch('/choices')).json();
  provideColours(choices.variants);
  offer(choices);
  words = await askEngine();
  showEnvironment();
  find('form').addEventListener('submit', (event) => {
    event.preventDefault();
    run();
  });
  stopButton.addEventListener('click', () => session?.stop());
  darkness.addEventListener('change', () => shown && (drawCharts(shown), showResults()));
  addEventListener('resize', () => shown && drawCharts(shown));
}

start().catch((error) => tell(`The page cannot begin: ${error.message}`));
