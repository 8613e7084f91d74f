import { defineLab } from '../contract';
import { play } from './play';

export const fanOut = defineLab(
  {
    slug: 'fan-out',
    title: 'Fan-out: one topic, a queue for each consumer',
    minutes: 12,
    story:
      'The shop publishes each order and each refund to the topic orders. First only billing read them, from a queue. Then shipping and analytics came, and read the same queue. Since then every order reaches just one of the three, and shipping packs parcels for refunds. The attribute kind of a message says order or refund.',
    task: 'Billing and analytics get every order and every refund, shipping gets every order and no refund, each exactly once. The program of each team reads the queue of its name, billing, shipping or analytics; as long as there is none, it reads the queue shared. No other account may send to the queues, not even through a topic of its own.',
    edit: 'stack.ts',
    question: {
      text: 'An order is published once. Billing, shipping and analytics must each process every order, at their own speed. What fits?',
      answers: [
        'One queue that all three poll, with a visibility timeout of 0',
        'One FIFO queue that all three poll, with a message group for each of them',
        'One topic, with a queue for each of the three subscribed to it',
        'One queue with long polling, so that all three get each message',
      ],
      right: 2,
      because:
        'A queue gives each message to one consumer, which deletes it. A topic copies each message into every subscribed queue, and each queue keeps its copies until its own consumer is done. That is fan-out.',
    },
    hints: [
      'Look at which program got which order, and at how many queues are subscribed to the topic.',
      'Each subscribed queue gets its own copy. Its access policy must let sns.amazonaws.com send, for this topic only: SqsSubscription of CDK writes that, CfnSubscription does not. A filter policy on the subscription of shipping keeps the refunds out. Raw message delivery leaves the body as it was published.',
      "In stack.ts, for each of the three: orders.addSubscription(new SqsSubscription(new Queue(this, 'Shipping', { queueName: 'shipping' }), { rawMessageDelivery: true })). For shipping add filterPolicy: { kind: SubscriptionFilter.stringFilter({ allowlist: ['order'] }) }, with SubscriptionFilter of aws-cdk-lib/aws-sns. Or FanOut of cdk-spillway.",
    ],
    commandLines: [
      'TOPIC=$(aws sns create-topic --name orders --query TopicArn --output text)',
      'aws sns list-subscriptions-by-topic --topic-arn "$TOPIC"',
      'RETURNS=$(aws sqs create-queue --queue-name returns --query QueueUrl --output text)',
      'ARN=$(aws sqs get-queue-attributes --queue-url "$RETURNS" --attribute-names QueueArn --query Attributes.QueueArn --output text)',
      `aws sqs set-queue-attributes --queue-url "$RETURNS" --attributes '{"Policy":"{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"Service\\":\\"sns.amazonaws.com\\"},\\"Action\\":\\"sqs:SendMessage\\",\\"Resource\\":\\"'$ARN'\\",\\"Condition\\":{\\"ArnEquals\\":{\\"aws:SourceArn\\":\\"'$TOPIC'\\"}}}]}"}'`,
      `aws sns subscribe --topic-arn "$TOPIC" --protocol sqs --notification-endpoint "$ARN" --attributes '{"RawMessageDelivery":"true","FilterPolicy":"{\\"kind\\":[\\"refund\\"]}"}'`,
      `aws sns publish --topic-arn "$TOPIC" --message '{"id":"refund 7","total":-7}' --message-attributes '{"kind":{"DataType":"String","StringValue":"refund"}}'`,
      'aws sqs receive-message --queue-url "$RETURNS" --wait-time-seconds 5',
    ],
    lesson:
      'One topic, and a queue for each consumer: the publisher knows only the topic, and a slow or broken consumer holds up no other. Each queue must let the topic send. What a filter policy keeps out is gone for that queue.',
    exam: [
      { fact: 'Fan-out: one topic, a queue for each consumer; every queue gets its own copy of each message.' },
      {
        fact: 'SNS needs the access policy of each queue to allow sns.amazonaws.com sqs:SendMessage, with aws:SourceArn.',
      },
      { fact: 'Without raw message delivery the body is a JSON envelope, with the published text in Message.' },
      {
        fact: 'A filter policy matches message attributes, or the body with the filter policy scope MessageBody.',
        outdated: 'only message attributes',
      },
      {
        fact: 'An SNS FIFO topic delivers to FIFO queues and to standard queues.',
        outdated: 'only to FIFO queues',
      },
    ],
    solutions: ['solution', 'solution-by-hand', 'solution-fan-out'],
    inAccount: {
      without: ['No other account can send to the queues, not even through a topic'],
      because: 'Nobody can be in two accounts with the credentials of one.',
    },
    startFails: [
      'Billing and analytics get every order and every refund, once',
      'Shipping gets every order once, and no refund',
    ],
  },
  play,
);
