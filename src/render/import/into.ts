import type { CsvList } from "../../core/import/csv/list.ts";
import type { AccessChange } from "../../core/import/merge.ts";
import { escapeTerminalLines } from "../text/escape.ts";
import { formatNumber, pluralize } from "../text/plural.ts";
import { changeLines, ignoredText } from "./import.ts";

/** What an import of a CSV file changed in an included file. */
export interface IntoReport {
  readonly file: string;
  readonly isNew: boolean;
  /** Whether anything in the file changed, such as a name. */
  readonly isChanged: boolean;
  /** The number of people in the file. */
  readonly people: number;
  /** Sorted by email. */
  readonly changes: readonly AccessChange[];
  readonly list: CsvList | undefined;
}

/** Renders who was added and dropped, and whose access changed. Safe for a terminal. */
export function renderInto({ file, isNew, isChanged, people, changes, list }: IntoReport): string {
  const count = (kind: AccessChange["kind"]) =>
    formatNumber(changes.filter(change => change.kind === kind).length);
  const size = pluralize(people, "person");
  const counts = `${count("added")} added, ${count("dropped")} dropped, ${count("changed")} changed`;
  const lines = isNew
    ? [`Created ${file}: ${size}.`, ...changeLines(changes)]
    : isChanged
      ? [`${file}: ${size}, ${counts}.`, ...changeLines(changes)]
      : [`No changes needed in ${file}: ${size}.`];
  return escapeTerminalLines(`${[...lines, ...(list ? ignoredText(list) : [])].join("\n")}\n`);
}
