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

const DRIVER = fileURLToPath(new URL('../web/driver.js', import.meta.url));

export class BrowserProcess extends LineProcess {
  /** @param {string} engine its name @param {string} path of its binary, or what takes its place @param {string} pin */
  constructor(engine, path, pin) {
    const profile = mkdtempSync(join(tmpdir(), 'tollgate-browser-'));
    super(process.execPath, [DRIVER, engine, path, pin, profile], { ...process.env, [MARK]: profile });
    this.profile = profile;
  }

  cleanUp() {
    sweep(this.profile);
  }
}
