const require_pulls = require("./github-pulls.js");
const require_action = require("../action.js");
const require_continuity = require("./core-state-continuity.js");
const require_retry_write = require("./github-retry-write.js");
const require_client = require("./github-client.js");
const require_state_store = require("./action-context-state-store.js");
const require_document = require("./render-plan-document.js");
const require_model = require("./render-document-model.js");
const require_permissions = require("./render-failure-permissions.js");
const require_permissions$1 = require("./action-context-permissions.js");
const require_merge_inputs = require("./action-plan-merge-inputs.js");
const require_markdown = require("./render-document-markdown.js");
const require_limits = require("./render-plan-limits.js");

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

// src/github/comments.ts
/** The oldest comment that is ours. */
async function findComment(github, identity) {
	const pages = github.paginate.iterator("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
		...github.repository,
		issue_number: identity.number,
		per_page: 100
	});
	return require_retry_write.findOwn(github, identity, pages, (one, body) => ({
		id: require_pulls.requireId(one, "id"),
		body,
		url: require_pulls.requireString(one, "html_url"),
		updatedAt: require_pulls.requireString(one, "updated_at")
	}));
}
/**
* Makes a text our comment: edits `found` in place, leaves it if it has that text, or writes a new one. Repeats what failed
* temporarily.
*/
async function saveComment(github, clock, identity, found, body) {
	return require_retry_write.retryWrite(clock, async (attempt) => {
		const current = attempt === 1 ? found : await findComment(github, identity);
		return current?.body === body ? current : writeComment(github, identity, current, body);
	});
}
async function writeComment(github, identity, found, body) {
	const { repository } = github;
	const { number } = identity;
	if (found) {
		const edit = {
			...repository,
			...require_client.noRetry,
			comment_id: found.id,
			body
		};
		const updated = await require_pulls.orUndefinedOn404(github.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", edit));
		if (updated !== void 0) return {
			id: found.id,
			url: require_pulls.requireString(updated, "html_url")
		};
	}
	const comment = {
		...repository,
		...require_client.noRetry,
		issue_number: number,
		body
	};
	return require_retry_write.createOwn(github, identity, () => github.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", comment));
}

// src/action/context/comment.ts
/** Where the lines of a commit's files can be seen. */
function lineLinks({ serverUrl, repository }, commit) {
	const { owner, repo } = repository;
	return (file, line) => {
		const path = file.split("/").map(encodeURIComponent).join("/");
		return `${serverUrl}/${owner}/${repo}/blob/${commit}/${path}#L${line}`;
	};
}
/** The comment of this Action, for one configuration, on a pull request. */
function commentIdentity({ config, commentAuthor }, number) {
	const isOurs = (body) => require_retry_write.readMarker(body, config) !== void 0;
	return {
		number,
		author: commentAuthor,
		isOurs
	};
}
/** Prints why a comment could not be written, with the permission that is missing. Throws on what is no failure of a request. */
function printUnwritten(context, number, error) {
	const permissions = require_permissions$1.requiredPermissions(context, error);
	const hint = permissions ? require_permissions.permissionsText(permissions) : "";
	const message = `Error: Couldn't write ${number === void 0 ? "the result" : `the comment on #${number}`}: ${require_client.problemOfRequest(error)}.${hint}`;
	context.runner.notice("error", message);
}

// src/action/review/merge.ts
/** Plans a merge for a day. The same inputs give the same plan. */
function planMerge(io, { after, base, tip }, state, day) {
	const before = desiredIn(base, after, day);
	const desired = mergeDesired(before, require_state_store.desiredOn(day, after), desiredIn(tip, after, day));
	return {
		plan: require_document.planNow(io, after, state, { desired }),
		desired
	};
}
/** What a configuration requests on a day: nothing if it can't be read. */
function desiredIn(config, { organization, workspaces }, day) {
	return config ? require_state_store.desiredOn(day, config) : {
		organization,
		workspaces,
		people: /* @__PURE__ */ new Map()
	};
}

// src/render/review/model.ts
/** Whether merging can send something: only the default branch is applied. */
function isForDefaultBranch({ base, defaultBranch }) {
	return base === defaultBranch;
}

// src/render/review/headline.ts
/** The first line of a comment: the effect of a merge. */
function headlineFor(report) {
	const { merge, diagnostics, subject } = report;
	if (!merge) return `Rollcall: ${require_action.diagnosticCounts(diagnostics)}, nothing planned`;
	const { added, plan } = merge;
	const { policyChanges = [], membershipChanges: changes } = merge.changes;
	const invited = added.people.length;
	const removed = added.skipped.filter(require_document.isRemovable).length;
	const merging = isForDefaultBranch(report) ? "merging this" : "once on the default branch, this";
	const policy = policyChanges.length > 0 ? ["changes the policy"] : [];
	const does = [...invited > 0 ? [`invites ${require_action.pluralize(invited, "person")}`] : [], ...removed > 0 ? [`removes ${require_action.pluralize(removed, "person")}`] : []];
	const [limit] = plan.blockedBy;
	if (limit && does.length + policy.length + changes.length > 0) return `Rollcall: ${blockedText(limit)}`;
	if (does.length > 0) return `Rollcall: ${merging} ${require_action.formatList([...does, ...policy])}`;
	if (changes.length === 0) return policy.length > 0 ? `Rollcall: ${merging} changes the policy and invites nobody` : `Rollcall: this ${subject} doesn't change who has access`;
	const people = require_action.pluralize(changes.length, "person");
	return changes.every(({ before, after }) => after.every((id) => before.includes(id))) ? `Rollcall: ${merging} invites and removes nobody; ${people} ${changes.length === 1 ? "loses" : "lose"} grants in members.yaml` : `Rollcall: ${merging} invites nobody, and changes what ${people} should have`;
}
function blockedText(limit) {
	switch (limit.guard) {
		case "maxInvites":
		case "maxRemovals": return `blocked by ${limit.guard} (${require_action.pluralize(limit.count, "person")}, limit ${require_action.formatNumber(limit.limit)})`;
		case "emptyMembers": return "blocked because members.yaml has no members";
		case "unknownWorkspaces": return "blocked because Tally doesn't show a workspace";
	}
}

// src/render/review/pull-request.ts
/** The body of a comment or a summary, shortened to its limit at whole rows. */
function renderPullRequest(report, limit, addressOf, source) {
	const { merge } = report;
	const footer = [merge && !require_document.isEmpty(merge.plan) ? `${require_document.summaryText(merge.plan)} ` : "", sourceText(source)];
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
		case "invited-before": return `invited before, last on ${note.day}`;
		case "lookalike": return ["looks like ", { value: note.other }];
		case "plus-tag":
		case "dots":
		case "name": return ["might be the same person as ", { value: note.other }];
	}
}
/** What a comment was made from, for its last line. */
function sourceText({ digest, commit, run }) {
	return [
		...digest === void 0 ? ["From "] : [
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
	const later = stateBranch === void 0 ? "Once merged, the change takes effect." : "Merging doesn't change that.";
	return [{
		kind: "paragraph",
		sentences: [[
			`This ${subject} changes `,
			{ value: statePath },
			", the state file. The plan uses the state on ",
			{ value: stateBranch ?? base },
			` instead. ${later} Only Rollcall should change this file.`
		]],
		isWarning: true
	}];
}
/** What will happen, then what will not and why. */
function mergeBlocks({ plan, added, names, isBaseRead }, report, rowOf) {
	return [
		...require_model.paragraph(isBaseRead ? void 0 : [
			"The branch ",
			{ value: report.base },
			" has no valid configuration, so all of this counts as new."
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
	const numbers = [...added > 0 ? [`${require_action.formatNumber(added)} added`] : [], ...taken > 0 ? [`${require_action.formatNumber(taken)} removed`] : []];
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
			{ strong: "Already pending" },
			" from earlier merges into ",
			{ value: report.base },
			`: ${require_action.pluralize(people.length, "person")}${isForDefaultBranch(report) ? `, invited by the next apply with or without this ${report.subject}` : ""}`
		],
		rows: people.map((person) => ({
			...rowOf(person),
			workspaces: require_model.workspacesText(person.workspaceIds, names)
		})),
		unit: "person",
		isFolded: true
	}]), ...require_model.fold([{ strong: "Skipped" }, ` before this ${report.subject}: ${require_action.pluralize(skipped.length, "action")}`], require_model.sectionsBlock(require_document.skippedSections(skipped, names)))];
}

// src/action/review/shown-grants.ts
/**
* What the comment on a pull request showed before the merge. What a plan wrote after it was seen by nobody who merged; a result keeps
* what was shown.
*/
function shownBefore(marker, { updatedAt }, mergedAt) {
	const isInTime = Date.parse(updatedAt) <= Date.parse(mergedAt);
	return marker.result || isInTime ? marker.shown : void 0;
}
/** The digest of grants that stands for them in a marker. */
function digestOfGrants(grants) {
	return require_action.digestOf(require_retry_write.formatGrants(grants));
}
/**
* Computes again which grants a plan showed. They count only if their digest is that of the marker, so a commit, a state, or a version
* that differs never adds a grant. Grants that were sent or forgotten since are left out: a review counts for one sending.
*/
async function computeShown(context, openConfig, shown, state) {
	try {
		const before = stateAt(state, shown.state);
		if (!before) return {
			ok: false,
			problem: "its state is not the beginning of the current one"
		};
		const merge = await openMerge(context, openConfig, shown);
		if (!merge) return {
			ok: false,
			problem: "its commits can't be read any more"
		};
		const grants = require_retry_write.grantsOf(planMerge(context.io, merge, before, shown.day).plan.people);
		if (digestOfGrants(grants) !== shown.grants) return {
			ok: false,
			problem: "its inputs give another plan now"
		};
		const isOpen = openSince(shown.state.events, state);
		return {
			ok: true,
			value: new Set(grants.filter(isOpen).map(require_retry_write.grantKey))
		};
	} catch (error) {
		if (require_client.isRequestProblem(error)) return {
			ok: false,
			problem: require_client.problemOfRequest(error)
		};
		throw error;
	}
}
/** The configurations of a plan. If GitHub no longer has its test merge, the head takes its place. */
async function openMerge({ github }, openConfig, { head, commit, base, tip }) {
	const configOf = async (found) => found && openConfig(found);
	const sides = async (after, from) => ({
		after: await configOf(after),
		base: await configOf(from === void 0 ? void 0 : await require_pulls.findCommit(github, from)),
		tip: await configOf(await require_pulls.findCommit(github, tip))
	});
	const read = await require_pulls.findCommit(github, commit);
	const { after, ...others } = read ? await sides(read, base) : await sides(await require_pulls.findCommit(github, head), await require_pulls.findMergeBase(github, tip, head));
	return after && {
		after,
		...others
	};
}
/** A state as it was: undefined if it isn't the beginning of this one. */
function stateAt(state, { lineage, events: count }) {
	if (!(lineage === state.header?.lineage || lineage === void 0 && count === 0) || count > state.events.length) return void 0;
	const events = state.events.slice(0, count);
	const fold = new require_action.RecordedFold();
	for (const event of events) fold.add(event);
	return {
		...state,
		events,
		recorded: fold.result()
	};
}
/** Whether a grant was neither sent nor forgotten since there were so many events. */
function openSince(count, { events }) {
	const since = events.slice(count);
	const intents = new Map(events.flatMap((event) => event.event === "intent" ? [[event.call, event]] : []));
	const sent = new Set(since.flatMap((event) => grantsDoneBy(event, intents)).map(require_retry_write.grantKey));
	const forgotten = new Set(since.flatMap((event) => event.event === "forgotten" ? [require_action.emailOf(event.email)] : []));
	return (grant) => !sent.has(require_retry_write.grantKey(grant)) && !forgotten.has(grant.email);
}
function grantsDoneBy(event, intents) {
	if (event.event !== "outcome" || event.result !== "done" && event.result !== "split") return [];
	const intent = intents.get(event.call);
	if (!intent) return [];
	const { workspaceIds, emails } = intent;
	return require_retry_write.grantsOf((event.emails ?? emails).map((email) => ({
		email: require_action.emailOf(email),
		workspaceIds
	})));
}

// src/action/plan/publish.ts
/** Puts a plan into the summary, the comment, and the outputs. Returns false if the comment could not be written. */
async function publishPlan(context, pull, planned) {
	const { merge } = planned.report;
	const { summary, made } = renderPlan(context, planned);
	await context.runner.summary(summary);
	const { saved, isFailed } = await comment(context, pull, made);
	if (merge) await require_action.outputPlan(context, merge.plan, saved, merge.changes);
	return !isFailed;
}
/** Writes only the comment. Returns false if it could not be written. */
async function updateComment(context, pull, planned) {
	return !(await comment(context, pull, planned.ok ? renderPlan(context, planned.value).made : await renderPlanFailure(context, pull, planned.problem))).isFailed;
}
function renderPlan({ run }, { report, commits, inputs }) {
	const { merge, touchesState } = report;
	const plan = merge?.plan;
	const source = {
		commit: commits.commit,
		run: run.runUrl
	};
	const body = (from, limit) => renderPullRequest(report, limit, lineLinks(run, from.commit), planSource(plan, from));
	const summary = body(source, require_action.summaryLimit);
	const newsOf = ({ changes: { membershipChanges, policyChanges }, added }) => membershipChanges.length + added.people.length + (policyChanges?.length ?? 0) > 0;
	return {
		summary,
		made: {
			hasNews: !merge || newsOf(merge) || touchesState,
			shown: plan && inputs && shownPlan(plan, commits, inputs),
			source,
			textFrom: (from) => body(from, require_action.commentLimitFor(summary))
		}
	};
}
/** Says why there is no plan, in the comment too: an older one would go on showing what no longer holds. */
async function publishFailure(context, pull, failure) {
	await comment(context, pull, await renderPlanFailure(context, pull, failure));
	return require_action.failRun(context, failure);
}
async function renderPlanFailure({ run }, { head }, failure) {
	const source = {
		commit: head.sha,
		run: run.runUrl
	};
	const text = await require_action.renderFailedRun(failure, sourceText(planSource(void 0, source)));
	return {
		hasNews: false,
		shown: void 0,
		source,
		textFrom: () => text
	};
}
/** Writes the comment, unless it has the same plan already, or the pull request has moved on. A merge group has none. */
async function comment(context, pull, made) {
	const { inputs, github, io, runner } = context;
	if (inputs.comment === "false" || pull.kind === "merge-group") return {};
	const identity = commentIdentity(inputs, pull.number);
	try {
		const found = await findComment(github, identity);
		if (inputs.comment === "changes" && !found && !made.hasNews) return {};
		const outdated = await findOutdated(context, pull);
		if (outdated !== void 0) {
			runner.notice("notice", outdated);
			return { saved: found };
		}
		const earlier = found && require_retry_write.readMarker(found.body, inputs.config);
		if (found && earlier && isSamePlan(found.body, earlier, made)) return { saved: found };
		return { saved: await saveComment(github, io.clock, identity, found, bodyOf(inputs.config, made)) };
	} catch (error) {
		if (hasForkToken(context, pull, error)) return {};
		printUnwritten(context, pull.number, error);
		return { isFailed: true };
	}
}
function bodyOf(config, { shown, source, textFrom }) {
	return `${require_retry_write.formatMarker({
		version: 2,
		config,
		shown,
		source
	})}\n${textFrom(source)}`;
}
/** Whether a comment says what a new one would, apart from the inputs and the run that wrote it. */
function isSamePlan(body, earlier, made) {
	const { shown, source, config } = earlier;
	return shown?.grants === made.shown?.grants && body === bodyOf(config, {
		...made,
		shown,
		source
	});
}
/** A read can return the older head of a pull request for a moment after a push (github-facts.md). In milliseconds. */
const pausesMs = [
	1e3,
	2e3,
	4e3
];
/** Why a plan is not about the pull request as it is now, if so. */
async function findOutdated({ github, io }, pull) {
	const kept = "so its comment stays as it is. This plan is in the summary of this run.";
	for (const pause of [...pausesMs, void 0]) {
		const { head, isOpen, mergedAt } = await require_pulls.findLivePull(github, pull.number);
		if (!isOpen) return `#${pull.number} is ${mergedAt === void 0 ? "closed" : "merged"}, ${kept}`;
		if (head === pull.head.sha) return void 0;
		if (pause !== void 0) await io.clock.sleep(pause, new AbortController().signal);
	}
	return `#${pull.number} has newer commits, ${kept}`;
}
function shownPlan({ people }, { head, commit, base, tip }, { state, day }) {
	return {
		head,
		commit,
		base,
		tip,
		day,
		state: {
			lineage: state.header?.lineage,
			events: state.events.length
		},
		grants: digestOfGrants(require_retry_write.grantsOf(people))
	};
}
/** Whether a failure is that of a token that can never comment. Prints where the plan is then. */
function hasForkToken({ runner, io }, { isFork }, error) {
	const isDependabot = io.env["GITHUB_ACTOR"] === "dependabot[bot]";
	if (!(io.env["GITHUB_EVENT_NAME"] === "pull_request" && (isFork || isDependabot)) || require_client.permissionFor(error) === void 0) return false;
	const sentence = `The token of ${isFork ? "a fork's pull request" : "Dependabot's pull request"} can't post a comment. The plan is in the job summary.${isFork ? " To get a comment as well, add rollcall-plan-forks.yml (rollcall init --forks)." : ""}`;
	runner.notice("notice", sentence);
	return true;
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
	const { runner, io } = context;
	const planned = await planMergeOf(context, pull);
	if (!planned.ok) return publishFailure(context, pull, planned.problem);
	const { merge, diagnostics, texts } = planned.value.report;
	runner.annotate(diagnostics, texts);
	if (merge) io.stdout.write(require_state_store.writeTerminal(require_document.planDocument(merge.plan, merge.names), require_action.logLayout));
	const isPublished = await publishPlan(context, pull, planned.value);
	for (const limit of merge?.plan.blockedBy ?? []) await require_action.printFailure(runner, {
		reason: "guard",
		...limit
	});
	return !merge || merge.plan.blockedBy.length > 0 || !isPublished ? 1 : 0;
}
/** Plans the open pull requests to the default branch again that have a comment, after the state changed. Returns false if one could not be written. */
async function updateOpenPulls(context, branch) {
	const { github, inputs, io } = context;
	if (inputs.comment === "false") return true;
	let isDone = true;
	for (const pull of await require_pulls.listOpenPulls(github, branch)) {
		if (!await findComment(github, commentIdentity(inputs, pull.number))) continue;
		io.stdout.write(`Updating the plan in the comment on #${pull.number}.\n`);
		if (!await updateComment(context, pull, await planMergeOf(context, pull))) isDone = false;
	}
	return isDone;
}
/** Plans the merge of a pull request or of a merge group. */
async function planMergeOf(context, pull) {
	const { inputs, io } = context;
	const found = await require_merge_inputs.findMergeInputs(context, pull);
	if (!found.ok) return found;
	const { after, commits, base, tip } = found.value;
	const statePath = require_pulls.statePathOf(inputs);
	const stateProblem = await require_pulls.findStateFileProblem(after, statePath);
	if (stateProblem) return {
		ok: false,
		problem: stateProblem
	};
	const { loaded, basePath } = await loadMerged(context, pull, after, tip);
	if (!loaded.ok && loaded.problem.reason !== "invalid-files") return {
		ok: false,
		problem: loaded.problem
	};
	const { diagnostics, texts } = require_pulls.diagnosticsIn(loaded);
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
	if (!loaded.ok) return {
		ok: true,
		value: {
			report: {
				...checked,
				merge: void 0
			},
			commits,
			inputs: void 0
		}
	};
	const { state, files } = loaded.value;
	const before = await configIn(base, inputs.config);
	const input = {
		files,
		before,
		tip: tip === base ? before : await configIn(tip, inputs.config),
		state
	};
	const day = require_action.dayOf(require_state_store.currentTimestamp(io));
	const merge = mergeReport(context, input, day);
	return {
		ok: true,
		value: {
			report: {
				...checked,
				merge
			},
			commits,
			inputs: {
				state,
				day
			}
		}
	};
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
function mergeReport(context, input, day) {
	const { before, tip: tipFiles, state, files } = input;
	const [config, tip] = [files.config, tipFiles?.config];
	const { plan, desired } = planMerge(context.io, {
		after: config,
		base: before?.config,
		tip
	}, state, day);
	const now = desiredIn(tip, config, day);
	const { added, existing } = partitionPlan(plan, require_document.planNow(context.io, tip ?? config, state, { desired: now }));
	const names = require_model.displayNamesOf(config);
	const tipNames = tip ? require_model.displayNamesOf(tip) : names;
	const members = new Map(config.members.map((member) => [member.email, member]));
	return {
		plan,
		added,
		existing,
		changes: {
			policyChanges: before && policyChanges(before, files, state.recorded),
			membershipChanges: membershipChanges(now, desired)
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

exports.commentIdentity = commentIdentity;
exports.computeShown = computeShown;
exports.findComment = findComment;
exports.planPullRequest = planPullRequest;
exports.printUnwritten = printUnwritten;
exports.saveComment = saveComment;
exports.shownBefore = shownBefore;
exports.sourceText = sourceText;
exports.updateOpenPulls = updateOpenPulls;