import type { Kernel } from '../../kernel/kernel';
import type { Service } from '../service';
import { createAlias } from './actions/create-alias';
import { createKey } from './actions/create-key';
import { decrypt } from './actions/decrypt';
import { deleteAlias } from './actions/delete-alias';
import { describeKey } from './actions/describe-key';
import { encrypt } from './actions/encrypt';
import { generateDataKey, generateDataKeyWithoutPlaintext } from './actions/generate-data-key';
import { getKeyPolicy, putKeyPolicy } from './actions/key-policy';
import { disableKeyRotation, enableKeyRotation, getKeyRotationStatus } from './actions/key-rotation';
import { cancelKeyDeletion, disableKey, enableKey, scheduleKeyDeletion } from './actions/key-state';
import { listResourceTags, tagResource, untagResource } from './actions/key-tags';
import { listAliases } from './actions/list-aliases';
import { listKeys } from './actions/list-keys';
import { updateAlias } from './actions/update-alias';
import { updateKeyDescription } from './actions/update-key-description';
import type { Kms } from './kms-context';
import { KmsModel } from './kms-model';

/** AWS Key Management Service, with symmetric keys. */
export function createKms(kernel: Kernel): Service {
  const kms: Kms = { kernel, model: new KmsModel(), random: kernel.random.fork('kms') };
  return {
    name: 'kms',
    operations: {
      CancelKeyDeletion: cancelKeyDeletion(kms),
      CreateAlias: createAlias(kms),
      CreateKey: createKey(kms),
      Decrypt: decrypt(kms),
      DeleteAlias: deleteAlias(kms),
      DescribeKey: describeKey(kms),
      DisableKey: disableKey(kms),
      DisableKeyRotation: disableKeyRotation(kms),
      EnableKey: enableKey(kms),
      EnableKeyRotation: enableKeyRotation(kms),
      Encrypt: encrypt(kms),
      GenerateDataKey: generateDataKey(kms),
      GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext(kms),
      GetKeyPolicy: getKeyPolicy(kms),
      GetKeyRotationStatus: getKeyRotationStatus(kms),
      ListAliases: listAliases(kms),
      ListKeys: listKeys(kms),
      ListResourceTags: listResourceTags(kms),
      PutKeyPolicy: putKeyPolicy(kms),
      ScheduleKeyDeletion: scheduleKeyDeletion(kms),
      TagResource: tagResource(kms),
      UntagResource: untagResource(kms),
      UpdateAlias: updateAlias(kms),
      UpdateKeyDescription: updateKeyDescription(kms),
    },
  };
}
