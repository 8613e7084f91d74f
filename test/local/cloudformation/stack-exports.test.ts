import { ref, Things } from './things';

const exported = (value: unknown) => ({ Outputs: { Arn: { Value: value, Export: { Name: 'shared' } } } });
const importing = { User: { Properties: { Size: { 'Fn::ImportValue': 'shared' } } } };

describe('values of other stacks', () => {
  let things: Things;
  beforeEach(async () => {
    things = new Things();
    await things.deploy({ A: {} }, { stackName: 'producer', ...exported({ 'Fn::GetAtt': 'A.Arn' }) });
    things.done();
  });

  it('come by Fn::ImportValue from exports of the same account and region', async () => {
    await things.deploy(importing);
    expect(things.done()).toEqual(['create User-2 arn:thing:A-1']);
  });

  it('are not seen in another region', async () => {
    await expect(things.deploy(importing, { region: 'eu-west-1' })).rejects.toThrow('No export named shared found.');
  });

  it('come by Fn::GetStackOutput from any output, of another region too', async () => {
    const output = { StackName: 'producer', OutputName: 'Arn', Region: 'us-east-1' };
    const resources = { User: { Properties: { Size: { 'Fn::GetStackOutput': output } } } };
    await things.deploy(resources, { region: 'eu-west-1' });
    expect(things.done()).toEqual(['create User-2 arn:thing:A-1']);
    const missing = { User: { Properties: { Size: { 'Fn::GetStackOutput': { ...output, OutputName: 'Url' } } } } };
    await expect(things.deploy(missing)).rejects.toThrow('Stack producer has no output named Url');
  });

  it('cannot be removed or changed while they are imported', async () => {
    await things.deploy(importing);
    await expect(things.deploy({ A: {} }, { stackName: 'producer' })).rejects.toThrow(
      'Export shared cannot be deleted as it is in use by app',
    );
    await expect(things.deploy({ A: {} }, { stackName: 'producer', ...exported('other') })).rejects.toThrow(
      'Export shared cannot be updated as it is in use by app',
    );
    await expect(things.delete('producer')).rejects.toThrow('Export shared cannot be deleted as it is in use by app');
    await things.delete('app');
    await things.delete('producer');
    expect(things.existing.size).toBe(0);
  });

  it('have names that only one stack exports', async () => {
    await expect(things.deploy({ B: {} }, { stackName: 'second', ...exported(ref('B')) })).rejects.toThrow(
      'Export with name shared is already exported by stack producer.',
    );
    expect([...things.existing.keys()]).toEqual(['A-1']);
  });
});
