import { AwsError } from './aws-error';

/** What the local cloud cannot do, it refuses by name: never a wrong success. */
export const notOffered = (service: string, action: string): AwsError =>
  new AwsError('NotImplemented', `The local cloud does not offer ${service}:${action} yet.`, { status: 501 });
