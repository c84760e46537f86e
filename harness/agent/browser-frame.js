/**
 * A frame of a browser, for one cell that needs a document.
 */

import { loader } from './browser-loader.js';
import { serveCell } from './realm.js';

addEventListener(
  'message',
  ({ ports: [port] }) => {
    const serve = serveCell(loader, (lines) => port.postMessage(lines));
    port.onmessage = ({ data }) => serve(data);
  },
  { once: true },
);
