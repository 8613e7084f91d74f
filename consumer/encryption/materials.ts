import {
  getLocalCryptographicMaterialsCache,
  type KeyringNode,
  NodeCachingMaterialsManager,
  NodeDefaultCryptographicMaterialsManager,
  type NodeMaterialsManager,
} from '@aws-crypto/client-node';
import { cacheLimits } from './check-options';
import type { DataKeyCache } from './encryption-options';

/** Data keys of one keyring, from a cache where there is one. */
export type MaterialsOf = (keyring: KeyringNode) => NodeMaterialsManager;

export function materials(cache: DataKeyCache | undefined): MaterialsOf {
  if (cache === undefined) {
    return (keyring) => new NodeDefaultCryptographicMaterialsManager(keyring);
  }
  const { maxAgeSeconds, maxMessages, maxBytes, capacity } = cacheLimits(cache);
  const entries = getLocalCryptographicMaterialsCache(capacity) as ConstructorParameters<
    typeof NodeCachingMaterialsManager
  >[0]['cache'];
  const turns = new Turns();
  return (keyring) => {
    const manager = new NodeCachingMaterialsManager({
      backingMaterials: keyring,
      cache: entries,
      // A partition of its own would hide each keyring's entries from the next.
      partition: 'spillway',
      maxAge: maxAgeSeconds * 1_000,
      maxMessagesEncrypted: maxMessages,
      maxBytesEncrypted: maxBytes,
    });
    return {
      getEncryptionMaterials: (request) => turns.take('', () => manager.getEncryptionMaterials(request)),
      decryptMaterials: (request) => {
        const [dataKey] = request.encryptedDataKeys;
        const turn = Buffer.from(dataKey?.encryptedDataKey ?? []).toString('base64');
        return turns.take(turn, () => manager.decryptMaterials(request));
      },
    };
  };
}

/**
 * One after the other by name: of messages that come together under one data key, only the first asks KMS, and the
 * others find its answer in the cache.
 */
class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
    const before = this.last.get(name) ?? Promise.resolve();
    const result = before.then(task, task);
    const turn = result.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(name, turn);
    void turn.then(() => {
      if (this.last.get(name) === turn) {
        this.last.delete(name);
      }
    });
    return result;
  }
}
