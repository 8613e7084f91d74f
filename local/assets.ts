import { AwsError } from './aws-error';

/** Where the deployed functions' code lies on this machine, by the bucket and key that the template names. */
export class Assets {
  private readonly directories = new Map<string, string>();

  register(bucket: string, key: string, path: string): void {
    this.directories.set(`${bucket}/${key}`, path);
  }

  has(bucket: string, key: string): boolean {
    return this.directories.has(`${bucket}/${key}`);
  }

  find(bucket: string, key: string): string {
    const path = this.directories.get(`${bucket}/${key}`);
    if (path === undefined) {
      throw new AwsError(
        'InvalidParameterValueException',
        `Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: s3://${bucket}/${key} is not an asset of the deployed cloud assembly.`,
      );
    }
    return path;
  }
}
