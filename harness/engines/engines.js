/**
 * The engines by name: one file each.
 */

import * as native from './native.js';
import * as node from './node.js';
import { EngineError } from './line-process.js';

/** @import { LineProcess } from './line-process.js' */
/** @import { EngineChoice } from '../plan/options.js' */

/** @type {Record<string, { start: (path: any) => LineProcess }>} */
const BY_NAME = { node, native };

const HELLO_LIMIT_MS = 20000;

/**
 * Starts a fresh process and waits until it answers.
 * @param {EngineChoice} choice
 * @returns {Promise<{ process: LineProcess, facts: Record<string, string> }>} facts: what it says of itself
 * @throws {EngineError}
 */
export async function startEngine({ name, path }) {
  const engine = BY_NAME[name].start(path);
  try {
    const { words } = await engine.request('hello', 0, {}, HELLO_LIMIT_MS);
    return { process: engine, facts: words };
  } catch (error) {
    engine.kill('no hello');
    throw new EngineError('engine', `engine "${name}" (${engine.command}): ${/** @type {Error} */ (error).message}`);
  }
}
