/**
 * An interrupted run, read back: its rows, cut back to the last whole one where the
 * file was cut off, and whether the machine and the engines are still the same.
 */

import { existsSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { readTable } from './csv.js';
import { COLUMNS } from '../words/rows.js';
import { RunFolder } from './run-folder.js';
import { DamagedError, ForeignError } from '../words/problems.js';

/** @import { Plan } from './plan-file.js' */
/** @import { TableName } from './run-folder.js' */

/** @typedef {Record<string, string>[]} Rows */
/** @typedef {Record<TableName, Rows>} Tables */

const NUMBER = /^\d+(\.\d+)?$/;
/**
 * Values of these columns are plausible only so.
 * @type {Record<string, RegExp>}
 */
const PLAUSIBLE = {
  ...Object.fromEntries(
    ['process', 'n', 'batch', 'round', 'iterations', 'elapsed_ns', 'call'].map((name) => [name, NUMBER]),
  ),
  check: /^[0-9a-f]{8}$/,
};
/** Facts that differ from process to process. */
const VARYING = /_clock_(step|cost)_ns$/;

/** @param {Record<string, string>} row */
const plausible = (row) => Object.entries(row).every(([name, value]) => PLAUSIBLE[name]?.test(value) ?? true);

/**
 * @param {string} path
 * @param {TableName} name
 * @param {(message: string) => void} tell
 * @returns {Rows | null} null: there is no such file, or not even a header
 */
function readBack(path, name, tell) {
  if (!existsSync(path)) {
    return null;
  }
  const { columns, rows, end, size, tail } = readTable(path, plausible);
  const known = COLUMNS[name].join(',');
  if (columns.length > 0 && columns.join(',') !== known) {
    throw new DamagedError(`${path}:1: the header is "${columns.join(',')}"; allowed: "${known}"`);
  }
  if (!tail) {
    throw new DamagedError(
      `${path}: row ${rows.length + 1} below the header is damaged, and good rows follow it; ` +
        'only the end of a file may be missing',
    );
  }
  if (columns.length === 0) {
    tell(`${name}.csv: not even a header; removed`);
    rmSync(path);
    return null;
  }
  if (end < size) {
    tell(`${name}.csv: ${size - end} bytes behind its ${rows.length} whole rows were no whole row; they are cut off`);
    truncateSync(path, end);
  }
  return rows;
}

/**
 * @param {string} dir
 * @param {Plan} plan
 * @param {(message: string) => void} tell
 * @returns {{ folder: RunFolder, tables: Tables }}
 * @throws {DamagedError} naming the file and what is wrong with it
 */
export function reopen(dir, plan, tell) {
  const names = /** @type {TableName[]} */ (Object.keys(COLUMNS));
  const found = names.map((name) => /** @type {const} */ ([name, readBack(join(dir, `${name}.csv`), name, tell)]));
  const tables = /** @type {Tables} */ (Object.fromEntries(found.map(([name, rows]) => [name, rows ?? []])));
  if (tables.samples.length > 0 && tables.environment.length === 0) {
    throw new DamagedError(
      `${join(dir, 'environment.csv')} is missing or empty: what the samples were measured with is unknown`,
    );
  }
  readdirSync(dir)
    .filter((name) => /^\..*\.(next|former)$/.test(name)) // shadows of files, from before
    .forEach((name) => rmSync(join(dir, name)));
  const there = Object.fromEntries(found.flatMap(([name, rows]) => (rows === null ? [] : [[name, rows.length]])));
  return { folder: new RunFolder(dir, plan.run, there), tables };
}

/**
 * @param {Rows} environment of the run
 * @param {Record<string, string | number>[]} now rows of the same form
 * @throws {ForeignError} if an engine or the processor is another one
 */
export function checkSameEngines(environment, now) {
  const valueOf = (/** @type {Record<string, string>} */ fact) => {
    const found = now.find(({ name, machine }) => name === fact.name && machine === fact.machine);
    return String(found?.value ?? '');
  };
  const host = environment.find(({ name }) => name === 'date_utc')?.machine;
  // Another machine that is not there any more measures nothing that could be mixed.
  const known = environment.filter(({ machine }) => machine === host || now.some((fact) => fact.machine === machine));
  const facts = known.filter(({ name }) => name === 'cpu_model' || (name.startsWith('engine_') && !VARYING.test(name)));
  const other = facts.find((fact) => valueOf(fact) !== fact.value);
  if (other !== undefined) {
    throw new ForeignError(
      `${other.name} is "${valueOf(other)}", the run has "${other.value}"; its result would mix two things`,
    );
  }
}
