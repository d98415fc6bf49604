/** The position of a cell. Row -1 has the headers, and column 0 has the people. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** The size of a grid, and the number of rows that PageUp and PageDown move by. */
interface Size {
  readonly rows: number;
  readonly columns: number;
  readonly page: number;
}

/** Returns the cell that a key moves to, following the grid pattern of the WAI-ARIA authoring practices. Undefined for other keys. */
export function moveFocus(
  key: string,
  isFar: boolean,
  from: CellPosition,
  size: Size,
): CellPosition | undefined {
  const to = targetOf(key, isFar, from, size);
  if (!to) return undefined;
  return { row: within(to.row, -1, size.rows - 1), column: within(to.column, 0, size.columns - 1) };
}

function targetOf(
  key: string,
  isFar: boolean,
  { row, column }: CellPosition,
  size: Size,
): CellPosition | undefined {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  switch (key) {
    case "ArrowUp":
      return { row: isFar ? -1 : row - 1, column };
    case "ArrowDown":
      return { row: isFar ? last.row : row + 1, column };
    case "ArrowLeft":
      return { row, column: isFar ? 0 : column - 1 };
    case "ArrowRight":
      return { row, column: isFar ? last.column : column + 1 };
    case "Home":
      return { row: isFar ? 0 : row, column: 0 };
    case "End":
      return { row: isFar ? last.row : row, column: last.column };
    case "PageUp":
      return { row: Math.max(0, row - size.page), column };
    case "PageDown":
      return { row: row + size.page, column };
  }
  return undefined;
}

function within(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}
