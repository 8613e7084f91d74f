import { tmpdir } from 'node:os';
import { Assets } from '../../../local/assets';
import { type CloudEvent, EventStream } from '../../../local/kernel/events';
import { Faults } from '../../../local/kernel/faults';
import type { Kernel } from '../../../local/kernel/kernel';
import { Random } from '../../../local/kernel/random';
import { VirtualClock } from '../../../local/kernel/virtual-clock';
import { Work } from '../../../local/kernel/work';

/** A kernel on virtual time, with every event that it emitted. */
export function testKernel(): { kernel: Kernel; events: CloudEvent[] } {
  const work = new Work('virtual');
  const clock = new VirtualClock(Date.UTC(2026, 0, 1), work);
  const random = new Random('test');
  const stream = new EventStream(() => clock.now());
  const events: CloudEvent[] = [];
  stream.subscribe((event) => events.push(event));
  const faults = new Faults(random, []);
  return { kernel: { clock, random, work, events: stream, faults, assets: new Assets(), directory: tmpdir() }, events };
}
