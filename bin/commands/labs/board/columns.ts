/** Exactly `width` columns. Whoever paints a text does so after this. */
export function clip(text: string, width: number): string {
  if (text.length <= width) return text.padEnd(width);
  return width < 1 ? '' : `${text.slice(0, width - 1)}…`;
}

/** Left and right in `width` columns; the left gives way. */
export function justify(left: string, right: string, width: number): string {
  return `${clip(left, Math.max(0, width - right.length - 1))} ${right}`.slice(-Math.max(0, width));
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;

/** `28s`, `12m`, `11h`, `4d`: three figures at most, rounded down but never to nothing. */
export function short(seconds: number): string {
  const [unit, size] = UNITS.find(([, each]) => seconds >= 2 * each) ?? UNITS[3];
  return `${Math.max(0, Math.floor(seconds / size))}${unit}`;
}

/** `0:01:12`, with days before it where there are any. */
export function stopwatch(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(whole / 86_400);
  const time = `${Math.floor(whole / 3_600) % 24}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return days === 0 ? time : `${days}d ${time}`;
}
