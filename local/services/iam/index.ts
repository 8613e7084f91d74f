export { createIam } from './create-iam';
export type { IdentityDirectory, SessionCredentials } from './directory';
export { IamDirectory } from './iam-directory';
export type { Role } from './role';
export { identityPolicy } from './stored-policy';
