/**
 * CSV as `make bench` writes it, offered as files.
 */

/** @import { Row } from './session.js' */

/** @param {string | number} value @returns {string} RFC 4180 */
function field(value) {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {string[]} columns @param {Row[]} rows @returns {string} */
export const csvOf = (columns, rows) => [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((values) => `${values.map(field).join(',')}\n`).join('');

/** @param {HTMLAnchorElement} link @param {string} text */
export function offerFile(link, text) {
  if (link.href !== '') {
    URL.revokeObjectURL(link.href);
  }
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
}
