import type { EventSourceMapping } from './event-source-mapping';
import { Poller } from './poller';
import type { FunctionRunner } from './run-function';
import type { LambdaContext } from './service-context';

/** One poller for each enabled mapping. */
export class Pollers {
  private readonly pollers = new Map<string, Poller>();

  constructor(
    private readonly context: LambdaContext,
    private readonly runner: FunctionRunner,
  ) {}

  /** Takes a new or changed mapping into service. */
  set(mapping: EventSourceMapping): void {
    this.remove(mapping.uuid);
    this.context.state.mappings.set(mapping.uuid, mapping);
    if (!mapping.enabled) return;
    const poller = new Poller(this.context, this.runner, mapping);
    this.pollers.set(mapping.uuid, poller);
    poller.start();
  }

  remove(uuid: string): void {
    this.context.state.mappings.delete(uuid);
    this.pollers.get(uuid)?.stop();
    this.pollers.delete(uuid);
  }
}
