/**
 * Proves that identical code is not called different, by some two hundred comparisons of code with itself (`make
 * doctor`): on the machine as it is, and beside a busy loop on another core.
 *
 *   node scripts/prove/aa.js [--processes 30] [--out results/prove/aa-<date>]
 *
 * Exit codes: 0 at most 5 % called different, none after correction · 1 more · 2 a run failed.
 */

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT } from '../../harness/words/paths.js';

const DOCTOR = join(ROOT, 'harness/doctor.js');
const BUSY = join(ROOT, 'scripts/peers/busy.js');
const NOMINAL = 0.05;

/**
 * @param {string} text what doctor printed
 * @returns {{ comparisons: number, different: number, proven: number } | null}
 */
export function verdictsOf(text) {
  const [, comparisons, different] = /(\d+) comparisons of identical code: (\d+) called different/.exec(text) ?? [];
  const [, proven] = /(\d+) after correction/.exec(text) ?? [];
  return proven === undefined
    ? null
    : { comparisons: Number(comparisons), different: Number(different), proven: Number(proven) };
}

/**
 * @param {string} out
 * @param {string} processes
 * @param {boolean} busy
 * @returns {boolean} whether it held
 */
function prove(out, processes, busy) {
  const name = busy ? 'busy' : 'idle';
  const loop = busy ? spawn(process.execPath, [BUSY], { stdio: ['pipe', 'ignore', 'ignore'] }) : null;
  const { status, stdout } = spawnSync(
    process.execPath,
    [DOCTOR, '--processes', processes, '--budget', '300', '--out', join(out, name)],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  loop?.kill();
  const verdicts = verdictsOf(stdout);
  if (status !== 0 || verdicts === null) {
    throw new Error(`doctor, ${name}: exit code ${status}: ${stdout.slice(-500)}`);
  }
  writeFileSync(join(out, `${name}.txt`), stdout);
  console.log(`${busy ? 'Beside a busy loop' : 'As the machine is'}:\n\n${stdout}`);
  return verdicts.different <= NOMINAL * verdicts.comparisons && verdicts.proven === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { values } = parseArgs({
      options: { processes: { type: 'string', default: '30' }, out: { type: 'string' } },
    });
    const out = resolve(values.out ?? join(ROOT, 'results/prove', `aa-${new Date().toISOString().slice(0, 10)}`));
    mkdirSync(out, { recursive: true });
    const held = [false, true].map((busy) => prove(out, values.processes, busy));
    process.exitCode = held.every(Boolean) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`aa: ${/** @type {Error} */ (error).message}\n`);
    process.exitCode = 2;
  }
}
