const require_action = require("../action.js");
const require_model = require("./render-document-model.js");
const require_gaps = require("./render-findings-gaps.js");
const require_state_store = require("./action-context-state-store.js");
const require_limits = require("./render-plan-limits.js");

// src/render/text/layout.ts
/** Formats a timestamp: `2026-11-23 10:00:00 UTC`. */
function timeText(timestamp) {
	return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`;
}

// src/render/plan/sections.ts
/** Builds the sections of actions: first cancellations and removals, then changes to the state file. */
function actionSections(plan, names) {
	const section = (sign, actions, sentences) => {
		const { head, meaning } = require_state_store.headedText(sentences);
		return {
			head: [{ strong: head }, `: ${require_action.pluralize(actions.length, "person")}`],
			sentence: [meaning],
			rows: actions.map((one) => ({
				sign,
				...require_model.grantsRow(one, names, require_model.joinNotes(dayNote(one), require_state_store.newAddressNote(one.newAddress)))
			})),
			unit: "person"
		};
	};
	const ended = plan.cancel.filter((one) => one.because !== "resend");
	const resent = plan.cancel.filter((one) => one.because === "resend");
	const reason = "They are no longer in members.yaml, or their access expired.";
	return [
		section("-", ended, `Cancel. ${reason} Rollcall cancels their pending invite.`),
		section("-", plan.remove, `Remove. ${reason} Rollcall removes them from the organization.`),
		section("~", resent, "Replace. Rollcall cancels their pending invite and sends a new one."),
		section("=", plan.adopt, "Adopt. They already have this access in Tally. Rollcall adds it to the state file and sends no email."),
		section("=", plan.forget, "Forget. They are no longer in members.yaml or in Tally. Rollcall removes them from the state file.")
	];
}
function dayNote({ day }) {
	return day === void 0 ? void 0 : `last day ${day}`;
}
/** Returns the results of unconfirmed calls according to live data, if there are any. */
function resolvedSentence({ resolved }) {
	if (resolved.length === 0) return void 0;
	const done = resolved.filter((one) => one.result === "done" && one.emails === void 0).length;
	const partly = resolved.filter((one) => one.emails !== void 0).length;
	const parts = [
		done > 0 && `${require_action.pluralize(done, "unconfirmed call")} succeeded`,
		partly > 0 && `${require_action.pluralize(partly, "unconfirmed call")} partly succeeded`,
		done + partly < resolved.length && `${require_action.pluralize(resolved.length - done - partly, "unconfirmed call")} had no effect`
	].filter((part) => part !== false);
	return `Tally shows that ${require_action.formatList(parts)}.`;
}

// src/reconcile/plan-now.ts
/** Makes today's plan from the configuration, the state, and the live data, if Tally was checked. */
function planNow(io, config, state, { desired = require_state_store.desiredOn(require_action.dayOf(require_state_store.currentTimestamp(io)), config), observed, basis, shown } = {}) {
	return require_action.planChanges({
		desired,
		recorded: state.recorded,
		settings: config.settings,
		basis: basis ?? {
			config: configDigest(config, desired),
			state: digestOfState(state)
		},
		observed,
		shown
	});
}
function digestOfState({ text }) {
	return require_action.digestOf(text.replaceAll("\r\n", "\n"));
}
/** Returns the digest of everything in the configuration that affects a plan. Order and comments in the files don't. */
function configDigest(config, desired) {
	return require_action.digestOf(require_action.formatBasis(config, desired));
}

// src/render/plan/policy.ts
/** Builds the sections about policy changes, which come before the people. */
function policyBlocks(changes, names) {
	const rowsOf = (...kinds) => changes.filter(({ kind }) => kinds.includes(kind)).map((change) => changeRow(change, names));
	const rows = rowsOf("setting", "workspace", "group", "file", "include");
	return require_model.sectionsBlock([{
		head: [{ strong: "Policy changes" }, `: ${require_action.formatNumber(rows.length)}`],
		rows,
		unit: "change",
		isWarning: true,
		isDetailed: true
	}, ...daySections(changes, names)]);
}
/** Builds one section for each pair of old and new dates, with the people that it affects. */
function daySections(changes, names) {
	return [...require_action.groupBy(changes.filter((change) => change.kind === "expires" || change.kind === "resend"), ({ kind, before, after }) => `${kind} ${before} ${after}`).values()].map((all) => {
		const people = require_action.pluralize(new Set(all.map(({ email }) => email)).size, "person");
		return {
			head: dayHead(all[0], people),
			rows: all.map((change) => changeRow(change, names)),
			unit: "person",
			isWarning: true
		};
	});
}
function dayHead(change, people) {
	const { kind, before, after } = change;
	if (kind === "resend") return [{ strong: `New resend date ${after}` }, `: ${people}`];
	return [{ strong: "Last day of access changed" }, ` ${`from ${before ?? "none"} to ${after ?? "none"}`}: ${people}`];
}
function changeRow(change, names) {
	const sign = "~";
	switch (change.kind) {
		case "setting": return {
			sign,
			subject: [{ code: change.name }, settingText(change)]
		};
		case "workspace": {
			const { name, before, after, people } = change;
			const ids = [
				"ID changed from ",
				{ value: before },
				" to ",
				{ value: after }
			];
			return {
				sign,
				subject: [
					"workspace ",
					{ value: name },
					affectedText(people),
					ids
				]
			};
		}
		case "group": {
			const { name, added, removed, people } = change;
			const what = require_model.joinTexts([...removed.length > 0 ? [["removed ", require_model.workspacesText(removed, names)]] : [], ...added.length > 0 ? [["added ", require_model.workspacesText(added, names)]] : []], "; ");
			return {
				sign,
				subject: [
					"group ",
					{ value: name },
					affectedText(people),
					what
				]
			};
		}
		case "file": return {
			sign,
			subject: [
				"file ",
				{ value: change.path },
				affectedText(change.people),
				change.change
			]
		};
		case "include": return {
			sign,
			subject: [
				{ code: "include" },
				" ",
				{ value: change.pattern },
				`: ${change.change}`
			]
		};
		case "expires": return {
			sign,
			subject: [{ value: change.email }],
			name: names.people.get(change.email),
			workspaces: require_model.workspacesText(change.workspaceIds, names)
		};
		case "resend": return {
			sign,
			subject: [{ value: change.email }],
			name: names.people.get(change.email),
			note: resendNote(change)
		};
	}
}
/** Returns how many people a change affects, between what changed and how. */
function affectedText(people) {
	return ` (${require_action.pluralize(people, "person")}): `;
}
function resendNote({ after, lastSent }) {
	if (lastSent === null) return "has no effect: they were never invited";
	if (lastSent < after) return `last invited on ${lastSent}`;
	return `has no effect: the last invite was sent on ${lastSent}. Set a later date`;
}
function settingText({ before, after }) {
	if (!isList(before) || !isList(after)) return [
		": from ",
		valueText(before),
		" to ",
		valueText(after)
	];
	const added = after.filter((one) => !before.includes(one));
	const removed = before.filter((one) => !after.includes(one));
	return [": ", ...require_model.joinTexts([...removed.length > 0 ? [["removed ", valueText(removed)]] : [], ...added.length > 0 ? [["added ", valueText(added)]] : []], "; ")];
}
function valueText(value) {
	if (value === null) return ["any domain"];
	if (typeof value === "number") return [require_action.formatNumber(value)];
	if (!isList(value)) return [{ value }];
	return value.length === 0 ? ["nobody"] : require_model.joinTexts(value.map((one) => [{ value: one }]), ", ");
}
function isList(value) {
	return Array.isArray(value);
}

// src/render/plan/skipped.ts
/** The display order: actions that need live data, manual steps, and then actions that wait or aren't done. */
const order = [
	"needs-live-data",
	"manual-step",
	"unknown-workspace",
	"unconfirmed",
	"rejected",
	"lapsed",
	"attempts-exhausted",
	"blocked",
	"pending-unknown",
	"pending-changes",
	"resend-later",
	"expired",
	"others-invite",
	"not-owner",
	"owner-unknown",
	"incomplete-live-data",
	"protected",
	"owner",
	"self",
	"new-address",
	"removals-report"
];
/** Builds a section for each reason to skip an action. If there are many actions, all sections are folded in Markdown. */
function skippedSections(skipped, names) {
	return [...require_action.groupBy(skipped, (one) => `${one.reason} ${one.action}`).values()].sort(([a], [b]) => rankOf(a) - rankOf(b)).map((rows) => {
		const [first] = rows;
		const { head, meaning } = require_state_store.skippedText(first);
		return {
			head: [{ strong: head }, `: ${require_action.pluralize(rows.length, "person")}`],
			sentence: [meaning],
			rows: rows.map((one) => ({
				sign: one.action === "remove" ? "-" : "+",
				...require_model.grantsRow(one, names, require_model.joinNotes(dayText(one), require_state_store.newAddressNote(one.newAddress)))
			})),
			unit: "action",
			isFolded: skipped.length > 10,
			isWarning: true,
			isDetailed: first.reason === "manual-step" || first.reason === "unknown-workspace"
		};
	});
}
/**
* Returns the skipped actions of a part of a plan, except those of previous addresses whose new ones it invites: they are
* shown together, as one change.
*/
function separatelySkipped({ people, skipped }) {
	const invited = new Set(people.map(({ email }) => email));
	return skipped.filter(({ reason, newAddress }) => reason !== "new-address" || !invited.has(newAddress));
}
/** Whether an apply, which checks Tally first, would cancel the invite or remove the person. */
function isRemovable({ reason }) {
	return reason === "needs-live-data";
}
function rankOf(one) {
	return 2 * order.indexOf(one.reason) + (one.action === "invite" ? 0 : 1);
}
function dayText({ reason, action, day, resend }) {
	const texts = [day !== void 0 && (action === "remove" || reason === "expired" ? `last day ${day}` : `rejected on ${day}`), resend && resendText(resend)].filter((one) => typeof one === "string");
	return texts.length > 0 ? texts.join(", ") : void 0;
}
function resendText({ day, lastSent }) {
	return lastSent === void 0 || lastSent < day ? `resend is ${day}` : `resend is ${day}, but the last invite was sent on ${lastSent}: set a later date`;
}

// src/render/plan/unconfirmed.ts
/** Describes the calls whose result is unknown, what that means for their people, and what to do. */
function unconfirmedBlocks(calls, state, names) {
	if (calls.length === 0) return [];
	const people = calls.reduce((sum, call) => sum + call.emails.length, 0);
	return [...require_model.paragraph([{ strong: "Unconfirmed" }, `: ${require_action.pluralize(calls.length, "earlier call")} to ${require_action.pluralize(people, "person")} got no usable response. Rollcall sends them nothing more until an apply checks Tally after ${inFlightUntil(calls)}.`]), ...unconfirmedFold(calls, state, names)];
}
/** Returns the time when none of the calls can still be in flight. */
function inFlightUntil(calls) {
	const last = Math.max(...calls.map(({ at }) => Date.parse(at)));
	return timeText(new Date(last + require_action.inFlightMs).toISOString());
}
/** Builds a fold with the unconfirmed calls and how to resolve them manually. */
function unconfirmedFold(calls, state, names) {
	const head = {
		0: "How to resolve a call manually",
		1: "The call, and how to resolve it manually"
	}[calls.length] ?? "The calls, and how to resolve them manually";
	const rows = calls.map((one) => callRow(one, names));
	return require_model.fold([head], [...require_model.sectionsBlock([{
		head: "",
		rows,
		unit: "call",
		isDetailed: true
	}]), ...require_model.paragraph(resolveText(state))]);
}
function callRow({ call, at, action, workspaceIds, emails }, names) {
	const what = {
		invite: ["to ", require_model.workspacesText(workspaceIds, names)],
		cancel: "cancel the invite of",
		remove: "remove from the organization"
	};
	const people = require_model.joinTexts(emails.map((email) => ({ value: email })), ", ");
	return {
		sign: "?",
		subject: [
			"call ",
			{ value: call },
			`, ${timeText(at)}, `,
			what[action],
			": ",
			people
		]
	};
}
/** Returns how to resolve the calls manually. */
function resolveText(state) {
	const { statePath, stateBranch } = state ?? {};
	const option = stateBranch === void 0 ? "" : ` --state-branch ${stateBranch}`;
	const isShared = statePath !== void 0;
	return [
		`If your API key can't list members, check Members in Tally. Then${isShared ? ", in an up-to-date clone," : ""} run `,
		option === "" ? { code: "rollcall state resolve --as sent" } : { value: `rollcall state resolve${option} --as sent` },
		" if the call took effect, or use ",
		{ code: "--as not-sent" },
		" if it didn't",
		isShared && stateBranch === void 0 ? [", and push ", { value: statePath }] : "",
		"."
	];
}

// src/render/plan/document.ts
/** Builds the document of a plan: first what happens, then what doesn't happen and why. */
function planDocument(plan, names, policyChanges = []) {
	const policy = policyBlocks(policyChanges, names);
	if (isEmpty(plan)) return { blocks: [...policy, ...require_model.paragraph(emptyPlanSentence(plan, policyChanges))] };
	const resolved = resolvedSentence(plan);
	return {
		title: ["Plan for organization ", { value: plan.organization }],
		alerts: plan.blockedBy.map(require_limits.limitMessage),
		blocks: [
			...policy,
			...replacedIdsBlocks(plan, names),
			...plan.calls.length > 0 ? [...require_model.paragraph(headlineOf(plan)), ...peopleBlocks(plan.people, (person) => personRow(person, names), names)] : require_model.paragraph(require_action.hasCalls(plan) ? void 0 : "This plan invites nobody."),
			...require_model.sectionsBlock(actionSections(plan, names)),
			...require_model.paragraph(resolved === void 0 ? void 0 : [{ strong: "Resolved" }, `: ${resolved}`]),
			...require_gaps.gapsBlock(plan.missing),
			...unknownWorkspacesBlock(plan, names),
			...require_model.sectionsBlock(skippedSections(separatelySkipped(plan), names)),
			...unconfirmedBlocks(plan.unconfirmed, void 0, names)
		],
		summary: [summaryText(plan)]
	};
}
/** Warns about new workspace IDs that might be typos. */
function replacedIdsBlocks({ replacedIds }, names) {
	return replacedIds.map(({ workspaceId, recorded, people }) => ({
		kind: "paragraph",
		sentences: [
			[
				"The recorded ID of ",
				require_model.workspacesText([workspaceId], names),
				" is ",
				{ value: recorded },
				"."
			],
			`The state file lists ${require_action.pluralize(people, "person")} with the recorded ID, but members.yaml no longer contains it.`,
			[
				"If the new ID is mistyped, correct it under ",
				{ code: "workspaces" },
				" before you apply."
			]
		],
		isWarning: true
	}));
}
/** Lists the workspaces that members.yaml requests but Tally doesn't show, except those that block the plan. */
function unknownWorkspacesBlock({ unknownWorkspaces, blockedBy }, names) {
	const blocking = blockedBy.flatMap((one) => one.guard === "unknownWorkspaces" ? one.workspaceIds : []);
	const ids = unknownWorkspaces.filter((id) => !blocking.includes(id));
	const { head, meaning } = require_state_store.unknownWorkspaceText;
	return require_model.sectionsBlock([{
		head: [{ strong: head }, `: ${require_action.formatNumber(ids.length)}`],
		sentence: [meaning],
		rows: ids.map((id) => ({
			sign: "?",
			subject: require_model.workspacesText([id], names)
		})),
		unit: "workspace",
		isWarning: true
	}]);
}
/** Lists people by their set of workspaces, the rarest set first, and what an invite means for them. */
function peopleBlocks(people, rowOf, names) {
	const keyOf = require_action.workspaceKeys();
	const sections = [...require_action.groupBy(people, (one) => keyOf(one.workspaceIds))].sort(([a, own], [b, others]) => own.length - others.length || require_action.compareText(a, b)).map(([, own]) => ({
		head: [
			{ strong: require_action.pluralize(own.length, "person") },
			" to ",
			require_model.workspacesText(own[0].workspaceIds, names)
		],
		rows: own.map(rowOf),
		unit: "person"
	}));
	return [...require_model.sectionsBlock(sections), ...require_model.paragraph(...effectSentences(people))];
}
/** Returns the row of a person that the plan invites. */
function personRow(person, names) {
	const { email, effect, recorded, previously } = person;
	const { sign, note } = effectText(effect, recorded);
	return {
		sign,
		subject: { value: email },
		name: names.people.get(email),
		note: require_model.joinNotes(note, ...require_state_store.previousNotes(previously))
	};
}
const inviteText = { sign: "+" };
const againText = {
	sign: "*",
	note: "invited before"
};
const accessText = {
	sign: ">",
	note: "gets immediate access"
};
const secondText = {
	sign: "?",
	note: "pending: this might be a second email"
};
function effectText(effect, recorded) {
	switch (effect) {
		case "unknown": return recorded ? againText : inviteText;
		case "email": return inviteText;
		case "access": return accessText;
		case "second-email": return secondText;
	}
}
const acceptingSentence = "Accepting an invite permanently moves all of a person's forms into the organization.";
/** Returns what the invited people get, and what accepting an invite means. */
function effectSentences(people) {
	const byEffect = require_action.groupBy(people, (person) => person.effect);
	const numberOf = (effect) => byEffect.get(effect)?.length ?? 0;
	const [unknown, email] = [numberOf("unknown"), numberOf("email")];
	const [second, access] = [numberOf("second-email"), numberOf("access")];
	return [
		unknown > 0 && `${people.length === 1 ? "They get" : "Each person gets"} an email, or immediate access if they already belong to the organization.`,
		email > 0 && `${require_action.pluralize(email, "person gets", "people get")} an email.`,
		second > 0 && `${require_action.pluralize(second, "person has", "people have")} a pending invite, so this might be a second email.`,
		access > 0 && `${require_action.pluralize(access, "person already belongs", "people already belong")} to the organization and ${access === 1 ? "gets" : "get"} immediate access.`,
		unknown + email + second > 0 && acceptingSentence,
		people.some(({ previously }) => previously) && "Previous addresses keep their access until the new ones have joined."
	].filter((sentence) => sentence !== false);
}
function headlineOf({ people, summary }) {
	return `${people.every((person) => person.effect === "access") ? "Give access to" : "Invite"} ${require_action.pluralize(summary.people, "person")}:`;
}
/** Returns the summary: `Plan: 2 to invite, 0 to cancel, 0 to remove. 3 grants in 1 API call. 7 grants unchanged.` */
function summaryText({ summary, cancel, remove, skipped }) {
	const { people, grants, calls, unchanged, adopted } = summary;
	const canceled = cancel.filter((one) => one.because !== "resend").length;
	const offline = skipped.filter(isRemovable).length;
	const ended = offline > 0 ? `${require_action.formatNumber(offline)} to cancel or remove` : `${require_action.formatNumber(canceled)} to cancel, ${require_action.formatNumber(remove.length)} to remove`;
	const minimum = calls > 1 ? ", the minimum without inviting anyone twice" : "";
	return [
		`Plan: ${require_action.formatNumber(people)} to invite, ${ended}.`,
		...calls > 0 ? [`${require_action.pluralize(grants, "grant")} in ${require_action.pluralize(calls, "API call")}${minimum}.`] : [],
		...adopted > 0 ? [`${require_action.pluralize(adopted, "existing grant")} to add to the state file.`] : [],
		`${require_action.pluralize(unchanged, "grant")} unchanged.`
	].join(" ");
}
/** Returns the only sentence about a plan that has nothing to send, skip, or resolve. `policy`: the changes that are listed before it. */
function emptyPlanSentence({ live, summary: { unchanged } }, policy = []) {
	const head = policy.length > 0 ? "No changes to anyone's access." : "No changes.";
	if (unchanged === 0) return `${head} members.yaml requests no access.`;
	return `${head} ${live ? "Tally" : "The state file"} matches members.yaml (${require_action.pluralize(unchanged, "grant")}).`;
}
/** Whether the plan has nothing to show except `emptyPlanSentence`. */
function isEmpty(plan) {
	return !require_action.hasChanges(plan) && plan.skipped.length + plan.missing.length + plan.unknownWorkspaces.length === 0;
}

Object.defineProperty(exports, "configDigest", {
  enumerable: true,
  get: function () {
    return configDigest;
  }
});
Object.defineProperty(exports, "emptyPlanSentence", {
  enumerable: true,
  get: function () {
    return emptyPlanSentence;
  }
});
Object.defineProperty(exports, "isEmpty", {
  enumerable: true,
  get: function () {
    return isEmpty;
  }
});
Object.defineProperty(exports, "isRemovable", {
  enumerable: true,
  get: function () {
    return isRemovable;
  }
});
Object.defineProperty(exports, "peopleBlocks", {
  enumerable: true,
  get: function () {
    return peopleBlocks;
  }
});
Object.defineProperty(exports, "personRow", {
  enumerable: true,
  get: function () {
    return personRow;
  }
});
Object.defineProperty(exports, "planDocument", {
  enumerable: true,
  get: function () {
    return planDocument;
  }
});
Object.defineProperty(exports, "planNow", {
  enumerable: true,
  get: function () {
    return planNow;
  }
});
Object.defineProperty(exports, "policyBlocks", {
  enumerable: true,
  get: function () {
    return policyBlocks;
  }
});
Object.defineProperty(exports, "replacedIdsBlocks", {
  enumerable: true,
  get: function () {
    return replacedIdsBlocks;
  }
});
Object.defineProperty(exports, "resolveText", {
  enumerable: true,
  get: function () {
    return resolveText;
  }
});
Object.defineProperty(exports, "resolvedSentence", {
  enumerable: true,
  get: function () {
    return resolvedSentence;
  }
});
Object.defineProperty(exports, "separatelySkipped", {
  enumerable: true,
  get: function () {
    return separatelySkipped;
  }
});
Object.defineProperty(exports, "skippedSections", {
  enumerable: true,
  get: function () {
    return skippedSections;
  }
});
Object.defineProperty(exports, "summaryText", {
  enumerable: true,
  get: function () {
    return summaryText;
  }
});
Object.defineProperty(exports, "timeText", {
  enumerable: true,
  get: function () {
    return timeText;
  }
});
Object.defineProperty(exports, "unconfirmedBlocks", {
  enumerable: true,
  get: function () {
    return unconfirmedBlocks;
  }
});
Object.defineProperty(exports, "unconfirmedFold", {
  enumerable: true,
  get: function () {
    return unconfirmedFold;
  }
});
Object.defineProperty(exports, "unknownWorkspacesBlock", {
  enumerable: true,
  get: function () {
    return unknownWorkspacesBlock;
  }
});