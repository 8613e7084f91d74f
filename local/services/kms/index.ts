export { createKms } from './create-kms';
