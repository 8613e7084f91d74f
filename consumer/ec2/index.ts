export { ec2Instance } from './ec2-instance';
export type { Ec2InstanceOptions, ScaleInProtectionOptions } from './ec2-options';
export { InstanceMetadataError } from './metadata-error';
