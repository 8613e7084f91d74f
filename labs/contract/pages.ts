import type { AwsPage } from './check';

const guide = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide';
const api = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference';

export const receiveMessage: AwsPage = {
  title: 'Amazon SQS API Reference: ReceiveMessage',
  url: `${api}/API_ReceiveMessage.html`,
};

export const deleteMessage: AwsPage = {
  title: 'Amazon SQS API Reference: DeleteMessage',
  url: `${api}/API_DeleteMessage.html`,
};

export const changeVisibility: AwsPage = {
  title: 'Amazon SQS API Reference: ChangeMessageVisibility',
  url: `${api}/API_ChangeMessageVisibility.html`,
};

export const visibilityTimeout: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS visibility timeout',
  url: `${guide}/sqs-visibility-timeout.html`,
};

export const polling: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS short and long polling',
  url: `${guide}/sqs-short-and-long-polling.html`,
};

export const delayQueues: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS delay queues',
  url: `${guide}/sqs-delay-queues.html`,
};

export const messageTimers: AwsPage = {
  title: 'Amazon SQS Developer Guide: Amazon SQS message timers',
  url: `${guide}/sqs-message-timers.html`,
};
