import { S3Client } from '@aws-sdk/client-s3';
import { type ClientOptions, LocalCloud } from '../../../local/local-cloud';

export interface S3Door {
  readonly cloud: LocalCloud;
  /** The administrator of the cloud's own account. */
  readonly s3: S3Client;
  /** Somebody else, or somewhere else. */
  client(options: Pick<ClientOptions, 'account' | 'region'>): S3Client;
}

/** The two ways in: an SDK client without a socket, and one over HTTP. */
export const doors = [
  ['in process', inProcess],
  ['over HTTP', overHttp],
] as const;

export async function inProcess(): Promise<S3Door> {
  const cloud = await LocalCloud.start({ clock: 'virtual', seed: 's3' });
  return { cloud, s3: cloud.client(S3Client), client: (options) => cloud.client(S3Client, options) };
}

export async function overHttp(): Promise<S3Door> {
  const cloud = await LocalCloud.start({ clock: 'real', seed: 's3', port: 0 });
  const client: S3Door['client'] = ({ account = cloud.account, region = cloud.region }) =>
    new S3Client({
      endpoint: cloud.url,
      region,
      credentials: { accessKeyId: account, secretAccessKey: 'local' },
      forcePathStyle: true,
    });
  return { cloud, s3: client({}), client };
}

/** What a failing call answered: AWS's code, message and status, and the fields of the error document. */
export async function failure(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { $metadata, ...members } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { ...members, message: error.message, name: error.name, status: $metadata?.httpStatusCode };
  }
  throw new Error('The call should have failed.');
}
