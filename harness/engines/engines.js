/**
 * The engines by name: one file each.
 */

import { bun } from './bun.js';
import { deno } from './deno.js';
import { EngineError } from './line-process.js';
import { native } from './native.js';
import { nodeNoInlining } from './node-no-inlining.js';
import { node, releases } from './node.js';

/** @import { LineProcess } from './line-process.js' */
/** @import { EngineChoice } from '../plan/options.js' */

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string | null} path of its binary; null: it is not there
 * @property {boolean} usual measured where ENGINES= names none
 * @property {boolean} [isForProof] no engine that anyone uses: not one of ENGINES=all
 * @property {string[]} pins what TIER= can hold it in
 * @property {(path: string, pin: string) => LineProcess} start
 * @property {(path: string, script: string) => string[]} command that runs a script once, or native code the script's work
 * @property {(pin: string, tier: string) => boolean} isTop whether no code can come into a better tier
 * @property {(pin: string, tier: string) => boolean} agrees whether what runs is in that tier
 */

/** @type {Engine[]} in the order of tables */
export const ENGINES = [node, ...releases, bun, deno, native, nodeNoInlining];

const HELLO_LIMIT_MS = 20000;

/** @param {string} name @returns {Engine} @throws {EngineError} */
export function engineOf(name) {
  const engine = ENGINES.find((known) => known.name === name);
  if (engine === undefined) {
    throw new EngineError('engine', `there is no engine "${name}"; known: ${ENGINES.map((known) => known.name).join(' ')}`);
  }
  return engine;
}

/**
 * Starts a fresh process and waits until it answers.
 * @param {EngineChoice} choice
 * @param {string} pin the tier its code is held in, `detected` for none
 * @returns {Promise<{ process: LineProcess, facts: Record<string, string> }>} facts: what it says of itself
 * @throws {EngineError}
 */
export async function startEngine({ name, path }, pin) {
  const engine = engineOf(name).start(path, pin);
  try {
    const { words } = await engine.request('hello', 0, {}, HELLO_LIMIT_MS);
    return { process: engine, facts: words };
  } catch (error) {
    engine.kill('no hello');
    throw new EngineError('engine', `engine "${name}" (${engine.command}): ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {string} name of an engine @param {string} pin @param {string} tier of a warm-up @returns {boolean} whether more calls cannot bring its code further */
export const isTopTier = (name, pin, tier) => engineOf(name).isTop(pin, tier);

/** @param {string} name of an engine @param {string} pin @param {string} tier of a warm-up or a sample @returns {boolean} */
export const agreesWithPin = (name, pin, tier) => pin === 'detected' || engineOf(name).agrees(pin, tier);
