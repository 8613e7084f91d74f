import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  CfnElement,
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  NestedStack,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  Stack,
  Token,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type Finding, messageOf, PLUGIN_NAME } from './template/finding';
import { judgeTemplates } from './template/judge-templates';
import { objectOf, type StackTemplate } from './template/stack-template';
import { Templates } from './template/templates';
import { TEMPLATE_RULES } from './template-rules';
import { judgeTree, TREE_RULES } from './tree/tree-rules';

/**
 * Judges every queue of an app, and what sends to it and reads from it, when the app is synthesized: also those that
 * were not made with these constructs, L1s and escape hatches included.
 *
 * `Validations.of(app).addPlugins(new QueueRules())`. A finding of severity error stops the synthesis. One that is
 * meant so is acknowledged with its reason:
 * `Validations.of(queue).acknowledge({ id: 'Spillway::PublicQueue', reason: '...' })`.
 */
export class QueueRules implements IPolicyValidationPlugin {
  /** The first part of every rule's id. */
  readonly name = PLUGIN_NAME;
  readonly ruleIds: string[] = [...TEMPLATE_RULES, ...TREE_RULES].map(({ id }) => id);

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const stacks = stackTemplatesOf(context);
    const findings = [...judgeTemplates(stacks), ...judgeTree(context.appConstruct, new Templates(stacks))];
    return {
      success: findings.every(({ severity }) => severity !== 'error'),
      violations: findings.map(violationOf),
    };
  }
}

function violationOf(finding: Finding): PolicyViolation {
  const { id, severity, fix, logicalId, location, path, templatePath } = finding;
  return {
    ruleName: id.slice(PLUGIN_NAME.length + 2),
    description: messageOf(finding),
    severity,
    fix: `${fix}.`,
    // CDK finds a construct by its logical id only in the template of a whole stack.
    violatingResources: [
      logicalId === '' || templatePath?.endsWith('.nested.template.json')
        ? { constructPath: path, locations: location === '' ? [] : [location] }
        : { resourceLogicalId: logicalId, templatePath, locations: location === '' ? [] : [location] },
    ],
  };
}

function stackTemplatesOf({ templatePaths, appConstruct }: IPolicyValidationContext): readonly StackTemplate[] {
  const constructs = appConstruct.node.findAll();
  // A stack's template file is called after its path, so the name is unique, also among the stacks of several stages.
  const directories = new Map(templatePaths.map((path) => [basename(path), dirname(path)]));
  const paths = pathsByStack(constructs);
  return constructs.filter(Stack.isStack).flatMap((stack) => {
    const directory = directories.get(outermost(stack).templateFile);
    if (directory === undefined) return [];
    const templatePath = join(directory, stack.templateFile);
    return [
      {
        id: stack.node.path,
        stackName: known(stack.stackName),
        template: objectOf(JSON.parse(readFileSync(templatePath, 'utf8'))),
        templatePath,
        account: known(stack.account),
        region: known(stack.region),
        paths: paths.get(stack),
        parent: parentOf(stack),
      },
    ];
  });
}

function pathsByStack(constructs: readonly IConstruct[]): ReadonlyMap<Stack, ReadonlyMap<string, string>> {
  const paths = new Map<Stack, Map<string, string>>();
  for (const construct of constructs) {
    if (!CfnElement.isCfnElement(construct)) continue;
    const { stack } = construct;
    const own = paths.get(stack) ?? new Map<string, string>();
    own.set(String(stack.resolve(construct.logicalId)), construct.node.path);
    paths.set(stack, own);
  }
  return paths;
}

function parentOf(stack: Stack): StackTemplate['parent'] {
  const { nestedStackParent, nestedStackResource } = stack;
  return nestedStackParent === undefined || nestedStackResource === undefined
    ? undefined
    : {
        stackId: nestedStackParent.node.path,
        logicalId: String(nestedStackParent.resolve(nestedStackResource.logicalId)),
      };
}

function outermost(stack: Stack): Stack {
  return NestedStack.isNestedStack(stack) && stack.nestedStackParent !== undefined
    ? outermost(stack.nestedStackParent)
    : stack;
}

function known(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
