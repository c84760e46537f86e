/**
 * A Selenium Grid: which machines it has, and whether one is free. Other remote ends of WebDriver
 * have no machines to tell.
 */

import { setTimeout as sleep } from 'node:timers/promises';

/** Within which a remote end has to say how it is. */
export const STATUS_LIMIT_MS = 10000;
/** So long a machine is waited for. */
const FREE_LIMIT_MS = 30000;
const PAUSE_MS = 500;

/**
 * @typedef {object} Remote
 * @property {string} server its URL without the query
 * @property {Record<string, string>} capabilities
 * @property {number} sessions 0: as many as there are machines
 * @property {number} machines when the run began; 0: it begins now
 * @property {string} page
 * @property {string} machine that the session should be on; '': any
 */

/**
 * @typedef {object} GridNode
 * @property {string} machine host and port
 * @property {string} availability `UP` where it takes sessions
 * @property {number} most sessions at a time
 * @property {{ stereotype: Record<string, any>, session: string | null }[]} slots
 *
 * @param {string} server
 * @returns {Promise<GridNode[]>} none where it is no grid
 * @throws {Error} if nobody answers
 */
export async function nodesOf(server) {
  const url = new URL(`${server}/status`);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const name = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const response = await fetch(url, {
    headers: username === '' ? {} : { Authorization: `Basic ${name}` },
    signal: AbortSignal.timeout(STATUS_LIMIT_MS),
  });
  const body = /** @type {any} */ (await response.json().catch(() => null)); // not all remote ends know this request
  return (body?.value?.nodes ?? []).map(
    (/** @type {any} */ { externalUri, uri, availability = 'UP', maxSessions = Infinity, slots = [] }) => ({
      machine: new URL(externalUri ?? uri).host,
      availability,
      most: maxSessions,
      slots: slots.map((/** @type {any} */ { stereotype, session }) => ({
        stereotype: stereotype ?? {},
        session: session?.sessionId ?? null,
      })),
    }),
  );
}

/**
 * Whether the grid may take a slot for what is asked; which one it takes is its own business.
 * @param {Record<string, any>} stereotype of the slot
 * @param {Record<string, string>} capabilities
 */
const fits = (stereotype, { browserName, ...others }) =>
  stereotype.browserName === browserName &&
  Object.entries(others).every(([name, value]) => {
    const [has, wanted] = [String(stereotype[name] ?? value).toLowerCase(), value.toLowerCase()];
    return has.startsWith(wanted) || wanted.startsWith(has) || wanted === 'any';
  });

/**
 * @param {GridNode[]} nodes
 * @param {Remote} remote
 * @returns {GridNode[]} those that have what is asked, free or not
 */
export const fitting = (nodes, { capabilities }) =>
  nodes.filter(
    ({ availability, slots }) =>
      availability === 'UP' && slots.some(({ stereotype }) => fits(stereotype, capabilities)),
  );

/**
 * @param {GridNode} node
 * @param {Remote} remote
 * @returns {boolean} whether a session could begin on it now
 */
const isFree = ({ most, slots }, { capabilities }) =>
  slots.filter(({ session }) => session !== null).length < most &&
  slots.some(({ stereotype, session }) => session === null && fits(stereotype, capabilities));

/**
 * What keeps a session from beginning where it is wanted.
 * @param {GridNode[]} nodes of a grid
 * @param {Remote} remote
 * @returns {string | null} null: nothing
 */
function obstacle(nodes, remote) {
  const { machine, sessions } = remote;
  const able = fitting(nodes, remote);
  if (machine === '') {
    const mayGrow = sessions > able.length; // some grids make machines as they are asked for
    return mayGrow || able.some((node) => isFree(node, remote))
      ? null
      : `none of its machines is free: ${able.map((node) => node.machine).join(' ')}`;
  }
  const there = nodes.filter((one) => one.machine === machine); // one that came back may be listed twice for a while
  if (there.length === 0) {
    return `machine ${machine} is no longer there; there are: ${nodes.map((one) => one.machine).join(' ')}`;
  }
  if (there.every(({ availability }) => availability !== 'UP')) {
    return `it calls machine ${machine} ${there[0].availability.toLowerCase()}`;
  }
  return there.some((node) => able.includes(node) && isFree(node, remote))
    ? null
    : `machine ${machine} is not free: a session is on it that has not ended`;
}

/**
 * Waits until a session can begin. A request for one that cannot would wait in the grid's queue, and
 * might be heard when nobody waits for it any more.
 * @param {Remote} remote
 * @param {AbortSignal} signal
 * @throws {Error} that says what stood in the way until the end
 */
export async function waitUntilFree(remote, signal) {
  const end = performance.now() + FREE_LIMIT_MS;
  for (;;) {
    const nodes = await nodesOf(remote.server);
    const found = nodes.length === 0 ? null : obstacle(nodes, remote);
    if (found === null) {
      return;
    }
    if (performance.now() > end) {
      throw new Error(`the grid ${remote.server} gives no session, for ${FREE_LIMIT_MS / 1000} s now: ${found}`);
    }
    await sleep(PAUSE_MS, undefined, { signal });
  }
}

/**
 * @param {Remote} remote
 * @param {string} session its id
 * @returns {Promise<string>} host and port of the machine that it is on
 */
export async function machineOf({ server }, session) {
  const nodes = await nodesOf(server);
  const node = nodes.find(({ slots }) => slots.some((slot) => slot.session === session));
  if (nodes.length > 0 && node === undefined) {
    throw new Error(`the grid ${server} does not say on which machine session ${session} is`);
  }
  return node?.machine ?? new URL(server).host;
}
