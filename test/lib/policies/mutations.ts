import type { PolicyConditions, PolicyPrincipal, PolicyStatement } from '../../../model/policy/document';
import type { TemplatePolicy } from './template-policies';

/** A statement with one thing changed; undefined: the statement is gone. */
export interface Mutation {
  /** For example `without the condition ArnLike aws:SourceArn`. */
  readonly title: string;
  readonly statement: PolicyStatement | undefined;
}

/**
 * Every way to drop one thing of a statement, and to widen one of its elements. What says the same afterwards is left
 * out: any resource means nothing new to a policy that hangs on one resource.
 */
export function mutationsOf(statement: PolicyStatement, side: TemplatePolicy['side']): readonly Mutation[] {
  return [
    { title: 'without the statement', statement: undefined },
    ...withoutValues('Action', statement),
    ...withoutValues('Resource', statement),
    ...withoutPrincipals(statement),
    ...withoutConditions(statement),
    ...widened(statement, side),
  ];
}

function withoutValues(element: 'Action' | 'Resource', statement: PolicyStatement): readonly Mutation[] {
  const values = listOf(statement[element]);
  return values.length < 2
    ? []
    : values.map((value) => ({
        title: `without the ${element.toLowerCase()} ${value}`,
        statement: { ...statement, [element]: values.filter((other) => other !== value) },
      }));
}

function withoutPrincipals(statement: PolicyStatement): readonly Mutation[] {
  const { Principal } = statement;
  if (Principal === undefined || Principal === '*') return [];
  const named = Object.entries(Principal).flatMap(([kind, names]) => listOf(names).map((name) => ({ kind, name })));
  if (named.length < 2) return [];
  return named.map(({ kind, name }) => {
    const rest = Object.entries(Principal)
      .map(([other, names]) => [other, listOf(names).filter((each) => other !== kind || each !== name)] as const)
      .filter(([, names]) => names.length > 0);
    return {
      title: `without the principal ${name}`,
      statement: { ...statement, Principal: Object.fromEntries(rest) },
    };
  });
}

function withoutConditions(statement: PolicyStatement): readonly Mutation[] {
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: listOf(values) })),
  );
  const replaced = (operator: string, key: string, values: readonly (string | number | boolean)[]) => {
    const changed: Record<string, Record<string, PolicyConditions[string][string]>> = {};
    for (const each of conditions) {
      const kept = each.operator === operator && each.key === key ? values : each.values;
      if (kept.length === 0) continue;
      changed[each.operator] = { ...changed[each.operator], [each.key]: kept };
    }
    return { ...statement, Condition: changed };
  };
  return conditions.flatMap(({ operator, key, values }) => [
    { title: `without the condition ${operator} ${key}`, statement: replaced(operator, key, []) },
    ...(values.length < 2
      ? []
      : values.map((value) => ({
          title: `without ${value} in the condition ${operator} ${key}`,
          statement: replaced(
            operator,
            key,
            values.filter((other) => other !== value),
          ),
        }))),
  ]);
}

function widened(statement: PolicyStatement, side: TemplatePolicy['side']): readonly Mutation[] {
  const actions = listOf(statement.Action);
  const service = actions[0]?.split(':')[0];
  const everything = `${service}:*`;
  const isWide = (values: readonly string[], widest: string) => values.length === 0 || values.includes(widest);
  const { Principal: principal } = statement;
  const named: PolicyPrincipal | undefined = principal;
  const isEveryone = named === undefined || named === '*' || listOf(named['AWS']).includes('*');
  return [
    ...(isWide(actions, everything) || actions.includes('*')
      ? []
      : [{ title: `with the action ${everything}`, statement: { ...statement, Action: everything } }]),
    ...(side === 'resource' || isWide(listOf(statement.Resource), '*')
      ? []
      : [{ title: 'with the resource *', statement: { ...statement, Resource: '*' } }]),
    ...(isEveryone ? [] : [{ title: 'with the principal *', statement: { ...statement, Principal: '*' as const } }]),
  ];
}

function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value as T];
}
