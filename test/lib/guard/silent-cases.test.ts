import { findingsIn } from './findings';
import { HERE, SILENT_CASES } from './silent-cases';

describe('what CDK takes without a word is reported before deployment', () => {
  test.each(SILENT_CASES)('%s: %s', (_name, rule, build) => {
    const found = findingsIn(build, { env: HERE });
    const [finding] = found.filter((candidate) => candidate.rule === rule);
    expect(found.map((candidate) => candidate.rule)).toContain(rule);
    expect(finding?.message).toMatch(/^'.+'.* must .+, got .+\. .+\.$/s);
    expect(finding?.fix).toMatch(/\S.*\.$/s);
    expect(finding?.logicalId ?? finding?.constructPath).toBeTruthy();
  });
});
