/**
 * Inside an isolate of its own, whatever kind the engine has (a Worker, a frame): one cell,
 * requests in, lines out.
 */

import { Cell } from './cell.js';
import { formatLine } from '../words/line.js';

/** @import { Loader } from './loaded.js' */
/** @import { Message } from '../words/line.js' */

/**
 * @param {Loader} loader
 * @param {(lines: string) => void} say
 * @returns {(request: Message) => Promise<void>} to be called with each request; never throws
 */
export function serveCell(loader, say) {
  const cell = new Cell(loader);
  /** @type {Record<string, (words: Record<string, string>) => Promise<any>>} */
  const verbs = {
    open: (words) => cell.open(words),
    warm: (words) => cell.warm(words),
    sample: (words) => cell.sample(words),
    close: () => cell.close(),
  };
  return async ({ verb, id, words }) => {
    try {
      if (!Object.hasOwn(verbs, verb)) {
        throw new Error(`unknown verb "${verb}"; known: hello ${Object.keys(verbs).join(' ')} quit`);
      }
      const answers = [await verbs[verb](words)].flat();
      say(answers.map((answer) => formatLine(answer.verb, id, answer.words)).join('\n'));
    } catch (error) {
      const { stage = 'engine', message } = /** @type {any} */ (error);
      say(formatLine('error', id, { stage, message }));
    }
  };
}
