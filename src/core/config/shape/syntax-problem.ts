import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Location } from "../../diagnostics/location.ts";
import type { SyntaxMistake } from "../../yaml/syntax/mistake.ts";

/** Returns the diagnostic of a mistake in a key or string that is at a location. */
export function syntaxProblem({ problem, start, end }: SyntaxMistake, location: Location): Diagnostic {
  const isPart = problem.problem === "odd-space";
  const column = isPart ? location.column + start : location.column;
  const endColumn = isPart ? location.column + end : location.endColumn;
  return { code: "yaml-syntax", details: problem, location: { ...location, column, endColumn } };
}
