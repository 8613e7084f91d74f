/** Names of the buckets that videos come from and previews go to. */
export const VIDEO_BUCKET = 'VIDEO_BUCKET';
export const PREVIEW_BUCKET = 'PREVIEW_BUCKET';

/** @throws Error when it is not set: better at start than at every message */
export function bucketOf(
  name: typeof VIDEO_BUCKET | typeof PREVIEW_BUCKET,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const bucket = environment[name];
  if (bucket === undefined || bucket === '') {
    throw new Error(
      `'${name}' must be the name of a bucket, got ${bucket === undefined ? 'nothing' : 'an empty text'}. ` +
        "The worker reads videos from one and writes previews to the other. Set it in the fleet's 'environment'.",
    );
  }
  return bucket;
}
