/**
 * CSV in, as this project writes it where no field needs quotes.
 */

import { readFileSync } from 'node:fs';

/** @param {string} path @returns {Record<string, string>[]} rows by column name */
export function readCsv(path) {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line, i) => {
    const fields = line.split(',');
    if (line.includes('"') || fields.length !== names.length) {
      throw new Error(`${path}, line ${i + 2}: not ${names.length} fields without quotes`);
    }
    return Object.fromEntries(names.map((name, k) => [name, fields[k]]));
  });
}
