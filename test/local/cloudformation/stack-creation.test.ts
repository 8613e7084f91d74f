import { StackFailure } from '../../../local/cloudformation/failure';
import { ref, Things } from './things';

async function failureOf(task: Promise<unknown>): Promise<StackFailure> {
  const error = await task.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof StackFailure) return error;
  throw new Error(`a StackFailure was expected, got ${String(error)}`);
}

describe('creating a stack', () => {
  it('creates each resource after what it refers to, by Ref, Fn::GetAtt, Fn::Sub or DependsOn', async () => {
    const things = new Things();
    await things.deploy({
      Last: { Properties: { Size: { 'Fn::Sub': `\${Middle.Arn}` } } },
      Explicit: { DependsOn: 'Last' },
      Middle: { Properties: { Size: { 'Fn::GetAtt': ['First', 'Arn'] } } },
      First: {},
    });
    expect(things.done()).toEqual([
      'create First-1',
      'create Middle-2 arn:thing:First-1',
      'create Last-3 arn:thing:Middle-2',
      'create Explicit-4',
    ]);
  });

  it('tells how far it is, resource by resource', async () => {
    const things = new Things();
    await things.deploy({ A: {}, B: {} });
    expect(things.statuses()).toEqual([
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS A',
      'CREATE_COMPLETE A',
      'CREATE_IN_PROGRESS B',
      'CREATE_COMPLETE B',
      'CREATE_COMPLETE',
    ]);
  });

  it('leaves out what its condition excludes, and what only the other branch of an Fn::If names', async () => {
    const things = new Things();
    const { stack } = await things.deploy(
      {
        Optional: { Condition: 'IsProd' },
        Always: { DependsOn: 'Optional', Properties: { Size: { 'Fn::If': ['IsProd', ref('Optional'), 'none'] } } },
      },
      {
        Parameters: { Stage: { Type: 'String', Default: 'dev' } },
        Conditions: { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] } },
        Outputs: { Id: { Condition: 'IsProd', Value: ref('Optional') }, Stage: { Value: ref('Stage') } },
      },
    );
    expect(things.done()).toEqual(['create Always-1 none']);
    expect(stack.outputs).toEqual({ Stage: 'dev' });
  });

  it('that fails deletes everything in reverse order and leaves no stack', async () => {
    const things = new Things();
    const resources = {
      A: {},
      B: { Properties: { Size: ref('A') } },
      C: { Properties: { Fail: 'create', Size: ref('B') } },
    };
    const failure = await failureOf(things.deploy(resources));
    expect(things.done()).toEqual(['create A-1', 'create B-2 A-1', 'delete B-2', 'delete A-1']);
    expect(things.existing.size).toBe(0);
    expect(things.stack()).toBeUndefined();
    expect(failure.status).toBe('ROLLBACK_COMPLETE');
    expect(failure.message).toContain(
      'C (Test::Thing) CREATE_FAILED: Resource handler returned message: "This thing does not create.',
    );
    expect(things.statuses()).toEqual([
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS A',
      'CREATE_COMPLETE A',
      'CREATE_IN_PROGRESS B',
      'CREATE_COMPLETE B',
      'CREATE_IN_PROGRESS C',
      'CREATE_FAILED C',
      'ROLLBACK_IN_PROGRESS',
      'DELETE_IN_PROGRESS B',
      'DELETE_COMPLETE B',
      'DELETE_IN_PROGRESS A',
      'DELETE_COMPLETE A',
      'ROLLBACK_COMPLETE',
    ]);
  });

  it('that fails keeps what has the DeletionPolicy Retain, and says so; RetainExceptOnCreate does not keep it', async () => {
    const things = new Things();
    const failure = await failureOf(
      things.deploy({
        Kept: { DeletionPolicy: 'Retain' },
        Gone: { DeletionPolicy: 'RetainExceptOnCreate' },
        Bad: { Properties: { Fail: 'create' } },
      }),
    );
    expect([...things.existing.keys()]).toEqual(['Kept-1']);
    expect(failure.message).toContain('Kept (Kept-1)');
    expect(things.statuses()).toContain('DELETE_SKIPPED Kept');
  });

  it('whose rollback fails stays with what is left, and has to be deleted', async () => {
    const things = new Things();
    const resources = { Stuck: { Properties: { Fail: 'delete' } }, Bad: { Properties: { Fail: 'create' } } };
    const failure = await failureOf(things.deploy(resources));
    expect(failure.status).toBe('ROLLBACK_FAILED');
    expect(failure.failures.map(({ logicalId, status }) => `${logicalId} ${status}`)).toEqual([
      'Bad CREATE_FAILED',
      'Stuck DELETE_FAILED',
    ]);
    expect([...(things.stack()?.resources.keys() ?? [])]).toEqual(['Stuck']);
  });
});

describe('before anything is created', () => {
  test.each([
    [
      'a resource type',
      { A: {}, B: { Type: 'AWS::EC2::VPC' } },
      'B (AWS::EC2::VPC): the resource type AWS::EC2::VPC is not',
    ],
    [
      "a helper of CDK's, with what to write instead",
      { A: {}, B: { Type: 'Custom::S3BucketNotifications' } },
      'is not supported. CDK makes it for addEventNotification(). BucketSource of cdk-spillway, or',
    ],
    ['a property', { A: {}, B: { Properties: { Color: 1 } } }, 'B (Test::Thing): the property Color is not supported'],
    [
      'a nested property in a list',
      { A: {}, B: { Properties: { Parts: [{ Label: 'a' }, { Weight: 1 }] } } },
      'B (Test::Thing): the property Parts.Weight is not supported',
    ],
    [
      'an attribute',
      { A: {}, B: { Properties: { Size: { 'Fn::GetAtt': 'A.Colour' } } } },
      'resource A does not support attribute type Colour',
    ],
    [
      'a reference to nothing',
      { A: {}, B: { Properties: { Size: ref('C') } } },
      'Unresolved resource dependencies [C]',
    ],
    [
      'an attribute of nothing',
      { A: {}, B: { Properties: { Size: { 'Fn::GetAtt': 'C.Arn' } } } },
      'references undefined resource C',
    ],
    ['a DependsOn on nothing', { A: {}, B: { DependsOn: ['C'] } }, 'Unresolved resource dependencies [C]'],
    [
      'a function',
      { A: {}, B: { Properties: { Size: { 'Fn::Transform': [] } } } },
      'the function Fn::Transform is not supported',
    ],
    [
      'a dynamic reference',
      { A: {}, B: { Properties: { Size: '{{resolve:ssm:/app/size}}' } } },
      "the dynamic reference '{{resolve:ssm:/app/size}}' is not supported",
    ],
    [
      'a cycle',
      { A: { Properties: { Size: ref('B') } }, B: { Properties: { Size: ref('A') } } },
      'Circular dependency between resources: [A, B]',
    ],
  ])('%s that is not understood is refused by name', async (_name, resources, message) => {
    const things = new Things();
    await expect(things.deploy(resources)).rejects.toThrow(message);
    expect(things.done()).toEqual([]);
    expect(things.statuses()).toEqual([]);
  });

  it('everything that is not supported is named at once', async () => {
    const things = new Things();
    const resources = { A: { Properties: { Color: 1 } }, B: { Type: 'AWS::EC2::VPC' } };
    await expect(things.deploy(resources)).rejects.toThrow(/the property Color[\s\S]*the resource type AWS::EC2::VPC/);
  });
});
