import { parseArn } from '../../../model/arn';
import type { Request } from '../service';
import { invalidArn, invalidKeyId, refuse } from './errors';
import type { Key } from './key';
import type { KeyNames } from './kms-context';
import type { KmsModel, Place } from './kms-model';

/** A key as a request names it. */
export interface KeyReference {
  readonly key: Key;
  /** The alias that the request names it by. */
  readonly alias?: string;
}

const KEY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** By id or ARN, and where an action takes it, by alias or alias ARN ("Key identifiers", Developer Guide). */
export function resolveKey(
  model: KmsModel,
  keyId: string | undefined,
  names: KeyNames,
  request: Request,
): KeyReference {
  if (keyId === undefined) throw refuse('keyId', keyId, 'not be null');
  const { place, name } = partsOf(keyId, request);
  if (name.startsWith('alias/')) {
    if (names === 'without aliases') throw invalidKeyId(keyId);
    return { key: model.alias(place, name).key, alias: name };
  }
  if (!KEY_ID.test(name)) throw invalidKeyId(keyId);
  return { key: model.key(place, name) };
}

function partsOf(keyId: string, { account, region }: Request): { readonly place: Place; readonly name: string } {
  if (!keyId.startsWith('arn:')) return { place: { account, region }, name: keyId };
  const arn = parseArn(keyId);
  // A key of another region must be asked for in that region.
  if (arn?.service !== 'kms' || arn.region !== region) throw invalidArn(arn?.region ?? keyId);
  return { place: arn, name: arn.resource.replace(/^key\//, '') };
}
