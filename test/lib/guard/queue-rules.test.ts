import { type App, Stack, Validations } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { QueueRules } from '../../../lib';
import { guardedApp } from './findings';
import { consume, queue } from './silent-cases';

/** CDK writes warnings, and where its report is. */
beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => jest.restoreAllMocks());

function appWith(build: (stack: Stack) => void): App {
  const app = guardedApp();
  Validations.of(app).addPlugins(new QueueRules());
  build(new Stack(app, 'Stack'));
  return app;
}

test('an error stops the synthesis', () => {
  const app = appWith((stack) => queue(stack, { queueName: 'a.b' }));
  expect(() => app.synth()).toThrow('Spillway::QueueName');
});

test('a warning does not', () => {
  const app = appWith((stack) => consume(stack, queue(stack), { reportBatchItemFailures: false }));
  expect(() => app.synth()).not.toThrow();
});

test('a finding that is acknowledged with its reason stops nothing', () => {
  const app = appWith((stack) => {
    const accepted = queue(stack, { queueName: 'a.b' });
    Validations.of(accepted).acknowledge({ id: 'Spillway::QueueName', reason: 'the provider changes it' });
  });
  expect(() => app.synth()).not.toThrow();
});

test('an acknowledgement holds for its construct only', () => {
  const app = appWith((stack) => {
    const accepted = queue(stack, { queueName: 'a.b' });
    Validations.of(accepted).acknowledge({ id: 'Spillway::QueueName', reason: 'the provider changes it' });
    queue(stack, { queueName: 'c.d' }, 'Other');
  });
  expect(() => app.synth()).toThrow(/^((?!a\.b).)*'c\.d'((?!a\.b).)*$/s);
});

test('L1s and escape hatches are judged', () => {
  const app = appWith((stack) => {
    const cfnQueue = queue(stack).node.defaultChild as sqs.CfnQueue;
    cfnQueue.addPropertyOverride('DelaySeconds', 901);
  });
  expect(() => app.synth()).toThrow('Spillway::DeliveryDelay');
});

test('the report names the construct and the fix', () => {
  const app = appWith((stack) => new sqs.CfnQueue(stack, 'Plain', { delaySeconds: 901 }));
  expect(() => app.synth()).toThrow(/Stack\/Plain .*Duration\.minutes\(15\) or less/s);
});
