import { TEMPLATE_RULES } from '../template-rules';
import { type Finding, findingOf } from './finding';
import type { StackTemplate } from './stack-template';
import { Templates } from './templates';

/** Judges finished templates, whoever wrote them. What only CloudFormation will know is not judged. */
export function judgeTemplates(stacks: readonly StackTemplate[]): readonly Finding[] {
  const templates = new Templates(stacks);
  return TEMPLATE_RULES.flatMap((rule) => Array.from(rule.judge(templates), (problem) => findingOf(rule, problem)));
}
