import type { Kernel } from '../../kernel/kernel';
import type { EventIntake } from '../events';
import type { Operation, Service } from '../service';
import { abortMultipartUpload } from './actions/abort-multipart-upload';
import { completeMultipartUpload } from './actions/complete-multipart-upload';
import { copyObject } from './actions/copy-object';
import { createBucket } from './actions/create-bucket';
import { createMultipartUpload } from './actions/create-multipart-upload';
import { deleteBucket } from './actions/delete-bucket';
import { deleteBucketEncryption } from './actions/delete-bucket-encryption';
import { deleteBucketPolicy } from './actions/delete-bucket-policy';
import { deleteBucketTagging } from './actions/delete-bucket-tagging';
import { deleteObject } from './actions/delete-object';
import { deleteObjectTagging } from './actions/delete-object-tagging';
import { deleteObjects } from './actions/delete-objects';
import { deletePublicAccessBlock } from './actions/delete-public-access-block';
import { getBucketAcl } from './actions/get-bucket-acl';
import { getBucketEncryption } from './actions/get-bucket-encryption';
import { getBucketLocation } from './actions/get-bucket-location';
import { getBucketNotificationConfiguration } from './actions/get-bucket-notification-configuration';
import { getBucketOwnershipControls } from './actions/get-bucket-ownership-controls';
import { getBucketPolicy } from './actions/get-bucket-policy';
import { getBucketTagging } from './actions/get-bucket-tagging';
import { getBucketVersioning } from './actions/get-bucket-versioning';
import { getObject } from './actions/get-object';
import { getObjectAttributes } from './actions/get-object-attributes';
import { getObjectTagging } from './actions/get-object-tagging';
import { getPublicAccessBlock } from './actions/get-public-access-block';
import { headBucket } from './actions/head-bucket';
import { headObject } from './actions/head-object';
import { listBuckets } from './actions/list-buckets';
import { listMultipartUploads } from './actions/list-multipart-uploads';
import { listObjects } from './actions/list-objects';
import { listObjectsV2 } from './actions/list-objects-v2';
import { listParts } from './actions/list-parts';
import { putBucketEncryption } from './actions/put-bucket-encryption';
import { putBucketNotificationConfiguration } from './actions/put-bucket-notification-configuration';
import { putBucketOwnershipControls } from './actions/put-bucket-ownership-controls';
import { putBucketPolicy } from './actions/put-bucket-policy';
import { putBucketTagging } from './actions/put-bucket-tagging';
import { putBucketVersioning } from './actions/put-bucket-versioning';
import { putObject } from './actions/put-object';
import { putObjectTagging } from './actions/put-object-tagging';
import { putPublicAccessBlock } from './actions/put-public-access-block';
import { uploadPart } from './actions/upload-part';
import { S3 } from './s3';

export interface S3Service extends Service {
  readonly name: 's3';
}

export function createS3(kernel: Kernel, eventBridge: EventIntake): S3Service {
  return { name: 's3', operations: operationsOf(new S3(kernel, eventBridge)) };
}

function operationsOf(s3: S3): Readonly<Record<string, Operation>> {
  return {
    AbortMultipartUpload: abortMultipartUpload(s3),
    CompleteMultipartUpload: completeMultipartUpload(s3),
    CopyObject: copyObject(s3),
    CreateBucket: createBucket(s3),
    CreateMultipartUpload: createMultipartUpload(s3),
    DeleteBucket: deleteBucket(s3),
    DeleteBucketEncryption: deleteBucketEncryption(s3),
    DeleteBucketPolicy: deleteBucketPolicy(s3),
    DeleteBucketTagging: deleteBucketTagging(s3),
    DeleteObject: deleteObject(s3),
    DeleteObjectTagging: deleteObjectTagging(s3),
    DeleteObjects: deleteObjects(s3),
    DeletePublicAccessBlock: deletePublicAccessBlock(s3),
    GetBucketAcl: getBucketAcl(s3),
    GetBucketEncryption: getBucketEncryption(s3),
    GetBucketLocation: getBucketLocation(s3),
    GetBucketNotificationConfiguration: getBucketNotificationConfiguration(s3),
    GetBucketOwnershipControls: getBucketOwnershipControls(s3),
    GetBucketPolicy: getBucketPolicy(s3),
    GetBucketTagging: getBucketTagging(s3),
    GetBucketVersioning: getBucketVersioning(s3),
    GetObject: getObject(s3),
    GetObjectAttributes: getObjectAttributes(s3),
    GetObjectTagging: getObjectTagging(s3),
    GetPublicAccessBlock: getPublicAccessBlock(s3),
    HeadBucket: headBucket(s3),
    HeadObject: headObject(s3),
    ListBuckets: listBuckets(s3),
    ListMultipartUploads: listMultipartUploads(s3),
    ListObjects: listObjects(s3),
    ListObjectsV2: listObjectsV2(s3),
    ListParts: listParts(s3),
    PutBucketEncryption: putBucketEncryption(s3),
    PutBucketNotificationConfiguration: putBucketNotificationConfiguration(s3),
    PutBucketOwnershipControls: putBucketOwnershipControls(s3),
    PutBucketPolicy: putBucketPolicy(s3),
    PutBucketTagging: putBucketTagging(s3),
    PutBucketVersioning: putBucketVersioning(s3),
    PutObject: putObject(s3),
    PutObjectTagging: putObjectTagging(s3),
    PutPublicAccessBlock: putPublicAccessBlock(s3),
    UploadPart: uploadPart(s3),
  };
}
