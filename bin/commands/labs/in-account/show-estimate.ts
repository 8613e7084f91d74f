import type { Lab } from '../../../../labs/contract';
import type { Account } from '../../../../labs/target/account';
import { dollars, estimate } from '../../../../labs/target/estimate';
import { spell } from '../../../../labs/target/obstacle';
import type { Rehearsal } from '../../../../labs/target/rehearsal';
import { dim, heading, print, yellow } from '../../../console/output';
import { wrap } from '../wrap';

export function showAccount({ account, region, arn }: Account): void {
  const endpoint = process.env['AWS_ENDPOINT_URL'];
  print(`Account ${account}, region ${region}, as ${arn}${endpoint === undefined ? '' : `, at ${endpoint}`}`);
}

/** What would be made, what it takes and what it costs. */
export function showPlan(lab: Lab, rehearsal: Rehearsal): void {
  const { results, passed } = rehearsal.report;
  const failed = results.filter(({ status }) => status !== 'pass').length;
  heading(`${lab.slug} in your account`);
  print(`  on the local cloud   ${passed ? 'all checks pass' : `${failed} of ${results.length} checks fail`}`);
  print(`  makes                ${resourceList(rehearsal.resources)}`);
  print(`  takes                about ${spell(rehearsal.seconds)} in real time, and some minutes to deploy`);
  showCost(rehearsal);
  if (lab.inAccount === undefined) return;
  print(yellow(`  not checked there    ${lab.inAccount.without.join('; ')}`));
  print(wrap(lab.inAccount.because, ' '.repeat(23)));
}

function showCost(rehearsal: Rehearsal): void {
  const { run, hour, assumptions, unpriced } = estimate(rehearsal);
  print(`  costs at most        ${dollars(run)}, and ${dollars(hour)} for each hour that it stays`);
  for (const assumption of assumptions) print(dim(`                       ${assumption}`));
  if (unpriced.length > 0) print(yellow(`  not in the costs     ${unpriced.join(', ')}: no price is known here`));
}

/** `2 SQS::Queue, 1 SQS::QueuePolicy` */
function resourceList(types: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => `${count} ${type.replace(/^AWS::/, '')}`).join(', ');
}
