import type { Limit } from './limit';

// "Run commands when you launch an EC2 instance with user data input", Amazon EC2 User Guide.

/** User data as they are, before base64. */
export const MAX_USER_DATA_BYTES = 16_384;

// "Amazon EBS volume types", Amazon EBS User Guide: gp3 as the root volume of Amazon Linux 2023, whose image has 8 GiB.

export const ROOT_VOLUME: Limit = { min: 8, max: 16_384, unit: 'GiB' };
