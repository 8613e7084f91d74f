import type { Check, Judgement } from './check';
import type { Question } from './question';
import type { Scene } from './scene';

/** A fact that the exam asks for. */
export interface ExamFact {
  readonly fact: string;
  /** What most prep pages still say, where it is out of date. */
  readonly outdated?: string;
}

/** What a lab says of itself. Its folder also holds `start/`, and a solution or two. */
export interface LabText {
  /** The folder's name and the key of the progress file: it never changes, whatever place the lab has in the list. */
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  /** Who has which trouble. */
  readonly story: string;
  /** What must be true in the end. */
  readonly task: string;
  /** The file with the one place to change. Another file may be changed instead: only behaviour is judged. */
  readonly edit: string;
  readonly question: Question;
  /** Where to look, which rule of AWS decides, what to write. */
  readonly hints: readonly [where: string, rule: string, change: string];
  /** The same by hand, for `spillway labs board`: AWS CLI, without endpoint and region. */
  readonly commandLines: readonly string[];
  /** What to remember, shown after the checks have passed. */
  readonly lesson: string;
  readonly exam: readonly ExamFact[];
  /** Folders of solutions: the first is shown to the learner, the others prove that the checks accept them. */
  readonly solutions: readonly [string, ...string[]];
  /** Names of the checks that the start fails, and no others: the reason that is intended. */
  readonly startFails: readonly [string, ...string[]];
  /** What one account alone cannot show. @default - everything can be seen there */
  readonly inAccount?: {
    /** Names of the checks that are left out there. */
    readonly without: readonly [string, ...string[]];
    /** A sentence. */
    readonly because: string;
  };
}

/** What a lab does. */
export interface LabPlay<Observation> {
  /** Before the story begins, for example: messages that are there already. */
  setup?(scene: Scene): Promise<void>;
  /** Plays the story with the learner's code. */
  observe(scene: Scene): Promise<Observation>;
  /** What happened, a line for each thing: the symptom. */
  tell(observation: Observation): readonly string[];
  readonly checks: readonly Check<Observation>[];
}

export interface Lab extends LabText {
  readonly checkNames: readonly string[];
  /** Everything that the checks link to. */
  readonly pages: readonly Check<never>['page'][];
  /** Sets up and plays the story once. */
  play(scene: Scene): Promise<{ readonly told: readonly string[]; readonly judgements: readonly Judgement[] }>;
}

/** Joins both, and keeps what was observed between them. */
export function defineLab<Observation>(text: LabText, play: LabPlay<Observation>): Lab {
  return {
    ...text,
    checkNames: play.checks.map(({ name }) => name),
    pages: play.checks.map(({ page }) => page),
    async play(scene) {
      await play.setup?.(scene);
      const observation = await play.observe(scene);
      const judgements = play.checks.map((check) => ({ ...check, look: async () => check.look(observation, scene) }));
      return { told: play.tell(observation), judgements };
    },
  };
}
