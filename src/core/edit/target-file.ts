import type { Source } from "../source/source.ts";
import { isObject, objectAt } from "../values/untyped.ts";
import type { EditFailure } from "./failure.ts";
import type { DeclaredNames } from "./model.ts";
import { membersIn, namesIn } from "./verify.ts";

/** The access of a new member, and the file that the user chose, if any. */
interface NewMember extends DeclaredNames {
  readonly file?: string | undefined;
}

/**
 * Chooses the file for a new member: the file that the user chose; the only file that lists members, apart from an empty list
 * in the main file; an included file that declares one of the member's groups; or the file that lists the most
 * people with the same access. The first source is the main file.
 */
export function chooseFile(sources: readonly Source[], member: NewMember): Source | EditFailure {
  const { file, groups, workspaces } = member;
  if (file !== undefined)
    return (
      sources.find(source => source.file === file) ?? {
        problem: "no-such-file",
        file,
        files: filesOf(sources),
      }
    );
  const [main, ...included] = sources;
  const listing = included.filter(({ value }) => isObject(value) && "members" in value);
  const candidates =
    main && (listing.length === 0 || membersIn(main.value).length > 0) ? [main, ...listing] : listing;
  const declaring = candidates.filter(
    source =>
      source !== main && groups.some(name => Object.hasOwn(objectAt(source.value, "groups") ?? {}, name)),
  );
  const scored = (declaring.length > 0 ? declaring : candidates).map(source => ({
    source,
    matches: membersIn(source.value).filter(
      item =>
        groups.every(name => namesIn(item, "groups").includes(name)) &&
        workspaces.every(name => namesIn(item, "workspaces").includes(name)),
    ).length,
  }));
  const highest = Math.max(...scored.map(one => one.matches));
  const best = scored.filter(one => one.matches === highest).map(one => one.source);
  const [only] = best;
  return only && best.length === 1 ? only : { problem: "several-files", files: filesOf(best) };
}

function filesOf(sources: readonly Source[]): readonly string[] {
  return sources.map(source => source.file);
}
