/**
 * What browsers on this machine have in common: they are started on a page and need nothing else.
 * No driver and no DevTools are attached, since those change how an engine compiles.
 */

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** @import { Session } from './contract.js' */

const run = promisify(execFile);
const STDERR_KEPT = 2000;
const VERSION_LIMIT_MS = 20000;

/**
 * @param {(string | null)[]} paths
 * @returns {string | null} the first that exists
 */
export const firstThere = (paths) => paths.find((path) => path !== null && existsSync(path)) ?? null;

/**
 * @param {string} path of the binary
 * @param {string[]} [args]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>} the first version number it prints
 * @throws {Error} with what it printed, where there is none
 */
export async function versionOf(path, args = ['--version'], env = process.env) {
  const { stdout } = await run(path, args, { env, timeout: VERSION_LIMIT_MS });
  const version = /\d+(\.\d+)+\w*/.exec(stdout)?.[0];
  if (version === undefined) {
    throw new Error(`${path} ${args.join(' ')} printed no version: ${stdout.slice(0, 200)}`);
  }
  return version;
}

/**
 * Starts a browser, and says why it ended.
 * @param {string} path
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>}
 */
export function browse(path, args, env = process.env) {
  return new Promise((resolve) => {
    let stderr = '';
    const child = spawn(path, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (data) => {
      stderr = (stderr + data).slice(-STDERR_KEPT);
    });
    child.on('error', (error) => resolve(`cannot start ${path}: ${error.message}`));
    child.on('exit', (code, signal) =>
      resolve(
        `${path} ended with ${signal ?? `exit code ${code}`}: ${stderr.trim().split('\n').slice(-3).join(' | ')}`,
      ),
    );
  });
}

/** There is nothing of it elsewhere. */
export const nothingToClose = async () => {};
