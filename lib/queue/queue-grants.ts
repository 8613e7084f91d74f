/**
 * What producers, consumers and operators of a queue need, and no more. Nobody needs `sqs:GetQueueUrl`: a queue's URL
 * follows from its ARN. Keys: "Configuring AWS KMS permissions for SQS", Amazon SQS Developer Guide.
 */
export const PRODUCE = {
  queue: ['sqs:SendMessage'],
  key: ['kms:GenerateDataKey', 'kms:Decrypt'],
} as const;

export const CONSUME = {
  queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility'],
  key: ['kms:Decrypt'],
} as const;

/** A redrive receives and deletes in the dead-letter queue and sends to the queue, all in the operator's name. */
export const REDRIVE = {
  deadLetterQueue: [
    'sqs:StartMessageMoveTask',
    'sqs:CancelMessageMoveTask',
    'sqs:ListMessageMoveTasks',
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
  ],
  queue: ['sqs:SendMessage'],
  key: ['kms:GenerateDataKey', 'kms:Decrypt'],
} as const;
