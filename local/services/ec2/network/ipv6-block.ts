/**
 * The IPv6 block that Amazon would provide for a VPC, which follows from its id: so it is known before it is associated,
 * as CloudFormation asks for it. A /56 of the addresses that are for documentation, RFC 3849.
 */
export function ipv6BlockOf(vpcId: string): string {
  const digits = vpcId.slice('vpc-'.length).padEnd(6, '0');
  const group = (text: string) => Number.parseInt(text, 16).toString(16);
  return `2001:db8:${group(digits.slice(0, 4))}:${group(`${digits.slice(4, 6)}00`)}::/56`;
}
