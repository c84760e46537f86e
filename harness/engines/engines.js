/**
 * The engines by name: one file each.
 */

import { bun } from './bun.js';
import { chromium } from './chromium.js';
import { deno } from './deno.js';
import { firefox } from './firefox.js';
import { native } from './native.js';
import { nodeNoInlining } from './node-no-inlining.js';
import { node, releases } from './node.js';
import { webdriver } from './webdriver.js';
import { webkit } from './webkit.js';
import { EngineError } from '../words/problems.js';

/** @import { LineProcess } from './line-process.js' */
/** @import { Connection } from '../agent/requests.js' */
/** @import { EngineChoice } from '../plan/options.js' */
/** @import { Variant } from '../plan/variants.js' */

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string | null} path of its binary; null: it is not there
 * @property {Variant['host'][]} hosts kinds of variants that it runs; `page` has a document
 * @property {boolean} usual measured where ENGINES= names none
 * @property {boolean} [isForProof] no engine that anyone uses: not one of ENGINES=all
 * @property {string[]} pins what TIER= can hold it in
 * @property {(path: string, pin: string) => LineProcess} start
 * @property {string} [hint] how to get it, where `make engines` and a path are not the answer
 * @property {(path: string) => EngineChoice} [choose] of engines that are not on this machine: what a path stands for
 * @property {(choice: EngineChoice) => Promise<EngineChoice[]>} [spread] the same: one for each machine that there is
 * @property {(path: string, machine: string) => string} [pathOn] the same: the path that asks for one of them
 * @property {(path: string) => { host: string }} [page] by which name of this machine the browser reaches its page
 * @property {(path: string, script: string) => string[]} [command] that runs a script once, or native code the
 *   script's work; a browser has none
 * @property {(order: Order) => Promise<Session>} [open] of a browser: has it load a page; called in a process of its
 *   own (harness/web/driver.js)
 * @property {(pin: string, tier: string) => boolean} isTop whether no code can come into a better tier
 * @property {(pin: string, tier: string) => boolean} agrees whether what runs is in that tier
 */

/**
 * @typedef {object} Order
 * @property {string} path
 * @property {string} pin
 * @property {string} profile a folder for what it keeps; removed afterwards
 * @property {string} url of the page
 * @property {AbortSignal} signal that it is not wanted any more; what was begun is ended by `close` all the same
 *
 * @typedef {object} Session
 * @property {Record<string, string>} facts
 * @property {Promise<string>} ended why, once it has ended by itself
 * @property {() => Promise<void>} close what no signal to a process of this machine closes
 */

/** @type {Engine[]} in the order of tables */
export const ENGINES = [node, ...releases, bun, deno, chromium, firefox, webkit, webdriver, native, nodeNoInlining];

/** A browser starts from nothing, with a profile that it makes first. */
const HELLO_LIMIT_MS = { process: 20000, browser: 60000, elsewhere: 180000 };

/**
 * @param {string} name
 * @returns {Engine}
 * @throws {EngineError}
 */
export function engineOf(name) {
  const engine = ENGINES.find((known) => known.name === name);
  if (engine === undefined) {
    throw new EngineError(
      'engine',
      `there is no engine "${name}"; known: ${ENGINES.map((known) => known.name).join(' ')}`,
    );
  }
  return engine;
}

/**
 * @param {EngineChoice[]} choices
 * @returns {Promise<EngineChoice[]>} one for each machine
 */
export const spread = async (choices) =>
  (await Promise.all(choices.map((choice) => engineOf(choice.kind).spread?.(choice) ?? [choice]))).flat();

/**
 * @param {EngineChoice} choice
 * @param {string | undefined} machine that it should be on, if any
 * @returns {EngineChoice}
 */
export function choiceOn(choice, machine) {
  const { pathOn } = engineOf(choice.kind);
  return machine === undefined || pathOn === undefined ? choice : { ...choice, path: pathOn(choice.path, machine) };
}

/**
 * @param {string} kind of engine
 * @param {string} pin
 * @param {string} tier of a warm-up
 * @returns {boolean} whether more calls cannot bring its code further
 */
export const isTopTier = (kind, pin, tier) => engineOf(kind).isTop(pin, tier);

/**
 * @param {string} kind of engine
 * @param {string} pin
 * @param {string} tier of a warm-up or a sample
 * @returns {boolean}
 */
export const agreesWithPin = (kind, pin, tier) => pin === 'detected' || engineOf(kind).agrees(pin, tier);

/**
 * @typedef {Connection & { process: LineProcess, facts: Record<string, string> }} Started facts: what it says of itself
 *
 * Starts a fresh process and waits until it answers.
 * @param {Pick<EngineChoice, 'name' | 'path'> & { kind?: string }} choice
 * @param {string} pin the tier its code is held in, `detected` for none
 * @param {AbortSignal} [signal] that nobody waits for it any more
 * @returns {Promise<Started>}
 * @throws {EngineError}
 */
export async function startEngine({ name, path, kind = name }, pin, signal) {
  const engine = engineOf(kind);
  const process = engine.start(path, pin);
  const giveUp = () => process.kill('stopped');
  signal?.addEventListener('abort', giveUp, { once: true });
  const limitMs = HELLO_LIMIT_MS[engine.choose ? 'elsewhere' : engine.open ? 'browser' : 'process'];
  try {
    const { words } = await process.request('hello', 0, {}, limitMs);
    return {
      process,
      facts: words,
      clockStepNs: Number(words.clock_step_ns),
      request: (...request) => process.request(...request),
      isTop: (tier) => isTopTier(kind, pin, tier),
      agrees: (tier) => agreesWithPin(kind, pin, tier),
    };
  } catch (error) {
    process.kill('no hello');
    throw new EngineError('engine', `engine "${name}" (${process.command}): ${/** @type {Error} */ (error).message}`);
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}
