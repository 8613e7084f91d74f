import type { CreateKeyRequest, CreateKeyResponse } from '@aws-sdk/client-kms';
import { keyArn } from '../../../../model/arn';
import type { Operation } from '../../service';
import { accountAccess } from '../access';
import { notImplemented } from '../errors';
import { Key } from '../key';
import { defaultKeyPolicy, parseKeyPolicy } from '../key-policy';
import type { Kms } from '../kms-context';
import { withTags } from '../tags';
import { descriptionOf } from './update-key-description';

/** What a key can be here. Anything else is refused: another kind of key would answer other requests. */
const ONLY = {
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeySpec: 'SYMMETRIC_DEFAULT',
  CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
  Origin: 'AWS_KMS',
  MultiRegion: false,
} as const;

export function createKey({ kernel, model, random }: Kms): Operation<CreateKeyRequest, CreateKeyResponse> {
  return {
    access: (_input, request) => accountAccess('CreateKey', request),
    run: (input, { account, region }) => {
      for (const name of Object.keys(ONLY) as (keyof typeof ONLY)[]) {
        if ((input[name] ?? ONLY[name]) !== ONLY[name]) throw notImplemented('CreateKey', name);
      }
      if (input.CustomKeyStoreId !== undefined) throw notImplemented('CreateKey', 'CustomKeyStoreId');
      if (input.XksKeyId !== undefined) throw notImplemented('CreateKey', 'XksKeyId');
      const description = descriptionOf(input.Description);
      const tags = withTags(new Map(), input.Tags);
      const id = random.uuid();
      const arn = keyArn({ account, region, name: id });
      const policy = parseKeyPolicy(input.Policy ?? defaultKeyPolicy(arn, account));
      const identity = { account, region, id, arn, created: kernel.clock.now() };
      const key = new Key(identity, random.bytes(32), policy, description);
      key.tags = tags;
      model.add(key);
      return { KeyMetadata: key.describe() };
    },
  };
}
