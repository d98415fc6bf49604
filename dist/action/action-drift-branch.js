const require_state_store = require("./action-context-state-store.js");
const require_action = require("../action.js");
const require_model = require("./render-document-model.js");
const require_gaps = require("./render-findings-gaps.js");
const require_pulls = require("./github-pulls.js");
const require_retry_write = require("./github-retry-write.js");
const require_client = require("./github-client.js");
const require_tally_access = require("./action-context-tally-access.js");
const require_markdown = require("./render-document-markdown.js");
const require_load = require("./action-context-load.js");

// src/core/findings/likely-successor.ts
/** Local parts that name a role or a mailbox, not a person. */
const roles = new Set("abuse admin billing contact hello help hr info mail marketing me office postmaster sales security support team webmaster".split(" "));
/**
* Returns a function that finds the only member who might be the same person as someone with another email address: both
* have the same full name, or the same part before @, without regard to case and plus tags.
*/
function likelySuccessors({ members }, observed) {
	let byForm;
	const index = () => {
		const forms = /* @__PURE__ */ new Map();
		for (const { email, name } of members) for (const form of formsOf(email, name ?? observed?.people.get(email)?.name)) forms.set(form, (forms.get(form) ?? /* @__PURE__ */ new Set()).add(email));
		return forms;
	};
	return (email, name) => {
		byForm ??= index();
		const known = byForm;
		const found = new Set(formsOf(email, name).flatMap((form) => [...known.get(form) ?? []]));
		const [only] = found;
		return found.size === 1 ? only : void 0;
	};
}
function formsOf(email, name) {
	const [local = ""] = email.split(/[+@]/, 1);
	const fullName = name?.trim().toLowerCase().replace(/\s+/g, " ");
	return [...roles.has(local) || local === "" ? [] : [`${local}@`], ...fullName?.includes(" ") ? [fullName] : []];
}

// src/core/findings/input.ts
/** Resolves the unconfirmed calls that live data can resolve, and indexes the data by person. */
function findingsContext(input) {
	const { observed, config } = input;
	const recorded = observed ? require_action.applyResolutions(input.recorded, require_action.resolveUnconfirmed(input.recorded, observed)) : input.recorded;
	const unconfirmed = /* @__PURE__ */ new Map();
	for (const call of recorded.unconfirmed) for (const email of new Set(call.emails.map(require_action.emailOf))) {
		const calls = unconfirmed.get(email);
		if (calls) calls.push(call);
		else unconfirmed.set(email, [call]);
	}
	const members = new Map(config.members.map((member) => [member.email, member]));
	const successors = require_action.successorsIn(input.desired);
	return {
		...input,
		recorded,
		members,
		successors,
		likelySuccessor: likelySuccessors(config, observed),
		unconfirmed
	};
}

// src/core/findings/model.ts
/** The kinds of findings, in display order: first disagreements, then information. */
const findingKinds = [
	"not-in-members",
	"expired",
	"extra-workspace",
	"not-invited",
	"not-recorded",
	"lapsed",
	"pending-long",
	"pending-unknown",
	"unknown-workspace",
	"blocked",
	"unconfirmed",
	"previous-address",
	"expires-soon",
	"undeclared-workspace",
	"without-workspace",
	"without-two-factor"
];
/** The kinds whose level is information. */
const informationKinds = /* @__PURE__ */ new Set([
	"previous-address",
	"expires-soon",
	"undeclared-workspace",
	"without-workspace",
	"without-two-factor"
]);
/** Returns the workspaces that a finding is about. */
function workspacesIn(finding) {
	if (finding.workspaceId !== void 0) return [finding.workspaceId];
	return "workspaceIds" in finding ? finding.workspaceIds : [];
}

// src/core/findings/desired.ts
/** Access that ends within one of these numbers of days is a finding. In ascending order. */
const endThresholds = [3, 14];
/** Returns the findings about what members.yaml requests for a person, by the same rules as planning. */
function compareDesired(person, context) {
	const { recorded, observed, config } = context;
	const { email } = person;
	const record = recorded.people.get(email);
	const isUnconfirmed = context.unconfirmed.has(email);
	const plan = require_action.planPerson({
		person,
		record,
		recorded,
		isUnconfirmed,
		settings: config.settings,
		observed
	});
	return [
		...sendable(person, plan, record, observed),
		...lapsed(person, plan, record),
		...skippedInvites(person, plan, record, context),
		...adoptable(plan, email, observed),
		...expiring(person, context)
	];
}
/**
* Returns what the next apply sends, unless Tally doesn't show the workspace. Also returns what isn't sent because
* Tally doesn't show the workspaces of a pending invite.
*/
function sendable({ email, resend }, { send, replacesInvites, skipped }, record, observed) {
	const known = send.filter((id) => !observed || observed.workspaces.has(id));
	const isAgain = replacesInvites || send.some((id) => record?.grants.has(id));
	const unknown = skipped.filter((one) => one.reason === "pending-unknown").flatMap((one) => one.workspaceIds);
	return [{
		kind: "not-invited",
		email,
		workspaceIds: known,
		...isAgain && resend && { resend: resend.day }
	}, {
		kind: "pending-unknown",
		email,
		workspaceIds: unknown
	}].filter((one) => one.workspaceIds.length > 0);
}
/** Returns the grants that were sent and have lapsed, according to complete live data of this or an earlier check. */
function lapsed({ email, resend }, { skipped }, record) {
	const workspaceIds = skipped.filter((one) => one.reason === "lapsed").flatMap((one) => one.workspaceIds).filter((id) => record?.grants.has(id));
	const since = lastSent(workspaceIds, record);
	const later = resend && !resend.due && { resend: resend.day };
	return since ? [{
		kind: "lapsed",
		email,
		workspaceIds,
		since,
		...later
	}] : [];
}
/** Reasons that `skippedInvites` leaves out: they have another kind of finding, or the access isn't desired now. */
const reportedElsewhere = /* @__PURE__ */ new Set([
	"expired",
	"resend-later",
	"pending-unknown"
]);
/** Returns what is desired and not sent, with the reason, except lapsed grants and grants in an unconfirmed call. */
function skippedInvites({ email }, { skipped }, record, { unconfirmed, observed }) {
	const inCalls = new Set(unconfirmed.get(email)?.flatMap((call) => call.workspaceIds));
	const shown = require_action.grantsInTally(observed?.people.get(email));
	const hasOtherFinding = (id, reason) => reason === "lapsed" && record?.grants.has(id) || reason === "unconfirmed" && (inCalls.has(id) || shown.has(id));
	return skipped.filter((one) => !reportedElsewhere.has(one.reason)).map(({ workspaceIds, reason }) => {
		return {
			kind: "not-invited",
			email,
			workspaceIds: workspaceIds.filter((id) => !hasOtherFinding(id, reason)),
			reason
		};
	}).filter((one) => one.workspaceIds.length > 0);
}
function adoptable({ adopt }, email, observed) {
	const status = observed?.people.get(email)?.userId === void 0 ? "pending" : "joined";
	return adopt.length > 0 ? [{
		kind: "not-recorded",
		email,
		workspaceIds: adopt,
		status
	}] : [];
}
function lastSent(ids, record) {
	const last = ids.flatMap((id) => record?.grants.get(id)?.lastSent ?? []).sort().at(-1);
	return last === void 0 ? void 0 : require_action.dayOf(last);
}
/** Returns the workspaces to which access ends soon, grouped by the last day. */
function expiring({ email, workspaceIds }, { members, today }) {
	const lastDays = lastDaysOf(members.get(email)?.entries ?? []);
	return [...require_action.groupBy(workspaceIds, (id) => lastDays.get(id))].flatMap(([day, ids]) => day === void 0 ? [] : [{
		day,
		ids
	}]).sort((a, b) => require_action.compareText(a.day, b.day)).flatMap(({ day, ids }) => {
		const days = require_action.daysBetween(today, day);
		const threshold = endThresholds.find((limit) => days <= limit);
		if (threshold === void 0) return [];
		return [{
			kind: "expires-soon",
			email,
			workspaceIds: ids,
			day,
			days,
			threshold
		}];
	});
}
/** Returns the last day of access to each workspace in the entries; undefined if one of them sets no last day. */
function lastDaysOf(entries) {
	const days = /* @__PURE__ */ new Map();
	for (const { workspaceIds, expires } of entries) for (const id of workspaceIds) {
		const other = days.has(id) ? days.get(id) : expires;
		const hasNoEnd = other === void 0 || expires === void 0;
		days.set(id, hasNoEnd ? void 0 : other > expires ? other : expires);
	}
	return days;
}

// src/core/findings/granted.ts
/** Thresholds for invites that are still pending, in days. Those below `pendingDays` don't apply. */
const pendingAges = [
	7,
	14,
	30
];
/** Returns the findings about access that a person has, or might have, compared with what members.yaml gives them. */
function compareGranted(email, context) {
	const { desired, observed } = context;
	const person = desired.people.get(email);
	const seen = observed?.people.get(email);
	const shown = [...require_action.grantsInTally(seen)].sort();
	const mayStay = person !== void 0 || isKept(email, context);
	const grants = [...seen ? [{
		email,
		status: presenceOf(seen),
		workspaceIds: shown
	}] : [], ...recordedOnly(email, seen, context)];
	return [
		...mayStay ? [] : grants.flatMap((one) => unnamed(one, seen, context)),
		...person ? grants.flatMap((one) => surplus(person, one)) : [],
		...person && seen ? pendingLong(person, seen, context) : [],
		...mayStay && seen?.isBlocked ? [{
			kind: "blocked",
			email,
			workspaceIds: shown
		}] : [],
		...seen?.hasTwoFactor === false ? [{
			kind: "without-two-factor",
			email
		}] : []
	];
}
/** Returns the grants that the state file lists and that live data neither shows nor rules out. */
function recordedOnly(email, seen, { recorded, observed }) {
	const shown = require_action.grantsInTally(seen);
	const workspaceIds = [...recorded.people.get(email)?.grants ?? []].filter(([id, { lapsed }]) => lapsed === void 0 && !shown.has(id)).flatMap(([id]) => observed && require_action.isAbsent(id, seen, observed) ? [] : id).sort();
	return workspaceIds.length > 0 ? [{
		email,
		status: "recorded",
		workspaceIds
	}] : [];
}
/** Whether a person may be absent from members.yaml: the owner, the API key's user, or a protected person. */
function isKept(email, { observed, config }) {
	return email === observed?.owner || email === observed?.self || config.settings.protected.includes(email);
}
function unnamed(granted, seen, context) {
	const { email, status, workspaceIds } = granted;
	const recorded = context.recorded.people.has(email);
	if (workspaceIds.length === 0 && !seen?.hasUnknownInvite && !recorded) return [{
		kind: "without-workspace",
		email
	}];
	const person = {
		email,
		status,
		recorded,
		workspaceIds
	};
	const successor = context.successors.get(email);
	if (successor) return [{
		kind: require_action.isStillNeeded(successor, context.observed) ? "previous-address" : "not-in-members",
		...person,
		newAddress: successor.email
	}];
	const samePerson = context.likelySuccessor(email, seen?.name);
	return [{
		kind: "not-in-members",
		...person,
		...samePerson !== void 0 && { samePerson }
	}];
}
function surplus({ workspaceIds, ended }, granted) {
	if (ended && workspaceIds.length === 0) return [{
		kind: "expired",
		...granted,
		day: ended.expires
	}];
	const extra = granted.workspaceIds.filter((id) => !workspaceIds.includes(id));
	const past = extra.filter((id) => ended?.workspaceIds.includes(id));
	const other = extra.filter((id) => !past.includes(id));
	return [...ended && past.length > 0 ? [{
		kind: "expired",
		...granted,
		workspaceIds: past,
		day: ended.expires
	}] : [], ...other.length > 0 ? [{
		kind: "extra-workspace",
		...granted,
		workspaceIds: other
	}] : []];
}
/** Reports an invite that has been pending for long, by Tally's date or, if there is none, by the state file. */
function pendingLong({ workspaceIds, resend }, seen, { recorded, today, pendingDays }) {
	const { email, invites, pending } = seen;
	if (presenceOf(seen) === "joined" || workspaceIds.length === 0) return [];
	const created = invites.flatMap(({ createdAt }) => require_action.readDay(require_action.dayOf(createdAt ?? "")) ?? []);
	const sent = [...recorded.people.get(email)?.grants.values() ?? []].map((one) => require_action.dayOf(one.lastSent));
	const [since] = (created.length > 0 ? created : sent).sort();
	if (since === void 0 || resend?.due && since < resend.day) return [];
	const days = require_action.daysBetween(since, today);
	const threshold = [pendingDays, ...pendingAges.filter((age) => age > pendingDays)].filter((age) => days >= age).at(-1);
	if (threshold === void 0) return [];
	return [{
		kind: "pending-long",
		email,
		workspaceIds: pending,
		since,
		days,
		threshold
	}];
}
function presenceOf({ userId }) {
	return userId === void 0 ? "pending" : "joined";
}

// src/core/findings/person.ts
/** Returns all findings about one person, sorted by kind. Plan, drift, and report use the same findings. */
function findingsOf(email, context) {
	const person = context.desired.people.get(email);
	return sortFindings([
		...person ? compareDesired(person, context) : [],
		...compareGranted(email, context),
		...unconfirmed(email, context)
	]);
}
/** Adds the level to findings, and sorts them by kind, then by person or workspace. */
function sortFindings(bodies) {
	return bodies.map((body) => ({
		level: informationKinds.has(body.kind) ? "information" : "drift",
		...body
	})).sort(byKind);
}
function unconfirmed(email, context) {
	return (context.unconfirmed.get(email) ?? []).map(({ call, action, at, workspaceIds }) => {
		return {
			kind: "unconfirmed",
			email,
			call,
			action,
			since: require_action.dayOf(at),
			workspaceIds
		};
	});
}
function byKind(a, b) {
	return findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind) || require_action.compareText(subjectOf(a), subjectOf(b));
}
/** Returns a sort key: the person or workspace, then what distinguishes two findings about the same person. */
function subjectOf(finding) {
	const call = "call" in finding ? finding.call : "";
	return [
		finding.email,
		...workspacesIn(finding),
		call
	].join("\n");
}

// src/core/drift/drift.ts
/** Compares the desired, recorded, and observed state. Incomplete live data proves nothing about what it lacks. */
function findDrift(input) {
	const { desired, observed, config } = input;
	const context = findingsContext(input);
	const emails = /* @__PURE__ */ new Set([
		...desired.people.keys(),
		...observed.people.keys(),
		...context.unconfirmed.keys()
	]);
	const findings = sortFindings([...[...emails].flatMap((email) => findingsOf(email, context)).flatMap((one) => shownByTally(one, input)), ...compareWorkspaces(config, observed)]);
	const people = [...desired.people.values()];
	const drift = findings.filter((one) => one.level === "drift").length;
	return {
		organization: desired.organization,
		missing: observed.missing,
		unclear: require_action.isComplete(observed) ? [] : unclearGrants(context, observed, findings),
		findings,
		summary: {
			drift,
			information: findings.length - drift,
			people: people.filter((person) => person.workspaceIds.length > 0).length,
			grants: people.reduce((sum, person) => sum + person.workspaceIds.length, 0)
		}
	};
}
/** Limits a finding to declared workspaces and to what Tally shows. Returns none if nothing remains. */
function shownByTally(finding, { config, observed }) {
	if ("status" in finding && finding.status === "recorded") return [];
	if (finding.kind === "extra-workspace") {
		const workspaceIds = finding.workspaceIds.filter((id) => config.workspaces.has(id));
		return workspaceIds.length > 0 ? [{
			...finding,
			workspaceIds
		}] : [];
	}
	return finding.kind === "not-invited" && finding.reason !== void 0 && !require_action.isComplete(observed) ? [] : [finding];
}
const missingKinds = /* @__PURE__ */ new Set([
	"not-invited",
	"pending-unknown",
	"lapsed"
]);
/** Returns the desired grants that Tally doesn't show and no finding is about. */
function unclearGrants({ desired, unconfirmed }, observed, findings) {
	const missing = findings.filter((one) => missingKinds.has(one.kind));
	const named = new Set(missing.flatMap((one) => workspacesIn(one).map((id) => `${one.email} ${id}`)));
	return [...desired.people.values()].flatMap(({ email, workspaceIds: wanted }) => {
		const shown = require_action.grantsInTally(observed.people.get(email));
		const inCalls = new Set(unconfirmed.get(email)?.flatMap((call) => call.workspaceIds));
		const workspaceIds = wanted.filter((id) => !shown.has(id) && !inCalls.has(id) && !named.has(`${email} ${id}`));
		return workspaceIds.length > 0 ? [{
			email,
			workspaceIds
		}] : [];
	});
}
/**
* Finds the workspaces that only members.yaml or only Tally has. An invite may name a workspace that Tally's
* list of workspaces lacks.
*/
function compareWorkspaces({ workspaces }, observed) {
	const people = new Map([...observed.workspaces.keys()].map((id) => [id, 0]));
	for (const seen of observed.people.values()) for (const id of require_action.grantsInTally(seen)) people.set(id, (people.get(id) ?? 0) + 1);
	return [...[...workspaces.keys()].filter((id) => !observed.workspaces.has(id)).map((workspaceId) => ({
		kind: "unknown-workspace",
		workspaceId
	})), ...[...people].filter(([id]) => !workspaces.has(id)).map(([workspaceId, count]) => {
		return {
			kind: "undeclared-workspace",
			workspaceId,
			people: count
		};
	})];
}

// src/render/findings/groups.ts
/** Groups findings by heading, in the order of the kinds. Within a kind, the most urgent are first. */
function groupFindings(findings) {
	const keyOf = (one) => Object.values(require_state_store.findingText(one)).join();
	return [...require_action.groupBy(findings.toSorted(byUrgency), keyOf).values()].map((own) => ({
		...require_state_store.findingText(own[0]),
		size: sizeOf(own),
		findings: own
	}));
}
function byUrgency(a, b) {
	return findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind) || urgencyOf(a) - urgencyOf(b);
}
/** Returns a lower number for a more urgent finding of a kind. */
function urgencyOf(finding) {
	if (finding.kind === "pending-long") return -finding.threshold;
	if (finding.kind === "expires-soon") return finding.threshold;
	return finding.kind === "not-invited" && finding.reason !== void 0 ? 1 : 0;
}
function sizeOf(findings) {
	const people = new Set(findings.flatMap((one) => one.email ?? []));
	return people.size > 0 ? require_action.pluralize(people.size, "person") : require_action.pluralize(findings.length, "workspace");
}

// src/render/drift/document.ts
/** Builds the result of a comparison: differences first, then notes. The same findings give the same text on any day. */
function driftDocument(drift, names) {
	const { drift: differences, information } = drift.summary;
	const hasDrift = differences > 0;
	const size = require_action.pluralize(differences, "difference");
	const notes = information === 0 ? "" : `, ${require_action.pluralize(information, "note")}`;
	return {
		title: hasDrift ? [
			"Drift in organization ",
			{ value: drift.organization },
			`: ${size}`
		] : [noChangesSentence(drift)],
		blocks: [
			...require_model.sectionsBlock(sectionsOf(drift, "drift", names)),
			...require_gaps.gapsBlock(drift.missing, incompleteSentence(drift)),
			...require_model.fold([`For your information: ${require_action.pluralize(information, "note")}`], require_model.sectionsBlock(sectionsOf(drift, "information", names)))
		],
		summary: hasDrift ? [`${size}${notes}. members.yaml has ${membersText(drift)}.`] : void 0
	};
}
function sectionsOf(drift, level, names) {
	const isDrift = level === "drift";
	return groupFindings(drift.findings.filter((one) => one.level === level)).map(({ head, meaning, size, findings }) => ({
		head: [{ strong: head }, `: ${size}`],
		sentence: [meaning],
		rows: findings.map((one) => findingRow(one, names)),
		unit: "finding",
		isFolded: isDrift && drift.summary.drift > 10,
		isWarning: isDrift
	}));
}
function findingRow(finding, names) {
	const { email } = finding;
	const row = require_model.grantsRow({
		email: email ?? "",
		workspaceIds: workspacesIn(finding)
	}, names, require_model.joinNotes(require_state_store.detailOf(finding), require_state_store.otherAddressText(finding)));
	return {
		sign: require_state_store.findingSigns[finding.kind],
		...row,
		...email === void 0 && { subject: "" }
	};
}
/** Returns the size of members.yaml: `12 people with 30 grants`. */
function membersText({ summary }) {
	return `${require_action.pluralize(summary.people, "person")} with ${require_action.pluralize(summary.grants, "grant")}`;
}
/** Returns the only sentence of a comparison without differences. */
function noChangesSentence(drift) {
	const { people, grants } = drift.summary;
	const sizes = `${require_action.pluralize(people, "person")}, ${require_action.pluralize(grants, "grant")}`;
	return drift.missing.length > 0 ? `No drift found, but Tally's response is incomplete (members.yaml: ${sizes}).` : `No drift. members.yaml, the state file, and Tally match (${sizes}).`;
}
/** Returns how many grants of members.yaml the incomplete live data lacks. */
function incompleteSentence({ unclear }) {
	const grants = unclear.reduce((sum, one) => sum + one.workspaceIds.length, 0);
	const whose = `${require_action.pluralize(grants, "grant")} of ${require_action.pluralize(unclear.length, "person")}`;
	return grants === 0 ? "" : ` It doesn't show ${whose}, which might exist anyway.`;
}

// src/commands/drift.ts
/** Returns how members.yaml, the state file, and Tally differ today. */
function driftNow(io, config, state, observed, pendingDays) {
	const today = require_action.dayOf(require_state_store.currentTimestamp(io));
	const desired = require_state_store.desiredOn(today, config);
	return findDrift({
		config,
		desired,
		recorded: state.recorded,
		observed,
		today,
		pendingDays
	});
}
/** Returns the names of a configuration, and Tally's names of workspaces that the configuration doesn't declare. */
function driftDisplayNames(config, observed) {
	const { workspaces, people } = require_model.displayNamesOf(config);
	const shown = [...observed.workspaces].filter(([, name]) => name !== "");
	return {
		workspaces: new Map([...shown, ...workspaces]),
		people
	};
}

// src/github/issues.ts
/** Finds our oldest open issue. */
async function findOpenIssue(github, identity) {
	const pages = github.paginate.iterator("GET /repos/{owner}/{repo}/issues", {
		...github.repository,
		state: "open",
		sort: "created",
		direction: "asc",
		per_page: 100
	});
	return require_retry_write.findOwn(github, identity, pages, (one, body) => require_action.objectAt(one, "pull_request") ? void 0 : {
		number: require_pulls.requireId(one, "number"),
		body,
		url: require_pulls.requireString(one, "html_url")
	});
}
/** Opens an issue, or updates the body of `found`. Keeps its title, which people may have changed. Returns the URL. */
async function saveIssue(github, clock, identity, found, text) {
	return require_retry_write.retryWrite(clock, async (attempt) => {
		const current = attempt === 1 ? found : await findOpenIssue(github, identity);
		if (!current) {
			const issue = {
				...github.repository,
				...text
			};
			const { url } = await require_retry_write.createOwn(github, identity, () => github.request("POST /repos/{owner}/{repo}/issues", issue));
			return url;
		}
		if (current.body !== text.body) await updateIssue$1(github, current, { body: text.body });
		return current.url;
	});
}
/** Closes an issue, and sets its final text. */
async function closeIssue(github, found, body) {
	await updateIssue$1(github, found, {
		body,
		state: "closed",
		state_reason: "completed"
	});
}
/** Whether a request failed because issues are turned off in the repository. GitHub then returns 410 or 404. */
async function areIssuesOff(github, error) {
	const status = require_client.statusOf(error);
	if (status !== 404) return status === 410;
	const { data } = await github.request("GET /repos/{owner}/{repo}", { ...github.repository });
	return require_action.booleanAt(data, "has_issues") === false;
}
async function updateIssue$1(github, { number }, changes) {
	await github.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
		...github.repository,
		issue_number: number,
		...changes
	});
}

// src/action/drift-branch.ts
/** Compares members.yaml and the state file with Tally, and keeps one issue open for as long as they differ. */
async function driftBranch(context, event) {
	const { runner, io } = context;
	const defaultBranch = event.defaultBranch ?? await require_pulls.findDefaultBranch(context.github);
	if (event.branch !== defaultBranch) return require_action.failRun(context, {
		reason: "wrong-event",
		command: "drift",
		event,
		defaultBranch
	});
	const access = require_tally_access.findTallyAccess(context, "rollcall-drift.yml");
	if (!access.ok) return require_action.failRun(context, access.problem);
	const loaded = await require_load.loadBranch(context, event.branch);
	if (!loaded) return 1;
	const { config, state } = loaded;
	const { reader } = context.connectTally(access.value, {
		timeout: require_action.responseTimeoutMs,
		stop: new AbortController().signal,
		onWait: (reason, milliseconds) => io.stderr.write(require_tally_access.renderWait(reason, milliseconds))
	});
	const observation = await reader.observe(config.organization);
	if (!observation.ok) return require_action.failRun(context, observation.problem);
	const drift = driftNow(io, config, state, observation.value, 7);
	const document = driftDocument(drift, driftDisplayNames(config, observation.value));
	io.stdout.write(require_state_store.writeTerminal(document, require_action.logLayout));
	await runner.summary(require_markdown.writeMarkdown(document, require_action.summaryLimit));
	await runner.output("has-changes", String(drift.summary.drift > 0));
	try {
		await runner.output("issue-url", await updateIssue(context, drift, document));
	} catch (error) {
		if (!await areIssuesOff(context.github, error)) throw error;
		return require_action.failRun(context, {
			reason: "issues-off",
			problem: require_client.problemOfRequest(error)
		});
	}
	return 0;
}
/** Opens, updates, or closes the issue. Returns its URL, or an empty string if no issue is open. */
async function updateIssue(context, drift, document) {
	const { github, inputs, io } = context;
	if (inputs.comment === "false") return "";
	const marker = require_retry_write.formatDriftMarker(inputs.config);
	const identity = {
		author: inputs.commentAuthor,
		isOurs: (body) => body.split(/\r?\n/, 1)[0] === marker
	};
	const found = await findOpenIssue(github, identity);
	const text = {
		title: `Access drift: ${inputs.config} and Tally differ`,
		body: `${marker}\n${require_markdown.writeMarkdown({
			...document,
			footer
		}, issueLimit)}`
	};
	if (drift.summary.drift > 0) return saveIssue(github, io.clock, identity, found, text);
	if (!found) return "";
	if (drift.missing.length > 0) return saveIssue(github, io.clock, identity, found, text);
	await closeIssue(github, found, text.body);
	return "";
}
/** The limit of the issue. Its hint doesn't link to a run, so the issue changes only if a finding does. */
const issueLimit = {
	...require_action.commentLimit,
	overflowHint: "all of them are in the job summary of the workflow's latest run"
};
const footer = ["Rollcall updates this issue after each comparison, and closes it when nothing differs."];

exports.driftBranch = driftBranch;