import type { Lab } from '../../../labs/contract';
import type { LocalCloud } from '../../../local';

/** What to type in another terminal to do a lab by hand, in a cloud that listens. */
export const commandLines = ({ commandLines: lines }: Lab, { account, region, url }: LocalCloud): readonly string[] => [
  `export AWS_ACCESS_KEY_ID=${account} AWS_SECRET_ACCESS_KEY=local AWS_DEFAULT_REGION=${region}`,
  `ENDPOINT=${url}`,
  ...lines.map(toHere),
];

/** Given each time: AWS CLI 1 does not take the endpoint of SQS from the environment. */
const toHere = (line: string): string => line.replaceAll(/\baws (\w+) ([\w-]+)/g, 'aws $1 $2 --endpoint-url $ENDPOINT');

/** In lines that a shell joins again, broken between words but not within single quotes. */
export function inLines(command: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of command.match(/(?:[^\s']|'[^']*'?)+/g) ?? []) {
    if (line !== '' && line.length + word.length + 3 > width) {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].flatMap((each) => each.match(new RegExp(`.{1,${Math.max(1, width)}}`, 'g')) ?? []);
}
