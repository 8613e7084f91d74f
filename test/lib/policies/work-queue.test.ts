import { architecture, baseCells, KINDS } from './architecture';
import { PolicyMatrix } from './matrix';

describe.each(KINDS)('a work queue, %s', (kind) => {
  const built = architecture(kind, () => {});
  const matrix = new PolicyMatrix(built.policies, baseCells(built));

  test('lets everybody do what the table says, and nobody more', () => {
    expect(matrix.wrong()).toEqual([]);
  });

  test('has nothing in its policies that could be dropped or widened unseen', () => {
    expect(matrix.mutationCount).toBeGreaterThanOrEqual(2);
    expect(matrix.survivors()).toEqual([]);
  });
});
