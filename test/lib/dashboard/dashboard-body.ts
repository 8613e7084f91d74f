import type { Stack } from 'aws-cdk-lib';
import { only } from '../synthesis';

/** A metric of a graph: its name or expression, its queue, and the options that follow. */
export interface ShownMetric {
  readonly name: string;
  readonly namespace?: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

/** The widgets of the only dashboard of a stack. What CloudFormation fills in reads as its logical id. */
export function widgets(stack: Stack): readonly Widget[] {
  const body = only(stack, 'AWS::CloudWatch::Dashboard').properties['DashboardBody'];
  return (JSON.parse(textOf(body)) as { widgets: Widget[] }).widgets;
}

export function widget(stack: Stack, title: string): Widget {
  const found = widgets(stack).find(({ properties }) => properties.title === title);
  if (found === undefined) throw new Error(`no widget '${title}'`);
  return found;
}

export function metricsOf({ properties }: Widget): readonly ShownMetric[] {
  return (properties.metrics ?? []).map((parts) => {
    const options = parts.at(-1) as Readonly<Record<string, unknown>>;
    const [namespace, name, ...pairs] = parts.slice(0, -1).map(String);
    if (name === undefined) return { name: String(options['expression']), dimensions: {}, options };
    const dimensions = Object.fromEntries(
      pairs.flatMap((each, index) => (index % 2 === 0 ? [[each, pairs[index + 1] ?? '']] : [])),
    );
    return { name, namespace, dimensions, options };
  });
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument] = ['', undefined]] = Object.entries(value as object);
  if (intrinsic === 'Fn::Join') return (argument as [string, unknown[]])[1].map(textOf).join('');
  return intrinsic === 'Fn::GetAtt' ? String((argument as string[])[0]) : String(argument);
}
