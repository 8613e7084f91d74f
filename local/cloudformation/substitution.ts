import { isObject, type JsonObject } from './json';
import { validationError } from './template-error';

/** A piece of a `Fn::Sub` text: literal text, or what stands between `${` and `}`. */
export type SubstitutionPart = { readonly literal: string } | { readonly reference: string };

export interface Substitution {
  readonly parts: readonly SubstitutionPart[];
  /** Names that the function brings itself, in its second argument. */
  readonly variables: JsonObject;
}

/** Both forms of `Fn::Sub`: a text, or a text with a map of variables. */
export function parseSubstitution(argument: unknown): Substitution {
  const [text, variables = {}, ...rest] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string' || !isObject(variables) || rest.length > 0) {
    throw validationError(
      'Template error: One or more Fn::Sub intrinsic functions do not specify expected arguments. Specify a string as ' +
        'first argument, and an optional second argument to specify a mapping of values to replace in the string',
    );
  }
  return { parts: split(text), variables };
}

function split(text: string): SubstitutionPart[] {
  const parts: SubstitutionPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    const inner = match[1] ?? '';
    parts.push({ literal: text.slice(end, match.index) });
    // `${!Name}` is how a template writes the text `${Name}` itself.
    parts.push(inner.startsWith('!') ? { literal: `\${${inner.slice(1)}}` } : { reference: inner.trim() });
    end = match.index + match[0].length;
  }
  parts.push({ literal: text.slice(end) });
  return parts;
}

/** The resource and attribute that `Fn::GetAtt` or `${Resource.Attribute}` names. */
export function parseAttribute(argument: unknown): { logicalId: string; attribute: unknown } {
  const [logicalId, attribute, ...rest] =
    typeof argument === 'string' ? divide(argument) : Array.isArray(argument) ? argument : [];
  if (typeof logicalId !== 'string' || attribute === undefined || rest.length > 0) {
    throw validationError(
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  return { logicalId, attribute };
}

function divide(text: string): string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
