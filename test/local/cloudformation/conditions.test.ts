import { Conditions } from '../../../local/cloudformation/conditions';
import type { Scope } from '../../../local/cloudformation/intrinsics';

function evaluate(expressions: Record<string, unknown>, name = 'Wanted'): boolean {
  const conditions = new Conditions(expressions);
  const none = () => '';
  const scope: Scope = {
    region: 'us-east-1',
    mappings: {},
    ref: (parameter) => ({ Stage: 'prod', Count: '2' })[parameter],
    attribute: none,
    condition: (condition) => conditions.value(condition, scope),
    importValue: none,
    stackOutput: none,
  };
  return conditions.value(name, scope);
}

const isProd = { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] };
const isDev = { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] };

describe('conditions', () => {
  test.each([
    ['Fn::Equals', isProd, true],
    ['Fn::Equals of a number and the text of a parameter', { 'Fn::Equals': [{ Ref: 'Count' }, 2] }, true],
    ['Fn::Not', { 'Fn::Not': [isProd] }, false],
    ['Fn::And', { 'Fn::And': [isProd, isDev] }, false],
    ['Fn::Or', { 'Fn::Or': [isDev, isProd] }, true],
    ['Condition', { 'Fn::Not': [{ Condition: 'Other' }] }, true],
  ])('%s', (_name, expression, expected) => {
    expect(evaluate({ Wanted: expression, Other: isDev })).toBe(expected);
  });

  it('that depend on each other are refused', () => {
    const expressions = { Wanted: { Condition: 'Other' }, Other: { 'Fn::Not': [{ Condition: 'Wanted' }] } };
    expect(() => evaluate(expressions)).toThrow('Circular dependencies for condition Wanted');
  });

  it('that do not exist are refused by name', () => {
    expect(() => evaluate({ Wanted: { Condition: 'Missing' } })).toThrow('Unresolved condition dependency Missing');
  });

  it('take no other function', () => {
    expect(() => evaluate({ Wanted: { 'Fn::Contains': [['a'], 'a'] } })).toThrow('got Fn::Contains');
  });
});
