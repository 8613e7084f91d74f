export { createTagging } from './create-tagging';
