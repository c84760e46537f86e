/**
 * Node: an agent process that gives each cell a Worker.
 */

import { fileURLToPath } from 'node:url';
import { LineProcess } from './line-process.js';

const AGENT = fileURLToPath(new URL('../agent/node.js', import.meta.url));

/** So that the agent can ask in which tier a function's code is. */
const TIERS_FLAG = '--allow-natives-syntax';

/**
 * How V8 is held in a tier, and the tiers in which code then ends. All versions from 11.3 to 14.6 know the flags.
 * @type {Record<string, { flags: string[], tiers: string[] }>}
 */
const PINS = {
  detected: { flags: [], tiers: ['turbofan'] },
  baseline: { flags: ['--no-opt', '--no-maglev', '--always-sparkplug', '--liftoff-only'], tiers: ['sparkplug', 'liftoff'] },
  // Without on-stack replacement a function's tier, which is that of its next call, is also that of its loops.
  optimized: { flags: ['--no-liftoff', '--no-wasm-dynamic-tiering', '--no-maglev', '--no-use-osr'], tiers: ['turbofan'] },
};

/** @param {string} path of the binary @param {string} pin */
export const start = (path, pin) => new LineProcess(path, [TIERS_FLAG, ...PINS[pin].flags, AGENT]);

/** @param {string} pin @param {string} tier such as `turbofan/liftoff`, or `maglev/liftoff>turbofan/liftoff` @returns {boolean} */
export const isTop = (pin, tier) => tier.split(/[/+>]/).every((part) => PINS[pin].tiers.includes(part));

/**
 * A JavaScript function that stays below its optimised caller is compiled into that one: were it called, it would have followed.
 * @param {string} pin
 * @param {string} tier
 * @returns {boolean}
 */
export function agrees(pin, tier) {
  const inlined = pin === 'optimized' && tier.split('>').every((state) => /^turbofan\/[a-z+]+$/.test(state) && !/liftoff|lazy/.test(state));
  return inlined || isTop(pin, tier);
}
