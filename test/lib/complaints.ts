import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, type Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { context as recommendedFlags } from '../../cdk.json';
import { type IWorkQueue, LambdaConsumer } from '../../lib';
import { validated } from './validated';

/** Of every app without flags that has references between stacks, CDK wants to know their strength. */
export const FLAGS = [
  ['none', { '@aws-cdk/core:defaultCrossStackReferences': 'strong' }],
  ['recommended', recommendedFlags],
] as const;

export type Build = (app: App) => void;

/** A consumer with code that needs no bundling. */
export function consume(
  stack: Stack,
  id: string,
  queue: IWorkQueue,
  timeout: Duration = Duration.seconds(30),
): LambdaConsumer {
  const handler = new lambda.Function(stack, `${id}Function`, {
    runtime: lambda.Runtime.NODEJS_22_X,
    code: lambda.Code.fromInline('exports.handler = async () => ({ batchItemFailures: [] })'),
    handler: 'index.handler',
    timeout,
  });
  return new LambdaConsumer(stack, id, { queue, handler });
}

/** Everything that CDK, and its validator of templates, has to complain about in an app. What is only printed is not. */
export function complaints(context: Record<string, unknown>, build: Build): readonly unknown[] {
  const outdir = mkdtempSync(join(tmpdir(), 'spillway-'));
  try {
    const app = new App({ outdir, context, analyticsReporting: false });
    build(app);
    const assembly = validated(() => app.synth());
    const report = join(outdir, 'validation-report.json');
    const reports = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).pluginReports : [];
    return [
      ...assembly.stacks.flatMap(({ messages }) => messages.filter(({ level }) => level !== 'info')),
      ...reports.flatMap(({ violations }: { violations: unknown[] }) => violations),
    ];
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
