/**
 * How sampling ended, in one line: early because every interval is narrow, or at the
 * ceiling with some that are not.
 */

/** @import { PlannedCell } from '../plan/planned-cell.js' */
/** @import { Comparison, Sequence } from '../methods/rounds/stopping.js' */

/** @param {PlannedCell} cell */
function shortName({ engine, spec }) {
  const batch = spec.batch === spec.n ? '' : ` batch=${spec.batch}`;
  const copy = spec.transfer === 'copy' ? ' +copy' : '';
  const setting = spec.setting ? ` ${spec.setting}` : '';
  return `${spec.kernel} n=${spec.n}${batch} ${engine} ${spec.variant}${copy}${setting}`;
}

/**
 * @param {Comparison[]} comparisons
 * @returns {string} the widest of them
 */
function widest(comparisons) {
  const size = ({ width = NaN }) => (Number.isNaN(width) ? Infinity : width);
  const { cell, width } = comparisons.reduce((a, b) => (size(b) > size(a) ? b : a));
  return `${shortName(cell)} ${Number.isNaN(width) ? 'without an interval' : `+-${(50 * width).toPrecision(2)} %`}`;
}

/**
 * @param {Sequence[]} sequences one a group
 * @param {number} seconds
 * @returns {string | null} null: nothing was compared, or the number of processes was given
 */
export function outcome(sequences, seconds) {
  const { precision, most } = sequences[0]?.rule ?? { precision: 0, most: 0 };
  const all = sequences.flatMap((sequence) => sequence.comparisons());
  if (precision === 0 || all.length === 0) {
    return null;
  }
  const percent = `${Number((100 * precision).toPrecision(6))} %`;
  const after = Math.round(seconds);
  const open = sequences.filter((sequence) => !sequence.wasNarrow && sequence.wide().length > 0);
  if (open.length > 0) {
    const advice = open.some(({ whole }) => whole < most)
      ? '; BUDGET= gives more'
      : `, after ${most} processes, the most`;
    const wide = widest(open.flatMap((sequence) => sequence.wide()));
    const are = `${sequences.length === 1 ? 'group' : 'groups'} ${open.length === 1 ? 'is' : 'are'}`;
    const many = `${open.length} of ${sequences.length} ${are}`;
    return `${many} wider than ${percent} after ${after} s; the widest: ${wide}${advice}`;
  }
  const wide = sequences.flatMap((sequence) => sequence.wide());
  const stopped = `stopped after ${after} s: all ${all.length} compared intervals`;
  return wide.length === 0
    ? `${stopped} narrower than ${percent}`
    : `${stopped} were narrower than ${percent}; ` +
        `three more processes left ${wide.length} a little wider: ${widest(wide)}`;
}
