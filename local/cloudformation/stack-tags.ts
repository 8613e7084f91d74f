import { isObject, type JsonObject } from './json';
import { tagList } from './property-values';
import type { ResourceType } from './resource-type';

type Tags = Readonly<Record<string, string>>;

/** "Resource tag": the stack's tags go to every resource that can have some; a tag of the resource's own goes before. */
export function withStackTags(properties: JsonObject, type: ResourceType, tags: Tags): JsonObject {
  if (Object.keys(tags).length === 0) return properties;
  const known = new Set(type.properties);
  const own = properties['Tags'];
  if (known.has('Tags.PropagateAtLaunch')) {
    return { ...properties, Tags: joined(own, tags).map((tag) => ({ PropagateAtLaunch: true, ...tag })) };
  }
  if (!known.has('Tags')) return properties;
  const Tags = type.tagsAreMap ? { ...tags, ...(isObject(own) ? own : {}) } : joined(own, tags);
  return { ...properties, Tags };
}

function joined(own: unknown, tags: Tags): readonly JsonObject[] {
  const given = Array.isArray(own) ? own.filter(isObject) : [];
  const names = new Set(given.map(({ Key }) => Key));
  return [...given, ...tagList(tags).filter(({ Key }) => !names.has(Key))];
}
