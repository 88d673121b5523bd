import { describe, expect, test } from 'vitest';
import { nextCell } from '../src/grid';

const ROWS = [3, 1, 2];

describe('moving in the grid', () => {
  test.each<[string, [number, number], boolean, [number, number] | null]>([
    ['ArrowRight', [0, 0], false, [0, 1]],
    ['ArrowRight', [0, 2], false, [0, 2]],
    ['ArrowRight', [0, 1], true, [0, 0]],
    ['ArrowLeft', [0, 1], true, [0, 2]],
    ['ArrowDown', [0, 2], false, [1, 0]],
    ['ArrowDown', [2, 1], false, [2, 1]],
    ['ArrowUp', [0, 1], false, [0, 1]],
    ['Home', [0, 2], false, [0, 0]],
    ['End', [2, 0], false, [2, 1]],
    ['PageDown', [0, 2], false, [2, 1]],
    ['PageUp', [2, 1], false, [0, 1]],
    ['a', [0, 0], false, null],
  ])('%s from %j (right to left: %s) leads to %j', (key, from, isRtl, to) => {
    expect(nextCell(key, from, ROWS, isRtl)).toEqual(to);
  });
});
