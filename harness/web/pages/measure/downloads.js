/**
 * Links to files of samples and environment, which have the form of those that `make bench` writes.
 */

import { COLUMNS, csvRow, csvRows } from '../../../words/rows.js';

/** @import { Row } from '../../../words/rows.js' */

/**
 * @param {HTMLAnchorElement} link
 * @param {'samples' | 'environment'} name
 * @param {Row[]} rows
 */
export function offerFile(link, name, rows) {
  if (link.href !== '') {
    URL.revokeObjectURL(link.href);
  }
  link.href = URL.createObjectURL(
    new Blob([csvRow(COLUMNS[name]), csvRows(COLUMNS[name], rows)], { type: 'text/csv' }),
  );
}
