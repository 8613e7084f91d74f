export { createSts } from './create-sts';
