import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { SimulateFlags } from '../../../bin/commands/simulate/options';
import { runSimulate } from '../../../bin/commands/simulate/simulate';
import { fleet } from '../../lib/consumers/worker-fleet/fleet';
import { newApp } from '../../lib/synthesis';

/** As commander gives them when nothing is said, for a shorter time. */
const FLAGS: SimulateFlags = {
  duration: '1200',
  rate: '0.2',
  acceptableLatency: '300',
  bootTime: '60',
  metricDelay: '60',
  interruptions: '0',
  seeds: '2',
  compare: false,
  json: false,
};

let directory: string;
let template: string;
let output: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'simulate-'));
  const stack = new Stack(newApp(), 'Fleet');
  fleet(stack);
  template = file('template.json', JSON.stringify(Template.fromStack(stack).toJSON()));
});

beforeEach(() => {
  output = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
});

afterEach(() => jest.restoreAllMocks());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

test('a table compares the fleet of the template with other ways to scale', () => {
  expect(runSimulate(template, { ...FLAGS, pattern: 'steady', compare: true })).toBe(0);
  for (const name of [
    'this fleet',
    'AWS backlog per instance',
    'CDK queue steps',
    'KEDA',
    'static at peak',
    'perfect',
  ]) {
    expect(output).toContain(name);
  }
  expect(output).toContain('4 slots an instance');
});

test('a trace gives JSON with the figures of each run and their intervals, and the same again', () => {
  const trace = file('day.csv', 'time,work\n0,30\n1,30\n2,30\n');
  const run = () => {
    output = '';
    runSimulate(template, { ...FLAGS, trace, json: true });
    return output;
  };
  const first = run();
  const { setting, standings } = JSON.parse(first);
  expect(setting).toMatchObject({ workload: 'day', messages: 3, processingTime: 30, seeds: 2 });
  expect(standings).toHaveLength(1);
  expect(standings[0]).toMatchObject({ control: 'this fleet', figures: { left: { mean: 0 }, killed: { mean: 0 } } });
  expect(standings[0].runs).toHaveLength(2);
  expect(run()).toBe(first);
});

test('the picture has four plots of the run', () => {
  const svg = join(directory, 'fleet.svg');
  runSimulate(template, { ...FLAGS, pattern: 'step', svg });
  const drawing = readFileSync(svg, 'utf8');
  for (const title of ['Arrivals', 'Backlog', 'Instances', 'Longest wait']) expect(drawing).toContain(title);
  expect(drawing).not.toContain('NaN');
});

const WITHOUT_METRICS = {
  Resources: { Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: '0', MaxSize: '1' } } },
};

test.each<[string, () => string, Partial<SimulateFlags>, string]>([
  ['an unknown pattern', () => template, { pattern: 'stedy' }, "'--pattern' must be one of steady, step"],
  ['a trace and a pattern', () => template, { pattern: 'step', trace: 'x.csv' }, 'must not be given together'],
  ['a trace that is not there', () => template, { trace: 'no.csv' }, "'--trace' must be a file, got 'no.csv'"],
  ['a number that is none', () => template, { rate: 'fast' }, "'--rate' must be 0.00001 to 100000 (messages a second)"],
  ['half a run', () => template, { seeds: '1.5' }, "'--seeds' must be a whole number (runs), got '1.5'"],
  ['a fleet that is not there', () => template, { fleet: 'Nope' }, "Auto Scaling group 'Nope', got none"],
  [
    'no policies',
    () => file('bare.json', JSON.stringify(WITHOUT_METRICS)),
    {},
    'must look at one queue of the template',
  ],
])('%s is said in one line', (_what, path, flags, message) => {
  expect(() => runSimulate(path(), { ...FLAGS, ...flags })).toThrow(message);
});
