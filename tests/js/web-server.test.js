/**
 * The little server: what it hands out, to whom, and what it refuses.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Channel } from '../../harness/web/channel.js';
import { startServer } from '../../harness/web/http-server.js';
import { ROOT } from '../../harness/words/paths.js';

/** @type {import('../../harness/web/http-server.js').Running} */
let server;
/** As in harness/web/channel.js. */
const LONGEST = 4 * 2 ** 20;
/** @type {string[]} */
const said = [];
let gone = 0;
/** @type {() => void} */
let onGone;
/** @type {Promise<void>} */
const pageGone = new Promise((resolve) => {
  onGone = resolve;
});
const channel = new Channel(
  (lines) => said.push(lines),
  () => {
    gone++;
    onGone();
  },
);
const scratch = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
/** In a folder that is handed out, and that no other test reads or copies meanwhile. */
const LINK = 'node_modules/uplot/dist/out.wasm';
const link = join(ROOT, LINK);

before(async () => {
  server = await startServer(channel.routes);
  writeFileSync(join(scratch, 'secret.wasm'), 'secret');
  rmSync(link, { force: true });
  symlinkSync(join(scratch, 'secret.wasm'), link);
});
after(() => {
  server.close();
  rmSync(link, { force: true });
  rmSync(scratch, { recursive: true });
});

/**
 * As it is written: fetch() would tidy the path up.
 * @param {string} path
 * @param {{ method?: string, host?: string, body?: string }} [options]
 * @returns {Promise<{ status: number | undefined, headers: import('node:http').IncomingHttpHeaders, body: string }>}
 */
function ask(path, { method = 'GET', host, body } = {}) {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        hostname,
        port,
        path,
        method,
        headers: {
          ...(host && { Host: host }),
          ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }),
        },
      },
      (response) => {
        let text = '';
        response.on('data', (data) => (text += data));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

test('files come with their type, isolated, and with leave to ask nobody else', async () => {
  /** @type {[string, RegExp][]} */
  const files = [
    ['/harness/web/agent.html', /^text\/html/],
    ['/harness/agent/browser.js', /^text\/javascript/],
    ['/kernels/dot/dot.js', /^text\/javascript/],
    ['/build/wasm/dot.wasm', /^application\/wasm$/],
    ['/build/stats.wasm', /^application\/wasm$/],
    ['/harness/web/pages/shared/look.css', /^text\/css/],
    ['/node_modules/uplot/dist/uPlot.esm.js', /^text\/javascript/],
  ];
  for (const [path, type] of files) {
    const { status, headers, body } = await ask(path);
    assert.equal(status, 200, path);
    assert.match(headers['content-type'] ?? '', type);
    assert.ok(body.length > 0);
  }
  for (const path of ['/kernels/dot/dot.js', '/nothing', '/channel']) {
    const { headers } = await ask(path);
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin', path);
    assert.equal(headers['cross-origin-embedder-policy'], 'require-corp');
    assert.match(String(headers['content-security-policy']), /default-src 'self'/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
});

test('nothing outside its folders, and nothing that no page needs', async () => {
  const paths = [
    '/package.json',
    '/.git/config',
    '/harness/bench.js',
    '/harness/web/driver.js',
    '/kernels/../package.json',
    '/kernels/../harness/bench.js',
    '/kernels/%2e%2e/package.json',
    '/kernels/%2e%2e%2fharness%2fbench.js',
    '/kernels/%252e%252e/harness/bench.js',
    '/kernels/..%5c..%5cpackage.json',
    '/kernels/dot/dot.js%00.wasm',
    '/kernels//etc/passwd',
    '/kernels/dot/dot.c',
    '/kernels/dot',
    '/kernels/',
    '/kernels/%',
    '//etc/passwd',
    `/${LINK}`,
    '/build/native/agent',
    '/harness/agent/nothing.js',
  ];
  for (const path of paths) {
    const { status, body } = await ask(path);
    assert.ok(status === 404 || status === 400, `${path}: ${status}`);
    assert.ok(!/secret|tollgate"|root:/.test(body), path);
  }
});

test('who calls it by another name gets nothing', async () => {
  assert.equal((await ask('/kernels/dot/dot.js', { host: 'evil.example' })).status, 421);
  assert.equal((await ask('/kernels/dot/dot.js', { host: `localhost:${new URL(server.origin).port}` })).status, 200);
});

test('files are for reading', async () => {
  assert.equal((await ask('/kernels/dot/dot.js', { method: 'POST', body: 'x' })).status, 405);
  const head = await ask('/kernels/dot/dot.js', { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(head.body, '');
  assert.ok(Number(head.headers['content-length']) > 100);
});

test('the channel is for who knows the token, and for one page', async () => {
  assert.equal((await ask('/channel')).status, 403);
  assert.equal((await ask('/channel?token=0123456789abcdef0123456789abcdef')).status, 403);
  assert.equal((await ask('/channel?token=x', { method: 'POST', body: 'hello 0' })).status, 403);
  assert.deepEqual(said, []);
  assert.equal((await ask(`/channel${channel.query}`, { method: 'POST', body: 'hello 0 engine=test' })).status, 200);
  assert.deepEqual(said, ['hello 0 engine=test']);
  assert.equal((await ask(`/channel${channel.query}`, { method: 'POST', body: 'x'.repeat(LONGEST + 1) })).status, 413);
  assert.equal(said.length, 1);

  channel.send('open 1'); // before the page is there
  const page = await fetch(`${server.origin}/channel${channel.query}`);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (page.body).getReader();
  const read = async () => new TextDecoder().decode((await reader.read()).value);
  assert.equal(await read(), 'data: open 1\n\n');
  channel.send('sample 1');
  assert.equal(await read(), 'data: sample 1\n\n');
  assert.equal((await ask(`/channel${channel.query}`)).status, 409);
  assert.equal(gone, 0);
  await reader.cancel();
  await pageGone;
  assert.equal(gone, 1);
});

test('a shared file is had by its number and the token, and no other is', async () => {
  writeFileSync(join(scratch, 'reference.bin'), 'bytes');
  const path = channel.share(join(scratch, 'reference.bin'));
  assert.equal((await ask(path)).body, 'bytes');
  assert.equal(channel.share(join(scratch, 'reference.bin')), path);
  assert.equal((await ask(path.replace(/file=\d+/, 'file=99'))).status, 403);
  assert.equal((await ask(path.replace(/token=\w/, 'token=z'))).status, 403);
});
