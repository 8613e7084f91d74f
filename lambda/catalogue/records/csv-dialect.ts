import { TextDecoder } from 'node:util';
import { encodingOf } from '../text-check';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const QUOTE = '"';

/**
 * What separates the fields: the candidate that the first row has most of, outside quotes. Spreadsheets write `;`
 * where the comma is the decimal point.
 */
export function delimiterOf(sample: Uint8Array): string {
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const character of new TextDecoder(encodingOf(sample)).decode(sample)) {
    if (character === QUOTE) {
      quoted = !quoted;
    } else if (!quoted && (character === '\n' || character === '\r')) {
      break;
    } else if (!quoted && counts.has(character)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  return DELIMITERS.reduce((best, delimiter) =>
    (counts.get(delimiter) ?? 0) > (counts.get(best) ?? 0) ? delimiter : best,
  );
}
