/**
 * Waiting for states: of files, of processes. The limit is there for what hangs, and is far beyond what a busy
 * machine takes; nothing may depend on it.
 */

import { readFileSync, readdirSync } from 'node:fs';

/** What a child of a test may take before it counts as one that hangs. */
export const HANG_MS = 900000;
const PAUSE_MS = 20;

/**
 * @param {() => boolean | Promise<boolean>} isSo
 * @param {string} [what] for the message
 */
export async function until(isSo, what = String(isSo)) {
  for (const end = performance.now() + HANG_MS; !(await isSo());) {
    if (performance.now() > end) {
      throw new Error(`waited ${HANG_MS / 1000} s for ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/**
 * @param {string} path
 * @returns {string} nothing while there is no such file
 */
export function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/**
 * @param {...string} parts of which one is in the command line
 * @returns {string[]} command lines of processes that are alive
 */
export const commandLinesWith = (...parts) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => textOf(`/proc/${pid}/cmdline`))
    .filter((line) => parts.some((part) => line.includes(part)));
