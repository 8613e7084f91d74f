import { SQSClient } from '@aws-sdk/client-sqs';
import type { Scene } from './scene';

/** A client whose receives are counted, as the bill does. */
export function countRequests(scene: Scene): {
  readonly sqs: SQSClient;
  readonly receives: number;
  readonly emptyReceives: number;
} {
  const sqs = scene.client(SQSClient);
  const counted = { sqs, receives: 0, emptyReceives: 0 };
  sqs.middlewareStack.add(
    (next, context) => async (request) => {
      if (context.commandName !== 'ReceiveMessageCommand') return next(request);
      counted.receives += 1;
      const answer = await next(request);
      const { output } = answer;
      if (!('Messages' in output) || !Array.isArray(output.Messages) || output.Messages.length === 0) {
        counted.emptyReceives += 1;
      }
      return answer;
    },
    { step: 'initialize', name: 'countRequests' },
  );
  return counted;
}
