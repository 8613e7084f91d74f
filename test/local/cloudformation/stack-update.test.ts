import { ref, Things } from './things';

describe('updating a stack', () => {
  let things: Things;
  beforeEach(() => {
    things = new Things();
  });
  /** Deploys and forgets what was done for it. */
  const deployed = async (resources: object, sections = {}) => {
    await things.deploy(resources, sections);
    things.done();
    things.statuses();
  };

  it('with the same template does nothing and says so', async () => {
    const resources = { A: { Properties: { Size: 1 } } };
    await deployed(resources, { Outputs: { Id: { Value: ref('A') } } });
    const { changed, stack } = await things.deploy(resources, { Outputs: { Id: { Value: ref('A') } } });
    expect({ changed, status: stack.status }).toEqual({ changed: false, status: 'CREATE_COMPLETE' });
    expect(things.done()).toEqual([]);
    expect(things.statuses()).toEqual(['CREATE_COMPLETE']);
  });

  it('changes in place what can be, and leaves the rest alone', async () => {
    await deployed({ A: { Properties: { Size: 1 } }, B: {} });
    const { changed } = await things.deploy({ A: { Properties: { Size: 2 } }, B: {} });
    expect(changed).toBe(true);
    expect(things.done()).toEqual(['update A-1 2']);
    expect(things.statuses()).toEqual([
      'UPDATE_IN_PROGRESS',
      'UPDATE_IN_PROGRESS A',
      'UPDATE_COMPLETE A',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'UPDATE_COMPLETE',
    ]);
  });

  it('replaces a resource by creating the new one, changing what refers to it, and deleting the old one last', async () => {
    const resources = (Kind: string) => ({ A: { Properties: { Kind } }, User: { Properties: { Size: ref('A') } } });
    await deployed(resources('x'));
    await things.deploy(resources('y'));
    expect(things.done()).toEqual(['create A-3', 'update User-2 A-3', 'delete A-1']);
  });

  it('keeps a replaced resource whose UpdateReplacePolicy is Retain', async () => {
    await deployed({ A: { UpdateReplacePolicy: 'Retain', Properties: { Kind: 'x' } } });
    await things.deploy({ A: { UpdateReplacePolicy: 'Retain', Properties: { Kind: 'y' } } });
    expect([...things.existing.keys()]).toEqual(['A-1', 'A-2']);
  });

  it('refuses to replace a resource under the name that the template gives it', async () => {
    await deployed({ A: { Properties: { Name: 'orders', Kind: 'x' } } });
    await expect(things.deploy({ A: { Properties: { Name: 'orders', Kind: 'y' } } })).rejects.toThrow(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename orders and update',
    );
    expect([...things.existing.keys()]).toEqual(['A-1']);
  });

  it('deletes what the template has no more, in reverse order, after everything else', async () => {
    await deployed({ A: {}, B: { Properties: { Size: ref('A') } }, C: { DeletionPolicy: 'Retain' }, D: {} });
    await things.deploy({ D: { Properties: { Size: 9 } }, E: {} });
    expect(things.done()).toEqual(['update D-4 9', 'create E-5', 'delete B-2', 'delete A-1']);
    expect(things.statuses()).toContain('DELETE_SKIPPED C');
    expect([...(things.stack()?.resources.keys() ?? [])]).toEqual(['D', 'E']);
  });

  it('is complete even when an old resource cannot be deleted', async () => {
    await deployed({ A: {}, Old: { Properties: { Fail: 'delete' } } });
    const { stack } = await things.deploy({ A: {} });
    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(things.statuses()).toContain('DELETE_FAILED Old');
  });

  it('that fails takes every change back: what was updated, what was created, what failed half-way', async () => {
    await deployed({ A: { Properties: { Size: 1 } }, B: { Properties: { Size: 1 } }, Gone: {} });
    const resources = {
      A: { Properties: { Size: 2 } },
      New: {},
      B: { Properties: { Size: 2, Fail: 'update' } },
    };
    await expect(things.deploy(resources)).rejects.toThrow(
      /Stack app could not be updated \(UPDATE_ROLLBACK_COMPLETE\)[\s\S]*B \(Test::Thing\) UPDATE_FAILED/,
    );
    expect(things.done()).toEqual([
      'update A-1 2',
      'create New-4',
      'update B-2 2',
      'update A-1 1',
      'update B-2 1',
      'delete New-4',
    ]);
    const stack = things.stack();
    expect(stack?.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect([...(stack?.resources.values() ?? [])].map(({ properties }) => properties)).toEqual([
      { Size: 1 },
      { Size: 1 },
      {},
    ]);
  });

  it('after a rollback compares with what is deployed, not with what failed', async () => {
    await deployed({ A: { Properties: { Size: 1 } }, B: {} });
    const failing = { A: { Properties: { Size: 2 } }, B: { Properties: { Fail: 'update' } } };
    await expect(things.deploy(failing)).rejects.toThrow('UPDATE_ROLLBACK_COMPLETE');
    things.done();
    await things.deploy({ A: { Properties: { Size: 2 } }, B: {} });
    expect(things.done()).toEqual(['update A-1 2']);
  });

  it('keeps parameters that were given before, and takes new ones', async () => {
    const sections = { Parameters: { Size: { Type: 'Number', Default: 1 } } };
    const resources = { A: { Properties: { Size: ref('Size') } } };
    await deployed(resources, { ...sections, parameters: { Size: '5' } });
    expect((await things.deploy(resources, sections)).changed).toBe(false);
    await things.deploy(resources, { ...sections, parameters: { Size: '6' } });
    expect(things.done()).toEqual(['update A-1 6']);
  });

  it('does not change the type of a resource', async () => {
    await deployed({ A: {} });
    const stack = things.stack();
    const resource = stack?.resources.get('A');
    if (stack === undefined || resource === undefined) throw new Error('the stack has a resource A');
    things.stacks.put({ ...stack, resources: new Map([['A', { ...resource, type: 'Test::Other' }]]) });
    await expect(things.deploy({ A: {} })).rejects.toThrow('Update of resource type is not permitted');
  });
});
