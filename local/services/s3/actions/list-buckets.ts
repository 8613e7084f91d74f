import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import { pageOf } from '../../page';
import type { Operation } from '../../service';
import { invalidArgument } from '../model/errors';
import { canonicalUserId } from '../model/identity';
import type { S3 } from '../s3';

/** "You can list up to 10,000 buckets" at once, ListBuckets. */
const MAX_BUCKETS = 10_000;

export const listBuckets = (s3: S3): Operation<ListBucketsRequest, ListBucketsOutput> => ({
  access: (_input, request) => ({ action: 's3:ListAllMyBuckets', resource: '*', account: request.account }),

  run(input, request) {
    const { BucketRegion, ContinuationToken, MaxBuckets, Prefix = '' } = input;
    if (MaxBuckets !== undefined && (MaxBuckets < 1 || MaxBuckets > MAX_BUCKETS)) {
      throw invalidArgument(
        `Argument max-buckets must be an integer between 1 and ${MAX_BUCKETS}`,
        'max-buckets',
        String(MaxBuckets),
      );
    }
    const buckets = s3.buckets
      .ofAccount(request.account)
      .filter(({ name, region }) => name.startsWith(Prefix) && (BucketRegion ?? region) === region);
    const page = pageOf(buckets, {
      keyOf: (bucket) => bucket.name,
      limit: MaxBuckets ?? MAX_BUCKETS,
      token: ContinuationToken,
      invalidToken: () =>
        invalidArgument('The continuation token provided is incorrect', 'continuation-token', ContinuationToken ?? ''),
    });
    return {
      Buckets: page.items.map(({ name, arn, region, identity }) => ({
        Name: name,
        BucketArn: arn,
        BucketRegion: region,
        CreationDate: new Date(identity.createdAt),
      })),
      Owner: { ID: canonicalUserId(request.account) },
      ContinuationToken: page.nextToken,
      Prefix: input.Prefix,
    };
  },
});
