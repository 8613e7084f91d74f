import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { App, Aspects, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import { context } from '../../../cdk.json';
import { Acknowledge, type Acknowledgement } from '../../../docs/examples/acknowledgements';
import { QueueRules } from '../../../lib';

const REPORT = 'validation-report.json';

export interface Finding {
  readonly rule: string;
  readonly construct: string;
  /** Of a finding that was acknowledged. */
  readonly reason?: string;
}

export interface Judgement {
  readonly packs: readonly string[];
  readonly open: readonly Finding[];
  readonly acknowledged: readonly Finding[];
}

interface Violation {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath?: string }[];
  readonly reason?: string;
}

interface PluginReport {
  readonly pluginName: string;
  readonly violations: readonly Violation[];
  readonly suppressedViolations?: readonly Violation[];
}

/** What the packs say about an app that has the recommended feature flags, as its validation report tells. */
export function judge(
  build: (app: App) => void,
  acknowledgements: (app: App) => readonly (readonly Acknowledgement[])[],
): Judgement {
  const outdir = mkdtempSync(join(tmpdir(), 'spillway-packs-'));
  const app = new App({ outdir, analyticsReporting: false, context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  // The report is the result: what CDK prints of it besides would only stand in the test's output.
  const printed = jest.spyOn(console, 'error').mockImplementation();
  try {
    build(app);
    Aspects.of(app).add(new Acknowledge(...acknowledgements(app)));
    Validations.of(app).addPlugins(
      new AwsSolutionsChecks(app),
      new ServerlessChecks(app),
      new NIST80053R5Checks(app),
      new QueueRules(),
      // Its output for the whole app is some megabytes.
      new CfnGuardValidator({ maxBuffer: 64 * 1024 * 1024 }),
    );
    app.synth();
    return read(outdir);
  } catch (error) {
    if (!existsSync(join(outdir, REPORT))) throw error;
    return read(outdir);
  } finally {
    printed.mockRestore();
    rmSync(outdir, { recursive: true });
  }
}

function read(outdir: string): Judgement {
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, REPORT), 'utf8')) as {
    pluginReports: readonly PluginReport[];
  };
  const findings = (of: (report: PluginReport) => readonly Violation[] | undefined) =>
    pluginReports.flatMap((report) =>
      (of(report) ?? []).flatMap(({ ruleName, reason, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath = '' }) => ({
          rule: `${report.pluginName}::${ruleName}`,
          construct: constructPath,
          ...(reason === undefined ? {} : { reason }),
        })),
      ),
    );
  return {
    packs: pluginReports.map(({ pluginName }) => pluginName),
    open: findings(({ violations }) => violations),
    acknowledged: findings(({ suppressedViolations }) => suppressedViolations),
  };
}
