/**
 * WebKit, as GTK programs have it: its MiniBrowser on a display of its own, with a home of its own.
 */

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserProcess } from './browser-process.js';
import { browse, firstThere, nothingToClose, versionOf } from './browser.js';
import { onPath } from './installed.js';

/** @import { Engine } from './contract.js' */

const DISPLAY_LIMIT_MS = 10000;
/** Newest first. */
const VERSIONS = ['webkitgtk-6.0', 'webkit2gtk-4.1', 'webkit2gtk-4.0'];

/** @returns {string[]} folders of libraries; Debian has one for each architecture */
function libraries() {
  const own = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.includes('-linux-')) : [];
  return [...own.map((name) => join('/usr/lib', name)), '/usr/lib', '/usr/lib64', '/usr/libexec'];
}

/** @returns {string | null} the program, where it has a display to draw on */
function findMiniBrowser() {
  const places = VERSIONS.flatMap((version) => libraries().map((folder) => join(folder, version, 'MiniBrowser')));
  return onPath('Xvfb') === null ? null : firstThere(places);
}

/**
 * Without a display it hangs.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>} the name of a display that nobody sees; it ends when what is marked by `env` is swept away
 */
export function startDisplay(env = process.env) {
  return new Promise((resolve, reject) => {
    const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const timer = setTimeout(
      () => reject(new Error(`Xvfb: no display within ${DISPLAY_LIMIT_MS / 1000} s`)),
      DISPLAY_LIMIT_MS,
    );
    const said = /** @type {import('node:stream').Readable} */ (xvfb.stdio[3]);
    let number = '';
    said.on('data', (data) => {
      number += data;
      if (number.endsWith('\n')) {
        clearTimeout(timer);
        resolve(`:${number.trim()}`);
      }
    });
    xvfb.on('error', (error) => reject(new Error(`Xvfb: ${error.message}`)));
    xvfb.on('exit', (code) => reject(new Error(`Xvfb ended with exit code ${code}`)));
  });
}

/** @type {Engine} */
export const webkit = {
  name: 'webkit',
  path: findMiniBrowser(),
  hosts: ['javascript', 'page'],
  usual: false,
  pins: ['detected'],
  start: (path, pin) => new BrowserProcess('webkit', path, pin),
  open: async ({ path, profile, url }) => {
    const { WAYLAND_DISPLAY: _, ...inherited } = process.env;
    const env = {
      ...inherited,
      DISPLAY: await startDisplay(),
      GDK_BACKEND: 'x11',
      HOME: profile,
      XDG_CACHE_HOME: `${profile}/cache`,
      XDG_CONFIG_HOME: `${profile}/config`,
      XDG_DATA_HOME: `${profile}/data`,
      XDG_RUNTIME_DIR: profile,
      NO_AT_BRIDGE: '1', // accessibility would look for a session bus
      GSETTINGS_BACKEND: 'memory',
    };
    const ended = browse(path, ['--private', url], env);
    return { facts: { version: await versionOf(path, ['--version'], env) }, ended, close: nothingToClose };
  },
  isTop: () => false, // it does not tell
  agrees: () => true,
};
