/**
 * The clock of a JavaScript engine: performance.now(), in nanoseconds.
 */

/** @returns {number} nanoseconds since some fixed moment; monotonic */
export const now = () => performance.now() * 1e6;

/**
 * @returns {{ stepNs: number, costNs: number }} smallest step seen between two
 *   different readings, and the time one reading takes
 */
export function measureClock() {
  const readings = 20000;
  let stepNs = Infinity;
  const start = now();
  let previous = start;
  for (let i = 0; i < readings; i++) {
    const reading = now();
    if (reading > previous) {
      stepNs = Math.min(stepNs, reading - previous);
    }
    previous = reading;
  }
  const costNs = (now() - start) / readings;
  return { stepNs: Number.isFinite(stepNs) ? stepNs : 1e6, costNs };
}
