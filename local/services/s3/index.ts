export { createS3, type S3Service } from './create-s3';
