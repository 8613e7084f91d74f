import { defineLab } from '../contract';
import { play } from './play';

export const crossAccount = defineLab(
  {
    slug: 'cross-account',
    title: 'Another account sends',
    minutes: 10,
    story:
      'The shop lives in account 444455556666, the queue orders in yours. Somebody copied the policy of another queue. The shop gets AccessDenied when it sends, and could read the orders of everybody.',
    task: 'The administrator of the shop can send to the queue and cannot receive from it. No other account can do either.',
    edit: 'stack.ts',
    question: {
      text: 'A role in account A is to send to a queue in account B. What must allow it?',
      answers: [
        'Only the policy of the role in A',
        'Only the access policy of the queue in B',
        'Both: the policy of the role in A and the access policy of the queue in B',
        'Nothing, when both accounts are in one organization',
      ],
      right: 2,
      because:
        'Within one account one of the two is enough. Across accounts both sides must say yes: the queue lets the account in, and that account decides which of its roles may use it.',
    },
    hints: [
      'Look at the actions that the policy of the queue allows account 444455556666.',
      'sqs:SendMessage is sending, sqs:ReceiveMessage and sqs:DeleteMessage are consuming. What no statement allows is denied. Across accounts the role of the sender needs its own permission as well; an administrator has it.',
      "In stack.ts: actions: ['sqs:SendMessage', 'sqs:GetQueueUrl'], or in place of the statement orders.grantSendMessages(new AccountPrincipal('444455556666')).",
    ],
    commandLines: [
      'ORDERS=$(aws sqs get-queue-url --queue-name orders --query QueueUrl --output text)',
      'aws sqs get-queue-attributes --queue-url "$ORDERS" --attribute-names Policy',
      'AWS_ACCESS_KEY_ID=444455556666 aws sqs send-message --queue-url "$ORDERS" --message-body hello',
      'aws sqs add-permission --queue-url "$ORDERS" --label shop --aws-account-ids 444455556666 --actions SendMessage',
    ],
    lesson:
      'A queue policy lets another account in, action by action. Give what the other side does, and look at what it could do besides.',
    exam: [
      {
        fact: 'Across accounts the policy of the queue and that of the sender must both allow; in one account one is enough.',
      },
      { fact: 'Queue access policies are for other accounts and for services such as S3 and SNS.' },
    ],
    solutions: ['solution', 'solution-grant'],
    inAccount: {
      without: ['The shop can send', 'The shop cannot receive', 'A stranger can do neither'],
      because: 'The shop and the stranger are in accounts of their own, and there are credentials of one account.',
    },
    startFails: ['The shop can send', 'The shop cannot receive'],
  },
  play,
);
