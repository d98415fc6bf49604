/** Cells in as many columns as fit, read downwards. They hold addresses, so each character is one column wide. */
export function alignColumns(cells: readonly string[], width: number): string {
  const cellWidth = cells.reduce((widest, cell) => Math.max(widest, cell.length), 0) + 2;
  const columns = Math.max(1, Math.floor(width / cellWidth));
  const rows = Math.ceil(cells.length / columns);
  return Array.from({ length: rows }, (_, row) => {
    let line = "";
    for (let at = row, column = 0; at < cells.length; at += rows, column += 1)
      line = `${line.padEnd(column * cellWidth)}${cells[at]}`;
    return `  ${line}\n`;
  }).join("");
}
