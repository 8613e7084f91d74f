import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rename } from '../../labs/target/rename';
import { zipFolder } from '../../labs/target/zip';
import { unzip } from '../../local/zip';

test('fixed names get the suffix, before .fifo, and ARNs that are put together from them follow', () => {
  const queue = (QueueName: unknown) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });
  const { template, queues } = rename(
    {
      Resources: {
        A: queue('orders'),
        B: queue('pay.fifo'),
        C: queue({ 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'c']] }),
        D: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } },
        E: {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: {
            Statement: [
              { Resource: { 'Fn::Join': ['', ['arn:aws:sqs:', { Ref: 'AWS::Region' }, ':1:orders']] } },
              { Resource: 'arn:aws:s3:::files/*', Sid: 'orders', Note: 'arn:aws:sqs:eu-west-1:1:orders-of-others' },
            ],
          },
        },
      },
    },
    'abc',
  );
  expect(Object.fromEntries(queues)).toEqual({ orders: 'orders-abc', 'pay.fifo': 'pay-abc.fifo' });
  const { A, B, C, D, E } = template.Resources;
  expect([A, B, C].map((resource) => resource?.Properties?.['QueueName'])).toEqual([
    'orders-abc',
    'pay-abc.fifo',
    { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'c']] },
  ]);
  expect(D?.Properties).toEqual({ BucketName: 'files-abc' });
  expect(E?.Properties?.['Statement']).toEqual([
    { Resource: { 'Fn::Join': ['', ['arn:aws:sqs:', { Ref: 'AWS::Region' }, ':1:orders-abc']] } },
    { Resource: 'arn:aws:s3:::files-abc/*', Sid: 'orders', Note: 'arn:aws:sqs:eu-west-1:1:orders-of-others' },
  ]);
});

test('a folder comes out of its archive as it went in, and the same folder makes the same archive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  try {
    const files = { 'index.js': 'exports.handler = 1;\n', [join('lib', 'größe.txt')]: 'ä'.repeat(100_000), empty: '' };
    mkdirSync(join(folder, 'in', 'lib'), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'in', name), text);
    const archive = zipFolder(join(folder, 'in'));
    unzip(archive, join(folder, 'out'));
    for (const [name, text] of Object.entries(files))
      expect(readFileSync(join(folder, 'out', name), 'utf8')).toBe(text);
    expect(zipFolder(join(folder, 'in')).equals(archive)).toBe(true);
    expect(archive.length).toBeLessThan(2_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
