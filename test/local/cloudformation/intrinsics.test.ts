import { resolve, type Scope } from '../../../local/cloudformation/intrinsics';

const scope: Scope = {
  region: 'eu-west-1',
  mappings: { Sizes: { prod: { batch: 10 } } },
  ref: (name) => ({ Stage: 'prod', Zones: ['a', 'b'], Queue: 'http://queue', 'AWS::Region': 'eu-west-1' })[name],
  attribute: (logicalId, attribute) => `${logicalId}/${attribute}`,
  condition: (name) => name === 'IsProd',
  importValue: (name) => `imported ${name}`,
  stackOutput: ({ stackName, outputName, region }) => `${stackName}.${outputName} in ${region}`,
};
/** A placeholder of `Fn::Sub`. */
const at = (name: string) => `\${${name}}`;
const resolved = (value: unknown) => resolve(value, scope);

describe('the functions of a template', () => {
  test.each([
    ['Ref of a parameter', { Ref: 'Stage' }, 'prod'],
    ['Ref of a list parameter', { Ref: 'Zones' }, ['a', 'b']],
    ['Fn::GetAtt with a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue/Arn'],
    ['Fn::GetAtt with a text', { 'Fn::GetAtt': 'Queue.Nested.Arn' }, 'Queue/Nested.Arn'],
    [
      'Fn::Sub',
      { 'Fn::Sub': `q-${at('Stage')}-${at('Queue.Arn')}-${at('AWS::Region')}` },
      'q-prod-Queue/Arn-eu-west-1',
    ],
    [
      'Fn::Sub with variables of its own',
      { 'Fn::Sub': [`${at('a')}/${at('Stage')}`, { a: { Ref: 'Queue' } }] },
      'http://queue/prod',
    ],
    ['Fn::Sub with a literal placeholder', { 'Fn::Sub': `${at('!Stage')}` }, `${at('Stage')}`],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 3]] }, 'a-prod-3'],
    ['Fn::Join over a list that a function returns', { 'Fn::Join': [',', { Ref: 'Zones' }] }, 'a,b'],
    ['Fn::Split', { 'Fn::Split': [':', 'a:b:c'] }, ['a', 'b', 'c']],
    ['Fn::Select', { 'Fn::Select': ['1', { 'Fn::Split': ['|', 'x|y'] }] }, 'y'],
    ['Fn::If', { 'Fn::If': ['IsProd', { Ref: 'Stage' }, 'other'] }, 'prod'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'batch'] }, 10],
    ['Fn::FindInMap with a default', { 'Fn::FindInMap': ['Sizes', 'dev', 'batch', { DefaultValue: 1 }] }, 1],
    ['Fn::Base64', { 'Fn::Base64': 'hello' }, 'aGVsbG8='],
    ['Fn::GetAZs of the own region', { 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    ['Fn::Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 3] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
    [
      'Fn::Cidr of an IPv6 block',
      { 'Fn::Cidr': ['2001:db8:1234:1a00::/56', 2, '64'] },
      ['2001:db8:1234:1a00::/64', '2001:db8:1234:1a01::/64'],
    ],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': `${at('Stage')}-arn` } }, 'imported prod-arn'],
    [
      'Fn::GetStackOutput as CDK writes it',
      { 'Fn::GetStackOutput': { StackName: 'A', Region: { Ref: 'AWS::Region' }, OutputName: 'Arn' } },
      'A.Arn in eu-west-1',
    ],
  ])('%s', (_name, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it('resolves them at any depth and leaves everything else as it is', () => {
    const policy = {
      Statement: [{ Condition: { Bool: { a: 'true' } }, Resource: [{ 'Fn::GetAtt': ['Queue', 'Arn'] }] }],
    };
    expect(resolved(policy)).toEqual({
      Statement: [{ Condition: { Bool: { a: 'true' } }, Resource: ['Queue/Arn'] }],
    });
  });

  it('removes what is AWS::NoValue from objects and lists', () => {
    const nothing = { Ref: 'AWS::NoValue' };
    expect(resolved({ kept: 1, gone: nothing, list: ['a', nothing] })).toEqual({ kept: 1, list: ['a'] });
  });

  test.each([
    ['an unknown function', { 'Fn::Transform': { Name: 'macro' } }, 'the function Fn::Transform is not supported'],
    ['more blocks than fit', { 'Fn::Cidr': ['10.0.0.0/24', 3, '7'] }, 'Fn::Cidr cannot take 3 blocks of 7 host bits'],
    ['an index outside of the list', { 'Fn::Select': [5, ['a']] }, 'cannot select nonexistent value at index 5'],
    [
      'a missing mapping',
      { 'Fn::FindInMap': ['Sizes', 'dev', 'batch'] },
      'Unable to get mapping for Sizes::dev::batch',
    ],
    ['a join without a list', { 'Fn::Join': ['-', 'abc'] }, 'Fn::Join needs a list, got "abc"'],
    ['a function beside another member', { 'Fn::Sub': 'a', Other: 1 }, 'must be the only member of its object'],
    [
      'an output of another account',
      { 'Fn::GetStackOutput': { StackName: 'A', OutputName: 'B', RoleArn: 'arn:aws:iam::1:role/r' } },
      "'RoleArn' of Fn::GetStackOutput is not supported",
    ],
  ])('refuses %s by name', (_name, value, message) => {
    expect(() => resolved(value)).toThrow(message);
  });
});
