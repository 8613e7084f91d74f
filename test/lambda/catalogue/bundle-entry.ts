export { describe } from '../../../lambda/catalogue/describe';
export { detectFormat } from '../../../lambda/catalogue/detect-format';
