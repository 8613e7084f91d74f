import type {
  GetTagsRequest,
  GetTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { Access, Operation, Request } from '../../service';
import { manage } from '../access';
import type { ApiGateway } from '../api-gateway-context';
import { notOffered } from '../errors';
import type { HttpApi } from '../http-api';

interface Tagged {
  readonly ResourceArn?: string;
}

const onTags =
  (verb: 'GET' | 'POST' | 'DELETE') =>
  (input: Tagged, request: Request): Access =>
    manage(verb, `/tags/${encodeURIComponent(input.ResourceArn ?? '')}`, request);

export const getTags = (gateway: ApiGateway): Operation<GetTagsRequest, GetTagsResponse> => ({
  access: onTags('GET'),
  run: (input, request) => ({ Tags: { ...taggedApi(gateway, input, request).tags } }),
});

export const tagResource = (gateway: ApiGateway): Operation<TagResourceRequest, undefined> => ({
  access: onTags('POST'),
  run: (input, request) => {
    const api = taggedApi(gateway, input, request);
    api.tags = { ...api.tags, ...input.Tags };
    return undefined;
  },
});

export const untagResource = (gateway: ApiGateway): Operation<UntagResourceRequest, undefined> => ({
  access: onTags('DELETE'),
  run: (input, request) => {
    const api = taggedApi(gateway, input, request);
    api.tags = Object.fromEntries(Object.entries(api.tags).filter(([key]) => !input.TagKeys?.includes(key)));
    return undefined;
  },
});

function taggedApi({ apis }: ApiGateway, { ResourceArn = '' }: Tagged, request: Request): HttpApi {
  const id = /:\/apis\/([^/]+)$/.exec(ResourceArn)?.[1];
  if (id === undefined) throw notOffered(`tags of ${ResourceArn}, which is no API`);
  return apis.at(id, request);
}
