export { createEc2 } from './create-ec2';
