/**
 * Results as tables, one a group.
 */

import { colourOf } from './look.js';
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
 * @param {Result[]} results
 * @returns {HTMLElement}
 */
export function tableOf(group, results) {
  const isSweep = group.experiment === 'crossings';
  const table = document.createElement('table');
  const caption = Object.assign(document.createElement('caption'), {
    textContent: `${group.kernel}, n = ${group.sizeLabel}, ${group.experiment}`,
  });
  const head = document.createElement('thead');
  head.append(
    row(
      [
        'variant',
        ...(isSweep ? ['a call'] : []),
        'time',
        `per ${group.element}`,
        'speedup over js',
        '95 %',
        'passes',
      ].map((text) => cell('th', text)),
    ),
  );
  const body = document.createElement('tbody');
  body.append(
    ...results.map(({ variant, batch, passes, timeNs, perElementNs, speedup, low, high }) =>
      row([
        cell('td', swatch(variant), variant),
        ...(isSweep ? [cell('td', String(batch))] : []),
        cell('td', duration(timeNs)),
        cell('td', duration(perElementNs)),
        cell('td', Number.isFinite(speedup) ? ratio(speedup) : '–'),
        cell('td', Number.isFinite(low) ? `${ratio(low)}–${ratio(high)}` : '–'),
        cell('td', String(passes)),
      ]),
    ),
  );
  table.append(caption, head, body);
  const place = Object.assign(document.createElement('div'), { className: 'table', tabIndex: 0 });
  place.setAttribute('role', 'region');
  place.setAttribute('aria-label', caption.textContent ?? '');
  place.append(table);
  return place;
}
