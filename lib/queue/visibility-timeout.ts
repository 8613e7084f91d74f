import { Duration, Lazy } from 'aws-cdk-lib';
import { VISIBILITY_TIMEOUT } from '../../model/limits/sqs';

/** A queue's visibility timeout: what was given, or the largest need of the consumers that have come so far. */
export class VisibilityTimeout {
  private needed: number | undefined;

  constructor(readonly given: Duration | undefined) {}

  /** Raises it, never lowers it. One that was given stands. */
  raise(seconds: number): void {
    this.needed = Math.max(this.needed ?? 0, seconds);
  }

  /** Known only when the stack is synthesized, because consumers come after the queue. */
  asDuration(): Duration {
    return this.given ?? Duration.seconds(Lazy.number({ produce: () => this.current() }));
  }

  /** In seconds; of a given token, the default, because only CloudFormation will know it. */
  current(): number {
    if (this.given !== undefined) {
      return this.given.isUnresolved() ? VISIBILITY_TIMEOUT.default : this.given.toSeconds();
    }
    return this.needed ?? VISIBILITY_TIMEOUT.default;
  }
}
