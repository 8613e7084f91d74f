import { execFileSync } from 'node:child_process';

/** Variables by name, as the command prints them for a shell. */
export type Variables = Readonly<Record<string, string>>;

const isInstalled = (() => {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Runs a line that the command prints: in a shell with AWS CLI, or where there is none by asking as it would. */
export function performLine(line: string, variables: Variables, directory: string): Promise<string> {
  if (!isInstalled) return askLikeCli(line, variables);
  // With these variables alone: nothing that is configured on this machine may help.
  const env = { PATH: process.env['PATH'], HOME: directory, ...variables };
  return Promise.resolve(execFileSync('sh', ['-c', line], { cwd: directory, env, encoding: 'utf8' }));
}

function askLikeCli(line: string, variables: Variables): Promise<string> {
  const option = (name: string): string =>
    new RegExp(`--${name} ('[^']*'|\\S+)`).exec(line)?.[1]?.replaceAll("'", '') ?? '';
  const [, service = '', command = ''] = line.split(' ');
  const ask = (path: string, init: RequestInit): Promise<string> =>
    request(
      { ...variables, AWS_ENDPOINT_URL: option('endpoint-url') || variables['AWS_ENDPOINT_URL'] || '' },
      service,
      path,
      init,
    );
  const bucket = /s3:\/\/([^/]+)\//.exec(line)?.[1] ?? '';
  switch (command) {
    case 'list-queues':
      return ask('', call('AmazonSQS.ListQueues', {}));
    case 'receive-message':
      return ask('', call('AmazonSQS.ReceiveMessage', { QueueUrl: option('queue-url') }));
    case 'filter-log-events':
      return ask(
        '',
        call('Logs_20140328.FilterLogEvents', {
          logGroupName: option('log-group-name'),
          filterPattern: option('filter-pattern'),
        }),
      );
    case 'cp':
      return ask(`${bucket}/README.md`, { method: 'PUT', body: '# Hello\n' });
    case 'ls':
      return ask(`${bucket}?list-type=2`, {});
    default:
      throw new Error(`No request is known for '${line}'.`);
  }
}

export const call = (target: string, input: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
  body: JSON.stringify(input),
});

/** A request with nothing of the SDK between. The local cloud does not check the signature, only whose it is. */
export async function request(variables: Variables, service: string, path: string, init: RequestInit): Promise<string> {
  const scope = `${variables['AWS_ACCESS_KEY_ID']}/20260101/us-east-1/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
  const response = await fetch(`${variables['AWS_ENDPOINT_URL']}/${path}`, {
    ...init,
    headers: { ...init.headers, authorization },
  });
  if (!response.ok) throw new Error(`${service} answered ${response.status}: ${await response.text()}`);
  return response.text();
}
