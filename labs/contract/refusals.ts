/** What AWS answered to a request that it refused, with the reason where it gives one; undefined when it let it. */
export async function refusalOf(request: Promise<unknown>): Promise<string | undefined> {
  try {
    await request;
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    // S3 says which destination it could not validate, and why, beside its message.
    const reason = 'ArgumentValue1' in error ? `\n${error.ArgumentValue1}` : '';
    return `${error.name}: ${error.message}${reason}`;
  }
}

/** Only the reason, where AWS gave one. */
export const reasonIn = (refusal: string): string => refusal.split('\n').at(-1) ?? refusal;
