import { ConsumerError } from '..';

/** Logged when the instance metadata service does not answer as on an EC2 instance with IMDSv2. */
export class InstanceMetadataError extends ConsumerError {
  readonly code = 'InstanceMetadata';
}

const ELSEWHERE =
  "Nothing else would tell of the instance's end. On a machine that is no EC2 instance, leave out 'instance' " +
  'or set AWS_EC2_METADATA_DISABLED=true.';

export function unreachable(endpoint: string, cause: unknown): InstanceMetadataError {
  const what = `The instance metadata service at ${endpoint} must answer, got ${causeOf(cause)}. ${ELSEWHERE}`;
  const fix =
    'On an instance, allow its endpoint (HttpEndpoint: enabled), and for a container in a network of its own ' +
    'a hop more (HttpPutResponseHopLimit: 2).';
  return new InstanceMetadataError(`${what} ${fix}`, { cause });
}

export function noToken(endpoint: string, status: number): InstanceMetadataError {
  const fix =
    status === 403
      ? "Switch the instance's metadata endpoint on (HttpEndpoint: enabled in MetadataOptions of its launch template)."
      : `Name a service that offers IMDSv2, as ${endpoint} may be none (AWS_EC2_METADATA_SERVICE_ENDPOINT).`;
  return new InstanceMetadataError(
    `The instance metadata service at ${endpoint} must give an IMDSv2 token, got status ${status}. ` +
      `IMDSv1 is not used, because it answers whoever can make the instance send a request. ${fix}`,
  );
}

export function unexpected(path: string, status: number): InstanceMetadataError {
  return new InstanceMetadataError(
    `The instance metadata '${path}' must be readable, got status ${status}. It is read again at the next poll.`,
  );
}

/** `fetch` says no more than that it failed; the reason is in its cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  if (error.name === 'TimeoutError') {
    return 'no answer in time';
  }
  const { cause } = error;
  return cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : error.message;
}
