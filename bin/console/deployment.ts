import type { CloudEvent, LocalCloud } from '../../local';
import { dim, green, print, red } from './output';

/** Shows each resource as it is created, changed or removed; returns the function that ends it. */
export function showDeployment(cloud: LocalCloud): () => void {
  return cloud.events.subscribe((event) => {
    if (event.type !== 'cloudformation.resource') return;
    const line = describe(event);
    if (line !== undefined) print(line);
  });
}

function describe({ status, resourceType, logicalId, physicalId, reason }: CloudEvent): string | undefined {
  const text = String(status);
  if (text.endsWith('IN_PROGRESS')) return undefined;
  const mark = text.endsWith('FAILED') ? red('✗') : green('✓');
  const what = `${String(resourceType).padEnd(34)} ${String(logicalId)}`;
  const verb = text.startsWith('CREATE') ? '' : dim(` ${text.toLowerCase().replaceAll('_', ' ')}`);
  const name = physicalId === undefined ? '' : dim(`  ${String(physicalId)}`);
  return `  ${mark} ${what}${verb}${reason === undefined ? name : `\n      ${red(String(reason))}`}`;
}
