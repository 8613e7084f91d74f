import { Annotations, Aspects, CfnOutput, Lazy, Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { ruleId } from '../guard/rule';

/**
 * Prints what somebody else must do: as an output of the stack, where everything is resolved, and as an annotation
 * when every part of it is literal.
 *
 * @param id of the output below `scope`, and so part of its logical id
 * @param what who must do what with it
 * @param document made when the app is synthesized, because more may come until then
 */
export function printJson(scope: Construct, id: string, what: string, document: () => object): void {
  const stack = Stack.of(scope);
  const value = Lazy.string({ produce: () => stack.toJsonString(document()) });
  new CfnOutput(scope, id, { description: what, value });
  Aspects.of(scope).add({
    visit: (node: IConstruct) => {
      if (node !== scope) {
        return;
      }
      const resolved: unknown = stack.resolve(document());
      if (isLiteral(resolved)) {
        Annotations.of(scope).addInfoV2(ruleId(id), `${what}: ${JSON.stringify(resolved)}`);
      }
    },
  });
}

/** Whether nothing is left for CloudFormation to fill in. */
function isLiteral(resolved: unknown): boolean {
  if (typeof resolved !== 'object' || resolved === null) {
    return true;
  }
  return Object.entries(resolved).every(
    ([name, value]) => name !== 'Ref' && !name.startsWith('Fn::') && isLiteral(value),
  );
}
