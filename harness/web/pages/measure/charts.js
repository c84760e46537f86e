/**
 * The two live charts: samples as they come, and speedups as passes are complete.
 */

import './language.js';
// By its path: no build step and no import map stand between the page and the file.
// @ts-expect-error: its types are those of the package's name
import UPlot from '../../../../node_modules/uplot/dist/uPlot.esm.js';
import { colourNamed, colourOf } from './look.js';
import { duration } from './results.js';

/** @import { Result } from './results.js' */
/** @import { Row } from '../../../words/rows.js' */
/** @import { PagePlan } from './session.js' */

const HEIGHT = 320;
const AXIS_SIZE = 70;
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
 * @param {{ variant: string, batch: number }} cell
 * @param {boolean} withBatch
 * @returns {string}
 */
const nameOf = ({ variant, batch }, withBatch) => (withBatch ? `${variant} ${batch}` : variant);

/**
 * Batches of a sweep are too many for a line each: those of all data in one call are shown.
 * @param {PagePlan} group
 */
const shownCells = (group) =>
  group.cells.map(({ spec }) => spec).filter(({ batch, n }) => batch === n || group.experiment !== 'crossings');

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
 * @param {HTMLElement} place
 * @param {PagePlan} group
 * @param {Row[]} rows of its samples
 */
export function drawSamples(place, group, rows) {
  const cells = shownCells(group);
  const rounds = [...new Set(rows.map(({ process, round }) => Number(process) * 1000 + Number(round)))].sort(
    (a, b) => a - b,
  );
  const perElement = (/** @type {Row} */ row) => Number(row.elapsed_ns) / Number(row.iterations) / Math.max(group.n, 1);
  const series = cells.map(({ variant, batch }) => {
    const own = new Map(
      rows
        .filter((row) => row.variant === variant && row.batch === batch)
        .map((row) => [Number(row.process) * 1000 + Number(row.round), perElement(row)]),
    );
    return rounds.map((round) => own.get(round) ?? null);
  });
  const options = {
    scales: { x: { time: false }, y: { distr: LOG } },
    axes: [
      axis({ label: 'round, over all passes' }),
      axis({
        label: `ns per ${group.element}`,
        size: AXIS_SIZE,
        values: (/** @type {any} */ _, /** @type {number[]} */ ticks) =>
          ticks.map((tick) => (tick === null ? '' : String(Number(tick.toPrecision(2))))),
      }),
    ],
    series: [
      { label: 'round' },
      ...cells.map(({ variant, batch }) => ({
        label: nameOf({ variant, batch }, false),
        stroke: colourOf(variant),
        width: 2,
        points: { size: 5, fill: colourOf(variant) },
        value: (/** @type {any} */ _, /** @type {number | null} */ value) => (value === null ? '–' : duration(value)),
      })),
    ],
  };
  draw(place, options, [rounds.map((_, i) => i + 1), ...series]);
}

/**
 * Whiskers of 95 % intervals.
 * @param {any} plot
 * @param {Result[]} results
 */
function drawWhiskers(plot, results) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.strokeStyle = colourNamed('--ink');
  results.forEach(({ low, high }, i) => {
    if (Number.isFinite(low) && Number.isFinite(high)) {
      const x = plot.valToPos(i, 'x', true);
      const [from, to] = [low, high].map((value) => plot.valToPos(value, 'y', true));
      const half = 6 * devicePixelRatio;
      ctx.beginPath();
      [
        [x, from, x, to],
        [x - half, from, x + half, from],
        [x - half, to, x + half, to],
      ].forEach(([x0, y0, x1, y1]) => {
        ctx.moveTo(x0, y0);
        ctx.lineTo(x1, y1);
      });
      ctx.stroke();
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
 * @param {HTMLElement} place
 * @param {PagePlan} group
 * @param {Result[]} all
 */
export function drawSpeedups(place, group, all) {
  const shown = shownCells(group);
  const results = all.filter(
    ({ variant, batch, speedup }) =>
      variant !== 'js' && speedup > 0 && shown.some((spec) => spec.variant === variant && spec.batch === batch),
  );
  if (results.length === 0) {
    place.replaceChildren(
      Object.assign(document.createElement('p'), {
        className: 'note',
        textContent: 'No js beside it, or no pass is complete yet.',
      }),
    );
    return;
  }
  const most = Math.max(
    1.2,
    ...results.map(({ speedup, high }) => (Number.isFinite(high) ? Math.min(high, 2 * speedup) : speedup)),
  );
  const bars = UPlot.paths.bars?.({ size: [0.6, 90] });
  const options = {
    legend: { show: false },
    scales: { x: { time: false, range: [-0.6, results.length - 0.4] }, y: { range: [0, 1.08 * most] } },
    axes: [
      axis({
        grid: { show: false },
        splits: () => results.map((_, i) => i),
        values: () => results.map((result) => nameOf(result, false)),
      }),
      axis({ label: 'times as fast as js', size: AXIS_SIZE }),
    ],
    series: [
      {},
      ...results.map((result) => ({
        label: result.variant,
        fill: colourOf(result.variant),
        stroke: colourOf(result.variant),
        width: 0,
        paths: bars,
        points: { show: false },
      })),
    ],
    hooks: { draw: [drawBaseline, (/** @type {any} */ plot) => drawWhiskers(plot, results)] },
  };
  draw(place, options, [
    results.map((_, i) => i),
    ...results.map(({ speedup }, i) => results.map((_, k) => (k === i ? speedup : null))),
  ]);
}
