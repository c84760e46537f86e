/**
 * Runs with made-up numbers, and charts drawn of them, for the tests of plots/.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after } from 'node:test';
import { makeBoundaryFixture } from '../../tools/make-boundary-fixture.js';
import { makeChartsFixture } from '../../tools/make-charts-fixture.js';
import { BUILD_DIR } from '../../../harness/words/paths.js';

/** The folder of the charts. */
export const plots = fileURLToPath(new URL('../../../plots/', import.meta.url));
/** A folder for runs, gone after the tests. */
export const scratch = mkdtempSync(join(tmpdir(), 'tollgate-charts-'));
/** In a locale without UTF-8 gnuplot warns of a degree sign that no chart uses. */
const env = { ...process.env, LC_ALL: 'C.UTF-8' };
after(() => rmSync(scratch, { recursive: true, force: true }));

/** @typedef {NonNullable<Parameters<typeof makeChartsFixture>[1]>} Options */
/** @typedef {NonNullable<Parameters<typeof makeBoundaryFixture>[1]>} BoundaryOptions */

/**
 * Makes a fixture run folder in the scratch folder.
 * @param {string} name
 * @param {Options} [options]
 */
export function fixture(name, options) {
  const run = join(scratch, name);
  makeChartsFixture(run, options);
  mkdirSync(join(run, 'charts'), { recursive: true });
  return run;
}

/** @returns {string[]} the names of all charts */
export const chartNames = () =>
  readdirSync(plots)
    .filter((name) => name.endsWith('.gp'))
    .map((name) => name.slice(0, -3));

/**
 * Draws one chart; returns gnuplot's exit code, its stderr and the output's path.
 * @param {string} chart
 * @param {string} run
 * @param {string} format
 * @param {string} theme
 */
export function draw(chart, run, format, theme) {
  const output = join(run, 'charts', `${chart}-${theme}.${format}`);
  const options = `run='${run}'; output='${output}'; format='${format}'; theme='${theme}'`;
  const { status, stderr } = spawnSync('gnuplot', ['-e', options, join(plots, `${chart}.gp`)], {
    encoding: 'utf8',
    env,
  });
  return { status, stderr, output };
}

/**
 * The text of an SVG file, after checking that its tags nest.
 * @param {string} svg
 */
export function svgText(svg) {
  /** @type {string[]} */
  const open = [];
  for (const [, closing, name, selfClosing] of svg.matchAll(
    /<(\/?)([A-Za-z][\w:]*)(?:[^<>"']|"[^"]*"|'[^']*')*?(\/?)>/g,
  )) {
    if (closing) assert.equal(open.pop(), name, 'tags nest');
    else if (!selfClosing) open.push(name);
  }
  assert.deepEqual(open, [], 'every tag is closed');
  assert.match(svg, /^<\?xml[^>]*\?>\s*<svg\b/);
  return svg
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/**
 * Width and height out of a PNG's IHDR chunk.
 * @param {Buffer} bytes
 */
export function pngSize(bytes) {
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
  assert.equal(bytes.toString('latin1', 12, 16), 'IHDR');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

/**
 * Draws a chart as SVG, quietly, and returns its text.
 * @param {string} chart
 * @param {string} run
 * @param {string} theme
 */
export function drawnText(chart, run, theme) {
  const { status, stderr, output } = draw(chart, run, 'svg', theme);
  assert.equal(stderr, '', `${chart}: gnuplot has nothing to say`);
  assert.equal(status, 0);
  return svgText(readFileSync(output, 'utf8'));
}

/**
 * Makes a run of the boundary experiments in the scratch folder, and what tollgate makes of it.
 * @param {string} name
 * @param {BoundaryOptions} [options]
 */
export function boundaryFixture(name, options) {
  const run = join(scratch, name);
  makeBoundaryFixture(run, options);
  mkdirSync(join(run, 'charts'), { recursive: true });
  const { status, stderr } = spawnSync(join(BUILD_DIR, 'tollgate'), ['summarize', run], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return run;
}

/**
 * How often a mark of a shape and colour stands in an SVG.
 * @param {string} svg
 * @param {string} shape
 * @param {string} colour as gnuplot writes it
 */
export const marks = (svg, shape, colour) =>
  [...svg.matchAll(new RegExp(`<use xlink:href='#${shape}'[^>]*color='([^']*)'`, 'g'))].filter(([, c]) => c === colour)
    .length;
