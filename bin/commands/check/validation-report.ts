import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PLUGIN_NAME } from '../../../lib/guard/template/finding';
import { constructPath, isObject, type JsonObject, listOf } from '../../../lib/guard/template/stack-template';
import type { Acknowledgement } from './read-assembly';
import { readJson } from './read-json';

/** What CDK writes beside the templates when validation plugins, `QueueRules` among them, have judged them. */
const REPORT = 'validation-report.json';

/**
 * What the app accepted when `QueueRules` judged it. CDK's metadata has the acknowledgements of stacks and of what is
 * in them; those of the app and its stages stand only here, with the constructs that they were needed for.
 */
export function acknowledgedInReport(assembly: string): readonly Acknowledgement[] {
  const file = join(assembly, REPORT);
  return existsSync(file) ? objects(readJson(file)['pluginReports']).filter(isOurs).flatMap(acknowledgementsOf) : [];
}

function isOurs({ pluginName }: JsonObject): boolean {
  return pluginName === PLUGIN_NAME;
}

function acknowledgementsOf({ suppressedViolations }: JsonObject): readonly Acknowledgement[] {
  return objects(suppressedViolations).flatMap(({ ruleName, reason, violatingConstructs }) =>
    objects(violatingConstructs).map((construct) => ({
      path: constructPath(String(construct['constructPath'])),
      rule: String(ruleName),
      reason: String(reason),
    })),
  );
}

function objects(value: unknown): readonly JsonObject[] {
  return listOf(value).filter(isObject);
}
