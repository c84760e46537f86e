/**
 * The engines that ENGINES= asks for.
 */

import { UsageError } from '../words/problems.js';
import { checkKnown } from './known.js';

/** @import { EngineChoice, KnownEngine } from '../words/known-engine.js' */

/** All engines that are on this machine. */
const ALL = 'all';

/**
 * @param {KnownEngine} engine
 * @param {string} path
 * @returns {EngineChoice}
 */
const choiceOf = ({ name, hosts, command }, path) => ({
  name,
  path,
  kind: name,
  hosts,
  seat: name,
  lane: '',
  runsScripts: command !== undefined,
});

/**
 * @param {string} text `node`, `native`, ... or `node:/path/to/node`
 * @param {KnownEngine[]} known
 * @returns {EngineChoice}
 */
function engineChoice(text, known) {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  checkKnown('engines', [name], [...known.map((engine) => engine.name), ALL]);
  const engine = /** @type {KnownEngine} */ (known.find((one) => one.name === name));
  const path = colon < 0 ? engine.path : text.slice(colon + 1);
  if (!path) {
    throw new UsageError(
      `ENGINES: "${name}" is not there; ` +
        (engine.hint ?? `run \`make engines\`, or give ENGINES=${name}:/path/to/its/binary`),
    );
  }
  return engine.choose?.(path) ?? choiceOf(engine, path);
}

/**
 * @param {string[]} given
 * @param {KnownEngine[]} known
 * @returns {{ engines: EngineChoice[], absent: string[] }}
 */
export function chooseEngines(given, known) {
  const asked = given.length > 0 ? given : known.filter(({ usual }) => usual).map(({ name }) => name);
  const all = asked.includes(ALL) ? known.filter(({ isForProof, choose }) => !isForProof && !choose) : [];
  const named = asked.filter((text) => text !== ALL).map((text) => engineChoice(text, known));
  const others = all.filter(({ name }) => !named.some((choice) => choice.seat === name));
  return {
    engines: checkDistinct([
      ...others.flatMap((engine) => (engine.path === null ? [] : [choiceOf(engine, engine.path)])),
      ...named,
    ]),
    absent: others.filter(({ path }) => path === null).map(({ name }) => name),
  };
}

/**
 * @param {EngineChoice[]} chosen
 * @param {string} tier
 * @param {KnownEngine[]} known
 */
export function checkPins(chosen, tier, known) {
  const free = known.find((engine) => chosen.some(({ kind }) => kind === engine.name) && !engine.pins.includes(tier));
  if (free !== undefined) {
    throw new UsageError(
      `TIER: "${free.name}" cannot be held in tier "${tier}"; it knows ${free.pins.join(' ')}; narrow ENGINES=`,
    );
  }
}

/** @param {EngineChoice[]} engines */
function checkDistinct(engines) {
  const names = engines.map(({ seat }) => seat);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new UsageError(
      `ENGINES: "${twice}" is named twice; each engine's rows carry its name, so measure one at a time`,
    );
  }
  return engines;
}
