import type { CloudEvent, LocalCloud } from '../../../local';
import { dim, print, red } from '../../console/output';

/** What happens to messages, and what policies deny, as it happens. Looking on costs no message a receive. */
export function showEvents(cloud: LocalCloud): () => void {
  return cloud.events.subscribe((event) => {
    const line = describe(event);
    if (line !== undefined) print(`  ${dim(new Date(event.at).toISOString().slice(11, 19))}  ${line}`);
  });
}

function describe({ type, queue, messageId, receiveCount, allowed, principal, action, reason }: CloudEvent) {
  if (type === 'decision') return allowed === true ? undefined : red(`denied: ${principal}, ${action}: ${reason}`);
  if (!type.startsWith('sqs.') || queue === undefined) return undefined;
  const what = type.slice('sqs.'.length).replaceAll('-', ' ');
  const message =
    messageId === undefined ? '' : `  message ${String(messageId).slice(0, 8)}, receives: ${receiveCount}`;
  return `${String(queue).split(':').at(-1)}  ${what}${message}`;
}
