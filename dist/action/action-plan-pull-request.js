const require_pulls = require("./github-pulls.js");
const require_action = require("../action.js");
const require_shown_grants = require("./action-review-shown-grants.js");
const require_continuity = require("./core-state-continuity.js");
const require_state_store = require("./action-context-state-store.js");
const require_document = require("./render-plan-document.js");
const require_model = require("./render-document-model.js");
const require_merge_inputs = require("./action-plan-merge-inputs.js");
const require_retry_write = require("./github-retry-write.js");
const require_client = require("./github-client.js");

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

// src/action/plan/publish.ts
/** Puts a report into the summary, the comment, and the outputs. Returns false if the comment could not be written. */
async function publishPlan(context, pull, report, commits, inputs) {
	const { runner, run } = context;
	const { merge, touchesState } = report;
	const plan = merge?.plan;
	const source = {
		commit: commits.commit,
		run: run.runUrl
	};
	const body = (from, limit) => require_shown_grants.renderPullRequest(report, limit, require_shown_grants.lineLinks(run, from.commit), planSource(plan, from));
	const summary = body(source, require_action.summaryLimit);
	await runner.summary(summary);
	const newsOf = ({ changes: { membershipChanges, policyChanges }, added }) => membershipChanges.length + added.people.length + (policyChanges?.length ?? 0) > 0;
	const { saved, isFailed } = await comment(context, pull, {
		hasNews: !merge || newsOf(merge) || touchesState,
		shown: plan && inputs && shownPlan(plan, commits, inputs),
		source,
		textFrom: (from) => body(from, require_action.commentLimitFor(summary))
	});
	if (merge) await require_action.outputPlan(context, merge.plan, saved, merge.changes);
	return !isFailed;
}
/** Says why there is no plan, in the comment too: an older one would go on showing what no longer holds. */
async function publishFailure(context, pull, failure) {
	const source = {
		commit: pull.head.sha,
		run: context.run.runUrl
	};
	const text = await require_action.renderFailedRun(failure, require_shown_grants.sourceText(planSource(void 0, source)));
	await comment(context, pull, {
		hasNews: false,
		shown: void 0,
		source,
		textFrom: () => text
	});
	return require_action.failRun(context, failure);
}
/** Writes the comment, unless it has the same plan already, or the pull request has moved on. A merge group has none. */
async function comment(context, pull, made) {
	const { inputs, github, io, runner } = context;
	if (inputs.comment === "false" || pull.kind === "merge-group") return {};
	const identity = require_shown_grants.commentIdentity(inputs, pull.number);
	try {
		const found = await require_shown_grants.findComment(github, identity);
		if (inputs.comment === "changes" && !found && !made.hasNews) return {};
		const outdated = await findOutdated(context, pull);
		if (outdated !== void 0) {
			runner.notice("notice", outdated);
			return { saved: found };
		}
		const earlier = found && require_retry_write.readMarker(found.body, inputs.config);
		if (found && earlier && isSamePlan(found.body, earlier, made)) return { saved: found };
		return { saved: await require_shown_grants.saveComment(github, io.clock, identity, found, bodyOf(inputs.config, made)) };
	} catch (error) {
		if (hasForkToken(context, pull, error)) return {};
		require_shown_grants.printUnwritten(context, pull.number, error);
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
		if (!isOpen) return `#${pull.number} is ${mergedAt === void 0 ? "closed" : "merged"} by now, ${kept}`;
		if (head === pull.head.sha) return void 0;
		if (pause !== void 0) await io.clock.sleep(pause, new AbortController().signal);
	}
	return `#${pull.number} has other commits by now, ${kept}`;
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
		grants: require_shown_grants.digestOfGrants(require_retry_write.grantsOf(people))
	};
}
/** Whether a failure is that of a token that can never comment. Prints where the plan is then. */
function hasForkToken({ runner, io }, { isFork }, error) {
	const isDependabot = io.env["GITHUB_ACTOR"] === "dependabot[bot]";
	if (!(io.env["GITHUB_EVENT_NAME"] === "pull_request" && (isFork || isDependabot)) || require_client.permissionFor(error) === void 0) return false;
	const sentence = `The token of ${isFork ? "a fork's pull request" : "Dependabot's pull request"} cannot comment, so the plan is in the summary of this run only.${isFork ? " A second workflow on pull_request_target brings it into a comment." : ""}`;
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
	const { inputs, runner, io } = context;
	const found = await require_merge_inputs.findMergeInputs(context, pull);
	if (!found.ok) return publishFailure(context, pull, found.problem);
	const { after, commits, base, tip } = found.value;
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
		}, commits);
		return 1;
	}
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
	io.stdout.write(require_state_store.writeTerminal(require_document.planDocument(merge.plan, merge.names), require_action.logLayout));
	const isPublished = await publishPlan(context, pull, {
		...checked,
		merge
	}, commits, {
		state,
		day
	});
	for (const limit of merge.plan.blockedBy) await require_action.printFailure(runner, {
		reason: "guard",
		...limit
	});
	return merge.plan.blockedBy.length > 0 || !isPublished ? 1 : 0;
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
	const { plan, desired } = require_shown_grants.planMerge(context.io, {
		after: config,
		base: before?.config,
		tip
	}, state, day);
	const now = require_shown_grants.desiredIn(tip, config, day);
	const { added, existing } = require_shown_grants.partitionPlan(plan, require_document.planNow(context.io, tip ?? config, state, { desired: now }));
	const names = require_model.displayNamesOf(config);
	const tipNames = tip ? require_model.displayNamesOf(tip) : names;
	const members = new Map(config.members.map((member) => [member.email, member]));
	return {
		plan,
		added,
		existing,
		changes: {
			policyChanges: before && policyChanges(before, files, state.recorded),
			membershipChanges: require_shown_grants.membershipChanges(now, desired)
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