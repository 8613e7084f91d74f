import type { Bucket } from './bucket';
import { compareUtf8 } from './key-index';

/** Every bucket of the cloud: a name is unique across all accounts and regions of a partition. */
export class Buckets {
  private readonly byName = new Map<string, Bucket>();

  get(name: string): Bucket | undefined {
    return this.byName.get(name);
  }

  add(bucket: Bucket): void {
    this.byName.set(bucket.name, bucket);
  }

  remove(bucket: Bucket): void {
    this.byName.delete(bucket.name);
  }

  /** In the order of their names. */
  ofAccount(account: string): readonly Bucket[] {
    return [...this.byName.values()]
      .filter((bucket) => bucket.account === account)
      .sort((a, b) => compareUtf8(a.name, b.name));
  }
}
