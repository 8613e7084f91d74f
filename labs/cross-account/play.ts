import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type LabPlay, refusalOf, type Scene } from '../contract';
import { queuePolicies } from '../contract/pages';

interface Attempts {
  /** What the queue answered; undefined when it let them. */
  readonly shopSends: string | undefined;
  readonly shopReceives: string | undefined;
  readonly strangerSends: string | undefined;
  readonly strangerReceives: string | undefined;
}

const shop = '444455556666';
const stranger = '999988887777';

export const play: LabPlay<Attempts> = {
  async observe(scene) {
    const url = await scene.queueUrl('orders');
    return {
      shopSends: await sending(scene, shop, url),
      shopReceives: await receiving(scene, shop, url),
      strangerSends: await sending(scene, stranger, url),
      strangerReceives: await receiving(scene, stranger, url),
    };
  },

  tell: ({ shopSends, shopReceives, strangerSends, strangerReceives }) => [
    `the shop (${shop}) sends: ${brief(shopSends)}`,
    `the shop (${shop}) receives: ${brief(shopReceives)}`,
    `a stranger (${stranger}) sends: ${brief(strangerSends)}`,
    `a stranger (${stranger}) receives: ${brief(strangerReceives)}`,
  ],

  checks: [
    {
      name: 'The shop can send',
      expected: 'let through',
      why: 'What no statement of the queue policy allows another account is denied, whatever its administrator may do at home.',
      page: queuePolicies,
      look: ({ shopSends }) => ({ holds: shopSends === undefined, observed: shopSends ?? 'let through' }),
    },
    {
      name: 'The shop cannot receive',
      expected: 'AccessDenied',
      why: 'Who may receive sees the orders of all the others, and takes them from the consumer.',
      page: queuePolicies,
      look: ({ shopReceives }) => ({ holds: shopReceives !== undefined, observed: shopReceives ?? 'let through' }),
    },
    {
      name: 'A stranger can do neither',
      expected: 'AccessDenied, twice',
      why: "Principal '*' without a condition is everybody with an AWS account.",
      page: queuePolicies,
      look: ({ strangerSends, strangerReceives }) => ({
        holds: strangerSends !== undefined && strangerReceives !== undefined,
        observed: `sends: ${strangerSends ?? 'let through'}; receives: ${brief(strangerReceives)}`,
      }),
    },
  ],
};

/** Without the policies' reasons. */
const brief = (denial: string | undefined): string => denial?.split(':')[0] ?? 'let through';

const sending = (scene: Scene, account: string, QueueUrl: string): Promise<string | undefined> =>
  refusalOf(
    scene.client(SQSClient, account).send(new SendMessageCommand({ QueueUrl, MessageBody: `from ${account}` })),
  );

const receiving = (scene: Scene, account: string, QueueUrl: string): Promise<string | undefined> =>
  refusalOf(scene.client(SQSClient, account).send(new ReceiveMessageCommand({ WaitTimeSeconds: 0, QueueUrl })));
