import { physicalName } from '../../../local/cloudformation/physical-name';
import { Random } from '../../../local/kernel/random';

const random = () => new Random('test');

describe('a generated name', () => {
  it('consists of stack, logical id and twelve random characters', () => {
    expect(physicalName('Orders', 'Queue4A7E3555', 80, random())).toMatch(/^Orders-Queue4A7E3555-[A-Za-z0-9]{12}$/);
  });

  it('is lower case where it has to be', () => {
    expect(physicalName('Orders', 'Uploads', 63, random(), { lowerCase: true })).toMatch(
      /^orders-uploads-[a-z0-9]{12}$/,
    );
  });

  test.each([
    ['both long', 's'.repeat(100), 'R'.repeat(100)],
    ['a long stack name', 's'.repeat(100), 'Queue'],
    ['a long logical id', 'app', 'R'.repeat(100)],
  ])('keeps within its limit, with a part of each name: %s', (_name, stackName, logicalId) => {
    const name = physicalName(stackName, logicalId, 80, random(), { suffix: '.fifo' });
    expect(name).toHaveLength(80);
    expect(name).toMatch(/^(s+|app)-(R+|Queue)-[A-Za-z0-9]{12}\.fifo$/);
  });

  it('is another one each time, and the same ones for the same seed', () => {
    const [first, second] = [random(), random()];
    const names = [physicalName('a', 'b', 80, first), physicalName('a', 'b', 80, first)];
    expect(names[0]).not.toBe(names[1]);
    expect([physicalName('a', 'b', 80, second), physicalName('a', 'b', 80, second)]).toEqual(names);
  });
});
