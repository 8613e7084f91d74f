import { FIFO_SUFFIX, isFifoQueueName } from '../../model/queue-name';

const DEAD_LETTER_SUFFIX = '-dlq';

/** `orders-dlq` for `orders`, `orders-dlq.fifo` for `orders.fifo`. */
export function deadLetterQueueName(queueName: string): string {
  return isFifoQueueName(queueName)
    ? `${queueName.slice(0, -FIFO_SUFFIX.length)}${DEAD_LETTER_SUFFIX}${FIFO_SUFFIX}`
    : `${queueName}${DEAD_LETTER_SUFFIX}`;
}
