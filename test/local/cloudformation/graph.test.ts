import fc from 'fast-check';
import { creationOrder } from '../../../local/cloudformation/graph';

const graph = (dependencies: Record<string, string[]>) =>
  new Map(Object.entries(dependencies).map(([name, needs]) => [name, new Set(needs)]));

describe('the order of creation', () => {
  it('is the order of the template where nothing depends on anything', () => {
    expect(creationOrder(graph({ C: [], A: [], B: [] }))).toEqual(['C', 'A', 'B']);
  });

  it('puts a resource after what it needs, and keeps the order of the template among those that are ready', () => {
    const order = creationOrder(graph({ Bucket: ['Policy'], Policy: ['Queue'], Queue: [], Alarm: [] }));
    expect(order).toEqual(['Queue', 'Policy', 'Bucket', 'Alarm']);
  });

  it('of any graph without a cycle has every resource once, each after what it needs', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    // A name may need those that stand before it in a shuffled list: no cycle is possible.
    const acyclic = fc.tuple(
      fc.shuffledSubarray(names, { minLength: names.length }),
      fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 12 }),
    );
    fc.assert(
      fc.property(acyclic, ([ranked, pairs]) => {
        const needs: Record<string, string[]> = Object.fromEntries(names.map((name) => [name, []]));
        for (const [a, b] of pairs) if (a < b) needs[ranked[b] ?? '']?.push(ranked[a] ?? '');
        const order = creationOrder(graph(needs));
        expect([...order].sort()).toEqual(names);
        for (const [name, dependencies] of Object.entries(needs)) {
          for (const dependency of dependencies) expect(order.indexOf(dependency)).toBeLessThan(order.indexOf(name));
        }
      }),
    );
  });

  it('names the resources of a cycle, and not those that only wait for it', () => {
    const cyclic = graph({ Key: [], A: ['B', 'Key'], B: ['A'], Waiting: ['B'] });
    expect(() => creationOrder(cyclic)).toThrow('Circular dependency between resources: [A, B]');
  });
});
