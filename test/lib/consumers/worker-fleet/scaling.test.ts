import { newStack, only, resources } from '../../synthesis';
import { fleet } from './fleet';

const stack = newStack();
fleet(stack);
const policies = resources(stack, 'AWS::AutoScaling::ScalingPolicy').map(({ properties }) => properties);
const ofType = (type: string) => policies.filter(({ PolicyType }) => PolicyType === type);

test('one policy tracks a target and never scales in, the others change the capacity in steps', () => {
  expect(ofType('TargetTrackingScaling')).toMatchObject([
    { TargetTrackingConfiguration: { TargetValue: 100, DisableScaleIn: true } },
  ]);
  expect(ofType('StepScaling')).toMatchObject([
    { AdjustmentType: 'ChangeInCapacity' },
    { AdjustmentType: 'ChangeInCapacity' },
  ]);
});

test('nothing but the policies owns the desired capacity', () => {
  const group = only(stack, 'AWS::AutoScaling::AutoScalingGroup').properties;
  expect(group).toMatchObject({ MinSize: '0', MaxSize: '20' });
  expect(group).not.toHaveProperty('DesiredCapacity');
});
