import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../contract';
import { labFolder } from './folders';
import { type Report, runLab } from './run-lab';

const MARK = 'TODO(lab):';

/** What is wrong with a lab: nothing, when its start fails as intended and each solution passes. */
export async function devCheck(lab: Lab): Promise<readonly string[]> {
  const problems = [...textProblems(lab), ...fileProblems(lab)];
  const start = await runLab(lab, labFolder(lab.slug, 'start'));
  const failed = failures(start);
  if (failed.join('|') !== lab.startFails.join('|')) {
    problems.push(
      `its start must fail [${lab.startFails.join(', ')}], and fails [${failed.join(', ')}]. ${seen(start)}`,
    );
  }
  for (const solution of lab.solutions) {
    const report = await runLab(lab, labFolder(lab.slug, solution));
    if (!report.passed)
      problems.push(`its ${solution} must pass, and fails [${failures(report).join(', ')}]. ${seen(report)}`);
  }
  return problems.map((problem) => `${lab.slug}: ${problem}`);
}

function textProblems({
  question,
  hints,
  pages,
  commandLines,
  exam,
  checkNames,
  startFails,
  inAccount,
}: Lab): string[] {
  const problems: string[] = [];
  if (hints.some((hint) => hint.trim().length < 20)) problems.push('each of its three hints must say something.');
  if (new Set(hints).size !== hints.length) problems.push('its hints must differ.');
  if (question.answers[question.right] === undefined) problems.push('the right answer must be one of the answers.');
  if (commandLines.length === 0) problems.push('it must show AWS CLI lines.');
  if (exam.length === 0) problems.push('it must name the facts that the exam asks for.');
  for (const name of startFails) {
    if (!checkNames.includes(name)) problems.push(`'${name}' is none of its checks.`);
  }
  for (const name of inAccount?.without ?? []) {
    if (!checkNames.includes(name)) problems.push(`'${name}', left out in an account, is none of its checks.`);
  }
  for (const { title, url } of pages) {
    if (title === '' || !/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/.test(url))
      problems.push(`'${url}' is no AWS page.`);
  }
  return problems;
}

/** One place to change, and no file or folder that nobody uses. */
function fileProblems({ slug, edit, solutions }: Lab): string[] {
  const problems: string[] = [];
  const start = labFolder(slug, 'start');
  const files = readdirSync(start);
  const marks = files.filter((file) => readFileSync(join(start, file), 'utf8').includes(MARK));
  if (marks.join() !== edit)
    problems.push(`'${MARK}' must stand in ${edit} only, and stands in [${marks.join(', ')}].`);
  const count = readFileSync(join(start, edit), 'utf8').split(MARK).length - 1;
  if (count !== 1) problems.push(`'${MARK}' must stand in ${edit} once, and stands there ${count} times.`);
  for (const solution of solutions) {
    const folder = labFolder(slug, solution);
    for (const file of readdirSync(folder)) {
      if (!files.includes(file)) problems.push(`${solution} has a file '${file}' that its start lacks.`);
      if (readFileSync(join(folder, file), 'utf8').includes(MARK))
        problems.push(`${solution}/${file} still has '${MARK}'.`);
    }
    for (const file of files) if (!existsSync(join(folder, file))) problems.push(`${solution} lacks '${file}'.`);
  }
  const folders = readdirSync(join(start, '..'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    if (name !== 'start' && !solutions.includes(name)) problems.push(`nobody uses its folder '${name}'.`);
  }
  return problems;
}

const failures = ({ results }: Report): readonly string[] =>
  results.filter(({ status }) => status !== 'pass').map(({ name }) => name);

const seen = ({ results }: Report): string => results.map(({ name, observed }) => `${name}: ${observed}`).join('; ');
