import type { Service } from '../service';
import { getResources } from './get-resources';

/** The Resource Groups Tagging API: what has which tags, over all services. */
export function createTagging(): Service {
  return { name: 'tagging', operations: { GetResources: getResources() } };
}
