import { type ParameterDefinition, resolveParameters } from '../../../local/cloudformation/parameters';

const values = (definitions: Record<string, ParameterDefinition>, given: Record<string, string> = {}) =>
  Object.fromEntries(resolveParameters(new Map(Object.entries(definitions)), given));

describe('parameters', () => {
  it('take the value that is given, else their default', () => {
    const definitions = { Stage: { type: 'String', Default: 'dev' }, Size: { type: 'Number', Default: 3 } };
    expect(values(definitions, { Stage: 'prod' })).toEqual({ Stage: 'prod', Size: '3' });
  });

  it('of list types are split at commas', () => {
    const definitions = { Names: { type: 'CommaDelimitedList' }, Ports: { type: 'List<Number>' } };
    expect(values(definitions, { Names: 'a, b', Ports: '1,2' })).toEqual({ Names: ['a', 'b'], Ports: ['1', '2'] });
  });

  it('know the version of the CDK bootstrap stack without any', () => {
    const bootstrap = { type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' };
    expect(Number(values({ BootstrapVersion: bootstrap })['BootstrapVersion'])).toBeGreaterThan(5);
  });

  test.each([
    [
      'another SSM parameter',
      { type: 'AWS::SSM::Parameter::Value<String>', Default: '/mine' },
      'reads the SSM parameter /mine',
    ],
    ['a type that is not known', { type: 'AWS::EC2::VPC::Id', Default: 'vpc-1' }, 'has the type AWS::EC2::VPC::Id'],
    ['no value', { type: 'String' }, 'Parameters: [P] must have values'],
    [
      'a value that is not allowed',
      { type: 'String', Default: 'c', AllowedValues: ['a', 'b'] },
      'AllowedValues ["a","b"], got "c"',
    ],
    [
      'a value that does not match',
      { type: 'String', Default: 'a1', AllowedPattern: '[a-z]+' },
      'must match pattern [a-z]+',
    ],
    ['a text instead of a number', { type: 'Number', Default: 'many' }, 'must be a number, got "many"'],
    ['a number that is too large', { type: 'Number', Default: '11', MaxValue: 10 }, 'not greater than 10, got "11"'],
  ])('with %s are refused', (_name, definition, message) => {
    expect(() => values({ P: definition })).toThrow(message);
  });

  it('that the template does not have are refused by name', () => {
    expect(() => values({}, { Typo: 'x' })).toThrow('Parameters: [Typo] do not exist in the template');
  });
});
