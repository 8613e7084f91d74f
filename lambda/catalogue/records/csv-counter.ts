import { finished } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import { CsvError, type Parser, parse } from 'csv-parse';
import { encodingOf, findBinaryByte } from '../text-check';
import { delimiterOf } from './csv-dialect';
import { isHeader } from './csv-header';
import type { RecordCounter } from './record-counter';
import { UncountableError } from './uncountable-error';

/** A row longer than this is an unclosed quote, not a row: it must not fill the memory. */
const MAX_ROW_CHARACTERS = 4_194_304;

/**
 * Counts the records of a CSV file (RFC 4180): its rows without the header. All rows must have the same number of
 * fields. Empty lines are no rows.
 */
export class CsvCounter implements RecordCounter {
  private readonly parser: Parser;
  private readonly finished: Promise<void>;
  /** Turns UTF-16 into the UTF-8 that the parser reads; 8-bit text goes through as it is. */
  private readonly decoder: TextDecoder | undefined;
  private bytes = 0;
  private firstRow: readonly string[] | undefined;

  constructor(sample: Uint8Array) {
    const encoding = encodingOf(sample);
    this.decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding);
    this.parser = parse({
      bom: true,
      delimiter: delimiterOf(sample),
      max_record_size: MAX_ROW_CHARACTERS,
      // Rows are checked and counted but not put out: none but the first is kept.
      on_record: (row: readonly string[]) => {
        this.firstRow ??= row;
        return null;
      },
      // Each of them ends a row, whatever the first row ended with.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      skip_empty_lines: true,
    });
    this.finished = finished(this.parser.resume());
    // Whoever writes learns of the failure first.
    this.finished.catch(() => undefined);
  }

  async write(chunk: Uint8Array): Promise<void> {
    const binary = this.decoder === undefined ? findBinaryByte(chunk) : -1;
    if (binary !== -1) {
      const byte = (chunk[binary] ?? 0).toString(16).padStart(2, '0');
      throw new UncountableError(`CSV is text, and byte ${this.bytes + binary} is 0x${byte}, which no text has`);
    }
    this.bytes += chunk.byteLength;
    const text = this.decoder?.decode(chunk, { stream: true }) ?? chunk;
    await new Promise<void>((resolve, reject) => {
      this.parser.write(text, (error) => (error ? reject(reasonOf(error)) : resolve()));
    });
  }

  async end(): Promise<number> {
    this.parser.end();
    try {
      await this.finished;
    } catch (error) {
      throw reasonOf(error);
    }
    return this.parser.info.records - (isHeader(this.firstRow) ? 1 : 0);
  }
}

function reasonOf(error: unknown): unknown {
  if (!(error instanceof CsvError)) {
    return error;
  }
  if (error.code === 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') {
    return new UncountableError(rowsDiffer(error), { cause: error });
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new UncountableError(
      `CSV has a row of more than ${MAX_ROW_CHARACTERS} characters: a quote may not be closed`,
      { cause: error },
    );
  }
  return new UncountableError(`CSV does not parse: ${error.message}`, { cause: error });
}

/** The parser knows the row, its fields and its line; what it expected stands in its message only. */
function rowsDiffer(error: CsvError): string {
  const [row, line, got] = [Number(error['records']) + 1, error['lines'], lengthOf(error['record'])];
  const expected = /expect (\d+)/.exec(error.message)?.[1];
  return `CSV rows differ in length: row ${row} (line ${line}) has ${got} ${got === 1 ? 'field' : 'fields'}, row 1 has ${expected}`;
}

function lengthOf(row: unknown): number {
  return Array.isArray(row) ? row.length : 0;
}
