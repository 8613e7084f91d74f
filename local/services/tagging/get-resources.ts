import type { GetResourcesInput, GetResourcesOutput, TagFilter } from '@aws-sdk/client-resource-groups-tagging-api';
import { AwsError } from '../../aws-error';
import { tagList } from '../../cloudformation/property-values';
import { pageOf } from '../page';
import type { Operation } from '../service';
import { type TaggedResource, taggedResources } from './tagged-resources';

/** "GetResources", Resource Groups Tagging API. */
const PER_PAGE = { min: 1, max: 100 } as const;
const MAX_FILTERS = 50;

export const getResources = (): Operation<GetResourcesInput, GetResourcesOutput> => ({
  access: (_input, { account }) => ({ action: 'tag:GetResources', resource: '*', account }),

  async run(input, request) {
    const { TagFilters: filters = [], ResourceTypeFilters: types = [], ResourceARNList: arns = [] } = input;
    const { ResourcesPerPage: limit = PER_PAGE.max, PaginationToken: token } = input;
    refuseInvalid(input, filters, limit);
    const found = (await taggedResources(request)).filter(
      (resource) =>
        filters.every((filter) => matches(filter, resource)) &&
        (types.length === 0 || types.some((type) => resource.type === type || resource.type.startsWith(`${type}:`))) &&
        (arns.length === 0 || arns.includes(resource.arn)),
    );
    const { items, nextToken = '' } = pageOf(found, {
      keyOf: ({ arn }) => arn,
      limit,
      token: token === '' ? undefined : token,
      invalidToken: () =>
        new AwsError('PaginationTokenExpiredException', 'The specified pagination token is expired or invalid.'),
    });
    return {
      PaginationToken: nextToken,
      ResourceTagMappingList: items.map(({ arn, tags }) => ({ ResourceARN: arn, Tags: tagList(tags) })),
    };
  },
});

/** All filters must match; of one filter's values any may, and none given means any. */
function matches({ Key = '', Values = [] }: TagFilter, { tags }: TaggedResource): boolean {
  const value = tags[Key];
  return value !== undefined && (Values.length === 0 || Values.includes(value));
}

function refuseInvalid(input: GetResourcesInput, filters: readonly TagFilter[], limit: number): void {
  if (limit < PER_PAGE.min || limit > PER_PAGE.max) {
    throw invalid(`ResourcesPerPage must be between ${PER_PAGE.min} and ${PER_PAGE.max}, got ${limit}.`);
  }
  if (filters.length > MAX_FILTERS) throw invalid(`TagFilters must have at most ${MAX_FILTERS} filters.`);
  if (filters.some(({ Key = '' }) => Key === '' || Key.length > 128)) {
    throw invalid('The Key of a tag filter must have 1 to 128 characters.');
  }
  for (const name of ['TagsPerPage', 'IncludeComplianceDetails', 'ExcludeCompliantResources'] as const) {
    if (input[name] === undefined || input[name] === false) continue;
    throw new AwsError('NotImplemented', `'${name}' is not supported on the local cloud. Leave it out.`, {
      status: 501,
    });
  }
}

const invalid = (message: string) => new AwsError('InvalidParameterException', message);
