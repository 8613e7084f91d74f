export type { StackResult } from './cloudformation';
export type { KillPlan } from './compute/compute';
export type { CloudEvent, EventListener } from './kernel/events';
export type { Fault, FaultEffect } from './kernel/faults';
export { type ClientOptions, LocalCloud, type LocalCloudOptions } from './local-cloud';
export type { Organization } from './organization';
export type { Enforcement } from './service-router';
export type { InstanceFaults } from './services/ec2/instance-faults';
export type { MessageView, QueueView } from './services/sqs';
