/**
 * A Worker of a browser, for one cell.
 */

import { loader } from './browser-loader.js';
import { serveCell } from './realm.js';

const serve = serveCell(loader, (lines) => postMessage(lines));
addEventListener('message', ({ data }) => serve(data));
