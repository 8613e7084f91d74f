import { identifyArn, type RedriveOptions, redriveMessages } from '../../../consumer/dlq';
import { arnOf, redrivePolicy } from '../../local/sqs/sqs-cloud';
import { DeadLetters } from './dead-letters';

let letters: DeadLetters;
beforeEach(async () => {
  letters = await DeadLetters.start();
});
afterEach(() => letters.stop());

test('of several source queues each gets back what came from it', async () => {
  const returns = await letters.sqs.createQueue('returns', { RedrivePolicy: redrivePolicy('orders-dlq', 1) });
  for (const [body, name] of [
    ['a', 'orders'],
    ['b', 'returns'],
    ['c', 'orders'],
    ['d', 'returns'],
  ] as const)
    await letters.send(body, { 'Spillway.SourceArn': arnOf(name) });
  // Two that SQS itself has moved.
  await letters.fail('e');
  await letters.sqs.send(returns, 'f');
  for (let receive = 0; receive < 2; receive += 1) {
    await letters.sqs.receive(returns, { VisibilityTimeout: 1 });
    await letters.sqs.pass(1);
  }
  await letters.send('g');
  await letters.sqs.pass(1);
  const destinationOf: RedriveOptions['destinationOf'] = ({ sourceArn }) =>
    sourceArn === undefined ? undefined : identifyArn(sourceArn);
  expect(await redriveMessages(letters.access, letters.queue, { destinationOf })).toMatchObject({
    moved: 6,
    failed: [{ why: 'the queue that it came from is not known' }],
  });
  expect([...(await letters.moved())]).toEqual(['a', 'c', 'e']);
  expect((await letters.sqs.bodies(returns)).sort()).toEqual(['b', 'd', 'f']);
  expect(await letters.sqs.bodies(letters.dead)).toEqual(['g']);
});
