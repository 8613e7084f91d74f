import { AwsError } from '../../../aws-error';

export const notOffered = (feature: string): AwsError =>
  new AwsError('NotImplemented', `The local cloud does not offer ${feature} in event source mappings yet.`, {
    status: 501,
  });
