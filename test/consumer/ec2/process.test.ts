import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LocalCloud } from '../../../local';
import { AutoScalingEndpoint } from './auto-scaling-endpoint';
import { Imds } from './imds';

test('a worker process of a fleet ends by itself, with success, when its instance is to be terminated', async () => {
  const cloud = await LocalCloud.start({ clock: 'real', port: 0 });
  const imds = new Imds();
  const autoScaling = new AutoScalingEndpoint();
  await imds.start();
  const client = await autoScaling.start();
  const sqs = cloud.client(SQSClient);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '"order"' }));
  const worker = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'instance-process.ts')], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: cloud.url,
      AWS_ENDPOINT_URL_AUTO_SCALING: autoScaling.url,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.endpoint,
      AWS_REGION: cloud.region,
      AWS_ACCESS_KEY_ID: cloud.account,
      AWS_SECRET_ACCESS_KEY: 'local',
      SPILLWAY_QUEUE_URL: QueueUrl,
      SPILLWAY_AUTO_SCALING_GROUP: 'workers',
      SPILLWAY_LIFECYCLE_HOOK: 'drain',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const ended = once(worker, 'exit');
    let output = '';
    for await (const chunk of worker.stdout) {
      output += chunk;
      if (output.includes('handled order')) imds.items.set('autoscaling/target-lifecycle-state', 'Terminated');
    }
    expect(await ended).toEqual([0, null]);
    expect(output).toMatch(/worker draining[\s\S]*worker drained[\s\S]*lifecycle action completed/);
    expect(autoScaling.actions('CompleteLifecycleAction')).toHaveLength(1);
  } finally {
    worker.kill('SIGKILL');
    client.destroy();
    await autoScaling.stop();
    await imds.stop();
    await cloud.stop();
  }
});
