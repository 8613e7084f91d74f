import { parseArn } from '../../../model/arn';
import type { Principal } from '../../../model/policy/request';
import { principalName } from '../../authorize';
import { AwsError } from '../../aws-error';
import { askKey } from '../ask-key';
import type { Request } from '../service';
import { attributeValue } from './attributes/read';
import { kmsError } from './errors';
import type { LiveQueue } from './live-queue';

/** What SQS asks of KMS in the caller's name: a data key for what is sent, and to read it again. */
const NEEDS = { send: ['GenerateDataKey', 'Decrypt'], receive: ['Decrypt'] } as const;

/** AWS's own key for SQS. Its policy lets in whoever comes through SQS from the queue's own account, and nobody else. */
const AWS_MANAGED = 'alias/aws/sqs';

/**
 * The customer key of a queue (SSE-KMS): who sends or receives must be allowed to use it as well, by the key policy
 * and by policies of their own. SQS reuses what KMS answered for `KmsDataKeyReusePeriodSeconds`, for each principal,
 * so a change of the key policy shows up to 5 minutes later by default.
 */
export class QueueKeys {
  private readonly reusable = new Map<string, number>();

  /** @throws KmsAccessDenied and what else SQS answers for KMS */
  use(queue: LiveQueue, purpose: keyof typeof NEEDS, request: Request): void {
    const keyId = queue.attributes.get('KmsMasterKeyId');
    if (keyId === undefined) return;
    const now = request.kernel.clock.now();
    const reuse = `${queue.arn}\n${keyId}\n${purpose}\n${principalName(request.principal)}`;
    if (now < (this.reusable.get(reuse) ?? Number.NEGATIVE_INFINITY)) return;
    for (const action of NEEDS[purpose]) ask(queue, keyId, action, request);
    const seconds = Number(attributeValue(queue.attributes, 'KmsDataKeyReusePeriodSeconds', queue.identity.fifo));
    this.reusable.set(reuse, now + seconds * 1000);
  }
}

function ask(queue: LiveQueue, keyId: string, action: 'GenerateDataKey' | 'Decrypt', request: Request): void {
  const { principal } = request;
  if (keyId.endsWith(AWS_MANAGED)) {
    if (!isOf(queue.account, principal)) throw notAllowed(principal, action, keyId);
    return;
  }
  const region = parseArn(queue.arn)?.region ?? request.region;
  const encryptionContext = { 'aws:sqs:arn': queue.arn };
  try {
    askKey({ service: 'sqs', keyId, account: queue.account, region, encryptionContext }, action, request);
  } catch (error) {
    throw error instanceof AwsError ? kmsError(error) : error;
  }
}

function isOf(account: string, principal: Principal): boolean {
  return 'account' in principal && principal.account === account;
}

function notAllowed(principal: Principal, action: string, keyId: string): AwsError {
  const message =
    `User: ${principalName(principal)} is not authorized to perform: kms:${action} on resource: ${keyId}. The key ` +
    "policy of AWS's own key for SQS lets in only principals of the queue's account, and nobody can change it.";
  return kmsError(new AwsError('AccessDeniedException', message));
}
