import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { type LabPlay, Ledger, round, type Scene } from '../contract';
import { lifecycleHooks, scalingLimits, scalingOnQueue, targetTracking } from '../contract/pages';
import { Fleet } from './fleet';

interface Hours {
  /** Minutes that each order waited until it was begun. */
  readonly waits: ReadonlyMap<string, number>;
  readonly begun: Ledger;
  /** Orders whose worker was ended in the middle. */
  readonly interrupted: readonly string[];
  /** By the minute at which it changed. */
  readonly sizes: Fleet['sizes'];
  readonly instanceHours: number;
}

const MINUTE = 60;
/** Minutes. An order comes in each of the first, a hundred and fifty at once when the sale begins, fifty by a newsletter. */
const regular = 50;
const sale = { minute: 20, orders: 150 };
const newsletter = { minute: 62, orders: 50 };
const end = 95;

const patience = 30;
const connections = 10;
const enough = 7;

export const play: LabPlay<Hours> = {
  async observe(scene) {
    const url = await scene.queueUrl('orders');
    const begun = new Ledger();
    const fleet = new Fleet(scene, scene.physicalId('AWS::AutoScaling::AutoScalingGroup'), url, begun);
    const living = fleet.live(end * MINUTE);
    const selling = sell(scene, url);
    await scene.pass((end + 3) * MINUTE);
    await living;
    const sent = await selling;
    const waits = new Map(
      [...sent].map(([order, at]) => [order, ((begun.first(order) ?? Number.POSITIVE_INFINITY) - at) / MINUTE]),
    );
    const { interrupted, sizes, instanceSeconds } = fleet;
    return { waits, begun, interrupted, sizes, instanceHours: instanceSeconds / 3600 };
  },

  tell: (hours) => [
    ...[
      ...[sale, newsletter].map(({ minute, orders }) => ({ minute, what: `${count(orders, 'order')} at once` })),
      ...hours.sizes.map(({ at, size }) => ({ minute: Math.floor(at / MINUTE), what: count(size, 'instance') })),
    ]
      .sort((a, b) => a.minute - b.minute)
      .map(({ minute, what }) => `minute ${minute}: ${what}`),
    `the longest wait: ${longestWait(hours)}`,
    `${round(hours.instanceHours)} instance hours are paid for`,
  ],

  checks: [
    {
      name: 'Each order is begun within 30 minutes',
      expected: `after at most ${patience} minutes, of which metric, alarm and boot take the first five`,
      why: 'A policy sees nothing but its metric. A worker that waits for somebody else needs no processor, however many orders wait. And what is ordered too late or too little by a policy shows here, too.',
      page: scalingOnQueue,
      look: (hours) => ({
        holds: [...hours.waits.values()].every((wait) => wait <= patience),
        observed: longestWait(hours),
      }),
    },
    {
      name: 'No order is ended in the middle and begun again',
      expected: 'each order is begun once',
      why: 'Scale-in asks nobody what he is doing. Without a lifecycle hook the instance ends at once; what its worker had in hand comes back when the visibility timeout is over, and is charged twice.',
      page: lifecycleHooks,
      look: ({ interrupted, begun, waits }) => {
        const twice = [...waits.keys()].filter((order) => begun.times(order) > 1);
        return {
          holds: interrupted.length === 0 && twice.length === 0,
          observed:
            interrupted.length > 0
              ? `${count(interrupted.length, 'order')} ended in the middle by a scale-in, such as ${interrupted[0]}`
              : twice.length > 0
                ? `${twice[0]} was begun ${begun.times(twice[0] ?? '')} times`
                : 'each once',
        };
      },
    },
    {
      name: 'There are never more than 10 instances',
      expected: `at most ${connections}`,
      why: 'The bank takes ten connections. The maximum size of the group is what a policy can never pass.',
      page: scalingLimits,
      look: ({ sizes }) => {
        const most = mostFrom(sizes, 0);
        return { holds: most <= connections, observed: `${most} at the most` };
      },
    },
    {
      name: 'Fifty orders are not answered with more than 7 instances',
      expected: `at most ${enough}, which do fifty minutes of work in eight`,
      why: 'Target tracking multiplies: it supposes that twice the instances make half the value. The number of messages alone does not go down because an instance has come, so it orders on and on. A value that has nothing to do with the orders, or a large minimum, does not follow them at all.',
      page: targetTracking,
      look: ({ sizes }) => {
        const most = mostFrom(sizes, newsletter.minute * MINUTE);
        return { holds: most <= enough, observed: `up to ${count(most, 'instance')}` };
      },
    },
    {
      name: 'At most one instance is left in the end',
      expected: 'one instance, or none',
      why: 'Scaling out is half of it. A policy that may not scale in keeps what nobody needs.',
      page: targetTracking,
      look: ({ sizes }) => {
        const last = sizes.at(-1)?.size ?? 0;
        return { holds: last <= 1, observed: count(last, 'instance') };
      },
    },
  ],
};

/** Returns when which order was sent, in seconds of the story. */
async function sell({ sqs, now, sleep }: Scene, QueueUrl: string): Promise<ReadonlyMap<string, number>> {
  const sent = new Map<string, number>();
  for (let minute = 0; minute <= newsletter.minute; minute += 1) {
    const last = sent.size + ordersOf(minute);
    while (sent.size < last) {
      const batch = Array.from(
        { length: Math.min(10, last - sent.size) },
        (_, index) => `order ${sent.size + index + 1}`,
      );
      const Entries = batch.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      for (const order of batch) sent.set(order, now());
    }
    await sleep(MINUTE);
  }
  return sent;
}

function ordersOf(minute: number): number {
  const atOnce = [sale, newsletter].find((one) => one.minute === minute)?.orders ?? 0;
  return atOnce + (minute < regular ? 1 : 0);
}

/** The most instances from a second of the story on. */
function mostFrom(sizes: Hours['sizes'], from: number): number {
  const before = sizes.filter(({ at }) => at <= from).at(-1);
  const after = sizes.filter(({ at }) => at > from);
  return Math.max(before?.size ?? 0, ...after.map(({ size }) => size));
}

function longestWait({ waits }: Hours): string {
  const never = [...waits.values()].filter((wait) => !Number.isFinite(wait)).length;
  return never > 0
    ? `${count(never, 'order')} not begun within ${end} minutes`
    : `${round(Math.max(...waits.values()))} minutes`;
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
