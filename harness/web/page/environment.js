/**
 * What is measured in: shown on the page, and rows of environment.csv.
 */

import { measureClock } from '../../agent/clock.js';
import { FEATURES, has } from '../../agent/features.js';
import { duration } from './results.js';
import { engineName } from './session.js';

/** @returns {Record<string, string | number>} facts by the names of environment.csv */
export function facts() {
  const { stepNs, costNs } = measureClock();
  const engine = engineName();
  const own = {
    engine,
    user_agent: navigator.userAgent,
    isolated: crossOriginIsolated ? 1 : 0,
    features: Object.entries(FEATURES).filter(([, feature]) => has(feature)).map(([name]) => name).join(' '),
    clock_step_ns: stepNs.toFixed(1),
    clock_cost_ns: costNs.toFixed(1),
  };
  return {
    date_utc: new Date().toISOString(),
    cpu_count: navigator.hardwareConcurrency,
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [`engine_${engine}_${name}`, value])),
  };
}

/** @param {Record<string, string | number>} found facts @returns {[name: string, value: string][]} for people */
export function forPeople(found) {
  const of = (/** @type {string} */ name) => found[`engine_${engineName()}_${name}`];
  const has = String(of('features')).split(' ');
  const lacking = Object.keys(FEATURES).filter((name) => !has.includes(name));
  return [
    ['Browser', navigator.userAgent],
    ['Isolated', of('isolated') ? 'yes (COOP and COEP)' : 'no'],
    ['Clock', `goes in steps of ${duration(Number(of('clock_step_ns')))}; reading it takes ${duration(Number(of('clock_cost_ns')))}`],
    ['WebAssembly has', has.map((name) => FEATURES[name]?.name).join(', ')],
    ['It lacks', lacking.map((name) => FEATURES[name].name).join(', ') || 'nothing that is asked for here'],
    ['Cores', `${found.cpu_count}, as far as the browser says`],
  ];
}
