import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CsvWriter, csvRow } from '../../harness/report/csv.js';

const dir = mkdtempSync(join(tmpdir(), 'tollgate-test-'));
after(() => rmSync(dir, { recursive: true }));

test('fields with commas, quotes or line ends are quoted as RFC 4180 says', () => {
  assert.equal(csvRow(['a,b', 'say "x"', 'two\nlines', 1.5, '']), '"a,b","say ""x""","two\nlines",1.5,\n');
});

test('rows follow the header\'s order; a value that is missing is an empty field', () => {
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
  const module = new URL('../../harness/report/csv.js', import.meta.url).href;
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
