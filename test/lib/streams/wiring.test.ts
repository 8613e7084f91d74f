import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { StreamConsumer, WorkQueue } from '../../../lib';
import { type Build, complaints, FLAGS } from '../complaints';

const build: Build = (app) => {
  const stack = new Stack(app, 'Stack');
  const handler = new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    code: lambda.Code.fromInline('exports.handler = async () => ({ batchItemFailures: [] })'),
    handler: 'index.handler',
  });
  const onFailure = new WorkQueue(new Stack(app, 'Back'), 'Failures');
  const { stream } = new StreamConsumer(stack, 'Clicks', { handler, onFailure });
  // A second consumer of the same stream.
  new StreamConsumer(stack, 'Views', { handler, stream });
};

test.each(FLAGS)('with %s of the feature flags, streams make no cycle and no warning', (_flags, context) => {
  expect(complaints(context, build)).toEqual([]);
});
