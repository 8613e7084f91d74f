import { readFileSync } from 'node:fs';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { OrdersCloud, slow } from './orders-cloud';

let orders: OrdersCloud;
beforeEach(async () => {
  orders = await OrdersCloud.start();
});
afterEach(() => orders.stop());

test(
  'list and show tell what is there, why, and what looking costs; export writes it to a file',
  async () => {
    const timeout = await orders.deadLetter({ orderId: '42' }, 'timeout');
    await orders.deadLetter({ orderId: '43' }, 'no such customer');
    const logged = await orders.failLogged({ orderId: '44' }, 'the bank is closed');

    const list = await orders.dlq('list', 'orders', '--log-group', '/orders');
    expect(list.code).toBe(0);
    expect(list.stdout).toContain('orders-dlq, the dead-letter queue of orders\n');
    expect(list.stdout).toMatch(/^ID +RECEIVES {2}AGE +SENT +REASON$/m);
    expect(list.stdout).toMatch(new RegExp(`^${timeout} +1 +\\d\\S* s +\\S+Z +timeout$`, 'm'));
    expect(list.stdout).toMatch(new RegExp(`^${logged} .* the bank is closed$`, 'm'));
    expect(list.stdout).toContain('3 messages. Looking has cost each one a receive; all are given back.\n');

    const show = await orders.dlq('show', 'orders-dlq', timeout, '--json');
    expect(show.code).toBe(0);
    const shown = JSON.parse(show.stdout);
    expect(shown).toMatchObject({ queue: expect.stringMatching(/:orders-dlq$/), taken: 'dead-letter queue' });
    expect(shown.messages).toHaveLength(1);
    expect(shown.messages[0]).toMatchObject({
      id: timeout,
      receiveCount: 2,
      reason: 'timeout',
      reasonFrom: 'attributes',
      body: '{"orderId":"42"}',
    });

    const file = orders.workplace.path('letters.jsonl');
    const exported = await orders.dlq('export', 'orders-dlq', file);
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(JSON.parse(line).body).orderId).sort()).toEqual(['42', '43', '44']);
    expect((await orders.dlq('export', 'orders-dlq', file)).code).toBe(2);
    expect(await orders.depth(orders.dead)).toBe(3);
  },
  slow,
);

test(
  'redrive moves what --where means, and then all by a move task',
  async () => {
    for (const orderId of ['1', '2', '3'])
      await orders.deadLetter({ orderId }, orderId === '2' ? 'timeout' : 'no such customer');
    // What arrives while a redrive runs stays: these are here already.
    await new Promise((resolve) => setTimeout(resolve, 5));

    const dry = await orders.dlq('redrive', 'orders', '--where', 'reason ~ "timeout"', '--dry-run');
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('Would move 1 message of 3 to orders.\n');
    expect(await orders.depth(orders.source)).toBe(0);

    const part = await orders.dlq('redrive', 'orders', '--where', 'body.orderId = "2"', '--json');
    expect(part.code).toBe(0);
    expect(JSON.parse(part.stdout)).toMatchObject({ by: 'message', moved: 1, unmatched: 2, failed: [], undeleted: [] });
    const { Messages = [] } = await orders.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: orders.source, MessageAttributeNames: ['All'], VisibilityTimeout: 0 }),
    );
    expect(Messages).toMatchObject([{ Body: '{"orderId":"2"}' }]);
    expect(Messages[0]?.MessageAttributes).toBeUndefined();

    const all = await orders.dlq('redrive', 'orders-dlq');
    expect(all.code).toBe(0);
    expect(all.stdout).toContain("Moving all messages to orders by AWS's message move task.\n");
    expect(all.stdout).toContain('completed: 2 of 2 messages moved to orders.\n');
    expect(all.stderr).toContain('moved 100 %  2 of 2 messages\n');
    expect([await orders.depth(orders.dead), await orders.depth(orders.source)]).toEqual([0, 3]);
  },
  slow,
);

test(
  'of several source queues each gets back its own messages, also when one of them is named; Ctrl-C stops in between',
  async () => {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: orders.arnOf('orders-dlq'), maxReceiveCount: 3 });
    const returns = await orders.createQueue('returns', { RedrivePolicy });
    for (let index = 0; index < 24; index += 1) {
      await orders.deadLetter({ index }, 'timeout', orders.arnOf(index % 2 === 0 ? 'orders' : 'returns'));
    }
    await new Promise((resolve) => setTimeout(resolve, 5));

    const slowly = orders.command(['redrive', 'orders', '--rate', '2']);
    await slowly.until('looked at  10 %');
    slowly.interrupt();
    const stopped = await slowly.ended;
    expect(stopped.code).toBe(130);
    const left = await orders.depth(orders.dead);
    expect(stopped.stdout).toContain(`About ${left} messages not reached. Run the command again.\n`);
    expect(left + (await orders.depth(orders.source)) + (await orders.depth(returns))).toBe(24);

    const rest = await orders.dlq('redrive', 'orders');
    expect(rest.code).toBe(0);
    expect(rest.stdout).toContain('Moving message by message to the source queue that each one names.\n');
    expect([await orders.depth(orders.dead), await orders.depth(orders.source), await orders.depth(returns)]).toEqual([
      0, 12, 12,
    ]);
  },
  slow,
);

test(
  'Ctrl-C leaves a move task running with --detach, the next run picks it up, and Ctrl-C cancels it',
  async () => {
    for (let index = 0; index < 60; index += 1) await orders.deadLetter({ index }, 'timeout');
    const first = orders.command(['redrive', 'orders', '--rate', '1', '--detach']);
    await first.until('Moving all messages');
    first.interrupt();
    const left = await first.ended;
    expect(left.code).toBe(130);
    expect(left.stdout).toContain('The move task goes on. Run the command again to follow it.\n');

    const second = orders.command(['redrive', 'orders', '--rate', '1']);
    await second.until('following it.');
    second.interrupt();
    const cancelled = await second.ended;
    expect(cancelled.code).toBe(130);
    expect(cancelled.stdout).toContain('Cancelling the move task; what it has moved stays moved.\n');
    expect(cancelled.stdout).toMatch(/^cancelled: \d+ of 60 messages moved to orders\.$/m);
    expect((await orders.depth(orders.dead)) + (await orders.depth(orders.source))).toBe(60);
    expect(await orders.depth(orders.dead)).toBeGreaterThan(0);
  },
  slow,
);
