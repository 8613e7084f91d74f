import { defineLab } from '../contract';
import { play } from './play';

export const fifoGroups = defineLab(
  {
    slug: 'fifo-groups',
    title: 'FIFO: order within a group, groups side by side',
    minutes: 10,
    story:
      'Bookings of Ann, Bob and Cleo must be carried out in the order in which each of them made them. The queue is FIFO and three workers read it. Two of the workers never do anything.',
    task: "The twelve bookings are carried out within 60 seconds, and each customer's bookings in their order.",
    edit: 'producer.ts',
    question: {
      text: 'A FIFO queue holds the messages A1, A2 of group A and B1 of group B. A worker has received A1 and works on it. What does another worker get?',
      answers: ['A2, then B1', 'B1', 'Nothing, until A1 is deleted', 'A1 as well'],
      right: 1,
      because:
        'While a message of a group is in flight, its whole group waits. Other groups do not: they are what makes a FIFO queue parallel.',
    },
    hints: [
      'Look at which of the bookings belong to the same message group.',
      'FIFO keeps the order within a message group, and gives out no message of a group while another one of it is in flight. Different groups are worked on side by side.',
      'In producer.ts: MessageGroupId: booking.customer.',
    ],
    commandLines: [
      'ACCOUNTS=$(aws sqs get-queue-url --queue-name accounts.fifo --query QueueUrl --output text)',
      `aws sqs send-message --queue-url "$ACCOUNTS" --message-body A1 --message-group-id ann --message-deduplication-id A1`,
      `aws sqs send-message --queue-url "$ACCOUNTS" --message-body B1 --message-group-id bob --message-deduplication-id B1`,
      'aws sqs receive-message --queue-url "$ACCOUNTS" --attribute-names MessageGroupId',
    ],
    lesson:
      'Choose the smallest thing whose order counts as the message group: a customer, an order, an account. One group for all means one worker at a time.',
    exam: [
      { fact: 'FIFO queues keep the order within a message group; groups are processed in parallel.' },
      {
        fact: 'FIFO queues take 120,000 messages in flight.',
        outdated: '20,000',
      },
      {
        fact: 'Standard queues take a MessageGroupId, too: that makes them fair queues.',
        outdated: 'only FIFO queues have message groups',
      },
    ],
    solutions: ['solution'],
    startFails: ['All bookings are carried out within 60 seconds'],
  },
  play,
);
