import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latinRounds } from '../../harness/plan/order.js';

const sorted = (/** @type {number[]} */ list) => [...list].sort((a, b) => a - b);

test('every round has every cell once', () => {
  for (const round of latinRounds(7, 20, 1)) {
    assert.deepEqual(sorted(round), [0, 1, 2, 3, 4, 5, 6]);
  }
});

test('in a block of k rounds every cell stands once in every place', () => {
  const k = 5;
  const rounds = latinRounds(k, 2 * k, 3);
  for (const block of [rounds.slice(0, k), rounds.slice(k)]) {
    for (let place = 0; place < k; place++) {
      assert.deepEqual(sorted(block.map((round) => round[place])), [0, 1, 2, 3, 4]);
    }
  }
});

test('a cell follows ever other cells', () => {
  const behind = new Set(latinRounds(9, 9, 5).map((round) => round[round.indexOf(4) - 1]));
  assert.ok(behind.size > 4, [...behind].join(' '));
});

test('the number of rounds need not be a multiple of the number of cells', () => {
  assert.equal(latinRounds(4, 6, 1).length, 6);
  assert.equal(latinRounds(4, 1, 1).length, 1);
  assert.equal(latinRounds(1, 3, 1).length, 3);
});

test('the same seed gives the same order, another seed another', () => {
  assert.deepEqual(latinRounds(6, 12, 9), latinRounds(6, 12, 9));
  assert.notDeepEqual(latinRounds(6, 12, 9), latinRounds(6, 12, 10));
});

test('no cells, no turns', () => {
  assert.deepEqual(latinRounds(0, 3, 1).flat(), []);
});
