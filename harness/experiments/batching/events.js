/**
 * A handler of pointer events in C, told of each event by itself, or of those of a frame at a time.
 */

import { hash32 } from '../../agent/inputs.js';
import { batchesUpTo } from '../../words/batches.js';
import { instantiate } from '../../agent/for-subjects.js';

/** @import { Open, Opened, Subject } from '../../agent/for-subjects.js' */

/** @typedef {{ type: number, x: number, y: number, t: number }} PointerEvent */
/** @typedef {(type: number, x: number, y: number, t: number) => void} Handle */

/** As in batching-events.c. */
const MOVED = 0;
const PRESSED = 1;
const RELEASED = 2;
const SCROLLED = 3;
const FIELDS = 4;
const LARGEST_BATCH = 1024;
/**
 * So many that a processor does not know their branches by heart: of 16,384 a recent one does, of 32,768 now and then.
 */
const SIZE = 65536;
const STATE = { x: 0, y: 1, way: 2, presses: 3, since: 4, held: 5, scrolledX: 6, scrolledY: 7 };
const STATE_BYTES = 8 * Object.keys(STATE).length;

/** Five of eight events are moves. */
const TYPES = [MOVED, MOVED, MOVED, MOVED, MOVED, PRESSED, RELEASED, SCROLLED];

/**
 * @param {number} n
 * @returns {PointerEvent[]} at fractional pixels and milliseconds, as browsers have them
 */
const eventsOf = (n) =>
  Array.from({ length: n }, (_, i) => ({
    type: TYPES[hash32(1, i) >>> 29],
    x: (hash32(2, i) >>> 16) / 64 + 0.5,
    y: (hash32(3, i) >>> 16) / 64 + 0.25,
    t: 16.5 * i + 0.125,
  }));

/**
 * @param {Float64Array} state
 * @returns {Handle} what handle() in batching-events.c is
 */
const handlerOf = (state) => (type, x, y, t) => {
  switch (type) {
    case MOVED:
      state[STATE.way] += Math.abs(x - state[STATE.x]) + Math.abs(y - state[STATE.y]);
      state[STATE.x] = x;
      state[STATE.y] = y;
      break;
    case PRESSED:
      state[STATE.presses]++;
      state[STATE.since] = t;
      break;
    case RELEASED:
      state[STATE.held] += t - state[STATE.since];
      break;
    case SCROLLED:
      state[STATE.scrolledX] += x;
      state[STATE.scrolledY] += y;
      break;
  }
};

/**
 * @param {PointerEvent[]} buttons
 * @returns {number[]} when each was pressed last
 */
function pressed(buttons) {
  let since = 0;
  return buttons.map(({ type, t }) => (since = type === PRESSED ? t : since));
}

/**
 * @param {number} n
 * @returns {ReturnType<Subject['reference']>} of sums of their own, a kind of event at a time
 */
function reference(n) {
  const events = eventsOf(n);
  const moves = [{ x: 0, y: 0 }, ...events.filter(({ type }) => type === MOVED)];
  const scrolls = events.filter(({ type }) => type === SCROLLED);
  const presses = events.filter(({ type }) => type === PRESSED);
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((a, b) => a + b, 0);
  const ways = moves.slice(1).map(({ x, y }, i) => Math.abs(x - moves[i].x) + Math.abs(y - moves[i].y));
  const buttons = events.filter(({ type }) => type === PRESSED || type === RELEASED);
  const held = pressed(buttons).map((since, i) => (buttons[i].type === RELEASED ? buttons[i].t - since : 0));
  const { x, y } = moves[moves.length - 1];
  const way = sum(ways);
  const state = [
    x,
    y,
    way,
    presses.length,
    presses.at(-1)?.t ?? 0,
    sum(held),
    sum(scrolls.map((e) => e.x)),
    sum(scrolls.map((e) => e.y)),
  ];
  return { result: way, output: new Uint8Array(Float64Array.from(state).buffer) };
}

/** @type {Subject} */
export const EVENTS = {
  kernel: 'events',
  title: 'pointer events to a handler in C, one by one or a frame at a time',
  element: 'event',
  bytesPerElement: 8 * FIELDS,
  sizes: [SIZE],
  batches: () => batchesUpTo(LARGEST_BATCH, 2),
  ways: [{ variant: 'js', batched: false }, { variant: 'wasm' }, { variant: 'wasm-arguments', single: true }],
  outputBytes: () => STATE_BYTES,
  reference,
};

const ONE_BY_ONE = `return (iterations, n) => {
  for (let k = 0; k < iterations; k++) {
    state.fill(0);
    for (let i = 0; i < n; i++) {
      const event = events[i];
      handle(event.type, event.x, event.y, event.t);
    }
  }
  return state[${STATE.way}];
}`;

const BY_FRAMES = `return (iterations, n, batch) => {
  for (let k = 0; k < iterations; k++) {
    state.fill(0);
    for (let first = 0; first < n; first += batch) {
      const count = n - first < batch ? n - first : batch;
      for (let i = 0, at = 0; i < count; i++, at += ${FIELDS}) {
        const event = events[first + i];
        frame[at] = event.type;
        frame[at + 1] = event.x;
        frame[at + 2] = event.y;
        frame[at + 3] = event.t;
      }
      handleFrame(count);
    }
  }
  return state[${STATE.way}];
}`;

/** @param {Float64Array<ArrayBufferLike>} state */
const bytesOf =
  ({ buffer, byteOffset, byteLength }) =>
  () =>
    new Uint8Array(buffer, byteOffset, byteLength);

/**
 * @param {number} n
 * @returns {Opened}
 */
function openJavaScript(n) {
  const state = new Float64Array(STATE_BYTES / 8);
  const body = new Function('events', 'state', 'handle', ONE_BY_ONE)(eventsOf(n), state, handlerOf(state));
  return { body, functions: {}, output: bytesOf(state) };
}

/** @type {Open} */
export async function openEvents({ variant, n }, loader) {
  if (variant === 'js') {
    return openJavaScript(n);
  }
  const exports = await instantiate(loader, 'batching/events.wasm');
  const state = new Float64Array(exports.memory.buffer, exports.state(), STATE_BYTES / 8);
  const events = eventsOf(n);
  if (variant === 'wasm-arguments') {
    const handle = exports.handle_event;
    return {
      body: new Function('events', 'state', 'handle', ONE_BY_ONE)(events, state, handle),
      functions: { handle },
      output: bytesOf(state),
    };
  }
  const frame = new Float64Array(exports.memory.buffer, exports.events(), FIELDS * LARGEST_BATCH);
  const handleFrame = exports.handle_frame;
  const body = new Function('events', 'state', 'frame', 'handleFrame', BY_FRAMES)(events, state, frame, handleFrame);
  return { body, functions: { handleFrame }, output: bytesOf(state) };
}
