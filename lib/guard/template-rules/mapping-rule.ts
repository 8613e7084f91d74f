import { type QueueMapping, queueMappings } from '../template/mappings';
import type { TemplateRule } from '../template/template-rule';
import type { Templates } from '../template/templates';
import type { Objection } from './rule-kinds';

/** A rule that looks at each event source mapping of a queue. */
export function mappingRule(
  rule: Omit<TemplateRule, 'judge'>,
  judge: (mapping: QueueMapping, templates: Templates) => Iterable<Objection>,
): TemplateRule {
  return {
    ...rule,
    *judge(templates) {
      for (const mapping of queueMappings(templates)) {
        for (const objection of judge(mapping, templates)) yield { resource: mapping.read.resource, ...objection };
      }
    },
  };
}
