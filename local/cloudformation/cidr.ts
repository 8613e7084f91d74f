import { validationError } from './template-error';

/** "Fn::Cidr": 256 blocks at most. */
const MAX_COUNT = 256;

/**
 * The first `count` blocks of an IPv4 or IPv6 block, each with so many bits for its hosts.
 * @param hostBits 8 for a /24 of IPv4, 64 for a /64 of IPv6; @default 8
 */
export function subnetBlocks(block: string, count: number, hostBits: string): readonly string[] {
  const [address = '', length = ''] = block.split('/');
  const isIpv6 = address.includes(':');
  const width = isIpv6 ? 128 : 32;
  const bits = hostBits === '' ? 8 : Number(hostBits);
  const prefix = width - bits;
  const fits = prefix >= Number(length) && count <= 2 ** (prefix - Number(length));
  if (!(count >= 1 && count <= MAX_COUNT) || !fits) {
    throw validationError(
      `Template error: Fn::Cidr cannot take ${count} blocks of ${bits} host bits out of '${block}'.`,
    );
  }
  const first = isIpv6 ? ipv6Number(address) : ipv4Number(address);
  return Array.from({ length: count }, (_, index) => {
    const value = first + (BigInt(index) << BigInt(bits));
    return `${isIpv6 ? ipv6Text(value) : ipv4Text(value)}/${prefix}`;
  });
}

function ipv4Number(address: string): bigint {
  return address.split('.').reduce((value, part) => (value << 8n) + BigInt(part), 0n);
}

function ipv4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function ipv6Number(address: string): bigint {
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].reduce((value, group) => (value << 16n) + BigInt(`0x${group}`), 0n);
}

function ipv6Text(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(16 * (7 - index))) & 0xffffn).toString(16));
  // The longest run of zeros is what subnets end with.
  return groups.join(':').replace(/(?::0)+$/, '::');
}
