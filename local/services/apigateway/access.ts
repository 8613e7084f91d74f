import { formatArn } from '../../../model/arn';
import { partitionOf } from '../../../model/partition';
import type { Access, Request } from '../service';

type Verb = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/**
 * API Gateway's actions are HTTP's methods, on ARNs that are the paths: "Actions, resources, and condition keys for Amazon
 * API Gateway Management V2".
 */
export function manage(verb: Verb, path: string, { account, region }: Request): Access {
  const arn = { partition: partitionOf(region), service: 'apigateway', region, account: '', resource: path };
  return { action: `apigateway:${verb}`, resource: formatArn(arn), account };
}

/** The access to one kind of thing in an API, or to one of them. */
export function inApi(verb: Verb, kind: string, idOf?: (input: never) => string | undefined) {
  return (input: { readonly ApiId?: string }, request: Request): Access =>
    manage(verb, `/apis/${input.ApiId}/${kind}${idOf === undefined ? '' : `/${idOf(input as never)}`}`, request);
}
