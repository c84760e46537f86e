/**
 * How far the run is: a bar with the time left on a terminal, plain lines elsewhere.
 */

const BAR_WIDTH = 24;
const PLAIN_EVERY_MS = 5000;

/** @param {number} seconds */
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

export class Progress {
  /**
   * @param {NodeJS.WriteStream} stream
   * @param {number} total of whatever `advance` counts
   */
  constructor(stream, total) {
    this.stream = stream;
    this.total = total;
    this.done = 0;
    this.start = performance.now();
    this.lastPlain = -Infinity;
  }

  /**
   * @param {string} text of the moment
   * @returns {string}
   */
  line(text) {
    const part = this.total === 0 ? 1 : Math.min(1, this.done / this.total);
    const elapsed = (performance.now() - this.start) / 1000;
    const left = part > 0.01 ? `${clock((elapsed / part) * (1 - part))} left` : '';
    const filled = Math.round(part * BAR_WIDTH);
    const bar = `${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}`;
    return `[${bar}] ${String(Math.floor(part * 100)).padStart(3)}% ${left.padEnd(10)} ${text}`;
  }

  /** @param {string} text */
  show(text) {
    const columns = this.stream.columns ?? 80;
    if (this.stream.isTTY) {
      this.stream.write(`\r${this.line(text).slice(0, columns - 1)}\x1b[K`);
    } else if (performance.now() - this.lastPlain > PLAIN_EVERY_MS) {
      this.lastPlain = performance.now();
      this.stream.write(`${this.line(text)}\n`);
    }
  }

  /**
   * @param {number} amount
   * @param {string} text
   */
  advance(amount, text) {
    this.done += amount;
    this.show(text);
  }

  /** Removes the bar, so that other text can follow. */
  clear() {
    if (this.stream.isTTY) {
      this.stream.write('\r\x1b[K');
    }
  }
}
