export { createSns } from './create-sns';
