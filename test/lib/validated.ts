/** Runs CDK's own validator over what is synthesized meanwhile: `test/setup.ts` turns it off for all others. */
export function validated<Result>(synthesize: () => Result): Result {
  const before = process.env['CDK_VALIDATION'];
  process.env['CDK_VALIDATION'] = 'true';
  try {
    return synthesize();
  } finally {
    process.env['CDK_VALIDATION'] = before;
  }
}
