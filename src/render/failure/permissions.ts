import type { JobPermissions, RequiredPermissions } from "../../core/failure/failure.ts";

/** Returns the permission that the token lacks and all that the job needs, as sentences to append to another. */
export function permissionsText({ refused, needed }: RequiredPermissions): string {
  return ` The token lacks ${refused}. Add this line to the job: ${permissionsLine(needed)}`;
}

/** Returns the line of a workflow job that sets its permissions. */
export function permissionsLine(needed: JobPermissions): string {
  const list = Object.entries(needed).map(([name, level]) => `${name}: ${level}`);
  return `permissions: { ${list.join(", ")} }`;
}
