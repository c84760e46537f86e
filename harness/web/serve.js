/**
 * The server of the pages for people: measuring by hand, in whatever browser opens them.
 *
 *   node harness/web/serve.js [--port 8125] [--host 127.0.0.1]
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../words/problems.js';
import { startServer } from './http-server.js';
import { measuringRoutes } from './measuring.js';
import { PAGE_ROUTES } from './page-list.js';

const DEFAULT_PORT = 8125;

/**
 * @returns {{ host: string, port: number }}
 * @throws {UsageError}
 */
function place() {
  const { values } = parseArgs({ options: { host: { type: 'string' }, port: { type: 'string' } } });
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new UsageError(`PORT: "${values.port}" is not allowed; give a whole number up to 65535, 0 for any`);
  }
  return { host: values.host ?? '127.0.0.1', port };
}

async function main() {
  const { host, port } = place();
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-serve-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => process.exit(0)));
  const { origin } = await startServer({ ...PAGE_ROUTES, ...measuringRoutes(scratch) }, { host, port });
  console.log(`Measure in a browser: ${origin}/   (Ctrl-C ends it)`);
  if (!['127.0.0.1', 'localhost', '::1'].includes(host)) {
    console.log(
      `Others can reach it at ${host}. Without https their pages are not isolated, so their clocks are coarse.`,
    );
  }
}

await main().catch((error) => {
  process.stderr.write(`serve: ${error.message}\n`);
  process.exitCode = 2;
});
