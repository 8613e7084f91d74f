interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

interface Range {
  readonly network: Address;
  readonly prefix: number;
}

export function isIpRange(range: string): boolean {
  return parseRange(range) !== undefined;
}

/** Whether an address lies in a CIDR range; a range without `/` is one address. False when either is none. */
export function ipRange(range: string): (address: string) => boolean {
  const parsed = parseRange(range);
  if (parsed === undefined) {
    return () => false;
  }
  const { network, prefix } = parsed;
  const shift = BigInt(network.bits - prefix);
  const wanted = network.value >> shift;
  return (text) => {
    const address = parseAddress(text);
    return address?.bits === network.bits && address.value >> shift === wanted;
  };
}

function parseRange(range: string): Range | undefined {
  const [base = '', prefixText] = range.split('/');
  const network = parseAddress(base);
  const prefix = prefixText === undefined ? network?.bits : Number(prefixText);
  const isRange =
    network !== undefined && prefix !== undefined && Number.isInteger(prefix) && prefix >= 0 && prefix <= network.bits;
  return isRange ? { network, prefix } : undefined;
}

function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Address | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255)) {
    return undefined;
  }
  return { bits: 32, value: octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n) };
}

function parseIpv6(text: string): Address | undefined {
  const halves = text.split('::');
  const groupsOf = (half: string | undefined) => (half === undefined || half === '' ? [] : half.split(':'));
  const head = groupsOf(halves[0]);
  const tail = groupsOf(halves[1]);
  const missing = 8 - head.length - tail.length;
  if (halves.length > 2 || missing < 0 || (halves.length === 1 && missing !== 0)) {
    return undefined;
  }
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) {
    return undefined;
  }
  return { bits: 128, value: groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n) };
}
