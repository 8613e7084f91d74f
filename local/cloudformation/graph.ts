import { validationError } from './template-error';

/** What each name depends on, in the template's order. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The order in which resources are created: a resource after everything that it depends on, and the template's order
 * among those that are ready. Deleting goes the other way.
 */
export function creationOrder(graph: Graph): readonly string[] {
  const order: string[] = [];
  const waiting = new Map([...graph].map(([name, dependencies]) => [name, new Set(dependencies)]));
  for (;;) {
    const ready = [...waiting].find(([, dependencies]) => dependencies.size === 0)?.[0];
    if (ready === undefined) break;
    order.push(ready);
    waiting.delete(ready);
    for (const dependencies of waiting.values()) dependencies.delete(ready);
  }
  if (waiting.size > 0) {
    throw validationError(`Circular dependency between resources: [${cycles(waiting).join(', ')}]`);
  }
  return order;
}

/** What is left after those are taken away that only wait for a cycle without being part of one. */
function cycles(waiting: Graph): string[] {
  const names = new Set(waiting.keys());
  const neededByAnother = (name: string) => [...names].some((other) => waiting.get(other)?.has(name));
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const name of names) if (!neededByAnother(name)) names.delete(name);
  }
  return [...names];
}
