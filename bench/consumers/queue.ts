import { createHash } from 'node:crypto';
import { seeded } from './random';

/** As many as have a body and a digest of their own; what comes after takes them again. */
const BODIES = 1_000;
const BODY_BYTES = 256;
/** Real receipt handles are about as long. */
const RECEIPT_PADDING = 'x'.repeat(380);

const bodies = Array.from({ length: BODIES }, (_, number) => {
  const start = `{"order":${number},"note":"`;
  const body = `${start}${'x'.repeat(BODY_BYTES - start.length - 2)}"}`;
  return `"MD5OfBody":"${createHash('md5').update(body).digest('hex')}","Body":${JSON.stringify(body)}`;
});

export interface QueueSetup {
  /** Milliseconds added to every answer. */
  readonly delayMs: number;
  /** The part of batch deletions that fail, entry by entry, through no fault of the sender. */
  readonly failing: number;
  readonly visibilitySeconds: number;
}

interface InFlight {
  readonly number: number;
  receives: number;
  /** Milliseconds of the process's clock. */
  visibleAt: number;
}

/** A standard queue that never becomes empty. What is not deleted in time comes again, before anything new. */
export class EndlessQueue {
  private readonly inFlight = new Map<number, InFlight>();
  /** In the order in which they become visible again, those that were deleted or extended in the meantime included. */
  private due: Array<{ readonly message: InFlight; readonly at: number }> = [];
  private dueFrom = 0;
  private next = 0;
  /** The same failures for every consumer. */
  private readonly random = seeded(1);
  deleted = 0;

  constructor(readonly setup: QueueSetup) {}

  /** @param attributes whether the answer names the system attributes */
  receive(max: number, visibilitySeconds: number, attributes: boolean): string {
    const now = performance.now();
    const messages: string[] = [];
    while (messages.length < max) {
      const message = this.again(now) ?? this.fresh();
      message.receives += 1;
      this.hide(message, now, visibilitySeconds);
      messages.push(textOf(message, attributes));
    }
    return `{"Messages":[${messages.join(',')}]}`;
  }

  /** False when it failed. */
  deleteInBatch(receiptHandle: string): boolean {
    if (this.random() < this.setup.failing) return false;
    this.delete(receiptHandle);
    return true;
  }

  delete(receiptHandle: string): void {
    if (this.inFlight.delete(numberOf(receiptHandle))) this.deleted += 1;
  }

  changeVisibility(receiptHandle: string, seconds: number): void {
    const message = this.inFlight.get(numberOf(receiptHandle));
    if (message !== undefined) this.hide(message, performance.now(), seconds);
  }

  /** The ids of what was received and not deleted. */
  left(): readonly string[] {
    return Array.from(this.inFlight.keys(), idOf);
  }

  private hide(message: InFlight, now: number, seconds: number): void {
    message.visibleAt = now + seconds * 1_000;
    let position = this.due.length;
    while (position > this.dueFrom && (this.due[position - 1]?.at ?? 0) > message.visibleAt) position -= 1;
    const entry = { message, at: message.visibleAt };
    if (position === this.due.length) this.due.push(entry);
    else this.due.splice(position, 0, entry);
  }

  private again(now: number): InFlight | undefined {
    for (let first = this.due[this.dueFrom]; first !== undefined && first.at <= now; first = this.due[this.dueFrom]) {
      this.dueFrom += 1;
      if (this.dueFrom > 10_000) {
        this.due = this.due.slice(this.dueFrom);
        this.dueFrom = 0;
      }
      if (first.message.visibleAt === first.at && this.inFlight.has(first.message.number)) return first.message;
    }
    return undefined;
  }

  private fresh(): InFlight {
    const message = { number: this.next, receives: 0, visibleAt: 0 };
    this.next += 1;
    this.inFlight.set(message.number, message);
    return message;
  }
}

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const numberOf = (receiptHandle: string): number => Number.parseInt(receiptHandle, 10);

function textOf({ number, receives }: InFlight, attributes: boolean): string {
  const system = attributes
    ? `,"Attributes":{"SenderId":"AIDAEXAMPLEEXAMPLEEXA","SentTimestamp":"1790000000000","ApproximateReceiveCount":"${receives}","ApproximateFirstReceiveTimestamp":"1790000000001"}`
    : '';
  return `{"MessageId":"${idOf(number)}","ReceiptHandle":"${number}.${receives}.${RECEIPT_PADDING}",${bodies[number % BODIES]}${system}}`;
}
