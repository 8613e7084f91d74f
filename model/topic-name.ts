const STANDARD_TOPIC = /^[A-Za-z0-9_-]{1,256}$/;
const FIFO_TOPIC = /^[A-Za-z0-9_-]{1,251}\.fifo$/;

export function isTopicName(name: string, kind: 'standard' | 'fifo'): boolean {
  return (kind === 'fifo' ? FIFO_TOPIC : STANDARD_TOPIC).test(name);
}

/** By its name or its ARN: both end in the same way. */
export function isFifoTopicName(name: string): boolean {
  return name.endsWith('.fifo');
}
