import { isObject } from '../json';

/**
 * A template's `LaunchTemplateData` as EC2's API takes it. The names are the same; templates may write numbers and
 * booleans as text.
 */
export function launchTemplateData(value: unknown): object {
  const converted = convert(value, '');
  return isObject(converted) ? converted : {};
}

const NUMBERS = /(?:Size|Iops|Throughput|Count|Index|Limit|Port)$/;
const FLAGS =
  /^(?:Encrypted|DeleteOnTermination|EbsOptimized|AssociatePublicIpAddress|Enabled|AssociateCarrierIpAddress)$/;

function convert(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => convert(item, name));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(item, key)]));
  if (typeof value !== 'string') return value;
  if (NUMBERS.test(name) && /^-?\d+$/.test(value)) return Number(value);
  return FLAGS.test(name) && /^(?:true|false)$/.test(value) ? value === 'true' : value;
}
