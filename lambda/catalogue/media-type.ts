import { posix } from 'node:path';
import { looksLikeText } from './text-check';

const DEFAULT_TYPE = 'application/octet-stream';

/** What a text file is, by its name: nothing in the content tells Markdown from YAML. */
const TEXT_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  csv: 'text/csv',
  htm: 'text/html',
  html: 'text/html',
  ics: 'text/calendar',
  js: 'text/javascript',
  json: 'application/json',
  jsonl: 'application/jsonl',
  log: 'text/plain',
  md: 'text/markdown',
  mjs: 'text/javascript',
  ndjson: 'application/x-ndjson',
  rtf: 'application/rtf',
  sql: 'application/sql',
  svg: 'image/svg+xml',
  toml: 'application/toml',
  tsv: 'text/tab-separated-values',
  txt: 'text/plain',
  vcf: 'text/vcard',
  vtt: 'text/vtt',
  xhtml: 'application/xhtml+xml',
  xml: 'application/xml',
  yaml: 'application/yaml',
  yml: 'application/yaml',
};

/** Formats that are text themselves. Their signatures count in a text file, too. */
const TEXTUAL_FORMATS: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/postscript',
  'application/eps',
  'application/rtf',
  'application/xml',
  'text/calendar',
  'text/vcard',
  'text/vtt',
]);

/** Kinds of text whose records are counted. */
export type TextKind = 'csv' | 'json' | 'jsonl';

const TEXT_KINDS: Readonly<Record<string, TextKind>> = { csv: 'csv', json: 'json', jsonl: 'jsonl', ndjson: 'jsonl' };

export function textKindOf(key: string): TextKind | undefined {
  return TEXT_KINDS[extensionOf(key)];
}

/**
 * The detected format, if it can be trusted. Many signatures are two or three letters (`BM`, `MZ`, `ID3`): in a file
 * that holds nothing but text they are the beginning of a word.
 */
export function formatOf(sample: Uint8Array, detected: string | undefined): string | undefined {
  return detected !== undefined && !TEXTUAL_FORMATS.has(detected) && looksLikeText(sample) ? undefined : detected;
}

/** The media type of a file that was read to its end. */
export function finalMediaType(file: {
  readonly key: string;
  readonly format: string | undefined;
  readonly bytes: number;
  readonly isText: boolean;
}): string {
  const byName = TEXT_TYPES[extensionOf(file.key)];
  if (file.format !== undefined) {
    // SVG and XHTML are XML, and only the name says which.
    return file.format === 'application/xml' && byName?.endsWith('+xml') ? byName : file.format;
  }
  // What records were counted in is of that kind, in whatever 8-bit encoding.
  if (textKindOf(file.key) !== undefined && byName !== undefined) {
    return byName;
  }
  if (!file.isText) {
    return DEFAULT_TYPE;
  }
  // An empty file is valid text, but only its name can say that it is meant to be.
  return byName ?? (file.bytes === 0 ? DEFAULT_TYPE : 'text/plain');
}

function extensionOf(key: string): string {
  return posix.extname(key).slice(1).toLowerCase();
}
