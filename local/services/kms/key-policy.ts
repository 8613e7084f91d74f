import { accountArn, parseArn } from '../../../model/arn';
import { KEY_POLICY_MAX_BYTES } from '../../../model/limits/kms';
import { parsePolicyDocument } from '../../../model/policy/document-shape';
import { AwsError } from '../../aws-error';
import type { KeyPolicy } from './key';

const malformed = (message: string) => new AwsError('MalformedPolicyDocumentException', message);

/** A key policy as `PutKeyPolicy` stores it. @throws MalformedPolicyDocumentException, LimitExceededException */
export function parseKeyPolicy(text: string): KeyPolicy {
  if (Buffer.byteLength(text) > KEY_POLICY_MAX_BYTES) {
    throw new AwsError(
      'LimitExceededException',
      `The key policy has ${Buffer.byteLength(text)} bytes, at most ${KEY_POLICY_MAX_BYTES} are allowed.`,
    );
  }
  const shape = parsePolicyDocument(text);
  if ('problem' in shape) throw malformed(`Policy contains a malformed element: ${shape.problem}.`);
  const { Statement } = shape.document;
  for (const [index, statement] of (Array.isArray(Statement) ? Statement : [Statement]).entries()) {
    const name = `statement ${statement.Sid || index + 1}`;
    if (statement.Principal === undefined && statement.NotPrincipal === undefined) {
      throw malformed(`Policy contains a statement without a principal: ${name}.`);
    }
    if (statement.Resource === undefined && statement.NotResource === undefined) {
      throw malformed(`Policy contains a statement without a resource: ${name}.`);
    }
  }
  return { text, document: shape.document };
}

/** "Default key policy", Developer Guide: the account's own identity policies decide. */
export function defaultKeyPolicy(keyArn: string, account: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: accountArn({ account, partition: parseArn(keyArn)?.partition }) },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
}
