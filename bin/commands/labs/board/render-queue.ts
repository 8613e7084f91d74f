import { blue, bold, cyan, dim, green, magenta, red, yellow } from '../../../console/output';
import { clip, justify, short } from './columns';
import { type BoardState, type Card, LANES, type Lane, type QueueState } from './state';

const TITLES: Readonly<Record<Lane, string>> = {
  delayed: 'Delayed',
  visible: 'Visible',
  'in-flight': 'In flight',
  deleted: 'Deleted',
};
const GROUP_PAINTS = [cyan, magenta, yellow, blue, green];
/** From this width on a card spells out what its figures are. */
const WIDE = 28;

/** Rows of the fullest lane. */
export const depthOf = ({ cards }: QueueState): number => Math.max(1, ...LANES.map((lane) => cards[lane].length));

/** A queue's name and settings, its lanes, and `rows` rows of messages. */
export function renderQueue(queue: QueueState, rows: number, groups: BoardState['groups'], width: number): string[] {
  const laneWidth = Math.floor((width - (LANES.length - 1)) / LANES.length);
  const heads = LANES.map((lane) => paintHead(lane, queue, clip(` ${TITLES[lane]} ${queue.counts[lane]}`, laneWidth)));
  const lines = [title(queue, width), heads.join(dim('│'))];
  for (let row = 0; row < rows; row += 1) {
    const cells = LANES.map((lane) => cell(queue, lane, row, rows, groups, laneWidth));
    lines.push(cells.join(dim('│')));
  }
  return lines;
}

function title(
  { name, visibilityTimeout, delay, maxReceiveCount, deadLetterQueue, deadLettersOf }: QueueState,
  width: number,
) {
  const settings = [
    `visibility timeout ${short(visibilityTimeout)}`,
    ...(delay > 0 ? [`delay ${short(delay)}`] : []),
    ...(maxReceiveCount === undefined ? [] : [`after ${maxReceiveCount} receives to ${deadLetterQueue}`]),
  ];
  const role = deadLettersOf.length === 0 ? settings.join(', ') : `dead-letter queue of ${deadLettersOf.join(', ')}`;
  const shown = clip(name, Math.min(name.length, width - 4));
  const rest = clip(role, Math.min(role.length, width - shown.length - 6));
  const rule = '─'.repeat(Math.max(0, width - shown.length - rest.length - 6));
  return `${dim('──')} ${bold(shown)}  ${dim(`${rest} ${rule}`)}`;
}

function paintHead(lane: Lane, { counts, deadLettersOf }: QueueState, text: string): string {
  if (counts[lane] === 0) return dim(text);
  return lane === 'visible' && deadLettersOf.length > 0 ? bold(red(text)) : bold(text);
}

function cell(queue: QueueState, lane: Lane, row: number, rows: number, groups: BoardState['groups'], width: number) {
  const { cards, counts, maxReceiveCount } = queue;
  const card = cards[lane][row];
  const hidden = counts[lane] - row;
  if (row === rows - 1 && hidden > 1) return dim(clip(` … ${hidden} more`, width));
  if (card === undefined) return ' '.repeat(width);
  const text = ` ${justify(nameOf(card, groups), figures(card, maxReceiveCount, width >= WIDE), width - 2)} `;
  if (lane === 'deleted') return dim(text);
  return card.group === undefined ? text : (GROUP_PAINTS[card.group % GROUP_PAINTS.length] ?? cyan)(text);
}

const nameOf = ({ label, group }: Card, groups: BoardState['groups']): string => {
  const name = group === undefined ? undefined : groups[group];
  return name === undefined || label.startsWith(name) ? label : `${name}: ${label}`;
};

/** `2/3` is the second of three receives; after it the time to the deadline. */
function figures({ receives, secondsLeft }: Card, maximum: number | undefined, wide: boolean): string {
  const count = maximum === undefined ? `${receives}×` : `${receives}/${maximum}`;
  const spelled = wide ? `receive ${maximum === undefined ? receives : count}` : count;
  return secondsLeft === undefined ? spelled : `${spelled} ${short(secondsLeft).padStart(3)}`;
}
