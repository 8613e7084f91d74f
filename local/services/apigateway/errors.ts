import { AwsError } from '../../aws-error';

export const badRequest = (message: string): AwsError => new AwsError('BadRequestException', message);

export const notFound = (what: string, id: string | undefined): AwsError =>
  new AwsError('NotFoundException', `Invalid ${what} identifier specified ${id}`, { status: 404 });

export const conflict = (message: string): AwsError => new AwsError('ConflictException', message, { status: 409 });

/** What the local API Gateway has not, it refuses by name. */
export const notOffered = (what: string): AwsError =>
  new AwsError('NotImplemented', `The local cloud does not offer ${what} yet.`, { status: 501 });
