import type { Source } from "../source/source.ts";
import { isMapping, mappingAt } from "../values/untyped.ts";
import type { EditRefusal } from "./failure.ts";
import { membersIn, namesIn } from "./verify.ts";

/** What somebody new should have, and the file that was named for them. */
interface NewMember {
  readonly groups: readonly string[];
  readonly workspaces: readonly string[];
  readonly file?: string | undefined;
}

/**
 * The file that somebody new belongs in, the main file being the first: the one named; the only one that lists members; one beside the
 * main file that declares a group of theirs; or the one that lists most people who have the same.
 */
export function chooseFile(sources: readonly Source[], member: NewMember): Source | EditRefusal {
  const { file, groups, workspaces } = member;
  if (file !== undefined)
    return (
      sources.find(source => source.file === file) ?? {
        problem: "no-such-file",
        file,
        files: namesOf(sources),
      }
    );
  const holding = sources.filter(({ value }) => isMapping(value) && "members" in value);
  const candidates = holding.length > 0 ? holding : sources.slice(0, 1);
  const declaring = candidates.filter(
    source =>
      source !== sources[0] && groups.some(name => Object.hasOwn(mappingAt(source.value, "groups"), name)),
  );
  const alikeIn = ({ value }: Source) =>
    membersIn(value).filter(
      item =>
        groups.every(name => namesIn(item, "groups").includes(name)) &&
        workspaces.every(name => namesIn(item, "workspaces").includes(name)),
    ).length;
  const best = mostOf(declaring.length > 0 ? declaring : candidates, alikeIn);
  const [only] = best;
  return only && best.length === 1 ? only : { problem: "several-files", files: namesOf(best) };
}

function mostOf(sources: readonly Source[], score: (source: Source) => number): readonly Source[] {
  const scores = sources.map(score);
  const most = Math.max(...scores);
  return sources.filter((_, index) => scores[index] === most);
}

function namesOf(sources: readonly Source[]): readonly string[] {
  return sources.map(source => source.file);
}
