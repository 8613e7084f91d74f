import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { builtLocalDoor } from '../dist';
import { type QueueRequests, queueName, queueUrl } from './requests';
import { routerRequests } from './router-requests';
import { sdkRequests } from './sdk-requests';

export interface InProcess {
  readonly router: QueueRequests;
  readonly sdk: QueueRequests;
  stop(): Promise<void>;
}

/** The ways that need no socket. */
export async function startInProcess(): Promise<InProcess> {
  const cloud = await builtLocalDoor().LocalCloud.start();
  const client = cloud.client(SQSClient);
  await client.send(new CreateQueueCommand({ QueueName: queueName }));
  const router = await routerRequests();
  const sdk = sdkRequests(client, queueUrl(cloud.url));
  return {
    router,
    sdk,
    async stop() {
      router.close();
      sdk.close();
      await cloud.stop();
    },
  };
}
