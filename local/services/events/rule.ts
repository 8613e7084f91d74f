import type { EventTest } from '../../../model/events/filter/filter-pattern';
import type { Target } from './target';

export interface RuleIdentity {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
}

/** What `PutRule` replaces as a whole. */
export interface RuleSettings {
  /** As it was given. */
  readonly eventPattern: string;
  readonly matches: EventTest;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly description: string | undefined;
}

/** A rule on an account's default bus: which events it wants, and where they go. */
export class EventRule {
  /** By id. */
  readonly targets = new Map<string, Target>();
  tags: ReadonlyMap<string, string> = new Map();

  constructor(
    readonly identity: RuleIdentity,
    public settings: RuleSettings,
  ) {}

  get name(): string {
    return this.identity.name;
  }

  get arn(): string {
    return this.identity.arn;
  }
}
