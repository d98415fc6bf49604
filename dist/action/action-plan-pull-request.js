const require_state_store = require("./action-context-state-store.js");
const require_pulls = require("./github-pulls.js");
const require_action = require("../action.js");
const require_continuity = require("./core-state-continuity.js");
const require_document = require("./render-plan-document.js");
const require_model = require("./render-document-model.js");
const require_merge_inputs = require("./action-plan-merge-inputs.js");
const require_authorship = require("./github-authorship.js");
const require_client = require("./github-client.js");
const require_comment = require("./action-context-comment.js");
const require_permissions = require("./render-failure-permissions.js");
const require_markdown = require("./render-document-markdown.js");
const require_limits = require("./render-plan-limits.js");
const require_permissions$1 = require("./action-context-permissions.js");

// src/core/review/person-notes.ts
/** The notes about people whom a plan invites. */
function personNotes(people, members, events) {
	const similar = require_pulls.similarMembers(members).flatMap(({ kind, email, other }) => [{
		person: email,
		note: {
			kind,
			other
		}
	}, {
		person: other,
		note: {
			kind,
			other: email
		}
	}]);
	const days = lastInvites(events);
	const invited = people.flatMap(({ email, recorded }) => {
		const day = recorded ? void 0 : days.get(email);
		return day === void 0 ? [] : [{
			person: email,
			note: {
				kind: "invited-before",
				day
			}
		}];
	});
	const emails = new Set(people.map(({ email }) => email));
	const all = [...similar.filter(({ person }) => emails.has(person)), ...invited];
	return new Map([...require_action.groupBy(all, ({ person }) => person)].map(([email, own]) => [email, own.map(({ note }) => note)]));
}
/** The day of the last invite that was sent to each person, whether or not it is still recorded. */
function lastInvites(events) {
	const intents = /* @__PURE__ */ new Map();
	const days = /* @__PURE__ */ new Map();
	for (const event of events) {
		if (event.event === "intent" && event.action === "invite") intents.set(event.call, event.emails);
		if (event.event !== "outcome" || event.result !== "done" && event.result !== "split") continue;
		const invited = intents.get(event.call);
		if (invited) for (const email of event.emails ?? invited) days.set(require_action.emailOf(email), require_action.dayOf(event.at));
	}
	return days;
}

// src/core/review/policy-changes.ts
/** How the policy of two configurations differs, sorted: settings first, then what is shared by people, then people. */
function policyChanges(before, after, recorded) {
	return [
		...settingChanges(before.config.settings, after.config.settings),
		...workspaceChanges(before.config, after.config),
		...groupChanges(before, after),
		...fileChanges(before, after),
		...dayChanges(before.config, after.config, recorded)
	];
}
const settingNames = [
	"removals",
	"maxRemovals",
	"maxInvites",
	"maxEmailsPerCall",
	"protected",
	"allowedDomains",
	"pendingChanges"
];
function settingChanges(before, after) {
	return settingNames.flatMap((name) => {
		const [old, now] = [before[name] ?? null, after[name] ?? null];
		return JSON.stringify(old) === JSON.stringify(now) ? [] : [{
			kind: "setting",
			name,
			before: old,
			after: now
		}];
	});
}
/** The names that have another ID now. */
function workspaceChanges(before, after) {
	const old = new Map([...before.workspaces].map(([id, name]) => [name, id]));
	return [...after.workspaces].flatMap(([id, name]) => {
		const earlier = old.get(name);
		if (earlier === void 0 || earlier === id) return [];
		return [{
			kind: "workspace",
			name,
			before: earlier,
			after: id,
			people: countMembers(after, ({ workspaceIds }) => workspaceIds.includes(id))
		}];
	}).sort((a, b) => require_action.compareText(nameOf(a), nameOf(b)));
}
/** The groups that have other workspaces now, with the number of people who are in them. */
function groupChanges(before, after) {
	return [...after.config.groups].flatMap(([name, now]) => {
		const old = before.config.groups.get(name);
		if (!old) return [];
		const [added, removed] = [now.filter((id) => !old.includes(id)), old.filter((id) => !now.includes(id))];
		if (added.length + removed.length === 0) return [];
		return [{
			kind: "group",
			name,
			added,
			removed,
			people: countInGroup(name, after)
		}];
	}).sort((a, b) => require_action.compareText(nameOf(a), nameOf(b)));
}
function nameOf(change) {
	return "name" in change ? change.name : "";
}
function countInGroup(group, { config, sources }) {
	const items = new Map(sources.map(({ file, value }) => [file, require_action.listAt(value, "members")]));
	return countMembers(config, ({ file, index }) => require_action.stringsAt(items.get(file)?.[index], "groups").some(({ text }) => text === group));
}
function countMembers(config, has) {
	return config.members.filter(({ entries }) => entries.some(has)).length;
}
/** The files that are read now and were not before, or the other way around, and the patterns that name files. */
function fileChanges(before, after) {
	const filesOf = ({ sources }) => sources.map(({ file }) => file);
	const files = difference(filesOf(before), filesOf(after)).map(({ value: path, change }) => {
		const { config } = change === "added" ? after : before;
		return {
			kind: "file",
			path,
			change,
			people: countMembers(config, ({ file }) => file === path)
		};
	});
	const patternsOf = ({ sources }) => require_action.stringsAt(sources[0]?.value, "include").map(({ text }) => text);
	const patterns = difference(patternsOf(before), patternsOf(after)).filter(({ value }) => !files.some((one) => one.kind === "file" && one.path.endsWith(value))).map(({ value: pattern, change }) => ({
		kind: "include",
		pattern,
		change
	}));
	return [...files, ...patterns];
}
function difference(before, after) {
	const [old, now] = [new Set(before), new Set(after)];
	return [...[...now].filter((value) => !old.has(value)).map((value) => ({
		value,
		change: "added"
	})), ...[...old].filter((value) => !now.has(value)).map((value) => ({
		value,
		change: "removed"
	}))].sort((a, b) => require_action.compareText(a.value, b.value));
}
/** The days of people who are in both. */
function dayChanges(before, after, recorded) {
	const earlier = new Map(before.members.map((member) => [member.email, member]));
	const moved = [];
	const resent = [];
	for (const member of after.members) {
		const { email, resend } = member;
		const old = earlier.get(email);
		if (old) moved.push(...expiryChanges(old, member));
		if (resend === void 0 || resend === old?.resend) continue;
		const lastSent = require_action.sentDays({
			email,
			record: recorded.people.get(email),
			recorded
		}, void 0).at(-1);
		const days = {
			before: old?.resend ?? null,
			after: resend,
			lastSent: lastSent ?? null
		};
		resent.push({
			kind: "resend",
			email,
			...days
		});
	}
	return [...moved, ...resent];
}
function expiryChanges(before, after) {
	const [old, now] = [lastDays(before), lastDays(after)];
	const moved = [...now].flatMap(([id, day]) => {
		const earlier = old.get(id);
		return earlier === void 0 || earlier === day ? [] : [{
			id,
			before: earlier,
			after: day
		}];
	});
	return [...require_action.groupBy(moved, (one) => `${one.before} ${one.after}`).values()].map((all) => ({
		kind: "expires",
		email: after.email,
		workspaceIds: all.map(({ id }) => id).sort(),
		before: all[0].before,
		after: all[0].after
	}));
}
/** The last day of access to each workspace; null if there is none. */
function lastDays({ entries }) {
	const days = /* @__PURE__ */ new Map();
	for (const { workspaceIds, expires = null } of entries) for (const id of workspaceIds) {
		const known = days.get(id);
		if (known === void 0 || known !== null && (expires === null || expires > known)) days.set(id, expires);
	}
	return days;
}

// src/core/review/preview.ts
/** What a merge would make of the desired grants: what one side changed since `before` wins over what the other left alone. */
function mergeDesired(before, after, tip) {
	const people = [.../* @__PURE__ */ new Set([...after.people.keys(), ...tip.people.keys()])].sort(require_action.compareText).flatMap((email) => {
		const [old, mine, theirs] = [
			before,
			after,
			tip
		].map((one) => one.people.get(email));
		const merged = isSame(old, mine) ? theirs : mine;
		return merged ? [[email, merged]] : [];
	});
	return {
		...after,
		people: new Map(people)
	};
}
/** The people whose desired grants differ, each with both lists; a list is empty where nothing is desired. */
function membershipChanges(before, after) {
	return [.../* @__PURE__ */ new Set([...before.people.keys(), ...after.people.keys()])].sort(require_action.compareText).flatMap((email) => {
		const [old, now] = [before, after].map((one) => one.people.get(email)?.workspaceIds ?? []);
		const [from = [], to = []] = [old, now];
		return from.join() === to.join() ? [] : [{
			email,
			before: from,
			after: to
		}];
	});
}
/** Splits a plan into what it has beyond another, and what both have. */
function partitionPlan(plan, other) {
	const ids = new Map(other.people.map((person) => [person.email, new Set(person.workspaceIds)]));
	const skipped = new Set(other.skipped.map((one) => JSON.stringify(one)));
	const peopleWith = (isIn) => plan.people.flatMap((person) => {
		const workspaceIds = person.workspaceIds.filter((id) => isIn(person, id));
		return workspaceIds.length > 0 ? [{
			...person,
			workspaceIds
		}] : [];
	});
	const isCommon = (person, id) => ids.get(person.email)?.has(id) === true;
	return {
		added: {
			people: peopleWith((person, id) => !isCommon(person, id)),
			skipped: plan.skipped.filter((one) => !skipped.has(JSON.stringify(one)))
		},
		existing: {
			people: peopleWith(isCommon),
			skipped: plan.skipped.filter((one) => skipped.has(JSON.stringify(one)))
		}
	};
}
function isSame(a, b) {
	return JSON.stringify(a) === JSON.stringify(b);
}

// src/render/review/pull-request.ts
/** The body of a comment or a summary, cut to its room on whole rows. */
function renderPullRequest(report, limit, addressOf, source) {
	const { merge } = report;
	const footer = [merge && !require_document.isEmpty(merge.plan) ? `In all: ${require_document.summaryText(merge.plan)} ` : "", sourceText(source)];
	return require_markdown.writeMarkdown({
		...pullRequestDocument(report, addressOf),
		footer
	}, limit);
}
/** What will happen, what will not and why, and folded what is looked up. */
function pullRequestDocument(report, addressOf) {
	const { merge } = report;
	const rowOf = (person) => ({
		...withNotes(require_document.personRow(person, merge?.names ?? require_model.noNames), merge?.notes.get(person.email) ?? []),
		sources: merge?.linesOf(person.email).map(({ file, line }) => ({
			link: addressOf(file, line),
			text: { value: `${file}:${line}` }
		}))
	});
	return {
		title: [headlineFor(report)],
		alerts: merge?.plan.blockedBy.map(require_limits.guardText),
		blocks: [
			...otherBranchNote(report),
			...stateWarning(report),
			...merge ? require_document.policyBlocks(merge.changes.policyChanges ?? [], merge.names) : [],
			...merge ? require_document.replacedIdsBlocks(merge.plan, merge.names) : [],
			...merge ? mergeBlocks(merge, report, rowOf) : [],
			...require_pulls.diagnosticBlocks(report),
			...merge ? [...changesBlocks(merge), ...waitingBlocks(merge, report, rowOf)] : []
		]
	};
}
function withNotes(row, notes) {
	if (notes.length === 0) return row;
	const texts = notes.map(noteText);
	return {
		...row,
		note: require_model.joinTexts([...row.note === void 0 ? [] : [row.note], ...texts], ", ")
	};
}
function noteText(note) {
	switch (note.kind) {
		case "invited-before": return `was invited before, last on ${note.day}`;
		case "lookalike": return ["looks like ", { value: note.other }];
		case "plus-tag":
		case "dots":
		case "name": return ["may be the same person as ", { value: note.other }];
	}
}
/** What a comment was made from, for its last line. */
function sourceText({ digest, commit, run }) {
	return [
		...digest === void 0 ? ["Read at "] : [
			"Plan ",
			{ value: digest },
			" of "
		],
		{ value: commit },
		", by ",
		{
			link: run,
			text: "this run"
		},
		"."
	];
}
function headlineFor(report) {
	const { merge, diagnostics, subject } = report;
	if (!merge) return `Rollcall: ${require_action.diagnosticCounts(diagnostics)}, so nothing can be planned`;
	const { added, plan } = merge;
	const { policyChanges = [], membershipChanges: changes } = merge.changes;
	const invited = added.people.length;
	const removed = added.skipped.filter(require_document.isRemovable).length;
	if (invited > 0 && plan.blockedBy.length > 0) return `Rollcall: the invites to ${require_action.pluralize(invited, "person")} would be refused`;
	const merging = isForDefaultBranch(report) ? "merging this" : "once on the default branch, this";
	const policy = policyChanges.length > 0 ? ["changes the policy"] : [];
	const does = [...invited > 0 ? [`invites ${require_action.pluralize(invited, "person")}`] : [], ...removed > 0 ? [`removes ${require_action.pluralize(removed, "person")}`] : []];
	if (does.length > 0) return `Rollcall: ${merging} ${require_action.formatList([...does, ...policy])}`;
	if (changes.length === 0) return policy.length > 0 ? `Rollcall: ${merging} changes the policy and invites nobody` : `Rollcall: this ${subject} does not change who has access`;
	const people = require_action.pluralize(changes.length, "person");
	return changes.every(({ before, after }) => after.every((id) => before.includes(id))) ? `Rollcall: ${merging} invites and removes nobody; ${people} ${changes.length === 1 ? "loses" : "lose"} grants in members.yaml` : `Rollcall: ${merging} invites nobody, and changes what ${people} should have`;
}
function isForDefaultBranch({ base, defaultBranch }) {
	return base === defaultBranch;
}
function otherBranchNote(report) {
	if (isForDefaultBranch(report)) return [];
	return require_model.paragraph([
		"Merging this into ",
		{ value: report.base },
		" sends nothing by itself: Rollcall applies only what is on the default branch, ",
		{ value: report.defaultBranch },
		". It takes effect once it is merged there."
	]);
}
function stateWarning(report) {
	const { touchesState, statePath, stateBranch, base, subject } = report;
	if (!touchesState) return [];
	const later = stateBranch === void 0 ? "once merged, the change would count" : "once merged, it would not count either";
	return [{
		kind: "paragraph",
		sentences: [[
			`This ${subject} changes `,
			{ value: statePath },
			", the record of what was sent. The plan goes by the record on ",
			{ value: stateBranch ?? base },
			` instead; ${later}. Only Rollcall should write that file.`
		]],
		isWarning: true
	}];
}
/** What will happen, then what will not and why. */
function mergeBlocks({ plan, added, names, isBaseRead }, report, rowOf) {
	return [
		...require_model.paragraph(isBaseRead ? void 0 : [
			"There is no configuration on ",
			{ value: report.base },
			" that reads, so all of this counts as new."
		]),
		...require_document.peopleBlocks(added.people, rowOf, names),
		...require_model.sectionsBlock(require_document.skippedSections(added.skipped, names)),
		...require_document.unconfirmedBlocks(plan.unconfirmed, report, names),
		...require_model.paragraph(require_document.isEmpty(plan) ? require_document.emptyPlanSentence(plan) : void 0)
	];
}
/** The membership before and after, of those for whom it changes, one grant a line. */
function changesBlocks({ changes: { membershipChanges: changes }, names }) {
	if (changes.length === 0) return [];
	const lines = changes.flatMap(({ email, before, after }) => {
		const linesFor = (ids) => require_model.namedWorkspaces(ids, names).map(({ id, name }) => `${email}  ${name === void 0 ? id : `${name} (${id})`}`);
		return require_permissions.diffArrays(linesFor(before), linesFor(after)).flatMap(({ added, removed, value }) => {
			const sign = added ? "+" : removed ? "-" : " ";
			return value.map((line) => require_action.escapeTerminal(`${sign}${line}`));
		});
	});
	const numberOf = (sign) => lines.filter((line) => line.startsWith(sign)).length;
	const [added, taken] = [numberOf("+"), numberOf("-")];
	const numbers = [...added > 0 ? [`${require_action.formatNumber(added)} added`] : [], ...taken > 0 ? [`${require_action.formatNumber(taken)} taken away`] : []];
	return require_model.fold([`Grants before and after: ${numbers.join(", ")}`], [{
		kind: "lines",
		language: "diff",
		lines,
		unit: "grant"
	}]);
}
/** What was pending before, folded: the next apply takes it along. */
function waitingBlocks({ existing: { people, skipped }, names }, report, rowOf) {
	return [...require_model.sectionsBlock([{
		head: [
			{ strong: "Pending already" },
			" from earlier merges into ",
			{ value: report.base },
			`: ${require_action.pluralize(people.length, "person")}${isForDefaultBranch(report) ? `, sent by the next apply with or without this ${report.subject}` : ""}`
		],
		rows: people.map((person) => ({
			...rowOf(person),
			workspaces: require_model.workspacesText(person.workspaceIds, names)
		})),
		unit: "person",
		isFolded: true
	}]), ...require_model.fold([{ strong: "Skipped" }, ` before this ${report.subject}: ${require_action.pluralize(skipped.length, "action")}`], require_model.sectionsBlock(require_document.skippedSections(skipped, names)))];
}

// src/action/plan/publish.ts
/** Puts a report into the summary, the comment and the outputs. `commit` is the one that the lines are shown in. */
async function publishPlan(context, pull, report, state, commit) {
	const { runner, run } = context;
	const source = {
		commit,
		run: run.runUrl
	};
	const plan = report.merge?.plan;
	const body = (from, limit) => renderPullRequest(report, limit, require_comment.lineLinks(run, from.commit), planSource(plan, from));
	const summary = body(source, require_action.summaryLimit);
	await runner.summary(summary);
	const events = state?.events.length ?? 0;
	const grants = require_authorship.fingerprintsOf(require_authorship.grantsOf(plan?.people ?? []), require_action.digestOf);
	const marked = (from) => `${require_authorship.formatMarker({
		...require_comment.newMarker(context, plan, from),
		events,
		grants
	})}\n${body(from, require_action.commentLimitFor(summary))}`;
	const { merge, touchesState } = report;
	const newsOf = ({ changes: { membershipChanges, policyChanges }, added }) => membershipChanges.length + added.people.length + (policyChanges?.length ?? 0) > 0;
	const url = await comment(context, pull, !merge || newsOf(merge) || touchesState, source, marked);
	if (merge) await require_action.outputPlan(context, merge.plan, url ?? "", merge.changes);
}
/** Says why there is no plan, in the comment too: an older one would go on showing what no longer holds. */
async function publishFailure(context, pull, failure) {
	const source = {
		commit: pull.head.sha,
		run: context.run.runUrl
	};
	const text = await require_action.renderFailedRun(failure, sourceText(planSource(void 0, source)));
	const marked = (from) => `${require_authorship.formatMarker(require_comment.newMarker(context, void 0, from))}\n${text}`;
	await comment(context, pull, false, source, marked);
	return require_action.failRun(context, failure);
}
/** The comment says the same for as long as the plan is the same: then it stays as it was, with the run that wrote it. Returns its URL, if there is one. */
async function comment(context, pull, hasNews, source, marked) {
	const { inputs, github } = context;
	if (inputs.comment === "false" || pull.kind === "merge-group") return void 0;
	const identity = require_comment.commentIdentity(inputs, pull.number);
	try {
		const found = await require_comment.findComment(github, identity);
		if (inputs.comment === "changes" && !found && !hasNews) return void 0;
		const earlier = found && require_authorship.readMarker(found.body, inputs.config);
		if (found && earlier?.isResult) return found.url;
		const isSame = found !== void 0 && earlier !== void 0 && found.body === marked(earlier.source);
		return await require_comment.saveComment(github, identity, found, isSame ? found.body : marked(source));
	} catch (error) {
		printPermissionDenied(context, pull, error);
		return;
	}
}
function printPermissionDenied(context, { isFork }, error) {
	const { runner, io } = context;
	const problem = require_client.problemOfRequest(error);
	const permissions = require_permissions$1.requiredPermissions(context, error);
	const isDependabot = io.env["GITHUB_ACTOR"] === "dependabot[bot]";
	if (io.env["GITHUB_EVENT_NAME"] === "pull_request" && (isFork || isDependabot) && permissions) {
		const sentence = `The token of ${isFork ? "a fork's pull request" : "Dependabot's pull request"} cannot comment, so the plan is in the summary of this run only.${isFork ? " A second workflow on pull_request_target brings it into a comment." : ""}`;
		runner.notice("notice", sentence);
		return;
	}
	const fix = permissions ? require_permissions.permissionsText(permissions) : "";
	runner.notice("warning", `The plan is in the summary of this run only: ${problem}.${fix}`);
}
function planSource(plan, { commit, run }) {
	return {
		digest: plan && require_action.digestOf(require_action.formatPlan(plan)).slice(7, 19),
		commit: commit.slice(0, 12),
		run
	};
}

// src/action/plan/pull-request.ts
/** Shows what merging would do: as annotations, as the summary of the run, and on a pull request as a comment. */
async function planPullRequest(context, pull) {
	const { inputs, runner, io } = context;
	const found = await require_merge_inputs.findMergeInputs(context, pull);
	if (!found.ok) return publishFailure(context, pull, found.problem);
	const { after, commit, base, tip } = found.value;
	const statePath = require_pulls.statePathOf(inputs);
	const stateProblem = await require_pulls.findStateFileProblem(after, statePath);
	if (stateProblem) return publishFailure(context, pull, stateProblem);
	const { loaded, basePath } = await loadMerged(context, pull, after, tip);
	if (!loaded.ok && loaded.problem.reason !== "invalid-files") return publishFailure(context, pull, loaded.problem);
	const { diagnostics, texts } = require_pulls.diagnosticsIn(loaded);
	runner.annotate(diagnostics, texts);
	const checked = {
		subject: pull.kind === "merge-group" ? "merge group" : "pull request",
		base: pull.base.ref,
		defaultBranch: pull.defaultBranch ?? await require_pulls.findDefaultBranch(context.github),
		statePath,
		stateBranch: inputs.stateBranch,
		touchesState: await differs(after, statePath, base, basePath),
		diagnostics,
		texts
	};
	if (!loaded.ok) {
		await publishPlan(context, pull, {
			...checked,
			merge: void 0
		}, void 0, commit);
		return 1;
	}
	const { state, files } = loaded.value;
	const before = await configIn(base, inputs.config);
	const merge = mergeReport(context, {
		files,
		before,
		tip: tip === base ? before : await configIn(tip, inputs.config),
		state
	});
	io.stdout.write(require_state_store.writeTerminal(require_document.planDocument(merge.plan, merge.names), require_action.logLayout));
	await publishPlan(context, pull, {
		...checked,
		merge
	}, state, commit);
	for (const limit of merge.plan.blockedBy) await require_action.printFailure(runner, {
		reason: "guard",
		...limit
	});
	return merge.plan.blockedBy.length > 0 ? 1 : 0;
}
/**
* Loads what the pull request makes of the configuration, with the state of the base branch. If the pull request moves the state
* file, that is the state at its old path.
*/
async function loadMerged(context, pull, after, tip) {
	const path = require_pulls.statePathOf(context.inputs);
	const config = await require_pulls.loadConfig(after, context.inputs.config);
	const loaded = await require_pulls.loadInputs(config, require_state_store.openStateStore(context, pull.base.ref));
	const old = !loaded.ok && loaded.problem.reason === "state-misplaced" ? loaded.problem.path : void 0;
	if (old === void 0 || !await isKept(after, path, tip, old)) return {
		loaded,
		basePath: path
	};
	const store = require_state_store.openStateStore(context, pull.base.ref, { path: old });
	return {
		loaded: await require_pulls.loadInputs(config, store),
		basePath: old
	};
}
/** Whether a state file has everything that another has. */
async function isKept(after, path, before, old) {
	if (await after.sizeOf(path) > 67108864) return false;
	const [moved, earlier] = await Promise.all([after.read(path), before.read(old)]);
	if (!moved || !earlier) return false;
	const decode = (bytes) => new TextDecoder().decode(bytes);
	return require_continuity.checkContinuity(decode(moved), decode(earlier), require_action.digestOf).lostEvents === 0;
}
/** Whether a file has other text, apart from line endings. */
async function differs(a, path, b, otherPath) {
	if (await a.sizeOf(path) > 67108864) return true;
	const [one, other] = await Promise.all([a.read(path), b.read(otherPath)]);
	const text = (bytes) => bytes && new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
	return text(one) !== text(other);
}
/** The configuration of a commit, where there is one that reads. */
async function configIn(files, path) {
	const loaded = await require_pulls.loadConfig(files, path);
	return loaded.ok ? loaded.value : void 0;
}
function mergeReport(context, input) {
	const { before, tip: tipFiles, state, files } = input;
	const [config, tip] = [files.config, tipFiles?.config];
	const today = require_action.dayOf(require_state_store.currentTimestamp(context.io));
	const nobody = {
		organization: config.organization,
		workspaces: config.workspaces,
		people: /* @__PURE__ */ new Map()
	};
	const on = (one) => one ? require_state_store.desiredOn(today, one) : nobody;
	const merged = mergeDesired(on(before?.config), require_state_store.desiredOn(today, config), on(tip));
	const plan = require_document.planNow(context.io, config, state, { desired: merged });
	const { added, existing } = partitionPlan(plan, require_document.planNow(context.io, tip ?? config, state, { desired: on(tip) }));
	const names = require_model.displayNamesOf(config);
	const tipNames = tip ? require_model.displayNamesOf(tip) : names;
	const members = new Map(config.members.map((member) => [member.email, member]));
	return {
		plan,
		added,
		existing,
		changes: {
			policyChanges: before && policyChanges(before, files, state.recorded),
			membershipChanges: membershipChanges(on(tip), merged)
		},
		isBaseRead: tip !== void 0,
		notes: personNotes(added.people, config.members, state.events),
		names: {
			workspaces: new Map([...tipNames.workspaces, ...names.workspaces]),
			people: new Map([...tipNames.people, ...names.people])
		},
		linesOf: (email) => (members.get(email)?.entries ?? []).map((entry) => ({
			file: entry.file,
			line: files.locationOfEntry(entry).line
		}))
	};
}

exports.planPullRequest = planPullRequest;