/**
 * The front door: options -> plan -> engines -> run folder -> tables.
 *
 *   node harness/bench.js [--kernels dot,blur] [--variants js,wasm] [--sizes 1024] [--batches 1,4]
 *     [--transfers resident,copy] [--engines node:/path,native] [--experiments throughput]
 *     [--tier detected] [--processes 10] [--precision 2] [--budget 260] [--quick] [--out dir]
 *   node harness/bench.js --resume dir [--budget 100]
 *
 * Exit codes: 0 done · 1 something failed or computed wrongly · 2 usage, or a run that cannot be
 * resumed · 3 a run of other code or engines · 130 interrupted.
 */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ENGINES } from './engines/engines.js';
import { loadDefinitions } from './plan/load-kernels.js';
import { loadExperiments } from './plan/load-experiments.js';
import { parseOptions } from './plan/options.js';
import { crewOf } from './run/crew.js';
import { bringFloor } from './run/floor.js';
import { measure } from './run/measuring.js';
import { outcome } from './run/outcome.js';
import { begin, measuresMoreThanFloor, resume } from './run/session.js';
import { TOLLGATE, summarize } from './run/summing-up.js';
import { STATS_MODULE } from './stats/statistics-file.js';
import { DamagedError, DefinitionError, EngineError, ForeignError, UsageError } from './words/problems.js';

/** @import { Crew } from './run/crew.js' */
/** @import { Session } from './run/session.js' */

const FOREIGN = 3;
const INTERRUPTED = 130;

/** @param {string} message */
const tell = (message) => process.stderr.write(`${message}\n`);

/**
 * @param {Session} session
 * @param {Crew} crew
 * @param {number} samples that it measured
 * @param {number} seconds that it took
 */
function tellEnding({ folder }, { conductor, ledger, schedule }, samples, seconds) {
  ledger.tell();
  const ending = conductor.sampledSeconds > 0 ? outcome(schedule.sequences, conductor.sampledSeconds) : null;
  if (ending !== null) {
    tell(ending);
  }
  tell(`measured ${samples} samples in ${Math.round(seconds)} s; ${ledger.failures} failed`);
  console.log(`\nFiles: ${folder.dir}`);
}

/**
 * @param {Session} session
 * @returns {Promise<number>} exit code
 */
async function bench(session) {
  const { folder } = session;
  const crew = crewOf(session);
  const { fleet, ledger } = crew;
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.on(signal, () => fleet.stop()));
  const start = performance.now();
  const before = folder.rows('samples');
  await measure(session, crew, tell);
  const samples = folder.rows('samples');
  folder.close();
  if (measuresMoreThanFloor(session)) {
    bringFloor(folder.dir, hostname());
  }
  if (fleet.stopped) {
    const whatNext = `finish them with: make bench RESUME=${folder.dir}`;
    const orElse = `summarise them as they are with: build/tollgate summarize ${folder.dir}`;
    tell(`interrupted: ${samples} whole samples are in ${folder.dir}; ${whatNext}; ${orElse}`);
    return INTERRUPTED;
  }
  const code = samples > 0 ? summarize(folder.dir) : 0;
  await new Promise((resolve) => setImmediate(resolve)); // a signal that came while tollgate ran
  if (fleet.stopped) {
    return INTERRUPTED;
  }
  tellEnding(session, crew, samples - before, (performance.now() - start) / 1000);
  return Math.max(code, ledger.failures > 0 ? 1 : 0);
}

/**
 * @param {unknown} error
 * @returns {number} exit code
 */
function report(error) {
  const { message, code, stack } = /** @type {NodeJS.ErrnoException} */ (error);
  const expected = [UsageError, DefinitionError, EngineError, DamagedError, ForeignError].some(
    (kind) => error instanceof kind,
  );
  tell(`bench: ${expected || code !== undefined ? message : stack}`);
  return error instanceof ForeignError ? FOREIGN : 2;
}

async function main() {
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  try {
    const known = { definitions: await loadDefinitions(), experiments: await loadExperiments() };
    const asked = parseOptions(process.argv.slice(2), known.definitions, known.experiments, ENGINES);
    const missing = [TOLLGATE, STATS_MODULE].find((path) => !existsSync(path));
    if (missing !== undefined) {
      throw new UsageError(`build/${basename(missing)} is missing; run \`make build\``);
    }
    asked.notes.forEach(tell);
    const session = await (asked.resume === null ? begin(asked, known, scratch) : resume(asked, known, scratch, tell));
    process.exitCode = await bench(session);
  } catch (error) {
    process.exitCode = report(error);
  }
}

await main();
