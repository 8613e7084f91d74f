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

function describe({ status, resourceType, logicalId, reason }: CloudEvent): string | undefined {
  const text = String(status);
  if (text.endsWith('IN_PROGRESS')) return undefined;
  const mark = text.endsWith('FAILED') ? red('✗') : green('✓');
  const verb = text.startsWith('CREATE_COMPLETE') ? '' : dim(`  ${text.toLowerCase().replaceAll('_', ' ')}`);
  const why = reason === undefined ? '' : `\n      ${red(String(reason))}`;
  return `  ${mark} ${String(resourceType).padEnd(32)} ${String(logicalId)}${verb}${why}`;
}
