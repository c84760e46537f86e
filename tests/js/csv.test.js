import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CsvWriter, readRows, readTable } from '../../harness/run/csv.js';
import { csvRow } from '../../harness/words/rows.js';
import { until } from './support/waiting.js';

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

test('fields with commas, quotes or line ends are quoted as RFC 4180 says', () => {
  assert.equal(csvRow(['a,b', 'say "x"', 'two\nlines', 1.5, '']), '"a,b","say ""x""","two\nlines",1.5,\n');
});

test("rows follow the header's order; a value that is missing is an empty field", () => {
  const path = join(dir, 'order.csv');
  const csv = new CsvWriter(path, ['x', 'y', 'z']);
  csv.write({ z: 3, x: 1 });
  csv.close();
  assert.equal(readFileSync(path, 'utf8'), 'x,y,z\n1,,3\n');
});

test('a file that is there is not overwritten', () => {
  const path = join(dir, 'there.csv');
  new CsvWriter(path, ['x']).close();
  assert.throws(() => new CsvWriter(path, ['x']), /EEXIST/);
});

test('a full disk leaves whole rows and an error that names the file', () => {
  const path = join(dir, 'full.csv');
  const module = new URL('../../harness/run/csv.js', import.meta.url).href;
  // A limit on the size of files stands for the full disk: a write in mid-row is cut short, the next one fails.
  const script = `process.on('SIGXFSZ', () => {});
    const { CsvWriter } = await import('${module}');
    const csv = new CsvWriter('${path}', ['x']);
    try { for (;;) csv.write({ x: 'y'.repeat(299) }); } catch (error) { console.log(error.message); }`;
  const run = spawnSync('bash', ['-c', `ulimit -f 1; exec "${process.execPath}" --input-type=module -e "$SCRIPT"`], {
    env: { ...process.env, SCRIPT: script },
    encoding: 'utf8',
  });
  assert.match(run.stdout, /cannot write .*full\.csv: EFBIG.*; the 3 rows before are whole/);
  assert.equal(statSync(path).size, 2 + 3 * 300);
});

test('rows of one append stand in the file together, and a file of before is continued', () => {
  const path = join(dir, 'together.csv');
  const csv = new CsvWriter(path, ['x']);
  csv.append([{ x: 1 }, { x: 2 }]);
  csv.append([{ x: 3 }]);
  csv.write({ x: 4 });
  csv.close();
  const more = new CsvWriter(path, ['x'], 4);
  more.write({ x: 5 });
  more.write({ x: 6 });
  more.close();
  assert.equal(more.rows, 6);
  assert.equal(readFileSync(path, 'utf8'), 'x\n1\n2\n3\n4\n5\n6\n');
  assert.deepEqual(
    readdirSync(dir).filter((name) => name.startsWith('.')),
    [],
  );
});

test('a SIGKILL in the middle of an append leaves all of its rows or none', async () => {
  const module = new URL('../../harness/run/csv.js', import.meta.url).href;
  const path = join(dir, 'killed.csv');
  const script = `const { CsvWriter } = await import('${module}');
    const csv = new CsvWriter('${path}', ['append', 'x']);
    const rows = Array.from({ length: 20000 }, () => ({ append: 'a', x: 'some seventy bytes, so that the rows of an append fill many pages' }));
    for (;;) { csv.append(rows); }`;
  for (let kill = 0; kill < 8; kill++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    const bytes = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    await until(() => bytes() > 20000 * 70); // from here on an append is always under way
    await new Promise((resolve) => setTimeout(resolve, 7 * kill));
    child.kill('SIGKILL');
    assert.equal(await ended, 'SIGKILL');
    const { rows, end, size } = readTable(path, () => true);
    assert.equal(end, size);
    assert.ok(rows.length > 0);
    assert.equal(rows.length % 20000, 0);
    rmSync(path);
  }
});

test('what is read back ends with the last row that is whole and plausible', () => {
  const path = join(dir, 'cut.csv');
  const plausible = (/** @type {Record<string, string>} */ { n }) => /^\d+$/.test(n);
  const table = (/** @type {string} */ text) => {
    writeFileSync(path, text);
    const { rows, end, tail } = readTable(path, plausible);
    return [rows.length, end, tail];
  };
  const whole = 'name,n\n"a, ""b""\nc",1\nd,2\n';
  assert.deepEqual(table(whole), [2, whole.length, true]);
  assert.deepEqual(readTable(path, plausible).rows[0], { name: 'a, "b"\nc', n: '1' });
  for (const after of ['e', 'e,3', 'e\n', '"e,3\n', '\0\0\0\0', 'e,\0\n\0', 'e,x\n', 'e,3,4\n']) {
    assert.deepEqual(table(whole + after), [2, whole.length, true], JSON.stringify(after));
  }
  assert.deepEqual(table(`${whole}e,x\nf,4\n`), [2, whole.length, false], 'damage in the middle is something else');
  assert.deepEqual(table('name,'), [0, 0, true]);
  assert.deepEqual(table(''), [0, 0, true]);
  appendFileSync(path, 'name,n\n');
  assert.deepEqual(readTable(path, plausible).columns, ['name', 'n']);
});

test('a file that should be whole is refused where it is not', () => {
  const path = join(dir, 'whole.csv');
  const whole = 'name,n\n"a, ""b""\nc",1\nd,2\n';
  writeFileSync(path, whole);
  assert.deepEqual(readRows(path), [
    { name: 'a, "b"\nc', n: '1' },
    { name: 'd', n: '2' },
  ]);
  for (const after of ['e,3', 'e\n', 'e,3,4\nf,5\n']) {
    writeFileSync(path, whole + after);
    assert.throws(() => readRows(path), /whole\.csv, line 5: not 2 fields and a line end/, JSON.stringify(after));
  }
});
