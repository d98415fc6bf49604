const require_action = require("../action.js");
const require_model = require("./render-document-model.js");
const require_gaps = require("./render-findings-gaps.js");
const require_state_store = require("./action-context-state-store.js");
const require_limits = require("./render-plan-limits.js");

// src/render/text/layout.ts
/** `2026-11-23 10:00:00 UTC`. */
function timeText(timestamp) {
	return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`;
}

// src/render/plan/sections.ts
/** What is taken away first, then what is only recorded. */
function actionSections(plan, names) {
	const section = (sign, actions, sentences) => {
		const { head, meaning } = require_state_store.headedText(sentences);
		return {
			head: [{ strong: head }, `: ${require_action.pluralize(actions.length, "person")}`],
			sentence: [meaning],
			rows: actions.map((one) => ({
				sign,
				...require_model.grantsRow(one, names, one.day === void 0 ? void 0 : `access ended with ${one.day}`)
			})),
			unit: "person"
		};
	};
	const gone = plan.cancel.filter((one) => one.because !== "resend");
	const resent = plan.cancel.filter((one) => one.because === "resend");
	const reason = "Gone from members.yaml, or their access has ended";
	return [
		section("-", gone, `Cancel. ${reason}: their pending invite is withdrawn.`),
		section("-", plan.remove, `Remove. ${reason}: they are taken out of the organization.`),
		section("~", resent, "Replace. Their pending invite is withdrawn, and a fresh one sent."),
		section("=", plan.adopt, "Adopt. Tally has this already: it is only recorded, and nobody gets an email."),
		section("=", plan.forget, "Forget. Neither in members.yaml nor in Tally any more: only the record changes.")
	];
}
/** What the look says of earlier calls; nothing where it says nothing. */
function resolvedSentence({ resolved }) {
	if (resolved.length === 0) return void 0;
	const done = resolved.filter((one) => one.result === "done" && one.emails === void 0).length;
	const partly = resolved.filter((one) => one.emails !== void 0).length;
	const parts = [
		done > 0 && `${require_action.pluralize(done, "call")} arrived`,
		partly > 0 && `${require_action.pluralize(partly, "call")} arrived in part`,
		done + partly < resolved.length && `${require_action.pluralize(resolved.length - done - partly, "call")} did not arrive`
	].filter((part) => part !== false);
	return `of what was sent without an answer, Tally shows that ${require_action.formatList(parts)}.`;
}

// src/reconcile/plan-now.ts
/** The plan of today, from the configuration, the state and, if Tally was checked, what it shows. */
function planNow(io, config, state, { desired = require_state_store.desiredOn(require_action.dayOf(require_state_store.currentTimestamp(io)), config), observed, basis } = {}) {
	return require_action.planChanges({
		desired,
		recorded: state.recorded,
		settings: config.settings,
		basis: basis ?? {
			config: configDigest(config, desired),
			state: digestOfState(state)
		},
		observed
	});
}
function digestOfState({ text }) {
	return require_action.digestOf(text.replaceAll("\r\n", "\n"));
}
/** The digest of all that bears on a plan, whatever the order and the comments of the files. */
function configDigest(config, desired) {
	return require_action.digestOf(require_action.formatBasis(config, desired));
}

// src/render/plan/policy.ts
/** What changes the policy, for the reader to see before the people. */
function policyBlocks(changes, names) {
	const rowsOf = (...kinds) => changes.filter(({ kind }) => kinds.includes(kind)).map((change) => changeRow(change, names));
	const rows = rowsOf("setting", "workspace", "group", "file", "include");
	return require_model.sectionsBlock([{
		head: [{ strong: "Policy changes" }, `: ${require_action.pluralize(rows.length, "change")}`],
		rows,
		unit: "change",
		isWarning: true,
		isDetailed: true
	}, ...daySections(changes, names)]);
}
/** One section for each pair of days, with the people. */
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
	return [{ strong: "Last day of access moved" }, ` ${`from ${before ?? "no end"} to ${after ?? "no end"}`}: ${people}`];
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
			return {
				sign,
				subject: [
					"workspace ",
					{ value: name },
					[
						": ID replaced, from ",
						{ value: before },
						" to ",
						{ value: after }
					],
					`; ${require_action.pluralize(people, "person")}`
				]
			};
		}
		case "group": {
			const { name, added, removed, people } = change;
			const what = require_model.joinTexts([...added.length > 0 ? [["adds ", require_model.workspacesText(added, names)]] : [], ...removed.length > 0 ? [["removes ", require_model.workspacesText(removed, names)]] : []], "; ");
			return {
				sign,
				subject: [
					"group ",
					{ value: name },
					": ",
					what,
					`; ${require_action.pluralize(people, "person")}`
				]
			};
		}
		case "file": return {
			sign,
			subject: [
				"file ",
				{ value: change.path },
				`: ${change.change}; ${require_action.pluralize(change.people, "person")}`
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
function resendNote({ after, lastSent }) {
	if (lastSent === null) return "has no effect: nothing was sent to them before";
	if (lastSent < after) return `last invited on ${lastSent}`;
	return `has no effect: the last invite went out on ${lastSent}. Name a later day`;
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
/** What an apply does once it has looked at Tally first, then what is left to people, then what waits or stays. */
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
	"removals-report"
];
/** What a plan considers and does not do, by the reason. All are folded in Markdown if there are many. */
function skippedSections(skipped, names) {
	return [...require_action.groupBy(skipped, (one) => `${one.reason} ${one.action}`).values()].sort(([a], [b]) => rankOf(a) - rankOf(b)).map((rows) => {
		const [first] = rows;
		const { head, meaning } = require_state_store.skippedText(first);
		return {
			head: [{ strong: head }, `: ${require_action.pluralize(rows.length, "person")}`],
			sentence: [meaning],
			rows: rows.map((one) => ({
				sign: one.action === "remove" ? "-" : "+",
				...require_model.grantsRow(one, names, dayText(one))
			})),
			unit: "action",
			isFolded: skipped.length > 10,
			isWarning: true,
			isDetailed: first.reason === "manual-step" || first.reason === "unknown-workspace"
		};
	});
}
/** Whether an apply cancels or removes it once it has looked at Tally. */
function isRemovable({ reason }) {
	return reason === "needs-live-data";
}
function rankOf(one) {
	return 2 * order.indexOf(one.reason) + (one.action === "invite" ? 0 : 1);
}
function dayText({ reason, action, day, resend }) {
	const said = [day !== void 0 && (action === "remove" || reason === "expired" ? `access ended with ${day}` : `refused on ${day}`), resend && resendText(resend)].filter((one) => typeof one === "string");
	return said.length > 0 ? said.join(", ") : void 0;
}
function resendText({ day, lastSent }) {
	return lastSent === void 0 || lastSent < day ? `from ${day} on` : `resend names ${day}, and the last invite went out on ${lastSent}: name a later day`;
}

// src/render/plan/unconfirmed.ts
/** Calls whose result is unknown, what that means to their people, and what to do. */
function unconfirmedBlocks(calls, state, names) {
	if (calls.length === 0) return [];
	const people = calls.reduce((sum, call) => sum + call.emails.length, 0);
	const has = calls.length === 1 ? "has" : "have";
	return [...require_model.paragraph([{ strong: "Unconfirmed" }, `: ${require_action.pluralize(calls.length, "earlier call")} to ${require_action.pluralize(people, "person")} ${has} no usable response. Rollcall sends them nothing until an apply after ${inFlightUntil(calls)} has checked Tally.`]), ...unconfirmedFold(calls, state, names)];
}
/** When the last of some calls is no longer in flight. */
function inFlightUntil(calls) {
	const last = Math.max(...calls.map(({ at }) => Date.parse(at)));
	return timeText(new Date(last + require_action.inFlightMs).toISOString());
}
/** The unconfirmed calls, and how to resolve them by hand. */
function unconfirmedFold(calls, state, names) {
	const head = {
		0: "What",
		1: "The call, and what"
	}[calls.length] ?? "The calls, and what";
	const rows = calls.map((one) => callRow(one, names));
	return require_model.fold([`${head} to do where the key cannot look`], [...require_model.sectionsBlock([{
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
/** How to resolve the calls by hand. */
function resolveText(state) {
	const { statePath, stateBranch } = state ?? {};
	const option = stateBranch === void 0 ? "" : ` --state-branch ${stateBranch}`;
	const inClone = statePath === void 0 ? "" : stateBranch === void 0 ? [
		", in a clone that is up to date, and push ",
		{ value: statePath },
		" afterwards"
	] : ", in a clone";
	return [
		"Where the key cannot look, look in Tally yourself, under members and invites, and run ",
		option === "" ? { code: "rollcall state resolve --as sent" } : { value: `rollcall state resolve${option} --as sent` },
		" if it was done, or ",
		{ code: "--as not-sent" },
		" if it was not and is to be done again",
		inClone,
		"."
	];
}

// src/render/plan/document.ts
/** A plan: what will happen first, then what will not and why. */
function planDocument(plan, names, policyChanges = []) {
	const policy = policyBlocks(policyChanges, names);
	if (isEmpty(plan)) return { blocks: [...policy, ...require_model.paragraph(emptyPlanSentence(plan))] };
	const resolved = resolvedSentence(plan);
	return {
		title: ["Plan for organization ", { value: plan.organization }],
		alerts: plan.blockedBy.map(require_limits.guardText),
		blocks: [
			...policy,
			...replacedIdsBlocks(plan, names),
			...plan.calls.length > 0 ? [...require_model.paragraph(headlineOf(plan)), ...peopleBlocks(plan.people, (person) => personRow(person, names), names)] : require_model.paragraph(require_action.hasCalls(plan) ? void 0 : "Nobody is invited."),
			...require_model.sectionsBlock(actionSections(plan, names)),
			...require_model.paragraph(resolved === void 0 ? void 0 : [{ strong: "Resolved" }, `: ${resolved}`]),
			...require_gaps.gapsBlock(plan.missing),
			...unknownWorkspacesBlock(plan, names),
			...require_model.sectionsBlock(skippedSections(plan.skipped, names)),
			...unconfirmedBlocks(plan.unconfirmed, void 0, names)
		],
		summary: [summaryText(plan)]
	};
}
/** IDs of workspaces that may be typing mistakes. */
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
			`${require_action.pluralize(people, "person is", "people are")} recorded there, and members.yaml no longer names it.`,
			[
				"If the ID is a typing mistake, correct it under ",
				{ code: "workspaces" },
				" before anybody is invited."
			]
		],
		isWarning: true
	}));
}
/** Workspaces that members.yaml asks for and Tally does not show, but for those that block the plan. */
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
/** People by workspace set, those with an unusual one first, and what an invite means to them. */
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
/** One person whom the plan invites. */
function personRow({ email, effect, recorded }, names) {
	const { sign, note } = effectText(effect, recorded);
	return {
		sign,
		subject: { value: email },
		name: names.people.get(email),
		note
	};
}
const inviteText = { sign: "+" };
const againText = {
	sign: "*",
	note: "sent something before"
};
const accessText = {
	sign: ">",
	note: "gets access at once"
};
const secondText = {
	sign: "?",
	note: "is pending: this may be a second email"
};
function effectText(effect, recorded) {
	switch (effect) {
		case "unknown": return recorded ? againText : inviteText;
		case "email": return inviteText;
		case "access": return accessText;
		case "second-email": return secondText;
	}
}
const unknownEffect = "an email, or access at once if already in the organization; only a look at Tally tells.";
const acceptingSentence = "Whoever accepts has all their forms moved into the organization, for good.";
/** What the plan does to the people whom it sends something, and what accepting means. */
function effectSentences(people) {
	const byEffect = require_action.groupBy(people, (person) => person.effect);
	const numberOf = (effect) => byEffect.get(effect)?.length ?? 0;
	const [unknown, email] = [numberOf("unknown"), numberOf("email")];
	const [second, access] = [numberOf("second-email"), numberOf("access")];
	return [
		unknown > 0 && `${people.length === 1 ? "They get" : "Each gets"} ${unknownEffect}`,
		email > 0 && `${require_action.pluralize(email, "person gets", "people get")} an email.`,
		second > 0 && `${require_action.pluralize(second, "person has", "people have")} a pending invite: this may be a second email.`,
		access > 0 && `${require_action.pluralize(access, "person is", "people are")} in the organization already and ${access === 1 ? "gets" : "get"} access at once.`,
		unknown + email + second > 0 && acceptingSentence
	].filter((sentence) => sentence !== false);
}
/** What the plan comes to, in one sentence. */
function headlineOf(plan) {
	const { people, calls } = plan.summary;
	const [one, many] = plan.people.every((person) => person.effect === "access") ? ["gets access", "get access"] : ["is sent an invite", "are sent an invite"];
	const minimum = calls > 1 ? ", the fewest that name nobody twice" : "";
	return `${require_action.pluralize(people, "person")} ${people === 1 ? one : many} in ${require_action.pluralize(calls, "call")}${minimum}.`;
}
/** `2 people, 3 grants, 1 call; 7 grants unchanged.` */
function summaryText({ summary, skipped }) {
	const { people, grants, calls, unchanged, adopted, removed } = summary;
	const toRemove = skipped.filter(isRemovable).length;
	const beside = [
		...toRemove > 0 ? [`${require_action.pluralize(toRemove, "person")} to cancel or remove`] : [],
		...adopted > 0 ? [`${require_action.pluralize(adopted, "grant")} adopted`] : [],
		...removed > 0 ? [`${require_action.pluralize(removed, "person")} removed or cancelled`] : [],
		`${require_action.pluralize(unchanged, "grant")} unchanged`
	];
	return `${calls === 0 ? "no invites" : `${require_action.pluralize(people, "person")}, ${require_action.pluralize(grants, "grant")}, ${require_action.pluralize(calls, "call")}`}; ${beside.join(", ")}.`;
}
/** The one sentence of a plan with nothing to send, to skip or to resolve. */
function emptyPlanSentence(plan) {
	const { unchanged } = plan.summary;
	if (unchanged === 0) return "Nothing to do: members.yaml asks for no access.";
	return plan.live ? `Nothing to do: Tally shows all that members.yaml asks for (${require_action.pluralize(unchanged, "grant")}).` : `Nothing to do: all that members.yaml asks for was sent before (${require_action.pluralize(unchanged, "grant")}).`;
}
/** Whether the plan has nothing to show beside `emptyPlanSentence`. */
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