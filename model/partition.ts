/** An AWS partition: regions that share one set of accounts, ARNs and a DNS suffix. */
interface Partition {
  readonly name: string;
  readonly dnsSuffix: string;
  readonly regions: RegExp;
}

/** As the SDKs' endpoint rules list them. `aws` stands last: it takes every region that no other partition claims. */
const PARTITIONS: readonly Partition[] = [
  { name: 'aws-cn', dnsSuffix: 'amazonaws.com.cn', regions: /^cn-/ },
  { name: 'aws-us-gov', dnsSuffix: 'amazonaws.com', regions: /^us-gov-/ },
  { name: 'aws-eusc', dnsSuffix: 'amazonaws.eu', regions: /^eusc-/ },
  { name: 'aws-iso', dnsSuffix: 'c2s.ic.gov', regions: /^us-iso-/ },
  { name: 'aws-iso-b', dnsSuffix: 'sc2s.sgov.gov', regions: /^us-isob-/ },
  { name: 'aws-iso-e', dnsSuffix: 'cloud.adc-e.uk', regions: /^eu-isoe-/ },
  { name: 'aws-iso-f', dnsSuffix: 'csp.hci.ic.gov', regions: /^us-isof-/ },
  { name: 'aws', dnsSuffix: 'amazonaws.com', regions: /^/ },
];

const DEFAULT_DNS_SUFFIX = 'amazonaws.com';

/** The partition that a region belongs to, for example `aws-cn` for `cn-north-1`. */
export function partitionOf(region: string): string {
  return PARTITIONS.find((partition) => partition.regions.test(region))?.name ?? 'aws';
}

/** The DNS suffix of a partition's service endpoints, for example `amazonaws.com.cn` for `aws-cn`. */
export function dnsSuffixOf(partition: string): string {
  return PARTITIONS.find(({ name }) => name === partition)?.dnsSuffix ?? DEFAULT_DNS_SUFFIX;
}
