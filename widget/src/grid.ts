import { make, makeButton } from './dom';
import type { Button, Day } from './types';

const STEPS: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * Where a key leads in rows of different lengths, from row and column; null if the key is not ours. "Before" and
 * "after" change sides in right-to-left text.
 */
export function nextCell(key: string, [row, column]: [number, number], lengths: number[], isRtl: boolean): [number, number] | null {
  const last = lengths.length - 1;
  if (key === 'Home') return [row, 0];
  if (key === 'End') return [row, lengths[row] - 1];
  if (key === 'PageUp') return [0, Math.min(column, lengths[0] - 1)];
  if (key === 'PageDown') return [last, Math.min(column, lengths[last] - 1)];
  const step = STEPS[key];
  if (!step) return null;
  const toRow = Math.min(Math.max(row + step[0], 0), last);
  const toColumn = column + (isRtl ? -step[1] : step[1]);
  return [toRow, Math.min(Math.max(toColumn, 0), lengths[toRow] - 1)];
}

/** Days and their free times as a grid: one stop for the Tab key, the arrow keys move within. */
export function makeGrid(days: Day[], label: string, choose: (button: Button) => void): HTMLElement {
  const cells: HTMLButtonElement[][] = days.map((day) => day.slots.map((slot) => {
    const name = `${day.label}, ${slot.title}`;
    return makeButton({ class: 'slot', 'aria-label': name, tabindex: '-1' }, () => choose({ title: name, payload: slot.payload }), make('bdi', {}, slot.title));
  })).filter((row) => row.length);
  const rows = days.filter((day) => day.slots.length).map((day, index) => make(
    'div', { role: 'row', class: 'day' },
    make('span', { role: 'rowheader' }, day.label),
    ...cells[index].map((cell) => make('span', { role: 'gridcell' }, cell)),
  ));
  if (cells.length) cells[0][0].tabIndex = 0;
  const grid = make('div', { role: 'grid', class: 'grid', 'aria-label': label }, ...rows);
  grid.addEventListener('keydown', (event) => move(event, grid, cells));
  return grid;
}

function move(event: KeyboardEvent, grid: HTMLElement, cells: HTMLButtonElement[][]): void {
  const row = cells.findIndex((one) => one.includes(event.target as HTMLButtonElement));
  if (row < 0) return;
  const column = cells[row].indexOf(event.target as HTMLButtonElement);
  const isRtl = getComputedStyle(grid).direction === 'rtl';
  const next = nextCell(event.key, [row, column], cells.map((one) => one.length), isRtl);
  if (!next) return;
  event.preventDefault();
  cells[row][column].tabIndex = -1;
  const cell = cells[next[0]][next[1]];
  cell.tabIndex = 0;
  cell.focus();
}
