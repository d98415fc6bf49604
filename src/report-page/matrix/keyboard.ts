/** A cell: row -1 holds the heads, column 0 the people. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** How large a grid is, and how many rows a page of it has. */
interface Size {
  readonly rows: number;
  readonly columns: number;
  readonly page: number;
}

/** Where a key leads, as the pattern of a grid has it (WAI-ARIA authoring practices); nowhere for other keys. */
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
