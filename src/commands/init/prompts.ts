import type { InitFailure } from "../../core/init/failure.ts";
import type { ActionSource, FirstMembers, NamedWorkspace } from "../../core/init/model.ts";
import { readAction, readOrganization, readOwners, readWorkspace } from "../../core/init/options.ts";
import { isBranchName } from "../../core/values/branch-name.ts";
import type { Result } from "../../core/values/result.ts";
import type { Io, Question } from "../../io/io.ts";
import { initReason } from "../../render/init/failure.ts";
import { initQuestions } from "../../render/init/questions.ts";

/** Choices from options or answers. Undefined if there is neither. */
export interface InitAnswers {
  readonly members: FirstMembers | undefined;
  readonly owners: readonly string[] | undefined;
  /** Empty if the state is stored on the branch itself. */
  readonly stateBranch: string | undefined;
  readonly action: ActionSource | undefined;
  readonly forks: boolean | undefined;
}

interface Asks {
  /** Whether only the answers can provide what members.yaml needs. */
  readonly needsMembers: boolean;
  /** Whether workflows are written. */
  readonly workflows: boolean;
  readonly branch: string;
}

/** Thrown if the user cancels a question, and caught in this file. */
class Canceled extends Error {}

/** Asks for each choice that no option made. Returns undefined if the user cancels. */
export function askQuestions(io: Io, given: InitAnswers, asks: Asks): Promise<InitAnswers | undefined> {
  return ask(io, given, asks).catch(error => {
    if (error instanceof Canceled) return undefined;
    throw error;
  });
}

async function ask(
  io: Io,
  given: InitAnswers,
  { needsMembers, workflows, branch }: Asks,
): Promise<InitAnswers> {
  const members = needsMembers ? await askForMembers(io) : given.members;
  const owners = given.owners ?? (await askForOwners(io));
  if (!workflows) return { ...given, members, owners };
  return {
    members,
    owners,
    stateBranch: given.stateBranch ?? (await askForStateBranch(io, branch)),
    forks: given.forks ?? (await choose(io, initQuestions.forks)) === "yes",
    action: given.action ?? (await typeOrSkip(io, initQuestions.action, readAction)),
  };
}

async function askForMembers(io: Io): Promise<FirstMembers> {
  const organization = await type(io, initQuestions.organization, readOrganization);
  const workspaces: NamedWorkspace[] = [];
  for (;;) {
    const isFirst = workspaces.length === 0;
    const question = isFirst ? initQuestions.workspace : initQuestions.furtherWorkspace;
    const read = (answer: string) => readWorkspace(answer, workspaces);
    const workspace = isFirst ? await type(io, question, read) : await typeOrSkip(io, question, read);
    if (!workspace) return { organization, workspaces };
    workspaces.push(workspace);
  }
}

async function askForOwners(io: Io): Promise<readonly string[]> {
  const read = (answer: string) => readOwners(answer.split(/[\s,]+/));
  return (await typeOrSkip(io, initQuestions.owners, read)) ?? [];
}

async function askForStateBranch(io: Io, branch: string): Promise<string> {
  if ((await choose(io, initQuestions.state(branch))) === "same-branch") return "";
  const name = await typed(io, initQuestions.stateBranch, answer =>
    answer === "" || (isBranchName(answer) && answer !== branch)
      ? undefined
      : initQuestions.notABranch(branch),
  );
  return name || initQuestions.stateBranch.example;
}

type QuestionOf<Kind extends Question["kind"]> = Omit<Extract<Question, { kind: Kind }>, "kind">;
type Text = Omit<QuestionOf<"text">, "problemOf">;
type Read<Value> = (answer: string) => Result<Value, InitFailure>;

async function type<Value>(io: Io, text: Text, read: Read<Value>): Promise<Value> {
  const checked = read(await typed(io, text, answer => problemIn(read(answer))));
  if (!checked.ok) throw new Error("an invalid answer was accepted");
  return checked.value;
}

/** Returns undefined if the answer is empty. */
async function typeOrSkip<Value>(io: Io, text: Text, read: Read<Value>): Promise<Value | undefined> {
  const answer = await typed(io, text, one => (one === "" ? undefined : problemIn(read(one))));
  const checked = answer === "" ? undefined : read(answer);
  return checked?.ok ? checked.value : undefined;
}

async function typed(
  io: Io,
  { message, example }: Text,
  problemOf: (answer: string) => string | undefined,
): Promise<string> {
  const answer = await io.ask({ kind: "text", message, example, problemOf });
  if (answer === undefined) throw new Canceled();
  return answer;
}

async function choose(io: Io, question: QuestionOf<"choice">): Promise<string> {
  const answer = await io.ask({ kind: "choice", ...question });
  if (answer === undefined) throw new Canceled();
  return answer;
}

function problemIn(checked: Result<unknown, InitFailure>): string | undefined {
  return checked.ok ? undefined : initReason(checked.problem);
}
