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
/** @import { EngineChoice } from '../words/known-engine.js' */
/** @import { Engine } from './contract.js' */

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
