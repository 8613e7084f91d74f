import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
  type ResourceTagMapping,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { Account } from './account';
import { LAB_TAG, type LabRun, RUN_TAG } from './lab-run';

/** Everything in the account's region that carries a run's tag, as AWS's index of tags has it. */
export async function taggedWith(account: Account, runId?: string): Promise<readonly ResourceTagMapping[]> {
  const client = account.client(ResourceGroupsTaggingAPIClient);
  const filter = runId === undefined ? { Key: RUN_TAG } : { Key: RUN_TAG, Values: [runId] };
  const found: ResourceTagMapping[] = [];
  for await (const { ResourceTagMappingList = [] } of paginateGetResources({ client }, { TagFilters: [filter] })) {
    found.push(...ResourceTagMappingList);
  }
  return found;
}

/** The runs that left something with their tags in the account's region, wherever they were started. */
export async function findRuns(account: Account): Promise<readonly LabRun[]> {
  const runs = new Map<string, LabRun>();
  for (const { Tags = [] } of await taggedWith(account)) {
    const tagOf = (key: string): string => Tags.find(({ Key }) => Key === key)?.Value ?? '';
    const id = tagOf(RUN_TAG);
    const { account: number, region } = account;
    runs.set(id, { id, lab: tagOf(LAB_TAG), account: number, region, began: '' });
  }
  return [...runs.values()];
}
