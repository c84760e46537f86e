/**
 * What the engines that run V8 share: how its code is held in a tier, and the names of tiers.
 */

/** So that the agent can ask in which tier a function's code is. */
const TIERS_FLAG = '--allow-natives-syntax';

/**
 * How V8 is held in a tier, and the tiers in which code then ends. All versions from 11.3 to 15.0 know the flags.
 * @type {Record<string, { flags: string[], tiers: string[] }>}
 */
const PINS = {
  detected: { flags: [], tiers: ['turbofan'] },
  baseline: {
    flags: ['--no-opt', '--no-maglev', '--always-sparkplug', '--liftoff-only'],
    tiers: ['sparkplug', 'liftoff'],
  },
  // Without on-stack replacement a function's tier, which is that of its next call, is also that of its loops.
  optimized: {
    flags: ['--no-liftoff', '--no-wasm-dynamic-tiering', '--no-maglev', '--no-use-osr'],
    tiers: ['turbofan'],
  },
};

export const PIN_NAMES = Object.keys(PINS);

/**
 * @param {string} pin
 * @returns {string[]}
 */
export const flagsOf = (pin) => [TIERS_FLAG, ...PINS[pin].flags];

/**
 * A JavaScript function that stays in a lower tier than its optimised caller is compiled into that one: had it
 * been called, it would have followed.
 * @param {string} pin
 * @param {string} tier such as `turbofan/liftoff`, or `maglev/liftoff>turbofan/liftoff`
 * @returns {boolean} whether more calls cannot bring the code further
 */
export function isTop(pin, tier) {
  const inlined =
    pin !== 'baseline' &&
    tier.split('>').every((state) => /^turbofan\/[a-z+]+$/.test(state) && !/liftoff|lazy/.test(state));
  return inlined || tier.split(/[/+>]/).every((part) => PINS[pin].tiers.includes(part));
}

/**
 * @param {string} pin
 * @param {string} tier
 * @returns {boolean} whether the code is where it is held
 */
export const agrees = isTop;
