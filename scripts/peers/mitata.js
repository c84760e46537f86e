/**
 * Measures the benchmarks with mitata: `node --expose-gc scripts/peers/mitata.js SECONDS`.
 *
 * It calls measure(), which mitata's README offers to those who need raw results, since run() takes no budget and
 * times three empty functions as well. As the README recommends, results are kept by do_not_optimize(), and garbage
 * is collected before each benchmark. It prints a line of JSON for each benchmark, in ns.
 */

import { do_not_optimize, measure } from 'mitata';
import { openTasks, verifyAll } from './tasks.js';

const seconds = Number(process.argv[2]);
const tasks = await openTasks(do_not_optimize);
const lines = [];
for (const { name, run } of tasks) {
  const stats = await measure(
    function* () {
      yield run;
    },
    { min_cpu_time: (seconds * 1e9) / tasks.length },
  );
  lines.push({ benchmark: name, avg: stats.avg, p50: stats.p50, min: stats.min });
}
verifyAll(tasks);
lines.forEach((line) => console.log(JSON.stringify(line)));
