import type { AssemblyStack } from './assembly';
import { AssemblyError } from './assembly-error';
import { creationOrder } from './graph';

/**
 * The stacks to deploy, each after those that it depends on.
 * @param names stack names, display names or ids; what they depend on is deployed too, as `cdk deploy` does. Default: all
 */
export function selectStacks(stacks: readonly AssemblyStack[], names?: readonly string[]): readonly AssemblyStack[] {
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const selected = new Set<string>();
  const select = (stack: AssemblyStack | undefined): void => {
    if (stack === undefined || selected.has(stack.id)) return;
    selected.add(stack.id);
    for (const dependency of stack.dependencies) select(byId.get(dependency));
  };
  for (const name of names ?? byId.keys()) {
    const matches = stacks.filter((stack) => [stack.id, stack.stackName, stack.displayName].includes(name));
    if (matches.length === 0) {
      throw new AssemblyError(
        `'stacks' must name stacks of the assembly, got ${JSON.stringify(name)}. ` +
          `It holds ${stacks.map(({ displayName }) => displayName).join(', ') || 'none'}. Choose from these.`,
      );
    }
    for (const match of matches) select(match);
  }
  const graph = new Map(
    stacks
      .filter(({ id }) => selected.has(id))
      .map(({ id, dependencies }) => [id, new Set(dependencies.filter((name) => byId.has(name)))]),
  );
  return creationOrder(graph).flatMap((id) => byId.get(id) ?? []);
}
