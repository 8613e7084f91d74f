const LONGEST_JSON = 10_000;
/** Wider than a terminal: a body may have a mebibyte, and all labels are drawn anew with each frame. */
const LONGEST_LABEL = 300;

/** What a message is called on the board: what its body says, as short as that goes. */
export function labelOf(body: string): string {
  const value = body.length <= LONGEST_JSON ? parse(body) : undefined;
  return printable(((isRecord(value) && ofRecord(value)) || body).slice(0, LONGEST_LABEL));
}

function ofRecord(body: Record<string, unknown>): string {
  if (body['Event'] === 's3:TestEvent') return 's3:TestEvent';
  if (body['Type'] === 'Notification' && typeof body['Message'] === 'string') return labelOf(body['Message']);
  const [record] = Array.isArray(body['Records']) ? body['Records'] : [];
  const key = isRecord(record) && isRecord(record['s3']) && isRecord(record['s3']['object']) && record['s3']['object'];
  if (key) return String(key['key']);
  return Object.values(body)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .join(' ');
}

/** One column for each character, and nothing that a terminal would obey. */
export const printable = (text: string): string => text.replace(/[^\u0020-\u007e\u00a1-\u02ff]+/gu, '·');

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
