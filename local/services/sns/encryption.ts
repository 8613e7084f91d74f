import { accessDenied } from '../../authorize';
import { AwsError } from '../../aws-error';
import type { CallOptions, Request } from '../service';
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
  const KeyId = topic.attributes.get('KmsMasterKeyId');
  if (KeyId === undefined) return;
  const { principal, router } = request;
  if (KeyId === AWS_MANAGED) {
    if ('account' in principal && principal.account === topic.identity.account) return;
    throw kmsError('KMSAccessDenied', `The key ${AWS_MANAGED} cannot be used by services and by other accounts.`);
  }
  const { arn, account, region } = topic.identity;
  const input = { KeyId, EncryptionContext: { 'aws:sns:topicArn': arn } };
  const context = {
    ...request.context,
    'kms:ViaService': `sns.${region}.amazonaws.com`,
    // A service does not call in somebody else's name.
    ...(principal.kind === 'service' ? {} : { 'aws:ViaAWSService': 'true' }),
  };
  const options: CallOptions = { principal, account, region, context };
  try {
    for (const action of ACTIONS) {
      const decision = router.decide('kms', action, input, options);
      if (!decision.allowed) throw accessDenied('kms', decision, principal);
    }
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
