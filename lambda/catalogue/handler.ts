import { S3Client } from '@aws-sdk/client-s3';
import { bucketEvents, consume } from '../../consumer';
import { cataloguer } from './cataloguer';
import { detectFormat } from './detect-format';
import { catalogueBucketOf } from './environment';
import { S3ObjectStore } from './object-store';

const store = new S3ObjectStore(new S3Client({}), catalogueBucketOf(process.env));

/** The reference app's consumer: one document in the catalogue for each object that is created. */
export const handler = consume({
  envelope: bucketEvents(),
  // Counting records keeps the processor busy: more at a time would only let all of them miss the deadline together.
  concurrency: 2,
  process: cataloguer({ store, detectFormat, now: () => new Date() }),
});
