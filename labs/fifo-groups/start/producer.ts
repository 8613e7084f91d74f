import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Booking {
  /** Of the booking: no other has it. */
  readonly id: string;
  readonly customer: string;
}

/** The lab calls this for each booking. Three workers read the queue. */
export async function book(sqs: SQSClient, queueUrl: string, booking: Booking): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(booking),
      MessageDeduplicationId: booking.id,
      // TODO(lab): every customer waits for all the others.
      MessageGroupId: 'bookings',
    }),
  );
}
