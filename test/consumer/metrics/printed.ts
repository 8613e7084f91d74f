export interface EmfLine extends Record<string, unknown> {
  readonly _aws: {
    readonly CloudWatchMetrics: ReadonlyArray<{
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: ReadonlyArray<{ readonly Name: string; readonly Unit: string }>;
    }>;
  };
}

/** The lines of EMF that a run writes to the process's output. */
export async function printedMetrics(run: () => Promise<unknown>): Promise<readonly EmfLine[]> {
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
  try {
    await run();
    return write.mock.calls.map(([line]): unknown => JSON.parse(String(line))).filter(isEmf);
  } finally {
    write.mockRestore();
  }
}

function isEmf(line: unknown): line is EmfLine {
  return typeof line === 'object' && line !== null && '_aws' in line;
}
