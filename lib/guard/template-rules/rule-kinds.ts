import { isWithin, type Limit } from '../../../model/limits/limit';
import { type Problem, type Reader, reader, type TemplateRule } from '../template/template-rule';
import type { Templates } from '../template/templates';

/** What a rule on one kind of resource says of it, without the resource. */
export type Objection = Omit<Problem, 'resource'>;

interface ResourceRule extends Omit<TemplateRule, 'judge'> {
  readonly types: readonly string[];
  readonly judge: (read: Reader, templates: Templates) => Iterable<Objection>;
}

/** A rule that looks at each resource of some types. */
export function resourceRule({ types, judge, ...rule }: ResourceRule): TemplateRule {
  return {
    ...rule,
    *judge(templates) {
      for (const resource of templates.ofType(...types)) {
        for (const objection of judge(reader(resource, templates), templates)) yield { resource, ...objection };
      }
    },
  };
}

interface RangeRule {
  readonly id: string;
  readonly type: string;
  readonly path: readonly string[];
  readonly limit: Limit;
  readonly consequence: string;
  readonly fix: string;
}

/** A whole number within a limit of AWS. */
export function rangeRule({ id, type, path, limit, consequence, fix }: RangeRule): TemplateRule {
  const name = path.at(-1) ?? '';
  const must = `a whole number of ${limit.unit} from ${limit.min} to ${limit.max}`;
  return resourceRule({
    id,
    severity: 'error',
    title: `${name} of ${type} is ${must}`,
    types: [type],
    *judge(read) {
      const value = read.at(...path);
      const text = read.known(value);
      if (text !== undefined && !isWithin(limit, text === '' ? Number.NaN : Number(text))) {
        yield { location: location(...path), problem: `'${name}' must be ${must}, got ${text}`, consequence, fix };
      }
    },
  });
}

/** `Properties.RedrivePolicy.maxReceiveCount` */
export function location(...path: readonly (string | number)[]): string {
  return ['Properties', ...path].join('.');
}
