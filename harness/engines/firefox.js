/**
 * Firefox: headless, with a profile of its own.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrowserProcess } from './browser-process.js';
import { browse, firstThere, nothingToClose, versionOf } from './browser.js';
import { onPath } from './installed.js';

/** @import { Engine } from './contract.js' */

const DEBIAN = '/usr/lib/firefox-esr/firefox-esr';
const MAC = '/Applications/Firefox.app/Contents/MacOS/firefox';

/**
 * However it is started.
 * @type {Record<string, boolean | number | string>}
 */
export const PREFERENCES = {
  // Its clock goes in steps of 20 us, to blur what pages can see, unless both of these say otherwise.
  'privacy.reduceTimerPrecision': false,
  'privacy.reduceTimerPrecision.unconditional': false,
  // One page, at once.
  'browser.startup.page': 0,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.upgradeDialog.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.newtabpage.enabled': false,
  'browser.sessionstore.resume_from_crash': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
  'termsofuse.bypassNotification': true,
  'trailhead.firstrun.didSeeAboutWelcome': true,
  // Nothing goes on behind the measurement, and nobody is called up.
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'app.update.enabled': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.search.update': false,
  'browser.topsites.contile.enabled': false,
  'dom.push.connection.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'media.gmp-manager.url': '',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.unified': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
};

/** @param {string} folder made, with the preferences in it */
function makeProfile(folder) {
  mkdirSync(folder, { recursive: true });
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(folder, 'user.js'), lines.join(''));
}

/** @type {Engine} */
export const firefox = {
  name: 'firefox',
  path: firstThere([DEBIAN, onPath('firefox'), onPath('firefox-esr'), MAC]),
  hosts: ['javascript', 'page'],
  usual: false,
  pins: ['detected'],
  start: (path, pin) => new BrowserProcess('firefox', path, pin),
  open: async ({ path, profile, url }) => {
    const folder = join(profile, 'profile');
    makeProfile(folder);
    const flags = ['--headless', '--no-remote'];
    const ended = browse(path, [...flags, '--profile', folder, url], {
      ...process.env,
      HOME: profile,
      MOZ_CRASHREPORTER_DISABLE: '1',
    });
    return { facts: { version: await versionOf(path), flags: flags.join(' ') }, ended, close: nothingToClose };
  },
  isTop: () => false, // it does not tell
  agrees: () => true,
};
