import { arnOf, only, SqsCloud } from './sqs-cloud';

let sqs: SqsCloud;
beforeEach(async () => {
  sqs = await SqsCloud.start();
});
afterEach(() => sqs.stop());

const seen = (name: string) => {
  const queue = sqs.cloud.queues().find(({ arn }) => arn === arnOf(name));
  return [...(queue?.messages() ?? [])].map(({ body, state, receives, receiveCount, visibleAt }) => {
    const left = visibleAt === undefined ? undefined : (visibleAt - sqs.cloud.now()) / 1_000;
    return [body, state, receives, receiveCount, left];
  });
};

test('messages in every state are seen with their receives and deadlines, and looking costs no receive', async () => {
  const work = await sqs.createQueue('work', { VisibilityTimeout: '40' });
  await sqs.send(work, 'taken');
  await sqs.receive(work);
  await sqs.pass(10);
  await sqs.send(work, 'visible');
  await sqs.send(work, 'late', { DelaySeconds: 60 });
  const expected = [
    ['late', 'delayed', 0, 0, 60],
    ['visible', 'visible', 0, 0, undefined],
    ['taken', 'in-flight', 1, 1, 30],
  ];
  expect(seen('work')).toEqual(expected);
  expect(seen('work')).toEqual(expected);
  expect(await sqs.depth(work)).toEqual([1, 1, 1]);
  const [message] = await sqs.receive(work, { MaxNumberOfMessages: 1 });
  expect(message).toMatchObject({ Body: 'visible', Attributes: { ApproximateReceiveCount: '1' } });
});

test('in a dead-letter queue the receives of the source count for ApproximateReceiveCount only', async () => {
  await sqs.createQueue('dead');
  const redrive = { deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 1 };
  const work = await sqs.createQueue('work', { RedrivePolicy: JSON.stringify(redrive), VisibilityTimeout: '5' });
  await sqs.send(work, 'poison');
  await sqs.receive(work);
  await sqs.pass(5);
  await sqs.receive(work);
  expect(seen('work')).toEqual([]);
  expect(seen('dead')).toEqual([['poison', 'visible', 0, 1, undefined]]);
  expect(sqs.cloud.queues().map(({ name, redrive: policy }) => [name, policy?.maxReceiveCount])).toEqual([
    ['dead', undefined],
    ['work', 1],
  ]);
});

test('what is due next is known before it happens, and the end of a delay is an event', async () => {
  const events: string[] = [];
  sqs.cloud.events.subscribe(({ type }) => events.push(type));
  const work = await sqs.createQueue('work');
  await sqs.send(work, 'late', { DelaySeconds: 60 });
  expect(sqs.cloud.nextDue()).toBe(sqs.cloud.now() + 60_000);
  await sqs.pass(59);
  expect(events).not.toContain('sqs.delay-over');
  await sqs.pass(1);
  expect(events).toContain('sqs.delay-over');
  expect(only(await sqs.receive(work)).Body).toBe('late');
});
