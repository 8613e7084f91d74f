export { RedriveOperator } from './redrive-operator';
export type { RedriveOperatorProps } from './redrive-operator-props';
