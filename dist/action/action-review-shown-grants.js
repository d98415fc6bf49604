const require_action = require("../action.js");
const require_model = require("./render-document-model.js");
const require_document = require("./render-plan-document.js");
const require_state_store = require("./action-context-state-store.js");
const require_client = require("./github-client.js");
const require_pulls = require("./github-pulls.js");
const require_retry_write = require("./github-retry-write.js");
const require_markdown = require("./render-document-markdown.js");
const require_limits = require("./render-plan-limits.js");
const require_permissions = require("./render-failure-permissions.js");
const require_permissions$1 = require("./action-context-permissions.js");

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
function headlineFor(report) {
	const { merge, diagnostics, subject } = report;
	if (!merge) return `Rollcall: ${require_action.diagnosticCounts(diagnostics)}, nothing planned`;
	const { added, plan } = merge;
	const { policyChanges = [], membershipChanges: changes } = merge.changes;
	const invited = added.people.length;
	const removed = added.skipped.filter(require_document.isRemovable).length;
	const [limit] = plan.blockedBy;
	if (limit) return `Rollcall: ${blockedText(limit)}`;
	const merging = isForDefaultBranch(report) ? "merging this" : "once on the default branch, this";
	const policy = policyChanges.length > 0 ? ["changes the policy"] : [];
	const does = [...invited > 0 ? [`invites ${require_action.pluralize(invited, "person")}`] : [], ...removed > 0 ? [`removes ${require_action.pluralize(removed, "person")}`] : []];
	if (does.length > 0) return `Rollcall: ${merging} ${require_action.formatList([...does, ...policy])}`;
	if (changes.length === 0) return policy.length > 0 ? `Rollcall: ${merging} changes the policy and invites nobody` : `Rollcall: this ${subject} doesn't change who has access`;
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
function blockedText(limit) {
	switch (limit.guard) {
		case "maxInvites":
		case "maxRemovals": return `blocked by ${limit.guard} (${require_action.pluralize(limit.count, "person")}, limit ${require_action.formatNumber(limit.limit)})`;
		case "emptyMembers": return "blocked because members.yaml has no members";
		case "unknownWorkspaces": return "blocked because Tally doesn't show a workspace";
	}
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

Object.defineProperty(exports, "commentIdentity", {
  enumerable: true,
  get: function () {
    return commentIdentity;
  }
});
Object.defineProperty(exports, "computeShown", {
  enumerable: true,
  get: function () {
    return computeShown;
  }
});
Object.defineProperty(exports, "desiredIn", {
  enumerable: true,
  get: function () {
    return desiredIn;
  }
});
Object.defineProperty(exports, "digestOfGrants", {
  enumerable: true,
  get: function () {
    return digestOfGrants;
  }
});
Object.defineProperty(exports, "findComment", {
  enumerable: true,
  get: function () {
    return findComment;
  }
});
Object.defineProperty(exports, "lineLinks", {
  enumerable: true,
  get: function () {
    return lineLinks;
  }
});
Object.defineProperty(exports, "membershipChanges", {
  enumerable: true,
  get: function () {
    return membershipChanges;
  }
});
Object.defineProperty(exports, "partitionPlan", {
  enumerable: true,
  get: function () {
    return partitionPlan;
  }
});
Object.defineProperty(exports, "planMerge", {
  enumerable: true,
  get: function () {
    return planMerge;
  }
});
Object.defineProperty(exports, "printUnwritten", {
  enumerable: true,
  get: function () {
    return printUnwritten;
  }
});
Object.defineProperty(exports, "renderPullRequest", {
  enumerable: true,
  get: function () {
    return renderPullRequest;
  }
});
Object.defineProperty(exports, "saveComment", {
  enumerable: true,
  get: function () {
    return saveComment;
  }
});
Object.defineProperty(exports, "shownBefore", {
  enumerable: true,
  get: function () {
    return shownBefore;
  }
});
Object.defineProperty(exports, "sourceText", {
  enumerable: true,
  get: function () {
    return sourceText;
  }
});