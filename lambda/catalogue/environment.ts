/** Name of the bucket that the documents go to. */
export const CATALOGUE_BUCKET = 'CATALOGUE_BUCKET';

/** @throws Error when it is not set: better at start than at every message */
export function catalogueBucketOf(environment: Readonly<Record<string, string | undefined>>): string {
  const bucket = environment[CATALOGUE_BUCKET];
  if (bucket === undefined || bucket === '') {
    throw new Error(
      `'${CATALOGUE_BUCKET}' must be the name of a bucket, got ${bucket === undefined ? 'nothing' : 'an empty text'}. ` +
        "The function writes one document per object to it. Set the environment variable in the function's definition.",
    );
  }
  return bucket;
}
