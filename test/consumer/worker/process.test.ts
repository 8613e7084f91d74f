import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../../local';

test('a worker process on the HTTP endpoint ends by SIGTERM, after what it had begun is done and deleted', async () => {
  const cloud = await LocalCloud.start({ clock: 'real', port: 0 });
  const sqs = cloud.client(SQSClient);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '"order"' }));
  const worker = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'worker-process.ts')], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: cloud.url,
      AWS_REGION: cloud.region,
      AWS_ACCESS_KEY_ID: cloud.account,
      AWS_SECRET_ACCESS_KEY: 'local',
      SPILLWAY_QUEUE_URL: QueueUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(worker, 'exit');
    let output = '';
    for await (const chunk of worker.stdout) {
      const begun = output.includes('begun');
      output += chunk;
      if (!begun && output.includes('begun order')) worker.kill('SIGTERM');
    }
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(output).toMatch(/begun order[\s\S]*worker draining[\s\S]*finished order[\s\S]*worker drained/);
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const left = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
    expect(left.Attributes).toEqual({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' });
  } finally {
    worker.kill('SIGKILL');
    await cloud.stop();
  }
});
