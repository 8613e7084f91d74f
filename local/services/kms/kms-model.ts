import { keyAliasArn, keyArn } from '../../../model/arn';
import { AwsError } from '../../aws-error';
import { compareKeys } from '../page';
import { noSuchAlias, noSuchKey } from './errors';
import type { Key } from './key';

/** Where keys and aliases live. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export interface Alias {
  readonly name: string;
  readonly arn: string;
  readonly created: number;
  readonly updated: number;
  readonly key: Key;
}

/** The keys and aliases of all accounts and regions. */
export class KmsModel {
  private readonly keys = new Map<string, Key>();
  private readonly aliases = new Map<string, Alias>();

  add(key: Key): void {
    this.keys.set(key.arn, key);
  }

  key(place: Place, id: string): Key {
    const arn = keyArn({ account: place.account, region: place.region, name: id });
    const key = this.keys.get(arn);
    if (key === undefined) throw noSuchKey(arn);
    return key;
  }

  /** A key that is deleted takes its aliases with it. */
  delete(key: Key): void {
    this.keys.delete(key.arn);
    for (const alias of this.aliasesOf(key)) this.aliases.delete(alias.arn);
  }

  /** In the order of their ids. */
  list(place: Place): readonly Key[] {
    return [...this.keys.values()]
      .filter(({ identity }) => sameplace(identity, place))
      .sort((a, b) => compareKeys(a.identity.id, b.identity.id));
  }

  createAlias(place: Place, name: string, key: Key, now: number): void {
    const arn = keyAliasArn({ account: place.account, region: place.region, name });
    if (this.aliases.has(arn)) {
      throw new AwsError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
    }
    this.aliases.set(arn, { name, arn, key, created: now, updated: now });
  }

  updateAlias(place: Place, name: string, key: Key, now: number): void {
    const alias = this.alias(place, name);
    this.aliases.set(alias.arn, { ...alias, key, updated: now });
  }

  deleteAlias(place: Place, name: string): void {
    this.aliases.delete(this.alias(place, name).arn);
  }

  alias(place: Place, name: string): Alias {
    const arn = keyAliasArn({ account: place.account, region: place.region, name });
    const alias = this.aliases.get(arn);
    if (alias === undefined) throw noSuchAlias(arn);
    return alias;
  }

  aliasesOf(key: Key): readonly Alias[] {
    return [...this.aliases.values()].filter((alias) => alias.key === key);
  }

  /** In the order of their names. */
  listAliases(place: Place): readonly Alias[] {
    return [...this.aliases.values()]
      .filter(({ key }) => sameplace(key.identity, place))
      .sort((a, b) => compareKeys(a.name, b.name));
  }
}

function sameplace(a: Place, b: Place): boolean {
  return a.account === b.account && a.region === b.region;
}
