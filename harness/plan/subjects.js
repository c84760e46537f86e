/**
 * Subjects of experiments (harness/agent/for-subjects.js) to cells. They are planned as
 * kernels are; their timed bodies are their own.
 */

import { join } from 'node:path';
import { EXPERIMENTS_DIR } from '../words/paths.js';

/** @import { Subject, Way } from '../agent/for-subjects.js' */
/** @import { CellSpec } from '../words/cell-spec.js' */
/** @import { Choice } from './load-experiments.js' */
/** @import { Variant } from './variants.js' */

/**
 * @param {string} experiment
 * @returns {string} the file that lists its subjects and times them
 */
const bodiesOf = (experiment) => join(EXPERIMENTS_DIR, experiment, 'subjects.js');

/** Outputs are checked by words of so many bytes. */
const ALIGN = 4;

/**
 * @param {string} experiment
 * @param {Subject} subject
 * @param {Way} way
 * @returns {Variant}
 */
function variantOf(experiment, { realm }, { variant, transfer = 'resident' }) {
  const module = bodiesOf(experiment);
  return {
    variant,
    host: realm === 'page' ? 'page' : 'javascript',
    source: () => module,
    product: () => module,
    crosses: transfer === 'copy',
  };
}

/**
 * @param {string} experiment
 * @param {Subject} subject
 * @param {Way} way
 * @param {number} n
 * @param {number} batch
 * @returns {CellSpec}
 */
export function subjectSpec(experiment, subject, { variant, transfer = 'resident', setting = '' }, n, batch) {
  const length = subject.outputBytes(n);
  return {
    kernel: subject.kernel,
    family: experiment,
    variant,
    n,
    batch,
    transfer,
    setting,
    seed: 1,
    source: bodiesOf(experiment),
    buffers: [{ name: 'output', type: 'u8', length, role: 'out', fill: 'zero', copy: 'never', offset: 0 }],
    arena: Math.ceil(Math.max(length, n * subject.bytesPerElement) / ALIGN) * ALIGN,
    parameters: {},
    passes: [],
    tolerance: 0,
    ...(subject.realm !== undefined && { realm: subject.realm }),
  };
}

/**
 * The cells of a subject: a group for each size, in which all ways take turns at each batch.
 * @param {string} experiment
 * @param {Subject} subject
 * @param {Pick<Choice, 'sizes' | 'batches' | 'transfers'> & { variants: string[] }} choice variants: empty for all
 */
export function subjectGroups(experiment, subject, choice) {
  const ways = subject.ways.filter(
    ({ variant, transfer = 'resident' }) =>
      (choice.variants.length === 0 || choice.variants.includes(variant)) && choice.transfers.includes(transfer),
  );
  return subject.sizes
    .filter((n) => choice.sizes.includes(String(n)))
    .map((n) => {
      const batches = subject.batches?.(n) ?? [n];
      const takenBy = (/** @type {Way} */ { batched = true, single = false }) =>
        single ? [batches[0]] : batched ? batches : [n];
      const planned = ways
        .filter(({ sizes = subject.sizes }) => sizes.includes(n))
        .flatMap((way) => takenBy(way).map((batch) => ({ way, batch })));
      const order = [...new Set([...batches, n])];
      return {
        label: `${experiment} ${subject.kernel}${subject.sizes.length > 1 ? ` n=${n}` : ''}`,
        size: { n, label: String(n) },
        cells: planned
          .filter(({ batch }) => choice.batches.length === 0 || choice.batches.includes(batch))
          .sort((a, b) => order.indexOf(a.batch) - order.indexOf(b.batch))
          .map(({ way, batch }) => ({
            variant: variantOf(experiment, subject, way),
            set: batches.length > 1 ? `${batch} ${way.set ?? 'all'}` : (way.set ?? 'all'),
            spec: subjectSpec(experiment, subject, way, n, batch),
          })),
      };
    });
}
