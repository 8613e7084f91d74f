import { BUCKET_NAME } from './limits/s3';

/** The end of every bucket name in an account's own regional namespace. */
const ACCOUNT_REGIONAL_SUFFIX = '-an';

interface Rule {
  readonly broken: (name: string) => boolean;
  readonly text: string;
}

const RESERVED_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'];
/** Aliases of access points, Object Lambda, Multi-Region access points, directory buckets and table buckets. */
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/** "General purpose bucket naming rules", Amazon S3 User Guide. */
const RULES: readonly Rule[] = [
  {
    broken: (name) => name.length < BUCKET_NAME.min || name.length > BUCKET_NAME.max,
    text: `${BUCKET_NAME.min} to ${BUCKET_NAME.max} characters long`,
  },
  {
    broken: (name) => !/^[a-z0-9.-]*$/.test(name),
    text: 'only lower-case letters, digits, dots and hyphens',
  },
  {
    broken: (name) => !/^[a-z0-9](.*[a-z0-9])?$/s.test(name),
    text: 'a letter or digit at the beginning and at the end',
  },
  { broken: (name) => name.includes('..'), text: 'without two dots in a row' },
  { broken: (name) => /^\d{1,3}(\.\d{1,3}){3}$/.test(name), text: 'not formatted as an IP address' },
  {
    broken: (name) => RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix)),
    text: `without the reserved beginnings ${RESERVED_PREFIXES.join(', ')}`,
  },
  {
    broken: (name) => RESERVED_SUFFIXES.some((suffix) => name.endsWith(suffix)),
    text: `without the reserved ends ${RESERVED_SUFFIXES.join(', ')}`,
  },
];

/** The rules that a bucket name breaks, each as the words after "must be"; empty when the name is valid. */
export function bucketNameProblems(name: string): readonly string[] {
  return RULES.filter((rule) => rule.broken(name)).map((rule) => rule.text);
}

export function isBucketName(name: string): boolean {
  return RULES.every((rule) => !rule.broken(name));
}

/** A name in an account's own regional namespace: no other account can ever take it. */
export interface AccountRegionalName {
  readonly prefix: string;
  readonly account: string;
  readonly region: string;
}

/**
 * The full name of a bucket with `BucketNamePrefix` and `BucketNamespace: account-regional`:
 * `<prefix>-<account>-<region>-an`. It is known before the bucket exists.
 */
export function accountRegionalBucketName(name: AccountRegionalName): string {
  return `${name.prefix}-${name.account}-${name.region}${ACCOUNT_REGIONAL_SUFFIX}`;
}

/** How long a prefix may be, so that the full name keeps within 63 characters. */
export function maxBucketNamePrefixLength(region: string): number {
  const accountDigits = 12;
  return BUCKET_NAME.max - ACCOUNT_REGIONAL_SUFFIX.length - region.length - accountDigits - 2;
}

/** Whether a name lies in some account's regional namespace, where only that account may create it. */
export function parseAccountRegionalBucketName(name: string): AccountRegionalName | undefined {
  const match = /^(?<prefix>.+)-(?<account>\d{12})-(?<region>[a-z]{2,}(?:-[a-z]+)+-\d+)-an$/.exec(name);
  const { prefix, account, region } = match?.groups ?? {};
  return prefix && account && region ? { prefix, account, region } : undefined;
}
