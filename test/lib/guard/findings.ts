import { type App, Stack, type StackProps } from 'aws-cdk-lib';
import { QueueRules } from '../../../lib';
import { newApp } from '../synthesis';

export interface Found {
  readonly rule: string;
  readonly severity?: string;
  readonly message: string;
  readonly fix?: string;
  readonly logicalId?: string;
  readonly constructPath?: string;
}

/** With the flag that has CDK note the props of its constructs. */
export function guardedApp(): App {
  return newApp({ '@aws-cdk/core:enableAdditionalMetadataCollection': true });
}

export function findingsIn(build: (stack: Stack) => void, props: StackProps = {}): readonly Found[] {
  const app = guardedApp();
  build(new Stack(app, 'Stack', props));
  return findingsOf(app);
}

/** What the plugin reports about an app, without failing its synthesis. */
export function findingsOf(app: App): readonly Found[] {
  const assembly = app.synth();
  const stackTemplates = assembly.stacksRecursively.map(({ hierarchicalId, templateFullPath }) => ({
    stackConstructPath: hierarchicalId,
    templatePath: templateFullPath,
    accountId: undefined,
    region: undefined,
  }));
  const { violations } = new QueueRules().validate({
    templatePaths: stackTemplates.map(({ templatePath }) => templatePath),
    stackTemplates,
    appConstruct: app,
  });
  return violations.map(({ ruleName, severity, description, fix, violatingResources: [resource] }) => ({
    rule: ruleName,
    severity,
    message: description,
    fix,
    logicalId: resource?.resourceLogicalId,
    constructPath: resource?.constructPath,
  }));
}
