import { MAX_TARGET_PATH_LENGTH } from '../../../model/limits/events';
import { invalid } from './errors';

/** Reads a value out of an event; undefined when there is none. */
export type JsonPath = (event: object) => unknown;

const PATH = /^\$(\.([\w\-/]+|\*)|\[(\d+|\*)\])*$/;
const STEP = /[^.[\]]+/g;

/** "Amazon EventBridge input transformation": names after dots, places in lists, and `*` for all of them. */
export function jsonPath(path: string): JsonPath {
  if (!PATH.test(path) || path.length > MAX_TARGET_PATH_LENGTH) {
    throw invalid(`JSON path ${path} is not valid. It must be such as $.detail.name or $.resources[0].`);
  }
  const steps: readonly string[] = path.slice(1).match(STEP) ?? [];
  if (!steps.includes('*')) return (event) => valuesAt(event, steps)[0];
  return (event) => valuesAt(event, steps);
}

function valuesAt(event: object, steps: readonly string[]): readonly unknown[] {
  return steps.reduce<readonly unknown[]>((values, step) => values.flatMap((value) => below(value, step)), [event]);
}

function below(value: unknown, step: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') return Object.values(value);
  const entry = Object.entries(value).find(([name]) => name === step);
  return entry === undefined ? [] : [entry[1]];
}
