import { type Duration, type Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { isWithin, type Limit } from '../../model/limits/limit';
import type { Rule } from './rule';

/** A rule without its range: which prop, why AWS has the limit, and what to write instead. */
export interface RangeRule<Props, Value> {
  readonly id: string;
  readonly prop: string;
  readonly value: (props: Props) => Value | undefined;
  readonly why: string;
  readonly fix: string;
}

export function numberWithin<Props>(limit: Limit, rule: RangeRule<Props, number>): Rule<Props> {
  return range(limit, rule, (value) => value);
}

/** AWS takes whole seconds only. */
export function durationWithin<Props>(limit: Limit, rule: RangeRule<Props, Duration>): Rule<Props> {
  return range(limit, rule, (value) => value.toSeconds({ integral: false }));
}

export function sizeWithin<Props>(limit: Limit, rule: RangeRule<Props, Size>): Rule<Props> {
  return range(limit, rule, (value) => value.toBytes({ rounding: SizeRoundingBehavior.NONE }));
}

/** A duration in seconds, or undefined when it is not set or only CloudFormation will know it. */
export function seconds(duration: Duration | undefined): number | undefined {
  return duration === undefined || duration.isUnresolved() ? undefined : duration.toSeconds({ integral: false });
}

function range<Props, Value>(
  limit: Limit,
  rule: RangeRule<Props, Value>,
  amount: (value: Value) => number,
): Rule<Props> {
  return {
    ...rule,
    must: `a whole number of ${limit.unit} from ${grouped(limit.min)} to ${grouped(limit.max)}`,
    holds: (props) => {
      const value = rule.value(props);
      return value === undefined || isWithin(limit, amount(value));
    },
  };
}

/** Not by `toLocaleString`: loading the locales takes longer than loading everything else here. */
function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ',');
}
