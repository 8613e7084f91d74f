import type { AwsError } from '../aws-error';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

export interface PageRequest<Item> {
  /** What orders the items; unique among them. */
  readonly keyOf: (item: Item) => string;
  readonly limit: number;
  /** Whether the list goes from the last key to the first. */
  readonly descending?: boolean;
  readonly token: string | undefined;
  /** What the service answers to a token that is none of its own. */
  readonly invalidToken: () => AwsError;
}

/**
 * One page of a list that is in the order of its keys. The token names the last key returned, so that a page
 * goes on at the right place even when items came or went in between.
 */
export function pageOf<Item>(ordered: readonly Item[], request: PageRequest<Item>): Page<Item> {
  const { keyOf, limit } = request;
  const after = request.token === undefined ? undefined : decode(request.token, request.invalidToken);
  const direction = request.descending ? -1 : 1;
  const isBefore = (item: Item, key: string) => direction * compareKeys(keyOf(item), key) <= 0;
  const start = after === undefined ? 0 : ordered.filter((item) => isBefore(item, after)).length;
  const items = ordered.slice(start, start + limit);
  const last = items.at(-1);
  const more = last !== undefined && start + limit < ordered.length;
  return { items, nextToken: more ? encode(keyOf(last)) : undefined };
}

/** Code units, not a locale: the same order on every machine. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function encode(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64url');
}

function decode(token: string, invalidToken: () => AwsError): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('after:')) throw invalidToken();
  return text.slice('after:'.length);
}
