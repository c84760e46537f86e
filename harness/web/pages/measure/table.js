/**
 * Results as tables, one a group.
 */

import { colourOf } from '../shared/look.js';
import { labelOf } from './labels.js';
import { duration } from './results.js';

/** @import { Result } from './results.js' */
/** @import { PagePlan } from './session.js' */

/**
 * @param {'td' | 'th'} name
 * @param {(string | Node)[]} content
 * @returns {HTMLElement}
 */
function cell(name, ...content) {
  const element = document.createElement(name);
  if (name === 'th') {
    element.setAttribute('scope', 'col');
  }
  element.append(...content);
  return element;
}

/**
 * @param {number} value
 * @returns {string}
 */
const ratio = (value) => `${Number(value.toPrecision(3))}×`;

/** @param {HTMLElement[]} cells */
function row(cells) {
  const tr = document.createElement('tr');
  tr.append(...cells);
  return tr;
}

/**
 * @param {string} variant
 * @returns {HTMLElement}
 */
function swatch(variant) {
  const mark = Object.assign(document.createElement('span'), { className: 'swatch' });
  mark.style.background = colourOf(variant);
  return mark;
}

/**
 * @param {PagePlan} group
 * @returns {HTMLElement}
 */
function headOf(group) {
  const head = document.createElement('thead');
  const batch = group.form === 'sweep' ? ['a call'] : [];
  const names = ['variant', ...batch, 'time', `per ${group.element}`, 'speedup over js', '95 %', 'passes'];
  head.append(row(names.map((text) => cell('th', text))));
  return head;
}

/**
 * @param {PagePlan} group
 * @param {Result} result
 * @returns {HTMLElement}
 */
function rowOf(group, result) {
  const { variant, batch, passes, timeNs, perElementNs, speedup, low, high } = result;
  return row([
    cell('td', swatch(variant), labelOf(result)),
    ...(group.form === 'sweep' ? [cell('td', String(batch))] : []),
    cell('td', duration(timeNs)),
    cell('td', duration(perElementNs)),
    cell('td', Number.isFinite(speedup) ? ratio(speedup) : '–'),
    cell('td', Number.isFinite(low) ? `${ratio(low)}–${ratio(high)}` : '–'),
    cell('td', String(passes)),
  ]);
}

/**
 * @param {PagePlan} group
 * @param {Result[]} results
 * @returns {HTMLElement}
 */
export function tableOf(group, results) {
  const table = document.createElement('table');
  const textContent = `${group.kernel}, n = ${group.sizeLabel}, ${group.experiment}`;
  const body = document.createElement('tbody');
  body.append(...results.map((result) => rowOf(group, result)));
  table.append(Object.assign(document.createElement('caption'), { textContent }), headOf(group), body);
  const place = Object.assign(document.createElement('div'), { className: 'table', tabIndex: 0 });
  place.setAttribute('role', 'region');
  place.setAttribute('aria-label', textContent);
  place.append(table);
  return place;
}
