import { queueArn } from '../../model/arn';

/** `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`; another endpoint's host does not say the region. */
export function queueArnOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  const [account = '', name = ''] = pathname
    .split('/')
    .filter((part) => part !== '')
    .slice(-2);
  const region = /^sqs\.([a-z0-9-]+)\.amazonaws\./.exec(hostname)?.[1] ?? process.env['AWS_REGION'] ?? 'us-east-1';
  return queueArn({ region, account, name });
}
