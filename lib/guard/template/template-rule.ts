import type { Json, Resource } from './stack-template';
import { isObject } from './stack-template';
import type { Templates } from './templates';
import { intrinsicOf, isKnown, textOf } from './values';

export type Severity = 'error' | 'warning';

/** What a rule has against one resource. */
export interface Problem {
  readonly resource: Resource;
  /** Where in the resource, for example `Properties.QueueName`. */
  readonly location: string;
  /** `'<property>' must be <rule>, got <value>`, without the full stop. */
  readonly problem: string;
  /** What AWS would answer at deployment, or what would go wrong at run time. */
  readonly consequence: string;
  /** The change to make, ready to paste. */
  readonly fix: string;
}

/** A rule on finished templates: whoever wrote them, with whatever tool. */
export interface TemplateRule {
  /** Stable: `MaxReceiveCount` is acknowledged as `Spillway::MaxReceiveCount`. */
  readonly id: string;
  /** `error`: AWS refuses it, or it cannot work. `warning`: it deploys into a hazard, or only its owner can know. */
  readonly severity: Severity;
  /** What must be true, in one line. */
  readonly title: string;
  readonly judge: (templates: Templates) => Iterable<Problem>;
}

/** Reads a resource's properties as far as they are known: what only CloudFormation will know is undefined. */
export class Reader {
  constructor(
    readonly resource: Resource,
    private readonly templates: Templates,
  ) {}

  at(...path: readonly (string | number)[]): Json {
    let value: Json = this.resource.properties;
    for (const step of path) {
      value = isObject(value) ? value[step] : Array.isArray(value) ? value[Number(step)] : undefined;
    }
    return isAbsent(value) ? undefined : value;
  }

  /** With a mark in the place of what is not known. */
  text(value: Json): string | undefined {
    return textOf(value, this.resource.stack, this.templates);
  }

  known(value: Json): string | undefined {
    const text = this.text(value);
    return text !== undefined && isKnown(text) ? text : undefined;
  }

  /** CloudFormation takes numbers as text as well. */
  number(value: Json): number | undefined {
    const text = typeof value === 'number' ? String(value) : this.known(value);
    return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
  }

  /** A property that is not there is false; one that is not known is undefined. */
  flag(value: Json): boolean | undefined {
    if (value === undefined) return false;
    const text = this.known(value);
    return text === undefined ? undefined : text === 'true';
  }

  isUnknown(value: Json): boolean {
    return intrinsicOf(value) !== undefined && this.known(value) === undefined;
  }
}

/** `AWS::NoValue` removes a property. */
function isAbsent(value: Json): boolean {
  return intrinsicOf(value)?.[1] === 'AWS::NoValue';
}

export function reader(resource: Resource, templates: Templates): Reader {
  return new Reader(resource, templates);
}
