/**
 * The clock of a JavaScript engine: performance.now(), in nanoseconds.
 */

/** @returns {number} nanoseconds since some fixed moment; monotonic */
export const now = () => performance.now() * 1e6;

const READINGS = 20000;
/** Browsers' clocks go in steps of up to a millisecond. */
const STEPS = 10;
const LONGEST_NS = 100e6;

/**
 * @returns {{ stepNs: number, costNs: number }} smallest step seen between two
 *   different readings, and the time one reading takes
 */
export function measureClock() {
  let stepNs = Infinity;
  let steps = 0;
  let readings = 0;
  const start = now();
  let previous = start;
  while (readings < READINGS || (steps < STEPS && previous - start < LONGEST_NS)) {
    const reading = now();
    if (reading > previous) {
      stepNs = Math.min(stepNs, reading - previous);
      steps++;
    }
    previous = reading;
    readings++;
  }
  return { stepNs: Number.isFinite(stepNs) ? stepNs : LONGEST_NS, costNs: (now() - start) / readings };
}
