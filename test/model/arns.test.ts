import fc from 'fast-check';
import {
  accountArn,
  assumedRoleArn,
  bucketArn,
  eventSourceMappingArn,
  formatArn,
  functionArn,
  logGroupArn,
  logStreamArn,
  objectArn,
  parseArn,
  policyArn,
  queueArn,
  queueNameOf,
  queueUrl,
  roleArn,
  stackArn,
  streamArn,
  topicArn,
  userArn,
} from '../../model/arn';

const HERE = { region: 'eu-central-1', account: '111122223333' };

test.each([
  ['a queue', queueArn({ ...HERE, name: 'orders.fifo' }), 'arn:aws:sqs:eu-central-1:111122223333:orders.fifo'],
  [
    'a queue in China',
    queueArn({ ...HERE, region: 'cn-north-1', name: 'q' }),
    'arn:aws-cn:sqs:cn-north-1:111122223333:q',
  ],
  [
    'a queue of a given partition',
    queueArn({ ...HERE, name: 'q', partition: 'aws-x' }),
    'arn:aws-x:sqs:eu-central-1:111122223333:q',
  ],
  ['a topic', topicArn({ ...HERE, name: 't' }), 'arn:aws:sns:eu-central-1:111122223333:t'],
  ['a bucket', bucketArn({ name: 'b' }), 'arn:aws:s3:::b'],
  ['an object', objectArn({ bucket: 'b', key: 'a/b c' }), 'arn:aws:s3:::b/a/b c'],
  ['a stream', streamArn({ ...HERE, name: 's' }), 'arn:aws:kinesis:eu-central-1:111122223333:stream/s'],
  ['a function', functionArn({ ...HERE, name: 'f' }), 'arn:aws:lambda:eu-central-1:111122223333:function:f'],
  [
    'an alias',
    functionArn({ ...HERE, name: 'f', qualifier: 'live' }),
    'arn:aws:lambda:eu-central-1:111122223333:function:f:live',
  ],
  [
    'a mapping',
    eventSourceMappingArn({ ...HERE, name: 'u' }),
    'arn:aws:lambda:eu-central-1:111122223333:event-source-mapping:u',
  ],
  [
    'a log group',
    logGroupArn({ ...HERE, name: '/aws/lambda/f' }),
    'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/f',
  ],
  [
    'a log stream',
    logStreamArn({ ...HERE, name: 'g', stream: 's' }),
    'arn:aws:logs:eu-central-1:111122223333:log-group:g:log-stream:s',
  ],
  ['a stack', stackArn({ ...HERE, name: 's', id: '1' }), 'arn:aws:cloudformation:eu-central-1:111122223333:stack/s/1'],
  ['a role', roleArn({ account: '1', name: 'r' }), 'arn:aws:iam::1:role/r'],
  ['a role with a path', roleArn({ account: '1', name: 'r', path: '/team/' }), 'arn:aws:iam::1:role/team/r'],
  ['a user', userArn({ account: '1', name: 'u' }), 'arn:aws:iam::1:user/u'],
  ['a policy', policyArn({ account: '1', name: 'p' }), 'arn:aws:iam::1:policy/p'],
  ['an account', accountArn({ account: '1' }), 'arn:aws:iam::1:root'],
  ['a session', assumedRoleArn({ account: '1', name: 'r', session: 's' }), 'arn:aws:sts::1:assumed-role/r/s'],
])('the ARN of %s', (_, arn, expected) => {
  expect(arn).toBe(expected);
});

test('an ARN keeps the colons and slashes of its resource', () => {
  expect(parseArn('arn:aws:lambda:us-east-1:1:function:f:live')).toEqual({
    partition: 'aws',
    service: 'lambda',
    region: 'us-east-1',
    account: '1',
    resource: 'function:f:live',
  });
});

test.each([
  '',
  'orders',
  'arn:aws:sqs',
  'arn:aws:sqs:us-east-1:1',
  'arn:aws:sqs:us-east-1:1:',
  'arn::sqs:us-east-1:1:q',
  'urn:aws:sqs:r:1:q',
])('%j is no ARN', (text) => {
  expect(parseArn(text)).toBeUndefined();
});

test('an ARN comes back as it was', () => {
  const part = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
  const parts = fc.record({
    partition: part,
    service: part,
    region: fc.option(part, { nil: '' }),
    account: fc.option(part, { nil: '' }),
    resource: fc.string({ minLength: 1 }),
  });
  fc.assert(fc.property(parts, (arn) => expect(parseArn(formatArn(arn))).toEqual(arn)));
});

describe("a queue's URL follows from its ARN", () => {
  test.each([
    ['arn:aws:sqs:us-east-1:111122223333:orders', 'https://sqs.us-east-1.amazonaws.com/111122223333/orders'],
    ['arn:aws-cn:sqs:cn-north-1:111122223333:o.fifo', 'https://sqs.cn-north-1.amazonaws.com.cn/111122223333/o.fifo'],
    ['arn:aws-us-gov:sqs:us-gov-west-1:111122223333:o', 'https://sqs.us-gov-west-1.amazonaws.com/111122223333/o'],
    ['arn:aws-eusc:sqs:eusc-de-east-1:111122223333:o', 'https://sqs.eusc-de-east-1.amazonaws.eu/111122223333/o'],
  ])('%s', (arn, url) => {
    expect(queueUrl(arn)).toBe(url);
    expect(queueArn({ region: arn.split(':')[3] ?? '', account: '111122223333', name: queueNameOf(arn) })).toBe(arn);
  });

  test.each(['arn:aws:sns:us-east-1:1:t', 'https://sqs.us-east-1.amazonaws.com/1/q', 'arn:aws:sqs:::q'])(
    'and %s is refused, with the value given',
    (arn) => {
      expect(() => queueUrl(arn)).toThrow(`'queueArn' must be the ARN of an SQS queue, got ${JSON.stringify(arn)}.`);
      expect(() => queueNameOf(arn)).toThrow('Use arn:aws:sqs:REGION:ACCOUNT:NAME.');
    },
  );
});
