import { parseTemplate } from '../../../local/cloudformation/template';

const queue = { Type: 'AWS::SQS::Queue' };

describe('a template', () => {
  it('may be JSON text', () => {
    expect([...parseTemplate(JSON.stringify({ Resources: { Queue: queue } })).resources.keys()]).toEqual(['Queue']);
  });

  it('may hold the rule that asks for the CDK bootstrap stack', () => {
    const template = { Resources: { Queue: queue }, Rules: { CheckBootstrapVersion: { Assertions: [] } } };
    expect(parseTemplate(template).resources.size).toBe(1);
  });

  test.each([
    ['text that is no JSON', 'Resources:\n  Queue:', 'JSON not well-formed'],
    ['no resources', { Resources: {} }, 'At least one Resources member must be defined'],
    ['a transform', { Transform: 'AWS::Serverless-2016-10-31', Resources: { Queue: queue } }, "section 'Transform'"],
    ['a rule of its own', { Rules: { Mine: {} }, Resources: { Queue: queue } }, "the rule 'Mine'"],
    [
      'a resource without a type',
      { Resources: { Queue: {} } },
      '[/Resources/Queue] Every Resources object must contain a Type',
    ],
    [
      'a resource attribute that is not known',
      { Resources: { Queue: { ...queue, CreationPolicy: {} } } },
      "the attribute 'CreationPolicy' of resource Queue",
    ],
    [
      'a snapshot as deletion policy',
      { Resources: { Queue: { ...queue, DeletionPolicy: 'Snapshot' } } },
      'DeletionPolicy "Snapshot" of resource Queue is not supported',
    ],
    [
      'an output without a value',
      { Resources: { Queue: queue }, Outputs: { Url: {} } },
      'must contain a Value object. (Url)',
    ],
  ])('with %s is refused', (_name, source, message) => {
    expect(() => parseTemplate(source)).toThrow(message);
  });
});
