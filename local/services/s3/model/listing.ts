import { compareUtf8, type KeyIndex } from './key-index';

export interface ListingRequest {
  readonly prefix: string;
  /** Keys that share the part up to the first delimiter after the prefix count as one common prefix. */
  readonly delimiter: string | undefined;
  /** Where the page begins: a key, or a common prefix of the page before. Not itself part of the page. */
  readonly after: string | undefined;
  readonly limit: number;
}

export interface Listing<Value> {
  readonly entries: readonly { readonly key: string; readonly value: Value }[];
  readonly commonPrefixes: readonly string[];
  readonly truncated: boolean;
  /** The last key or common prefix of this page. */
  readonly last: string | undefined;
}

/** One page of keys. Costs what it returns, not what the bucket holds: it seeks past what a common prefix covers. */
export function listKeys<Value>(index: KeyIndex<Value>, request: ListingRequest): Listing<Value> {
  const { prefix, delimiter, after, limit } = request;
  const entries: { key: string; value: Value }[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  let key = first(index, start(prefix, delimiter, after));
  while (key?.startsWith(prefix)) {
    if (entries.length + commonPrefixes.length >= limit) {
      return { entries, commonPrefixes, truncated: limit > 0, last };
    }
    const common = commonPrefixOf(key, prefix, delimiter);
    if (common === undefined) entries.push({ key, value: index.get(key) as Value });
    else commonPrefixes.push(common);
    last = common ?? key;
    key = first(index, common === undefined ? upTo(key) : upToAll(common));
  }
  return { entries, commonPrefixes, truncated: false, last };
}

type IsBefore = (key: string) => boolean;

const upTo =
  (key: string): IsBefore =>
  (other) =>
    compareUtf8(other, key) <= 0;

const upToAll =
  (prefix: string): IsBefore =>
  (other) =>
    compareUtf8(other, prefix) <= 0 || other.startsWith(prefix);

function start(prefix: string, delimiter: string | undefined, after: string | undefined): IsBefore {
  if (after === undefined || compareUtf8(after, prefix) < 0) return (other) => compareUtf8(other, prefix) < 0;
  return commonPrefixOf(after, prefix, delimiter) === after ? upToAll(after) : upTo(after);
}

function commonPrefixOf(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  if (delimiter === undefined || delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

function first<Value>(index: KeyIndex<Value>, isBefore: IsBefore): string | undefined {
  return index.keys(isBefore).next().value as string | undefined;
}
