/**
 * The engine that the page measures, and what it runs on: for people, and as rows of environment.csv.
 */

import { FEATURES } from '../../../agent/features.js';
import { engineFacts } from '../../../words/rows.js';
import { startEngine } from './this-browser.js';
import { duration } from './results.js';

/** @import { Row } from '../../../words/rows.js' */

/** An engine that is asked measures its clock before it answers. */
const HELLO_LIMIT_MS = 20000;

/** @returns {Promise<Record<string, string>>} what this engine says of itself, as engines say it to the runner */
export async function askEngine() {
  const { words } = await startEngine().request('hello', 0, {}, HELLO_LIMIT_MS);
  return words;
}

/**
 * @param {Record<string, string>} words of the engine
 * @returns {Row[]} of environment.csv
 */
export function environmentRows(words) {
  const facts = {
    date_utc: new Date().toISOString(),
    cpu_count: navigator.hardwareConcurrency,
    ...engineFacts(words.engine, words),
  };
  return Object.entries(facts).map(([name, value]) => ({ name, value, machine: location.hostname }));
}

/**
 * @param {Record<string, string>} words of the engine
 * @returns {[name: string, value: string][]} for people
 */
export function forPeople({ isolated, features, clock_step_ns: stepNs, clock_cost_ns: costNs }) {
  const has = features.split(' ');
  const lacking = Object.keys(FEATURES).filter((name) => !has.includes(name));
  return [
    ['Browser', navigator.userAgent],
    ['Isolated', isolated === '1' ? 'yes (COOP and COEP)' : 'no'],
    ['Clock', `goes in steps of ${duration(Number(stepNs))}; reading it takes ${duration(Number(costNs))}`],
    ['WebAssembly has', has.map((name) => FEATURES[name]?.name).join(', ')],
    ['It lacks', lacking.map((name) => FEATURES[name].name).join(', ') || 'nothing that is asked for here'],
    ['Cores', `${navigator.hardwareConcurrency}, as far as the browser says`],
  ];
}
