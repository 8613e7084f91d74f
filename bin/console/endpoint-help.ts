import type { LocalCloud } from '../../local';
import { bold, dim, heading, print } from './output';

/** How to reach the running cloud with the AWS CLI or an SDK. */
export function showEndpoint(cloud: LocalCloud, examples: readonly string[]): void {
  heading('The local cloud is running. In another terminal:');
  for (const [name, value] of Object.entries(endpointVariables(cloud))) print(`  export ${name}=${value}`);
  print();
  for (const example of examples) print(`  ${example}${endpointOption(cloud, example)} --region ${cloud.region}`);
  print(dim('\n  For AWS CLI 1.32 or 2.15 and newer, or any AWS SDK.'));
  print(dim('  The twelve digits make you the administrator of that account.'));
  print(`\n${bold('Ctrl-C ends it.')}`);
}

/** AWS CLI 1 takes `AWS_ENDPOINT_URL` for all services but SQS (https://github.com/aws/aws-cli/issues/8737). */
const endpointOption = (cloud: LocalCloud, example: string): string =>
  example.startsWith('aws sqs ') ? ` --endpoint-url ${cloud.url}` : '';

const endpointVariables = (cloud: LocalCloud): Record<string, string> => ({
  AWS_ENDPOINT_URL: cloud.url,
  AWS_ACCESS_KEY_ID: cloud.account,
  AWS_SECRET_ACCESS_KEY: 'local',
});
