import type { PolicyDocument, PolicyStatement } from '../../../../model/policy/document';
import { statementsOf } from './bucket-policy';

/** Keys whose fixed value makes a statement for everybody one for somebody. "The meaning of public", S3 User Guide. */
const NARROWING_KEYS = new Set(
  [
    'aws:SourceIp',
    'aws:SourceArn',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:SourceOwner',
    'aws:SourceAccount',
    'aws:userid',
    'aws:PrincipalOrgID',
    'aws:PrincipalArn',
    'aws:PrincipalAccount',
    's3:x-amz-server-side-encryption-aws-kms-key-id',
    's3:DataAccessPointAccount',
    's3:DataAccessPointArn',
  ].map((key) => key.toLowerCase()),
);

const FIXING_OPERATORS = /^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;

/** What Block Public Access refuses: an Allow for everybody that no condition narrows to fixed values. */
export function isPublicPolicy(document: PolicyDocument): boolean {
  return statementsOf(document).some(
    (statement) => statement.Effect === 'Allow' && namesEverybody(statement) && !isNarrowed(statement),
  );
}

function namesEverybody({ Principal, NotPrincipal }: PolicyStatement): boolean {
  if (NotPrincipal !== undefined) return true;
  if (Principal === '*') return true;
  return [Principal?.['AWS'] ?? []].flat().includes('*');
}

function isNarrowed({ Condition }: PolicyStatement): boolean {
  return Object.entries(Condition ?? {}).some(
    ([operator, keys]) =>
      FIXING_OPERATORS.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) => NARROWING_KEYS.has(key.toLowerCase()) && [values].flat().map(String).every(isFixed),
      ),
  );
}

function isFixed(value: string): boolean {
  return !/[*?]/.test(value) && !/\/0$/.test(value);
}
