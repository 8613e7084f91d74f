import { AwsError } from '../../aws-error';
import { askKey } from '../ask-key';
import type { Request } from '../service';
import type { Topic } from './topic';

/** AWS's own key: its policy lets in whoever belongs to the topic's account, and no other service. */
const AWS_MANAGED = 'alias/aws/sns';

/** What SNS asks of KMS in the publisher's name: a data key, and to read it again. */
const ACTIONS = ['GenerateDataKey', 'Decrypt'] as const;

/**
 * Whoever publishes to an encrypted topic must be allowed to use its key.
 * @throws KMSAccessDenied, KMSDisabled, KMSInvalidState, KMSNotFound
 */
export function useTopicKey(topic: Topic, request: Request): void {
  const keyId = topic.attributes.get('KmsMasterKeyId');
  if (keyId === undefined) return;
  const { principal } = request;
  if (keyId === AWS_MANAGED) {
    if ('account' in principal && principal.account === topic.identity.account) return;
    throw kmsError('KMSAccessDenied', `The key ${AWS_MANAGED} cannot be used by services and by other accounts.`);
  }
  const { arn, account, region } = topic.identity;
  const use = { service: 'sns', keyId, account, region, encryptionContext: { 'aws:sns:topicArn': arn } } as const;
  try {
    for (const action of ACTIONS) askKey(use, action, request);
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
