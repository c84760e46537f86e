/**
 * Browsers that a test drives as a person would: a click, a key, a look. One form for all three: Chromium and WebKit
 * by WebDriver, Firefox by WebDriver BiDi, since its own driver is not everywhere.
 */

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FLAGS } from '../../../harness/engines/chromium.js';
import { engineOf } from '../../../harness/engines/engines.js';
import { onPath } from '../../../harness/engines/installed.js';
import { MARK, sweep } from '../../../harness/engines/leftovers.js';
import { within as withinLimit } from '../../../harness/engines/webdriver.js';
import { startDisplay } from '../../../harness/engines/webkit.js';
import { freePort } from './ports.js';

/**
 * @typedef {object} Driven
 * @property {(url: string) => Promise<void>} open
 * @property {(source: string) => Promise<any>} run the value of an expression in the page
 * @property {(selector: string) => Promise<void>} click
 * @property {(keys: string[]) => Promise<void>} press one after the other: `Tab`, `Enter`, `Space`, or letters
 * @property {(width: number, height: number) => Promise<void>} resize
 * @property {(file: string) => Promise<void>} screenshot a PNG
 * @property {() => Promise<void>} close
 */

/** Of one step, for a browser that hangs. */
const LIMIT_MS = 300000;

/**
 * @template T
 * @param {Promise<T>} step
 * @param {string} what
 * @returns {Promise<T>}
 */
const within = (step, what) => withinLimit(step, LIMIT_MS, what);

/**
 * @param {number} port
 * @param {string} command
 */
async function answers(port, command) {
  for (const end = Date.now() + LIMIT_MS; ;) {
    const isUp = await fetch(`http://127.0.0.1:${port}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) {
      return;
    }
    if (Date.now() > end) {
      throw new Error(`${command} does not answer`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * WebDriver's names of keys.
 * @type {Record<string, string>}
 */
const KEYS = { Tab: '\uE004', Enter: '\uE007', Space: ' ' };

/**
 * @param {string} command of the driver
 * @param {Record<string, any>} capabilities
 * @param {NodeJS.ProcessEnv} env
 * @param {string} profile
 * @returns {Promise<Driven>}
 */
async function byWebDriver(command, capabilities, env, profile) {
  const { Builder, By } = await import('selenium-webdriver');
  const port = await freePort();
  spawn(command, [`--port=${port}`], { env, stdio: 'ignore' });
  await answers(port, command);
  const driver = new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  await within(driver.getSession(), 'a session');
  return {
    open: (url) => within(driver.get(url), 'loading'),
    run: (source) => within(driver.executeScript(`return ${source}`), 'a script'),
    click: (selector) => within(driver.findElement(By.css(selector)).click(), 'a click'),
    press: async (keys) => {
      for (const key of keys) {
        await within(
          driver
            .actions()
            .sendKeys(KEYS[key] ?? key)
            .perform(),
          'a key',
        );
      }
    },
    resize: (width, height) => within(driver.manage().window().setRect({ width, height }), 'resizing').then(() => {}),
    screenshot: async (file) =>
      writeFileSync(file, Buffer.from(await within(driver.takeScreenshot(), 'a screenshot'), 'base64')),
    close: async () => {
      await within(driver.quit(), 'the end').catch(() => {}); // it is swept away in any case
      sweep(profile);
    },
  };
}

/**
 * @param {string} profile
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} dark
 * @returns {Promise<Driven>}
 */
async function byBiDi(profile, env, dark) {
  const { launch } = await import('puppeteer-core');
  const executablePath = engineOf('firefox').path ?? '';
  const extraPrefsFirefox = { 'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1 };
  const browser = await within(
    launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      userDataDir: join(profile, 'profile'),
      extraPrefsFirefox,
      env: /** @type {any} */ (env),
    }),
    'a browser',
  );
  const page = await within(browser.newPage(), 'a page');
  return {
    open: (url) => within(page.goto(url), 'loading').then(() => {}),
    run: (source) => within(page.evaluate(source), 'a script'),
    click: (selector) => within(page.click(selector), 'a click'),
    press: async (keys) => {
      for (const key of keys) {
        await within(page.keyboard.press(/** @type {any} */ (key === 'Space' ? ' ' : key)), 'a key');
      }
    },
    resize: (width, height) => within(page.setViewport({ width, height }), 'resizing'),
    screenshot: (file) => within(page.screenshot({ path: /** @type {any} */ (file) }), 'a screenshot').then(() => {}),
    close: async () => {
      await within(browser.close(), 'the end').catch(() => {});
      sweep(profile);
    },
  };
}

/**
 * What each browser takes besides itself.
 * @type {Record<string, string | null>}
 */
const DRIVERS = { chromium: onPath('chromedriver'), firefox: 'none', webkit: onPath('WebKitWebDriver') };

/**
 * @param {string} name
 * @returns {string | false} why it cannot be driven here
 */
export function cannotDrive(name) {
  return engineOf(name).path === null ? `${name} is not there` : DRIVERS[name] === null && `${name} has no driver here`;
}

/**
 * @param {string} name chromium, firefox or webkit
 * @param {string} profile a folder for all that it keeps
 * @param {boolean} dark
 * @returns {Promise<Driven>}
 */
export async function drive(name, profile, dark) {
  const env = { ...process.env, [MARK]: profile, TMPDIR: profile, HOME: profile, XDG_RUNTIME_DIR: profile };
  const path = engineOf(name).path ?? '';
  if (name === 'firefox') {
    return byBiDi(profile, env, dark);
  }
  if (name === 'chromium') {
    const args = [
      ...FLAGS,
      '--no-sandbox',
      ...(dark ? ['--force-dark-mode', '--blink-settings=preferredColorScheme=0'] : []),
    ];
    return byWebDriver(
      DRIVERS.chromium ?? '',
      { browserName: 'chrome', 'goog:chromeOptions': { binary: path, args } },
      env,
      profile,
    );
  }
  const shown = {
    ...env,
    DISPLAY: await startDisplay(env),
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    GSETTINGS_BACKEND: 'memory',
    ...(dark && { GTK_THEME: 'Adwaita:dark' }),
  };
  return byWebDriver(
    DRIVERS.webkit ?? '',
    { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: path, args: ['--automation'] } },
    shown,
    profile,
  );
}
