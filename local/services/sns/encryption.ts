import { AwsError } from '../../aws-error';
import type { CallOptions, Request } from '../service';
import type { Topic } from './topic';

/** AWS's own key: its policy lets in whoever belongs to the topic's account, and no other service. */
const AWS_MANAGED = 'alias/aws/sns';

/**
 * What SNS does under an encrypted topic's key, in the publisher's name: it makes a data key and reads it back.
 * @throws KMSAccessDenied, KMSDisabled, KMSInvalidState, KMSNotFound
 */
export async function useTopicKey(topic: Topic, request: Request): Promise<void> {
  const KeyId = topic.attributes.get('KmsMasterKeyId');
  if (KeyId === undefined) return;
  const { principal, router } = request;
  if (KeyId === AWS_MANAGED) {
    if ('account' in principal && principal.account === topic.identity.account) return;
    throw kmsError('KMSAccessDenied', `The key ${AWS_MANAGED} cannot be used by services and by other accounts.`);
  }
  const { arn, account, region } = topic.identity;
  const EncryptionContext = { 'aws:sns:topicArn': arn };
  const options: CallOptions = {
    principal,
    account,
    region,
    context: { ...request.context, 'kms:ViaService': `sns.${region}.amazonaws.com` },
  };
  try {
    const made = await router.call<{ CiphertextBlob: Uint8Array }>(
      'kms',
      'GenerateDataKey',
      { KeyId, KeySpec: 'AES_256', EncryptionContext },
      options,
    );
    const { CiphertextBlob } = made;
    await router.call('kms', 'Decrypt', { CiphertextBlob, EncryptionContext }, options);
  } catch (error) {
    throw error instanceof AwsError ? translated(error) : error;
  }
}

const CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'KMSAccessDenied',
  DisabledException: 'KMSDisabled',
  KMSInvalidStateException: 'KMSInvalidState',
  NotFoundException: 'KMSNotFound',
};

function translated(error: AwsError): AwsError {
  const code = CODES[error.code];
  return code === undefined ? error : kmsError(code, error.message);
}

const kmsError = (code: string, message: string): AwsError => new AwsError(code, message);
