import { Token } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { isFifoQueueName } from '../../../model/queue-name';
import { type Finding, findingId } from '../template/finding';
import type { Resource } from '../template/stack-template';
import { reader, type Severity } from '../template/template-rule';
import type { Templates } from '../template/templates';

/** A rule on constructs: on what they were asked for and did not write into the template. */
export interface TreeRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly judge: (construct: IConstruct, templates: Templates) => TreeProblem | undefined;
}

interface TreeProblem {
  readonly problem: string;
  readonly consequence: string;
  readonly fix: string;
}

/** Where CDK notes the names of a construct's props, with the recommended flag `enableAdditionalMetadataCollection`. */
const PROPS_METADATA = 'aws:cdk:analytics:construct';

/** What makes `sqs.Queue` a FIFO queue when `fifo` is not given. */
const MAKES_FIFO = ['contentBasedDeduplication', 'deduplicationScope', 'fifoThroughputLimit', 'queueName'];

export const TREE_RULES: readonly TreeRule[] = [
  {
    id: 'FifoUnasked',
    severity: 'warning',
    title: "A queue is FIFO because 'fifo' says so",
    judge(construct, templates) {
      const queue = queueOf(construct, templates);
      const props = propsOf(construct);
      if (queue === undefined || props === undefined || props.includes('fifo')) return undefined;
      const read = reader(queue, templates);
      if (read.flag(read.at('FifoQueue')) !== true) return undefined;
      const name = read.known(read.at('QueueName'));
      const cause = props.find(
        (prop) => MAKES_FIFO.includes(prop) && (prop !== 'queueName' || (name !== undefined && isFifoQueueName(name))),
      );
      if (cause === undefined) return undefined;
      return {
        problem: `'fifo' must be given where a FIFO queue is meant, got nothing, and '${cause}' made the queue FIFO`,
        consequence:
          'A FIFO queue takes no notifications of S3, needs a message group id with each message, and cannot become a standard queue without being replaced',
        fix: `Add 'fifo: true', or leave '${cause}' out`,
      };
    },
  },
  {
    id: 'DataKeyReuseDropped',
    severity: 'warning',
    title: "'dataKeyReuse' is given with a KMS key only",
    judge(construct, templates) {
      const queue = queueOf(construct, templates);
      if (queue === undefined || propsOf(construct)?.includes('dataKeyReuse') !== true) return undefined;
      if (queue.properties['KmsDataKeyReusePeriodSeconds'] !== undefined) return undefined;
      return {
        problem: "'dataKeyReuse' must be left out on a queue without a KMS key, got a value that CDK drops",
        consequence: 'SSE-SQS has no data keys to reuse: the prop does nothing, and the template does not have it',
        fix: "Leave 'dataKeyReuse' out, or set 'encryption: sqs.QueueEncryption.KMS'",
      };
    },
  },
  {
    id: 'ImportedQueueUnused',
    severity: 'warning',
    title: 'An imported queue is used by something in the templates',
    judge(construct, templates) {
      if (!(construct instanceof sqs.QueueBase) || construct.node.defaultChild !== undefined) return undefined;
      const { queueArn, queueName } = construct;
      if (Token.isUnresolved(queueArn) || Token.isUnresolved(queueName)) return undefined;
      const name = new RegExp(`[:/"]${queueName.replace(/\./g, '\\.')}"`);
      if (templates.stacks.some(({ template }) => name.test(JSON.stringify(template)))) return undefined;
      return {
        problem: `'${construct.node.path}' must be used by a resource, got an imported queue that no template mentions`,
        consequence:
          'CDK cannot write the policy of an imported queue: a grant to an account or a service returns success and does nothing, so requests meet AccessDenied',
        fix: "Have the owner's stack grant it, for example with queue.addToResourcePolicy(...), and remove the import here",
      };
    },
  },
];

/** Judges every construct below one. */
export function judgeTree(root: IConstruct, templates: Templates): readonly Finding[] {
  return root.node.findAll().flatMap((construct) =>
    TREE_RULES.flatMap((rule) => {
      const problem = rule.judge(construct, templates);
      if (problem === undefined) return [];
      const resource = resourceOf(construct, templates);
      return [
        {
          id: findingId(rule.id),
          severity: rule.severity,
          path: construct.node.path,
          stack: resource?.stack.id ?? '',
          logicalId: resource?.logicalId ?? '',
          location: '',
          ...problem,
          templatePath: resource?.stack.templatePath,
        },
      ];
    }),
  );
}

function queueOf(construct: IConstruct, templates: Templates): Resource | undefined {
  return construct instanceof sqs.Queue ? resourceOf(construct, templates) : undefined;
}

function resourceOf(construct: IConstruct, templates: Templates): Resource | undefined {
  return templates.resources.find(({ path }) => path === construct.node.path);
}

/** The props that were given, as far as CDK noted them. */
function propsOf(construct: IConstruct): readonly string[] | undefined {
  const entry = construct.node.metadata.find(({ type }) => type === PROPS_METADATA);
  return typeof entry?.data === 'object' && entry.data !== null ? Object.keys(entry.data) : undefined;
}
