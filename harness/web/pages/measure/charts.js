/**
 * The two charts that grow while it measures: each sample, and the speedups after each pass.
 */

import './language.js';
// By its path, since pages have neither a build step nor an import map.
// @ts-expect-error: its types are those of the package's name
import UPlot from '../../../../node_modules/uplot/dist/uPlot.esm.js';
import { colourNamed, colourOf } from '../shared/look.js';
import { isOf, labelOf } from './labels.js';
import { duration } from './results.js';

/** @import { Result } from './results.js' */
/** @import { Row } from '../../../words/rows.js' */
/** @import { PagePlan, PlannedWay } from './session.js' */

const HEIGHT = 320;
const AXIS_SIZE = 70;
/** Width of a letter of an axis, about, in px. */
const LETTER = 7.5;
const LOG = 3;

/**
 * @param {HTMLElement} place
 * @returns {{ width: number, height: number }}
 */
const sizeOf = (place) => ({ width: Math.max(260, place.clientWidth), height: HEIGHT });

/**
 * @param {Partial<any>} [more]
 * @returns {any}
 */
const axis = (more = {}) => ({
  stroke: colourNamed('--ink'),
  grid: { stroke: colourNamed('--hair'), width: 1 },
  ticks: { stroke: colourNamed('--hair'), width: 1 },
  ...more,
});

/**
 * A sweep has too many batches for a line each: the cells that do all the work in one call are shown.
 * @param {PagePlan} group
 */
const shownCells = (group) =>
  group.cells.map(({ spec }) => spec).filter(({ batch, n }) => batch === n || group.form !== 'sweep');

/**
 * @param {HTMLElement} place
 * @param {any} options
 * @param {any[]} data
 */
function draw(place, options, data) {
  place.replaceChildren();
  return new UPlot({ ...sizeOf(place), ...options }, data, place);
}

/**
 * @param {Row} row
 * @returns {number} by which rounds are ordered over all passes
 */
const placeOf = ({ process, round }) => Number(process) * 1000 + Number(round);

/**
 * @param {PagePlan} group
 * @param {Row[]} rows
 * @returns {any[]} uPlot's data: the numbers of the rounds, then ns per element of each shown cell
 */
function sampleData(group, rows) {
  const places = [...new Set(rows.map(placeOf))].sort((a, b) => a - b);
  const perElement = (/** @type {Row} */ row) => Number(row.elapsed_ns) / Number(row.iterations) / Math.max(group.n, 1);
  const series = shownCells(group).map((spec) => {
    const own = new Map(rows.filter(isOf(spec)).map((row) => [placeOf(row), perElement(row)]));
    return places.map((place) => own.get(place) ?? null);
  });
  return [places.map((_, i) => i + 1), ...series];
}

/** @param {number[]} ticks */
const twoDigits = (ticks) => ticks.map((tick) => (tick === null ? '' : String(Number(tick.toPrecision(2)))));

/**
 * @param {HTMLElement} place
 * @param {PagePlan} group
 * @param {Row[]} rows of its samples
 */
export function drawSamples(place, group, rows) {
  const line = (/** @type {PlannedWay['spec']} */ spec) => ({
    label: labelOf(spec),
    stroke: colourOf(spec.variant),
    width: 2,
    points: { size: 5, fill: colourOf(spec.variant) },
    value: (/** @type {any} */ _, /** @type {number | null} */ value) => (value === null ? '–' : duration(value)),
  });
  const options = {
    scales: { x: { time: false }, y: { distr: LOG } },
    axes: [
      axis({ label: 'round, over all passes' }),
      axis({
        label: `ns per ${group.element}`,
        size: AXIS_SIZE,
        values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => twoDigits(ticks),
      }),
    ],
    series: [{ label: 'round' }, ...shownCells(group).map(line)],
  };
  draw(place, options, sampleData(group, rows));
}

/**
 * @param {any} plot
 * @param {number} place of the bar
 * @param {Result} result
 * @returns {Path2D} an upright line from end to end of its interval, with a stroke across each end
 */
function whisker(plot, place, { low, high }) {
  const path = new Path2D();
  const x = plot.valToPos(place, 'x', true);
  const [from, to] = [low, high].map((value) => plot.valToPos(value, 'y', true));
  const half = 6 * devicePixelRatio;
  [
    [x, from, x, to],
    [x - half, from, x + half, from],
    [x - half, to, x + half, to],
  ].forEach(([x0, y0, x1, y1]) => {
    path.moveTo(x0, y0);
    path.lineTo(x1, y1);
  });
  return path;
}

/**
 * Whiskers of 95 % intervals, with a rim, so that they can be seen on a bar of any colour.
 * @param {any} plot
 * @param {Result[]} results
 */
function drawWhiskers(plot, results) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  results.forEach((result, i) => {
    if (Number.isFinite(result.low) && Number.isFinite(result.high)) {
      const path = whisker(plot, i, result);
      for (const [colour, width] of /** @type {const} */ ([
        ['--ground', 4],
        ['--ink', 2],
      ])) {
        ctx.lineWidth = width * devicePixelRatio;
        ctx.strokeStyle = colourNamed(colour);
        ctx.stroke(path);
      }
    }
  });
  ctx.restore();
}

/**
 * The line at 1: as fast as js.
 * @param {any} plot
 */
function drawBaseline(plot) {
  const { ctx, bbox } = plot;
  const y = plot.valToPos(1, 'y', true);
  ctx.save();
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.strokeStyle = colourOf('js');
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/**
 * @param {PagePlan} group
 * @param {Result[]} all
 * @returns {Result[]} those with a speedup, but for the baseline itself
 */
function shownResults(group, all) {
  const cells = shownCells(group);
  return all.filter(
    (result) => result.variant !== 'js' && result.speedup > 0 && cells.some((spec) => isOf(spec)(result)),
  );
}

/**
 * @param {Result} result
 * @returns {number} what the chart has to reach up to; a wide interval may stick out
 */
const topOf = ({ speedup, high }) => (Number.isFinite(high) ? Math.min(high, 2 * speedup) : speedup);

/**
 * The names below the bars, aslant where they would run into each other.
 * @param {HTMLElement} place
 * @param {Result[]} results
 */
function nameAxis(place, results) {
  const names = results.map(labelOf);
  const room = (sizeOf(place).width - AXIS_SIZE) / names.length;
  const isTight = names.some((name) => name.length * LETTER > room);
  return axis({
    grid: { show: false },
    splits: () => names.map((_, i) => i),
    values: () => names,
    ...(isTight && { rotate: 35, size: 2 * AXIS_SIZE }),
  });
}

/** @param {Result} result */
function bar(result) {
  const colour = colourOf(result.variant);
  const paths = UPlot.paths.bars?.({ size: [0.6, 90] });
  return { label: labelOf(result), fill: colour, stroke: colour, width: 0, paths, points: { show: false } };
}

/**
 * @param {HTMLElement} place
 * @param {PagePlan} group
 * @param {Result[]} all
 */
export function drawSpeedups(place, group, all) {
  const results = shownResults(group, all);
  if (results.length === 0) {
    const textContent = 'No js beside it, or no pass is complete yet.';
    place.replaceChildren(Object.assign(document.createElement('p'), { className: 'note', textContent }));
    return;
  }
  const most = Math.max(1.2, ...results.map(topOf));
  const options = {
    legend: { show: false },
    scales: { x: { time: false, range: [-0.6, results.length - 0.4] }, y: { range: [0, 1.08 * most] } },
    axes: [nameAxis(place, results), axis({ label: 'times as fast as js', size: AXIS_SIZE })],
    series: [{}, ...results.map(bar)],
    hooks: { draw: [drawBaseline, (/** @type {any} */ plot) => drawWhiskers(plot, results)] },
  };
  draw(place, options, [
    results.map((_, i) => i),
    ...results.map(({ speedup }, i) => results.map((_, k) => (k === i ? speedup : null))),
  ]);
}
