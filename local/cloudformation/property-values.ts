import { HandlerRefusal } from './failure';
import { isObject, type JsonObject } from './json';

/**
 * A resource's resolved properties, read by type. Functions of a template return strings, so a number or a boolean may
 * come as text, as CloudFormation accepts it.
 */
export class PropertyValues {
  constructor(
    private readonly properties: JsonObject,
    private readonly path = '#',
  ) {}

  has(name: string): boolean {
    return this.properties[name] !== undefined;
  }

  /** Of what has properties of any name, such as a map. */
  names(): string[] {
    return Object.keys(this.properties);
  }

  text(name: string): string | undefined {
    const value = this.properties[name];
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return this.typed(name, 'String', (candidate) => (typeof candidate === 'string' ? candidate : undefined));
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw this.missing(name);
    return value;
  }

  number(name: string): number | undefined {
    return this.typed(name, 'Number', (value) => {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
    });
  }

  flag(name: string): boolean | undefined {
    return this.typed(name, 'Boolean', (value) => {
      if (value === true || value === 'true') return true;
      return value === false || value === 'false' ? false : undefined;
    });
  }

  texts(name: string): string[] | undefined {
    return this.list(name)?.map((item, index) => {
      if (typeof item === 'string') return item;
      throw this.mismatch(`${name}/${index}`, 'String', item);
    });
  }

  group(name: string): PropertyValues | undefined {
    const value = this.object(name);
    return value === undefined ? undefined : new PropertyValues(value, `${this.path}/${name}`);
  }

  requiredGroup(name: string): PropertyValues {
    const group = this.group(name);
    if (group === undefined) throw this.missing(name);
    return group;
  }

  groups(name: string): PropertyValues[] | undefined {
    return this.list(name)?.map((item, index) => {
      if (isObject(item)) return new PropertyValues(item, `${this.path}/${name}/${index}`);
      throw this.mismatch(`${name}/${index}`, 'JSONObject', item);
    });
  }

  /** A map of strings, such as a function's environment variables. */
  textMap(name: string): Record<string, string> | undefined {
    const value = this.object(name);
    if (value === undefined) return undefined;
    const members = new PropertyValues(value, `${this.path}/${name}`);
    return Object.fromEntries(Object.keys(value).map((key) => [key, members.requiredText(key)]));
  }

  /** A document, such as a policy, as the JSON text that APIs take. */
  document(name: string): string | undefined {
    const value = this.properties[name];
    if (value === undefined || typeof value === 'string') return value;
    if (isObject(value)) return JSON.stringify(value);
    throw this.mismatch(name, 'JSONObject', value);
  }

  requiredDocument(name: string): string {
    const document = this.document(name);
    if (document === undefined) throw this.missing(name);
    return document;
  }

  /** `Tags`, a list of `{ Key, Value }`, by key. */
  tags(): Record<string, string> {
    const tags = this.groups('Tags') ?? [];
    return Object.fromEntries(tags.map((tag) => [tag.requiredText('Key'), tag.requiredText('Value')]));
  }

  private object(name: string): JsonObject | undefined {
    return this.typed(name, 'JSONObject', (value) => (isObject(value) ? value : undefined));
  }

  private list(name: string): readonly unknown[] | undefined {
    return this.typed(name, 'JSONArray', (value): readonly unknown[] | undefined =>
      Array.isArray(value) ? value : undefined,
    );
  }

  private typed<Value>(name: string, expected: string, read: (value: unknown) => Value | undefined): Value | undefined {
    const value = this.properties[name];
    if (value === undefined) return undefined;
    const result = read(value);
    if (result === undefined) throw this.mismatch(name, expected, value);
    return result;
  }

  private mismatch(name: string, expected: string, value: unknown): HandlerRefusal {
    const found = Array.isArray(value) ? 'JSONArray' : isObject(value) ? 'JSONObject' : typeof value;
    return new HandlerRefusal(
      'InvalidRequest',
      `Model validation failed (${this.path}/${name}: expected type: ${expected}, found: ${found} ${JSON.stringify(value)})`,
    );
  }

  private missing(name: string): HandlerRefusal {
    return new HandlerRefusal(
      'InvalidRequest',
      `Model validation failed (${this.path}: required key [${name}] not found)`,
    );
  }
}

/** An API's input without the members that have no value. */
export function present(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/** What has to be tagged anew, and which tags have to go. */
export function tagChanges(
  tags: Readonly<Record<string, string>>,
  previous: Readonly<Record<string, string>>,
): { added: Record<string, string>; removed: string[] } {
  return {
    added: Object.fromEntries(Object.entries(tags).filter(([key, value]) => previous[key] !== value)),
    removed: Object.keys(previous).filter((key) => tags[key] === undefined),
  };
}

/** As most of AWS's APIs take tags. */
export const tagList = (tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
