import { ref, Things } from './things';

describe('deleting a stack', () => {
  it('deletes its resources in the reverse of their order, except for those that are retained', async () => {
    const things = new Things();
    await things.deploy({ B: { Properties: { Size: ref('A') } }, A: {}, Kept: { DeletionPolicy: 'Retain' } });
    things.done();
    await things.delete();
    expect(things.done()).toEqual(['delete B-2', 'delete A-1']);
    expect([...things.existing.keys()]).toEqual(['Kept-3']);
    expect(things.stack()).toBeUndefined();
  });

  it('that fails keeps what could not be deleted and what that needs, and can be tried again', async () => {
    const things = new Things();
    await things.deploy({ A: {}, Stuck: { Properties: { Fail: 'delete', Size: ref('A') } }, Other: {} });
    things.done();
    await expect(things.delete()).rejects.toThrow('The following resource(s) failed to delete: [Stuck].');
    expect(things.done()).toEqual(['delete Other-3']);
    expect([...(things.stack()?.resources.keys() ?? [])]).toEqual(['A', 'Stuck']);
    expect(things.stack()?.status).toBe('DELETE_FAILED');
  });
});
