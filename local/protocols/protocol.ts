import type { AwsError } from '../aws-error';
import type { WireService } from './catalog';
import type { OperationSchema } from './schemas';
import type { WireRequest, WireResponse } from './wire';

/** One wire format, in the server's direction. */
export interface Protocol {
  decode(request: WireRequest, operation: OperationSchema, service: WireService): object | Promise<object>;
  encode(output: object | undefined, operation: OperationSchema, service: WireService, requestId: string): WireResponse;
  fail(error: AwsError, service: WireService, requestId: string): WireResponse;
}
