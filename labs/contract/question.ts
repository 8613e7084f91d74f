/** In the manner of the exam, asked before the lab: predict, then see. */
export interface Question {
  readonly text: string;
  readonly answers: readonly [string, string, ...string[]];
  /** Position of the right one in `answers`, from 0. */
  readonly right: number;
  readonly because: string;
}

/** `a` for the first answer; undefined for what is no answer. */
export function answerOf(question: Question, letter: string): number | undefined {
  const index = letter.trim().toLowerCase().charCodeAt(0) - 'a'.charCodeAt(0);
  return letter.trim().length === 1 && index >= 0 && index < question.answers.length ? index : undefined;
}
