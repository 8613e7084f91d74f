import { asIntrinsic, isSupportedFunction, takenBranch } from './intrinsics';
import { isObject } from './json';
import { parseAttribute, parseSubstitution } from './substitution';
import { validationError } from './template-error';

/** One use of a name in a template. */
export interface Reference {
  /** A resource, a parameter or a pseudo parameter. */
  readonly name: string;
  /** For `Fn::GetAtt`; undefined for `Ref`. */
  readonly attribute?: string;
}

/**
 * Every `Ref` and `Fn::GetAtt` in a value, those inside `Fn::Sub` included. Of an `Fn::If` only the branch counts that
 * is taken: what stands in the other one may not exist.
 * Functions that are not supported and dynamic references are refused here, before anything is created.
 */
export function referencesIn(value: unknown, condition: (name: string) => boolean): Reference[] {
  if (typeof value === 'string') return refuseDynamicReference(value);
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, condition));
  if (!isObject(value)) return [];
  const call = asIntrinsic(value);
  if (call === undefined) return Object.values(value).flatMap((member) => referencesIn(member, condition));
  const { name, argument } = call;
  switch (name) {
    case 'Ref':
      return [{ name: String(argument) }];
    case 'Fn::GetAtt': {
      const { logicalId, attribute } = parseAttribute(argument);
      const named = { name: logicalId, attribute: typeof attribute === 'string' ? attribute : undefined };
      return [named, ...referencesIn(attribute, condition)];
    }
    case 'Fn::Sub':
      return referencesInText(argument, condition);
    case 'Fn::If':
      return referencesIn(takenBranch(argument, condition), condition);
    default:
      if (!isSupportedFunction(name)) {
        throw validationError(`Template error: the function ${name} is not supported by the local cloud.`);
      }
      return referencesIn(argument, condition);
  }
}

function referencesInText(argument: unknown, condition: (name: string) => boolean): Reference[] {
  const { parts, variables } = parseSubstitution(argument);
  const references = parts.flatMap((part): Reference[] => {
    if ('literal' in part) return refuseDynamicReference(part.literal);
    if (Object.hasOwn(variables, part.reference)) return [];
    if (!part.reference.includes('.')) return [{ name: part.reference }];
    const { logicalId, attribute } = parseAttribute(part.reference);
    return [{ name: logicalId, attribute: String(attribute) }];
  });
  return [...references, ...referencesIn(variables, condition)];
}

function refuseDynamicReference(text: string): [] {
  const dynamic = /\{\{resolve:[^}]*\}?\}?/.exec(text)?.[0];
  if (dynamic === undefined) return [];
  throw validationError(
    `Template error: the dynamic reference '${dynamic}' is not supported by the local cloud, which has neither SSM ` +
      `nor Secrets Manager. Use a parameter of the template.`,
  );
}
