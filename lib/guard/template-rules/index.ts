import type { TemplateRule } from '../template/template-rule';
import { ALARM_RULES } from './alarms';
import { ARN_RULES } from './arns';
import { BUCKET_RULES } from './buckets';
import { DEAD_LETTER_RULES } from './dead-letters';
import { MAPPING_RULES } from './event-source-mapping';
import { FLEET_RULES } from './fleet';
import { FUNCTION_RULES } from './functions';
import { MAPPING_FILTER_RULES } from './mapping-filters';
import { NULL_RULES } from './nulls';
import { QUEUE_RULES } from './queue';
import { QUEUE_POLICY_RULES } from './queue-policy';
import { SENDER_RULES } from './senders';
import { TOPIC_RULES } from './topics';

/** Every rule on finished templates, in the order in which findings are reported. */
export const TEMPLATE_RULES: readonly TemplateRule[] = [
  ...NULL_RULES,
  ...QUEUE_RULES,
  ...DEAD_LETTER_RULES,
  ...QUEUE_POLICY_RULES,
  ...ARN_RULES,
  ...SENDER_RULES,
  ...BUCKET_RULES,
  ...TOPIC_RULES,
  ...MAPPING_RULES,
  ...MAPPING_FILTER_RULES,
  ...FUNCTION_RULES,
  ...ALARM_RULES,
  ...FLEET_RULES,
];
