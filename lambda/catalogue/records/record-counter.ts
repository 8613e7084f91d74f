import type { TextKind } from '../media-type';
import { CsvCounter } from './csv-counter';
import { JsonCounter } from './json-counter';
import { JsonLinesCounter } from './json-lines-counter';

/** Counts the records of a file that comes in pieces. */
export interface RecordCounter {
  /** @throws UncountableError */
  write(chunk: Uint8Array): Promise<void>;
  /** @throws UncountableError */
  end(): Promise<number>;
}

/** @param sample the file's first bytes; they are written to the counter all the same */
export function createRecordCounter(kind: TextKind | undefined, sample: Uint8Array): RecordCounter | undefined {
  switch (kind) {
    case 'csv':
      return new CsvCounter(sample);
    case 'json':
      return asynchronous(new JsonCounter());
    case 'jsonl':
      return asynchronous(new JsonLinesCounter());
    case undefined:
      return undefined;
  }
}

function asynchronous(counter: { write(chunk: Uint8Array): void; end(): number }): RecordCounter {
  return { write: async (chunk) => counter.write(chunk), end: async () => counter.end() };
}
