import type { LocalCloud } from '../../../../local';
import { print } from '../../../console/output';
import { Recorder } from './recorder';
import { describe } from './render-happening';

/** What happens to messages, and what policies deny, a line for each thing; returns the function that ends it. */
export function printHappenings(cloud: LocalCloud): () => void {
  const recorder = new Recorder(cloud, cloud.now(), (happening) => {
    for (const line of describe(happening, process.stdout.columns || 120)) print(line);
  });
  return () => recorder.end();
}
