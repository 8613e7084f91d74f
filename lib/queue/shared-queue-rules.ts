import { parseArn } from '../../model/arn';
import type { Rule } from '../guard/rule';

interface SharedKey {
  readonly encryptionKeyArn?: string;
  readonly queueArn: string;
}

export const KEY_ARN_RULE: Rule<SharedKey> = {
  id: 'EncryptionKeyArn',
  prop: 'encryptionKeyArn',
  value: ({ encryptionKeyArn }) => encryptionKeyArn,
  holds: ({ encryptionKeyArn = '', queueArn }) => {
    const key = parseArn(encryptionKeyArn);
    const region = parseArn(queueArn)?.region;
    return key?.service === 'kms' && key.resource.startsWith('key/') && (region === undefined || key.region === region);
  },
  must: "the ARN of a key in the queue's region, arn:aws:kms:REGION:ACCOUNT:key/ID",
  why: 'A queue is encrypted with a key of its region, and KMS looks an alias up in the account of the caller',
  fix: "Ask the queue's owner for the key's ARN: aws kms describe-key",
};
