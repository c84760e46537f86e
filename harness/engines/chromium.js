/**
 * Chromium, and what is built from it: headless, with a profile of its own.
 */

import { BrowserProcess } from './browser-process.js';
import { browse, firstThere, nothingToClose, versionOf } from './browser.js';
import { onPath } from './installed.js';
import { PIN_NAMES, agrees, flagsOf, isTop } from './v8.js';

/** @import { Engine } from './contract.js' */

/** Debian's command of that name is a script that adds flags of its own; the binary lies beside its parts. */
const DEBIAN = '/usr/lib/chromium/chromium';
const MAC = ['Chromium', 'Google Chrome'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** However it is started. */
export const FLAGS = [
  '--headless=new',
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--use-mock-keychain',
  // Nothing goes on behind the measurement, and nobody is called up.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--metrics-recording-only',
  '--disable-quic',
  '--no-pings',
  // A page that nobody looks at is a page as any other.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  // Software draws as software everywhere.
  '--disable-gpu',
];

/** Its sandbox refuses to run for root. */
const sandbox = () => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** @type {Engine} */
export const chromium = {
  name: 'chromium',
  path: firstThere([DEBIAN, ...COMMANDS.map(onPath), ...MAC]),
  hosts: ['javascript', 'page'],
  usual: false,
  pins: PIN_NAMES,
  start: (path, pin) => new BrowserProcess('chromium', path, pin),
  open: async ({ path, pin, profile, url }) => {
    const flags = [...FLAGS, ...sandbox(), `--js-flags=${flagsOf(pin).join(' ')}`];
    const ended = browse(path, [...flags, `--user-data-dir=${profile}/profile`, url]);
    const version = await versionOf(path);
    // V8 counts tenths of Chromium's major version.
    return {
      facts: { version, v8: (parseInt(version, 10) / 10).toFixed(1), flags: flags.join(' ') },
      ended,
      close: nothingToClose,
    };
  },
  isTop,
  agrees,
};
