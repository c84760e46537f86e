/**
 * Engines on other machines, without any: what is asked for, what a grid says it has, what a plan makes of it.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { ENGINES, spread } from '../../harness/engines/engines.js';
import { parseRemote, webdriver } from '../../harness/engines/webdriver.js';
import { loadDefinitions } from '../../harness/plan/load-kernels.js';
import { loadExperiments } from '../../harness/plan/load-experiments.js';
import { planGroups } from '../../harness/plan/groups.js';
import { parseOptions } from '../../harness/plan/options.js';
import { UsageError } from '../../harness/words/problems.js';

const definitions = await loadDefinitions();
const experiments = await loadExperiments();
const engines = ENGINES.map((engine) => ({ ...engine, path: engine.choose ? null : `/${engine.name}` }));
const parse = (/** @type {string[]} */ ...argv) => parseOptions(argv, definitions, experiments, engines);

/**
 * @param {import('node:http').RequestListener} answer
 * @param {(url: string) => Promise<void>} use
 */
async function withServer(answer, use) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  try {
    await use(`http://127.0.0.1:${port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/**
 * @param {unknown} value of its status
 * @param {(url: string) => Promise<void>} use
 */
const withStatus = (value, use) => withServer((_, response) => response.end(JSON.stringify({ value })), use);

/**
 * @param {string} host
 * @param {string} browserName
 * @param {string} [availability]
 */
const node = (host, browserName, availability = 'UP') => ({
  externalUri: `http://${host}:5555`,
  availability,
  maxSessions: 1,
  slots: [{ stereotype: { browserName }, session: null }],
});

test('a URL says which browser, how many sessions, and how the page is reached; the rest are capabilities', () => {
  const { server, capabilities, sessions, page } = parseRemote(
    'https://grid.example/wd/hub?browserName=firefox&platformName=linux&sessions=3&page=bench.example',
  );
  assert.deepEqual(
    { server, capabilities, sessions, page },
    {
      server: 'https://grid.example/wd/hub',
      capabilities: { browserName: 'firefox', platformName: 'linux' },
      sessions: 3,
      page: 'bench.example',
    },
  );
  /** @type {[string, RegExp][]} */
  const mistakes = [
    ['grid', /no URL of a remote end; allowed: webdriver:http/],
    ['ftp://grid/?browserName=firefox', /no URL of a remote end/],
    ['http://grid', /browserName is ""; known: chrome /],
    ['http://grid?browserName=netscape', /browserName is "netscape"/],
    ['http://grid?browserName=chrome&sessions=many', /sessions is "many"; give a whole number/],
  ];
  for (const [text, message] of mistakes) {
    assert.throws(
      () => parseRemote(text),
      (error) => error instanceof UsageError && message.test(error.message),
      text,
    );
  }
});

test('a remote engine has the name of its browser here, and is chosen by a URL alone', () => {
  const [choice] = parse('--engines', 'webdriver:http://grid:4444?browserName=chrome').engines;
  assert.equal(choice.name, 'chromium');
  assert.equal(choice.kind, 'webdriver');
  assert.notEqual(choice.lane, '');
  assert.throws(() => parse('--engines', 'webdriver'), /"webdriver" is not there; give ENGINES=webdriver:http/);
  assert.ok(parse('--engines', 'all').engines.every(({ kind }) => kind !== 'webdriver'));
  const both = parse('--engines', 'chromium,webdriver:http://grid:4444?browserName=chrome').engines;
  assert.deepEqual(
    both.map(({ name }) => name),
    ['chromium', 'chromium'],
  );
  assert.ok(webdriver.hosts.includes('page'));
});

test('there is a seat for each machine of a grid that has the browser and is up', () =>
  withStatus(
    {
      ready: true,
      nodes: [node('a', 'chrome'), node('b', 'chrome'), node('c', 'firefox'), node('d', 'chrome', 'DRAINING')],
    },
    async (url) => {
      const asked = parse('--engines', `node,webdriver:${url}?browserName=chrome`).engines;
      const seats = await spread(asked);
      assert.deepEqual(
        seats.map(({ name }) => name),
        ['node', 'chromium', 'chromium'],
      );
      assert.equal(new Set(seats.map(({ seat }) => seat)).size, 3);
      assert.equal(new Set(seats.map(({ lane }) => lane)).size, 3);
      const one = await spread(parse('--engines', `webdriver:${url}?browserName=chrome&sessions=1`).engines);
      assert.equal(one.length, 1);
      await assert.rejects(
        spread(parse('--engines', `webdriver:${url}?browserName=safari`).engines),
        /no machine of the grid has safari; they have chrome firefox/,
      );
    },
  ));

test('any other remote end is one machine, and one that does not answer is a usage error', async () => {
  await withStatus({ ready: true, message: 'a driver' }, async (url) => {
    assert.equal((await spread(parse('--engines', `webdriver:${url}?browserName=firefox`).engines)).length, 1);
  });
  await assert.rejects(
    spread(parse('--engines', 'webdriver:http://127.0.0.1:9?browserName=firefox').engines),
    /nobody answers http:\/\/127\.0\.0\.1:9\/status/,
  );
});

test('each seat has groups of its own, which no other engine takes turns in', () =>
  withStatus({ nodes: [node('a', 'chrome'), node('b', 'chrome')] }, async (url) => {
    const options = parse(
      '--engines',
      `node,native,webdriver:${url}?browserName=chrome`,
      '--kernels',
      'dot-f32',
      '--sizes',
      '1024',
      '--experiments',
      'throughput',
    );
    const groups = planGroups({ ...options, engines: await spread(options.engines) }, experiments);
    assert.equal(groups.length, 3);
    assert.deepEqual([...new Set(groups[0].cells.map(({ engine }) => engine))], ['node', 'native']);
    for (const group of groups.slice(1)) {
      assert.equal(new Set(group.cells.map(({ seat }) => seat)).size, 1);
      assert.deepEqual([...new Set(group.cells.map(({ engine }) => engine))], ['chromium']);
      assert.ok(group.cells.some(({ spec }) => spec.transfer === 'copy'));
    }
  }));

/** An interrupted run while its engines are ending: nothing else keeps this process alive. */
const INTERRUPTED = `
  import { setTimeout as sleep } from 'node:timers/promises';
  import { RemoteProcess } from '${new URL('../../harness/engines/browser-process.js', import.meta.url)}';
  const remote = new RemoteProcess('webdriver', process.argv[1], 'detected');
  const over = remote.quit();
  await sleep(300);
  remote.kill('stopped');
  await over;
`;

test('one that is killed while it is asked to end is not waited for', () =>
  withServer(
    () => {},
    async (url) => {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '--eval', INTERRUPTED, `${url}?browserName=chrome`],
        { stdio: 'inherit' },
      );
      const [code] = await once(child, 'exit');
      assert.equal(code, 0);
    },
  ));
