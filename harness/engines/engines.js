/**
 * The engines by name: one file each.
 */

import * as native from './native.js';
import * as node from './node.js';
import * as nodeNoInlining from './node-no-inlining.js';
import { EngineError } from './line-process.js';

/** @import { LineProcess } from './line-process.js' */
/** @import { EngineChoice } from '../plan/options.js' */

/**
 * @typedef {object} Engine
 * @property {(path: any, pin: string) => LineProcess} start
 * @property {(pin: string, tier: string) => boolean} isTop whether no code can come into a better tier
 * @property {(pin: string, tier: string) => boolean} agrees whether what runs is in that tier
 */

/** @type {Record<string, Engine>} */
const BY_NAME = { node, native, 'node-no-inlining': nodeNoInlining };

const HELLO_LIMIT_MS = 20000;

/**
 * Starts a fresh process and waits until it answers.
 * @param {EngineChoice} choice
 * @param {string} pin the tier its code is held in, `detected` for none
 * @returns {Promise<{ process: LineProcess, facts: Record<string, string> }>} facts: what it says of itself
 * @throws {EngineError}
 */
export async function startEngine({ name, path }, pin) {
  const engine = BY_NAME[name].start(path, pin);
  try {
    const { words } = await engine.request('hello', 0, {}, HELLO_LIMIT_MS);
    return { process: engine, facts: words };
  } catch (error) {
    engine.kill('no hello');
    throw new EngineError('engine', `engine "${name}" (${engine.command}): ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {string} engine its name @param {string} pin @param {string} tier of a warm-up @returns {boolean} whether more calls cannot bring its code further */
export const isTopTier = (engine, pin, tier) => BY_NAME[engine].isTop(pin, tier);

/** @param {string} engine its name @param {string} pin @param {string} tier of a warm-up or a sample @returns {boolean} */
export const agreesWithPin = (engine, pin, tier) => pin === 'detected' || BY_NAME[engine].agrees(pin, tier);
