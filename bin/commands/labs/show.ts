import { relative } from 'node:path';
import type { Lab, Question, Result } from '../../../labs/contract';
import type { Report } from '../../../labs/runner/run-lab';
import { bold, dim, green, heading, print, red, yellow } from '../../console/output';
import { calledAs } from './called-as';
import type { LabProgress } from './progress';
import { wrap } from './wrap';

export function showList(labs: readonly Lab[], progressOf: (slug: string) => LabProgress): void {
  const passed = labs.filter(({ slug }) => progressOf(slug).passedAt !== undefined).length;
  heading(`Labs: ${passed} of ${labs.length} passed`);
  for (const [index, { slug, title, minutes }] of labs.entries()) {
    const { passedAt, runs, hints } = progressOf(slug);
    const mark = passedAt !== undefined ? green('✓') : runs > 0 ? yellow('…') : ' ';
    const used = hints === 0 ? '' : `, ${hints} of 3 hints`;
    print(`  ${mark} ${String(index + 1).padStart(2)}  ${slug.padEnd(22)} ${title} ${dim(`(${minutes} min${used})`)}`);
  }
}

export function showLab(lab: Lab, folder: string): void {
  heading(lab.title);
  print(wrap(lab.story));
  print(`\n${bold('Your task')}`);
  print(wrap(lab.task));
  print(`\n${bold('Edit')} ${shortPath(folder)}/${lab.edit}`);
  print(dim(`  look for TODO(lab). The other files there may be changed too: only behaviour is judged.`));
}

export function showCommandLines({ slug, commandLines }: Lab): void {
  print(`\n${bold('The same by hand')} ${dim(`after '${calledAs()} board ${slug} --by-hand' in another terminal`)}`);
  for (const line of commandLines) print(`  ${line}`);
}

export function showQuestion({ text, answers }: Question): void {
  print(`\n${bold('Predict first.')}`);
  print(wrap(text));
  for (const [index, answer] of answers.entries()) print(wrap(`${letter(index)}) ${answer}`, '    '));
}

export function showAnswer({ answers, right, because }: Question, given: number | undefined): void {
  const verdict = given === undefined ? '' : given === right ? green('Right. ') : yellow('Not quite. ');
  print(`\n${verdict}${letter(right)}) ${answers[right]}`);
  print(wrap(because));
}

const letter = (index: number): string => String.fromCharCode('a'.charCodeAt(0) + index);

export function showReport(lab: Lab, { passed, told, results }: Report): void {
  if (told.length > 0) heading('What happened');
  for (const line of told) print(`  ${line}`);
  heading(`Checks of ${lab.slug}`);
  for (const result of results) showResult(result);
  if (!passed) return;
  print(`\n${green(bold('Passed.'))}`);
  print(wrap(lab.lesson));
  for (const { fact, outdated } of lab.exam) {
    print(wrap(`- exam: ${fact}${outdated === undefined ? '' : ` (Most prep pages still say: ${outdated})`}`));
  }
}

function showResult({ name, status, observed, expected, why, page }: Result): void {
  const mark = status === 'pass' ? green('✓') : status === 'fail' ? red('✗') : dim('·');
  print(`  ${mark} ${name}${status === 'not yet' ? dim('  not yet') : ''}`);
  if (status !== 'fail') return;
  const aligned = (label: string, text: string): void =>
    print(`${dim(label.padStart(14))}  ${wrap(text, ' '.repeat(16)).trimStart()}`);
  aligned('observed', observed);
  aligned('expected', expected);
  aligned('why', why);
  aligned('read', `${page.title}\n${page.url}`);
}

/** As it is typed from here. */
export const shortPath = (path: string): string => {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
};
