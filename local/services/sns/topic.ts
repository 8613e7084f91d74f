import type { NamedPolicy } from '../../../model/policy/request';
import { Deduplication } from './deduplication';
import type { Subscription } from './subscription';
import { defaultTopicPolicy } from './topic-policy';

export interface TopicIdentity {
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly fifo: boolean;
}

/** A topic, and who is subscribed to it. */
export class Topic {
  tags: ReadonlyMap<string, string>;
  readonly subscriptions = new Map<string, Subscription>();
  /** Unsubscribed since the topic was created. */
  removed = 0;
  readonly deduplication = new Deduplication();
  private given: ReadonlyMap<string, string>;
  private parsed: NamedPolicy;

  constructor(
    readonly identity: TopicIdentity,
    attributes: ReadonlyMap<string, string>,
    tags: ReadonlyMap<string, string>,
  ) {
    this.given = attributes;
    this.tags = tags;
    this.parsed = this.parsePolicy();
  }

  get arn(): string {
    return this.identity.arn;
  }

  /** As given, by name; what is absent has its default. */
  get attributes(): ReadonlyMap<string, string> {
    return this.given;
  }

  set attributes(attributes: ReadonlyMap<string, string>) {
    this.given = attributes;
    this.parsed = this.parsePolicy();
  }

  /** The topic's policy; SNS's own when none was given. */
  get policy(): NamedPolicy {
    return this.parsed;
  }

  get policyText(): string {
    return this.given.get('Policy') ?? JSON.stringify(defaultTopicPolicy(this.identity));
  }

  private parsePolicy(): NamedPolicy {
    return { name: `the topic policy of ${this.arn}`, document: JSON.parse(this.policyText) };
  }
}
