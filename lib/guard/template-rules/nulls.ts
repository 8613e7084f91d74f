import type { TemplateRule } from '../template/template-rule';
import { location } from './rule-kinds';

/** What becomes of `NaN`, and of an undefined in a list. */
export const NULL_RULES: readonly TemplateRule[] = [
  {
    id: 'NullValue',
    severity: 'error',
    title: 'No property is null: JSON has no NaN',
    *judge(templates) {
      for (const resource of templates.resources) {
        for (const path of nulls(resource.properties, [])) {
          yield {
            resource,
            location: location(...path),
            problem: `'${path.at(-1)}' must be a value, got null, which is what NaN becomes in a template`,
            consequence: 'CloudFormation answers "Null values are not allowed in templates"',
            fix: 'Look for a number that was computed from something undefined, or leave the property out',
          };
        }
      }
    },
  },
];

function* nulls(value: unknown, path: readonly string[]): Iterable<readonly string[]> {
  if (value === null) {
    yield path;
  } else if (typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) yield* nulls(inner, [...path, name]);
  }
}
