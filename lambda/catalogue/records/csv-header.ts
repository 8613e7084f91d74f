/**
 * Whether a CSV file's first row names its columns. The file itself does not say (RFC 4180 makes the header
 * optional), so a row is taken for one when it could be: no cell is empty, a number or the repeat of another.
 */
export function isHeader(row: readonly string[] | undefined): boolean {
  if (row === undefined) return false;
  const cells = row.map((cell) => cell.trim());
  return new Set(cells).size === cells.length && cells.every((cell) => cell !== '' && !looksNumeric(cell));
}

/** Numbers with either decimal mark, dates, amounts: what begins with a digit names no column. */
const looksNumeric = (cell: string): boolean => /^[-+]?[.,]?\d/.test(cell);
