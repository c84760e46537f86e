/**
 * The isolates of a browser: a Worker for each cell; where the cell needs a document, a frame,
 * which has globals and code of its own but shares the page's thread.
 */

/** @import { Events, Isolate } from './line-server.js' */
/** @import { Message } from '../words/line.js' */

const WORKER = new URL('browser-worker.js', import.meta.url);
const FRAME = new URL('../web/frame.html', import.meta.url);

/**
 * @param {Events} events
 * @returns {Isolate}
 */
function startWorker({ say, fail }) {
  const worker = new Worker(WORKER, { type: 'module' });
  worker.addEventListener('message', ({ data }) => say(data));
  worker.addEventListener('error', ({ message }) => fail(message || `the worker could not load ${WORKER.pathname}`));
  return { post: (request) => worker.postMessage(request), end: () => worker.terminate() };
}

/**
 * @param {Events} events
 * @returns {Isolate}
 */
function startFrame({ say }) {
  const frame = document.createElement('iframe');
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => say(data);
  frame.addEventListener('load', () => frame.contentWindow?.postMessage('port', location.origin, [port2]), {
    once: true,
  });
  frame.src = FRAME.href;
  document.body.append(frame);
  return {
    post: (request) => port1.postMessage(request), // kept until the frame listens
    end: () => {
      port1.close();
      frame.remove();
    },
  };
}

/**
 * @param {Message} open
 * @param {Events} events
 * @returns {Isolate}
 */
export const startIsolate = ({ words }, events) => (words.realm === 'page' ? startFrame(events) : startWorker(events));
