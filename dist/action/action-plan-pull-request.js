const require_pulls = require("./github-pulls.js");
const require_action = require("../action.js");
const require_continuity = require("./core-state-continuity.js");
const require_retry_write = require("./github-retry-write.js");
const require_state_store = require("./action-context-state-store.js");
const require_document = require("./render-plan-document.js");
const require_model = require("./render-document-model.js");
const require_client = require("./github-client.js");
const require_permissions = require("./render-failure-permissions.js");
const require_permissions$1 = require("./action-context-permissions.js");
const require_merge_inputs = require("./action-plan-merge-inputs.js");
const require_markdown = require("./render-document-markdown.js");
const require_limits = require("./render-plan-limits.js");

// src/core/review/person-notes.ts
/** Returns the notes about the people that a plan invites. */
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
/** Returns the day of the last invite that was sent to each person, even if it is no longer recorded. */
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
/** Returns how the policies of two configurations differ: first settings, then what people share, then people. */
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
/** Returns the workspace names whose ID changed. */
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
/** Returns the groups whose workspaces changed, with the number of people in each. */
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
/** Returns the files that only one of the configurations reads, and the include patterns that only one has. */
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
/** Returns the changed last days of people in both configurations, maybe with a new address, and the changed days of `resend`. */
function dayChanges(before, after, recorded) {
	const earlier = new Map(before.members.map((member) => [member.email, member]));
	const moved = [];
	const resent = [];
	for (const member of after.members) {
		const { email, resend, previously = [] } = member;
		const old = [email, ...previously].flatMap((one) => earlier.get(one) ?? [])[0];
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
/** Returns the last day of access to each workspace, or null if the access doesn't expire. */
function lastDays({ entries }) {
	const days = /* @__PURE__ */ new Map();
	for (const { workspaceIds, expires = null } of entries) for (const id of workspaceIds) {
		const known = days.get(id);
		if (known === void 0 || known !== null && (expires === null || expires > known)) days.set(id, expires);
	}
	return days;
}

// src/core/review/preview.ts
/** Returns the desired state after a merge. For each person, uses `after` if it differs from `before`, otherwise `tip`. */
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
/**
* Returns the people whose desired grants or email addresses differ, each with the grants before and after. A list is
* empty if nothing is desired. A person with a new address is one change.
*/
function membershipChanges(before, after) {
	const successors = require_action.successorsIn(after);
	return [.../* @__PURE__ */ new Set([...before.people.keys(), ...after.people.keys()])].filter((email) => !successors.has(email) || after.people.has(email)).sort(require_action.compareText).flatMap((email) => {
		const previously = (after.people.get(email)?.previously ?? []).filter((old) => before.people.has(old));
		const from = grantsOfAll(before, [email, ...previously]);
		const to = grantsOfAll(after, [email]);
		if (previously.length > 0) return [{
			email,
			previously,
			before: from,
			after: to
		}];
		return from.join() === to.join() ? [] : [{
			email,
			before: from,
			after: to
		}];
	});
}
function grantsOfAll({ people }, emails) {
	const lists = emails.flatMap((email) => people.get(email)?.workspaceIds ?? []);
	return [...new Set(lists)].sort();
}
/** Splits a plan into what another plan lacks and what both have. */
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
/** Finds our oldest comment on a pull request. */
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
/** Sets the text of our comment: edits `found` unless it already has the text, or creates a comment. Retries temporary failures. */
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
		issue_number: number,
		body
	};
	return require_retry_write.createOwn(github, identity, () => github.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", comment));
}

// src/action/context/comment.ts
/** Returns the URLs of the lines in a commit's files. */
function lineLinks({ serverUrl, repository }, commit) {
	const { owner, repo } = repository;
	return (file, line) => {
		const path = file.split("/").map(encodeURIComponent).join("/");
		return `${serverUrl}/${owner}/${repo}/blob/${commit}/${path}#L${line}`;
	};
}
/** Identifies the comment of the Action on a pull request. Each configuration has its own comment. */
function commentIdentity({ config, commentAuthor }, number) {
	const isOurs = (body) => require_retry_write.readMarker(body, config) !== void 0;
	return {
		number,
		author: commentAuthor,
		isOurs
	};
}
/** Prints why a comment couldn't be written, and the permission that was missing, if any. Throws any error that isn't a failed request. */
function printCommentFailure(context, number, error) {
	const permissions = require_permissions$1.requiredPermissions(context, error);
	const hint = permissions ? require_permissions.permissionsText(permissions) : "";
	const message = `Error: Couldn't write ${number === void 0 ? "the result" : `the comment on #${number}`}: ${require_client.problemOfRequest(error)}.${hint}`;
	context.runner.notice("error", message);
}

// src/action/review/merge.ts
/** Plans a merge on a day. The same inputs give the same plan. */
function planMerge(io, { after, base, tip }, state, day) {
	const before = desiredIn(base, after, day);
	const desired = mergeDesired(before, require_state_store.desiredOn(day, after), desiredIn(tip, after, day));
	return {
		plan: require_document.planNow(io, after, state, { desired }),
		desired
	};
}
/** Returns what a configuration requests on a day. If there is no configuration, nothing is requested. */
function desiredIn(config, { organization, workspaces }, day) {
	return config ? require_state_store.desiredOn(day, config) : {
		organization,
		workspaces,
		people: /* @__PURE__ */ new Map()
	};
}

// src/render/review/model.ts
/** Whether merging can send anything. Only the default branch is applied. */
function isForDefaultBranch({ base, defaultBranch }) {
	return base === defaultBranch;
}

// src/render/review/headline.ts
/** Returns the first line of a comment: the effect of a merge. */
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
	if (changes.every(({ previously }) => previously)) return `Rollcall: ${merging} invites nobody, and changes the email address of ${people}`;
	return changes.every(({ previously, before, after }) => !previously && after.every((id) => before.includes(id))) ? `Rollcall: ${merging} invites and removes nobody; ${people} ${changes.length === 1 ? "loses" : "lose"} grants in members.yaml` : `Rollcall: ${merging} invites nobody, and changes what ${people} should have`;
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
/** Formats the body of a comment or a summary, cut after whole rows if it exceeds the limit. */
function renderPullRequest(report, limit, addressOf, source) {
	const { merge } = report;
	const footer = [merge && !require_document.isEmpty(merge.plan) ? `${require_document.summaryText(merge.plan)} ` : "", sourceText(source)];
	return require_markdown.writeMarkdown({
		...pullRequestDocument(report, addressOf),
		footer
	}, limit);
}
/** Builds the document: what happens on a merge, what doesn't happen and why, and details in folds. */
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
		alerts: merge?.plan.blockedBy.map(require_limits.limitMessage),
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
/** Returns the origin of a comment, for its last line. */
function sourceText({ digest, commit, run }) {
	return [
		...digest === void 0 ? ["From commit "] : [
			"Plan ",
			{ value: digest },
			" for commit "
		],
		{ value: commit },
		", created by ",
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
		" sends nothing: Rollcall applies only the default branch, ",
		{ value: report.defaultBranch },
		". The change takes effect when it is merged there."
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
/** Builds the blocks about what happens on a merge, then about what doesn't happen and why. */
function mergeBlocks({ plan, added, changes, names, isBaseRead }, report, rowOf) {
	return [
		...require_model.paragraph(isBaseRead ? void 0 : [
			"The branch ",
			{ value: report.base },
			" has no valid configuration, so everyone counts as new."
		]),
		...require_document.peopleBlocks(added.people, rowOf, names),
		...require_model.sectionsBlock(require_document.skippedSections(require_document.separatelySkipped(added), names)),
		...require_document.unconfirmedBlocks(plan.unconfirmed, report, names),
		...require_model.paragraph(require_document.isEmpty(plan) ? require_document.emptyPlanSentence(plan, changes.policyChanges) : void 0)
	];
}
/** Builds a diff of the grants before and after, one grant per line, for the people whose grants or address change. */
function changesBlocks({ changes: { membershipChanges: changes }, names }) {
	if (changes.length === 0) return [];
	const lines = changes.flatMap(({ email, previously, before, after }) => {
		const person = previously ? `${email} (previously ${previously.join(", ")})` : email;
		const linesFor = (ids) => require_model.namedWorkspaces(ids, names).map(({ id, name }) => `${person}  ${name === void 0 ? id : `${name} (${id})`}`);
		return require_permissions.diffArrays(linesFor(before), linesFor(after)).flatMap(({ added, removed, value }) => {
			const sign = added ? "+" : removed ? "-" : " ";
			return value.map((line) => require_action.escapeTerminal(`${sign}${line}`));
		});
	});
	const numberOf = (sign) => lines.filter((line) => line.startsWith(sign)).length;
	const [added, removed] = [numberOf("+"), numberOf("-")];
	const moved = changes.filter(({ previously }) => previously).length;
	const numbers = [
		...moved > 0 ? [require_action.pluralize(moved, "new address", "new addresses")] : [],
		...added > 0 ? [`${require_action.formatNumber(added)} added`] : [],
		...removed > 0 ? [`${require_action.formatNumber(removed)} removed`] : []
	];
	return require_model.fold([`Grants before and after: ${numbers.join(", ")}`], [{
		kind: "lines",
		language: "diff",
		lines,
		unit: "grant"
	}]);
}
/** Builds folds of what the base branch already requests, which the next apply also sends. */
function waitingBlocks({ existing, names }, report, rowOf) {
	const { people } = existing;
	const skipped = require_document.separatelySkipped(existing);
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
* Returns the plan that the comment on a pull request showed before the merge. A plan that was written later doesn't count, because
* nobody reviewed it. The marker of a result keeps the plan from before the merge.
*/
function planShownBeforeMerge(marker, { updatedAt }, mergedAt) {
	const isInTime = Date.parse(updatedAt) <= Date.parse(mergedAt);
	return marker.result || isInTime ? marker.shown : void 0;
}
/** Returns the digest that represents grants in a marker. */
function digestOfGrants(grants) {
	return require_action.digestOf(require_retry_write.formatGrants(grants));
}
/**
* Recomputes the grants that a plan showed. They count only if their digest matches the marker, so a different commit, state, or
* version of Rollcall can't add a grant. Omits grants that were sent or forgotten since, because a review is valid for one invite.
*/
async function computeShown(context, openConfig, shown, state) {
	try {
		const before = stateAt(state, shown.state);
		if (!before) return {
			ok: false,
			problem: "the state file was replaced or shortened since"
		};
		const merge = await openMerge(context, openConfig, shown);
		if (!merge) return {
			ok: false,
			problem: "the files that it was planned from can't be read anymore"
		};
		const grants = require_retry_write.grantsOf(planMerge(context.io, merge, before, shown.day).plan.people);
		if (digestOfGrants(grants) !== shown.grants) return {
			ok: false,
			problem: "planning again gives a different result"
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
/** Loads the configurations of a plan. If GitHub no longer has the test merge, uses the head of the pull request. */
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
/** Returns an earlier version of a state, or undefined if the state doesn't begin with it. */
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
/** Returns a check of whether a grant was neither sent nor forgotten after the first `count` events. */
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
	const { summary, newComment } = renderPlan(context, planned);
	await context.runner.summary(summary);
	const { saved, isFailed } = await comment(context, pull, newComment);
	if (merge) await require_action.outputPlan(context, merge.plan, saved, merge.changes);
	return !isFailed;
}
/** Writes only the comment. Returns false if it could not be written. */
async function updateComment(context, pull, planned) {
	return !(await comment(context, pull, planned.ok ? renderPlan(context, planned.value).newComment : await renderPlanFailure(context, pull, planned.problem))).isFailed;
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
		newComment: {
			hasNews: !merge || newsOf(merge) || touchesState,
			shown: plan && inputs && shownPlan(plan, commits, inputs),
			source,
			textFrom: (from) => body(from, require_action.commentLimitFor(summary))
		}
	};
}
/** Reports why there is no plan. Replaces the comment as well, because an older plan in it would be out of date. */
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
/** Writes the comment, unless it already shows the same plan or the pull request has changed. A merge group has no comment. */
async function comment(context, pull, newComment) {
	const { inputs, github, io, runner } = context;
	if (inputs.comment === "false" || pull.kind === "merge-group") return {};
	const identity = commentIdentity(inputs, pull.number);
	try {
		const [found, outdated] = await Promise.all([findComment(github, identity), findOutdated(context, pull)]);
		if (inputs.comment === "changes" && !found && !newComment.hasNews) return {};
		if (outdated !== void 0) {
			runner.notice("notice", outdated);
			return { saved: found };
		}
		const earlier = found && require_retry_write.readMarker(found.body, inputs.config);
		if (found && earlier && isSamePlan(found.body, earlier, newComment)) return { saved: found };
		return { saved: await saveComment(github, io.clock, identity, found, bodyOf(inputs.config, newComment)) };
	} catch (error) {
		if (hasForkToken(context, pull, error)) return {};
		printCommentFailure(context, pull.number, error);
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
/** Whether a comment shows the same plan as a new one, ignoring the commits that it was computed from and the run that wrote it. */
function isSamePlan(body, earlier, newComment) {
	const { shown, source, config } = earlier;
	return shown?.grants === newComment.shown?.grants && body === bodyOf(config, {
		...newComment,
		shown,
		source
	});
}
/** The pauses between reads, in milliseconds. For a moment after a push, GitHub can return the older head of a pull request. */
const pausesMs = [
	1e3,
	2e3,
	4e3
];
/** Returns why a plan is out of date, or undefined if the pull request is open and still has the same head. */
async function findOutdated({ github, io }, pull) {
	const kept = "so Rollcall didn't update its comment. This plan is in the job summary.";
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
/** Whether a write failed because a token from a fork or Dependabot can't comment. If so, prints where to find the plan. */
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
/** Shows the effects of a merge in annotations, the job summary, and the comment on the pull request. */
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
/**
* Updates the plans in the comments on open pull requests to the default branch, after the state changed. Returns false if a
* comment couldn't be written.
*/
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
	const reading = require_pulls.findTip(context.github, pull.base.ref);
	const store = require_state_store.openStateStore(context, pull.base.ref, { tip: reading });
	const found = await require_merge_inputs.findMergeInputs(context, pull, reading);
	if (!found.ok) return found;
	const { after, commits, base, tip } = found.value;
	const statePath = require_pulls.statePathOf(inputs);
	const [stateProblem, { loaded, basePath }, before, now] = await Promise.all([
		require_pulls.findStateFileProblem(after, statePath),
		loadMerged(context, pull, {
			after,
			tip,
			store
		}),
		configIn(base, inputs.config),
		configIn(tip, inputs.config)
	]);
	if (stateProblem) return {
		ok: false,
		problem: stateProblem
	};
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
	const input = {
		files,
		before,
		tip: now,
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
* Loads the configuration with the changes of the pull request, and the state of the base branch. If the pull request moves the
* state file, loads the state from the old path.
*/
async function loadMerged(context, pull, { after, tip, store }) {
	const path = require_pulls.statePathOf(context.inputs);
	const config = await require_pulls.loadConfig(after, context.inputs.config);
	const loaded = await require_pulls.loadInputs(config, store);
	const old = !loaded.ok && loaded.problem.reason === "state-misplaced" ? loaded.problem.path : void 0;
	if (old === void 0 || !await isKept(after, path, tip, old)) return {
		loaded,
		basePath: path
	};
	const oldStore = require_state_store.openStateStore(context, pull.base.ref, { path: old });
	return {
		loaded: await require_pulls.loadInputs(config, oldStore),
		basePath: old
	};
}
/** Whether a moved state file still has all events of the old one. */
async function isKept(after, path, before, old) {
	if (await after.sizeOf(path) > 67108864) return false;
	const [moved, earlier] = await Promise.all([after.read(path), before.read(old)]);
	if (!moved || !earlier) return false;
	const decode = (bytes) => new TextDecoder().decode(bytes);
	return require_continuity.checkContinuity(decode(moved), decode(earlier), require_action.digestOf).lostEvents === 0;
}
/** Whether the texts of two files differ, ignoring line endings. A file that is too large counts as different. */
async function differs(a, path, b, otherPath) {
	if (await a.sizeOf(path) > 67108864) return true;
	const [one, other] = await Promise.all([a.read(path), b.read(otherPath)]);
	const text = (bytes) => bytes && new TextDecoder().decode(bytes).replaceAll("\r\n", "\n");
	return text(one) !== text(other);
}
/** Loads the configuration from the files of a commit. Returns undefined if there is no valid one. */
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
exports.planShownBeforeMerge = planShownBeforeMerge;
exports.printCommentFailure = printCommentFailure;
exports.saveComment = saveComment;
exports.sourceText = sourceText;
exports.updateOpenPulls = updateOpenPulls;