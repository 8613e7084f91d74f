import { parseAccountRegionalBucketName } from '../../../../model/bucket-name';
import { AwsError } from '../../../aws-error';

/**
 * A name that ends in `-<account>-<region>-an` belongs to that account alone, which must say that it means it.
 * "Namespaces for general purpose buckets", Amazon S3 User Guide.
 */
export function requireNamespace(name: string, namespace: string | undefined, account: string, region: string): void {
  const parsed = parseAccountRegionalBucketName(name);
  if (namespace !== 'account-regional') {
    if (parsed === undefined) return;
    throw new AwsError(
      'MissingNamespaceHeader',
      `The name ${name} lies in an account regional namespace. Create it with the bucket namespace account-regional (header x-amz-bucket-namespace).`,
      { fields: { BucketName: name } },
    );
  }
  if (parsed === undefined) {
    throw new AwsError(
      'InvalidNamespaceHeader',
      `A bucket in the account regional namespace must have a name that ends in -${account}-${region}-an, got ${name}.`,
      { fields: { BucketName: name } },
    );
  }
  if (parsed.account !== account || parsed.region !== region) {
    const wrong = parsed.account === account ? `region '${parsed.region}'` : `account '${parsed.account}'`;
    const own = parsed.account === account ? `current region '${region}'` : `caller's account '${account}'`;
    throw new AwsError(
      'InvalidBucketNamespace',
      `The requested bucket is in an account regional namespace, but its ${wrong} is not the ${own}.`,
      { fields: { BucketNamespace: name } },
    );
  }
}
