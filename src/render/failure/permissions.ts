import type { NeededPermissions, RequiredPermissions } from "../../core/failure/failure.ts";

/** All permissions that a job needs, with the one that was refused, as a sentence that follows another. */
export function permissionsText({ refused, needed }: RequiredPermissions): string {
  return ` The token lacks ${refused}. Give the job everything that it needs: ${permissionsLine(needed)}`;
}

/** A line of a job that gives it permissions. */
export function permissionsLine(needed: NeededPermissions): string {
  const list = Object.entries(needed).map(([name, level]) => `${name}: ${level}`);
  return `permissions: { ${list.join(", ")} }`;
}
