import type { Access, Request } from '../service';
import type { LambdaContext } from './service-context';

/** What an action on one function needs. */
export const functionAccess =
  ({ state }: LambdaContext, action: string) =>
  (input: { readonly FunctionName?: string }, request: Request): Access => {
    const resource = state.arnOf(input.FunctionName ?? '', request);
    return { action, resource, account: resource.split(':')[4] ?? request.account };
  };
