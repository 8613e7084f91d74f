import { Duration, type Stack } from 'aws-cdk-lib';
import { WorkQueue } from '../../../lib';
import { newStack, queuePair } from '../synthesis';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function visibilityTimeout(): unknown {
  return queuePair(stack).queue.properties['VisibilityTimeout'];
}

test('consumers raise it to the largest need, in whatever order they come', () => {
  const queue = new WorkQueue(stack, 'Orders');
  queue.raiseVisibilityTimeout(Duration.seconds(180));
  queue.raiseVisibilityTimeout(Duration.seconds(360));
  queue.raiseVisibilityTimeout(Duration.seconds(60));
  expect(visibilityTimeout()).toBe(360);
});

test("a consumer that needs less than SQS's own default gets what it needs", () => {
  new WorkQueue(stack, 'Orders').raiseVisibilityTimeout(Duration.seconds(6));
  expect(visibilityTimeout()).toBe(6);
});

test('one that was given stands', () => {
  const queue = new WorkQueue(stack, 'Orders', { visibilityTimeout: Duration.minutes(2) });
  queue.raiseVisibilityTimeout(Duration.seconds(360));
  expect(visibilityTimeout()).toBe(120);
  expect(queue.visibilityTimeout?.toSeconds()).toBe(120);
});
