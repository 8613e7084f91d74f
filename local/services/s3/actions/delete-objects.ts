import type {
  _Error,
  DeletedObject,
  DeleteObjectOutput,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { DELETE_OBJECTS } from '../../../../model/limits/s3';
import { AwsError } from '../../../aws-error';
import type { Operation, Request } from '../../service';
import { bucketOf } from '../access';
import { malformedXml } from '../model/errors';
import type { S3 } from '../s3';

/** Each key is allowed, deleted and answered on its own: what fails stands among the errors of a success. */
export const deleteObjects = (s3: S3): Operation<DeleteObjectsRequest, DeleteObjectsOutput> => ({
  access(input, request) {
    bucketOf(s3, input, request);
    return [];
  },

  async run(input, request) {
    const objects = input.Delete?.Objects ?? [];
    if (objects.length < DELETE_OBJECTS.min || objects.length > DELETE_OBJECTS.max) throw malformedXml();
    const Deleted: DeletedObject[] = [];
    const Errors: _Error[] = [];
    for (const object of objects) {
      try {
        const output = await deleteOne(input.Bucket ?? '', object, request);
        if (input.Delete?.Quiet !== true) Deleted.push(deleted(object, output));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Errors.push({ Key: object.Key, VersionId: object.VersionId, Code: error.code, Message: error.message });
      }
    }
    return { Deleted, Errors };
  },
});

function deleteOne(bucket: string, object: ObjectIdentifier, request: Request): Promise<DeleteObjectOutput> {
  const { principal, account, region, context } = request;
  const input = {
    Bucket: bucket,
    Key: object.Key,
    VersionId: object.VersionId,
    IfMatch: object.ETag,
    IfMatchLastModifiedTime: object.LastModifiedTime,
    IfMatchSize: object.Size,
  };
  return request.router.call<DeleteObjectOutput>('s3', 'DeleteObject', input, { principal, account, region, context });
}

function deleted(object: ObjectIdentifier, output: DeleteObjectOutput): DeletedObject {
  return {
    Key: object.Key,
    VersionId: object.VersionId,
    DeleteMarker: output.DeleteMarker,
    DeleteMarkerVersionId: output.DeleteMarker === true ? output.VersionId : undefined,
  };
}
