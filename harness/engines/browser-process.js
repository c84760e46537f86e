/**
 * A browser as a process that speaks the line protocol: harness/web/driver.js, which starts the
 * browser, hands it the agent's page and passes lines on. Whatever happens to any of them, nothing
 * is left behind: no process, no profile.
 */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MARK, sweep } from './leftovers.js';
import { LineProcess } from './line-process.js';

/** Ending a session elsewhere takes as long as its machine takes; one that is only just beginning, longer. */
const REMOTE_QUIT_LIMIT_MS = 15000;
const REMOTE_END_LIMIT_MS = 180000;

const DRIVER = fileURLToPath(new URL('../web/driver.js', import.meta.url));

export class BrowserProcess extends LineProcess {
  /**
   * @param {string} engine its name
   * @param {string} path of its binary, or what takes its place
   * @param {string} pin
   */
  constructor(engine, path, pin) {
    const profile = mkdtempSync(join(tmpdir(), 'tollgate-browser-'));
    super(process.execPath, [DRIVER, engine, path, pin, profile], { ...process.env, [MARK]: profile, TMPDIR: profile });
    this.profile = profile;
  }

  cleanUp() {
    sweep(this.profile);
  }
}

/** One on another machine: it has to be asked to end, which takes a moment. */
export class RemoteProcess extends LineProcess {
  quitLimitMs = REMOTE_QUIT_LIMIT_MS;

  /**
   * @param {string} engine
   * @param {string} path its WebDriver
   * @param {string} pin
   */
  constructor(engine, path, pin) {
    super(process.execPath, [DRIVER, engine, path, pin]);
  }

  /**
   * Its session has to end first, which nobody waits for.
   * @param {string} why
   */
  kill(why) {
    super.kill(why);
    this.child.unref();
    [this.child.stdout, this.child.stderr].forEach((stream) =>
      /** @type {import('node:net').Socket} */ (stream).unref(),
    );
  }

  /** The end of its input is what the driver ends by, this process's end included. */
  destroy() {
    this.child.stdin.end();
    setTimeout(() => super.destroy(), REMOTE_END_LIMIT_MS).unref();
  }
}
