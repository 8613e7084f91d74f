import { type Summary, summarize } from './statistics';
import { bodyBytes } from './throughput/requests';
import { routerRequests } from './throughput/router-requests';

/** What a process of its own says after it has filled a queue. */
export interface MemoryResult {
  readonly messages: number;
  /** Of heap and buffers. */
  readonly bytesPerMessageBeyondBody: number;
  /** Microseconds per message, in batches of ten. */
  readonly receiveFromEmpty: Summary;
  readonly receiveFromFull: Summary;
}

const rounds = 7;
const batches = 2_000;
const size = 10;
let sent = 0;

/** A text of its own for each message, as it comes out of a parsed request. */
function newBody(): string {
  sent += 1;
  return JSON.parse(JSON.stringify(`${sent} `.padEnd(bodyBytes, 'x')));
}

function usedBytes(): number {
  if (globalThis.gc === undefined) throw new Error('Run with --expose-gc.');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function main(messages: number): Promise<void> {
  const requests = await routerRequests(newBody);
  const fill = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += size) await requests.send(size);
  };
  const receiveSome = async (): Promise<number> => {
    const start = process.hrtime.bigint();
    const received: (readonly string[])[] = [];
    for (let batch = 0; batch < batches; batch += 1) received.push(await requests.receive(size));
    const time = Number(process.hrtime.bigint() - start) / 1000 / batches / size;
    if (received.some((handles) => handles.length !== size)) throw new Error('A receive found too few messages.');
    for (const handles of received) await requests.delete(handles);
    return time;
  };

  const receiveFromEmpty: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await fill(batches * size);
    receiveFromEmpty.push(await receiveSome());
  }
  const before = usedBytes();
  await fill(messages);
  const bytesPerMessageBeyondBody = (usedBytes() - before) / messages - bodyBytes;
  // Collecting all garbage also threw compiled code away: the first round compiles it again, as it did above.
  const receiveFromFull: number[] = [];
  for (let round = 0; round < rounds; round += 1) receiveFromFull.push(await receiveSome());
  requests.close();
  const result: MemoryResult = {
    messages,
    bytesPerMessageBeyondBody,
    receiveFromEmpty: summarize(receiveFromEmpty),
    receiveFromFull: summarize(receiveFromFull),
  };
  process.send?.(result);
}

void main(Number(process.argv[2] ?? 1_000_000));
