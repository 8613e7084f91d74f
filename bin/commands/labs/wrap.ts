/** Lines of at most `width` characters, broken between words. */
export function wrap(text: string, indent = '  ', width = 96): string {
  return text
    .split('\n')
    .map((paragraph) => wrapLine(paragraph, indent, width))
    .join('\n');
}

function wrapLine(text: string, indent: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `${indent}${each}`).join('\n');
}
