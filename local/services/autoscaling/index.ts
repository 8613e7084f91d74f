export { type AutoScalingService, createAutoScaling } from './create-autoscaling';
