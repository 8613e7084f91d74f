export const CTRL_C = '\u0003';
const ESCAPE = '\u001b';
/** What an arrow or a function key sends: none of its characters is meant. */
const SEQUENCE = new RegExp(`${ESCAPE}(?:\\[[\\d;]*[A-Za-z~]|O.)?`, 'g');

/** One character at a time, without Enter. */
export class Keys {
  private readonly take = (chunk: Buffer): void => {
    for (const key of chunk.toString('utf8').replaceAll(SEQUENCE, '')) this.pressed(key);
  };

  constructor(private readonly pressed: (key: string) => void) {
    process.stdin.setRawMode(true);
    process.stdin.on('data', this.take);
    process.stdin.resume();
  }

  end(): void {
    process.stdin.off('data', this.take);
    process.stdin.setRawMode(false);
    process.stdin.pause();
  }
}
