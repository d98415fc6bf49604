import { dayOf } from "../core/values/day.ts";
import { capitalize, formatNumber, pluralize } from "../render/text/plural.ts";
import { element } from "./elements/element.ts";
import { expiryLabel, minuteOf, people, stateLabels, stateMeanings, states } from "./elements/messages.ts";
import { originNodes } from "./elements/origins.ts";
import { makeStatusIcon } from "./elements/status-icons.ts";
import type { Grant, Member, Model, State, Workspace } from "./model/model.ts";

/** The part of the matrix that the pointer or the focus is on. */
export type Subject =
  | {
      readonly kind: "grant";
      readonly member: Member;
      readonly workspace: Workspace;
      readonly grant: Grant | undefined;
    }
  | { readonly kind: "member"; readonly member: Member }
  | { readonly kind: "workspace"; readonly workspace: Workspace }
  | { readonly kind: "hint" };

/** The part of the page that shows all details of the current subject. */
export interface Details {
  readonly element: HTMLElement;
  show(subject: Subject): void;
}

export function makeDetails(model: Model): Details {
  const region = element("section", { class: "details", "aria-label": "Details", tabindex: -1 });
  const details: Details = {
    element: region,
    show: subject => region.replaceChildren(...nodesFor(model, subject)),
  };
  details.show({ kind: "hint" });
  return details;
}

function nodesFor(model: Model, subject: Subject): readonly Node[] {
  switch (subject.kind) {
    case "grant":
      return grantNodes(model, subject.member, subject.workspace, subject.grant);
    case "member":
      return memberNodes(subject.member);
    case "workspace":
      return workspaceNodes(model, subject.workspace);
    case "hint":
      return [
        element(
          "p",
          { class: "hint" },
          "To see details, point at a cell, or move with the arrow keys. To go to the details, press Enter. To return, press Escape.",
        ),
      ];
  }
}

type Fields = readonly (readonly [name: string, ...value: readonly (Node | string)[]])[];

/** Returns a field, or nothing if it has no value. */
function field(name: string, ...value: readonly (Node | string | undefined)[]): Fields {
  const parts = value.flatMap(part => part || []);
  return parts.length === 0 ? [] : [[name, ...parts]];
}

function fieldList(fields: Fields): HTMLElement {
  return element(
    "dl",
    {},
    ...fields.map(([name, ...value]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, ...value)),
    ),
  );
}

function heading(...children: readonly (Node | string)[]): HTMLElement {
  return element("p", { class: "subject" }, ...children);
}

function who({ name, email }: Member): readonly Node[] {
  const strong = element("strong", {}, name ?? email);
  return name === undefined ? [strong] : [strong, element("span", { class: "quiet" }, ` ${email}`)];
}

function grantNodes(
  model: Model,
  member: Member,
  workspace: Workspace,
  grant: Grant | undefined,
): readonly Node[] {
  const subject = [...who(member), " in ", element("strong", {}, workspace.name)];
  if (grant === undefined)
    return [heading(...subject), element("p", { class: "quiet" }, "No access, and none requested.")];
  const origin = originNodes(grant);
  const adopted = grant.isAdopted ? ", adopted (already in Tally)" : "";
  const fields: Fields = [
    ["Requested", grant.isDesired ? "yes" : "no"],
    ...field("Since", grant.since && minuteOf(grant.since) + adopted),
    ...field(
      "Last sent",
      grant.lastSent === grant.since ? undefined : grant.lastSent && minuteOf(grant.lastSent),
    ),
    ...field("Granted by", ...origin),
    ...field("Until", grant.expires && expiryLabel(model, grant.expires)),
    ...field("Note", member.note),
  ];
  const concern = grant.concern ? [element("strong", { class: "alarm" }, `${grant.concern.head}. `)] : [];
  return [
    heading(
      makeStatusIcon(grant.states),
      element("strong", {}, stateLabels[grant.status]),
      " · ",
      ...subject,
    ),
    element("p", { class: "quiet" }, ...concern, grant.concern?.meaning ?? stateMeanings[grant.status]),
    fieldList(fields),
  ];
}

function memberNodes(member: Member): readonly Node[] {
  const fields: Fields = [
    ["Access to", pluralize(member.granted, "workspace")],
    ...field("First sent or adopted", member.since && dayOf(member.since)),
    ["Groups", member.groups.length === 0 ? "none" : member.groups.join(", ")],
    ...field("Remarks", member.remarks),
    ...field("Note", member.note),
  ];
  return [heading(...who(member)), fieldList(fields)];
}

function workspaceNodes(model: Model, workspace: Workspace): readonly Node[] {
  const own = model.groups.filter(group => group.workspaceIds.includes(workspace.id));
  const groups = own.map(({ name }) => name);
  const fields: Fields = [
    ["People with access", people(workspace.granted)],
    ["ID in Tally", workspace.id],
    ["Groups", groups.length === 0 ? "none" : groups.join(", ")],
    ...states
      .filter((state: State) => workspace.counts.has(state))
      .map(
        state => [capitalize(stateLabels[state]), formatNumber(workspace.counts.get(state) ?? 0)] as const,
      ),
  ];
  const notes = workspace.isDeclared ? [] : [" · not in members.yaml"];
  return [heading(element("strong", {}, workspace.name), ...notes), fieldList(fields)];
}
