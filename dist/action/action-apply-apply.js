const require_gaps = require("./render-findings-gaps.js");
const require_action = require("../action.js");
const require_document = require("./render-plan-document.js");
const require_state_store = require("./action-context-state-store.js");
const require_tally_access = require("./action-context-tally-access.js");
const require_model = require("./render-document-model.js");
const require_client = require("./github-client.js");
const require_pulls = require("./github-pulls.js");
const require_retry_write = require("./github-retry-write.js");
const require_markdown = require("./render-document-markdown.js");
const require_limits = require("./render-plan-limits.js");
const require_failure = require("./render-failure-failure.js");
const require_load = require("./action-context-load.js");
const require_permissions = require("./action-context-permissions.js");
const require_pull_request = require("./action-plan-pull-request.js");

// src/render/apply/outcome.ts
const maxNamesListed$1 = 3;
const indent = "      ";
/** Formats the result of a call. If the call has several people, they are on a second line. */
function renderOutcome(position, call, outcome, names, style) {
	const head = `[${position.number}/${position.of}] ${require_document.timeText(position.at).slice(11)}`;
	const result = outcome.result === "done" && call.action === "invite" ? "sent" : resultText(outcome);
	const styled = style[colors[outcome.result]](result);
	const source = (outcome.result === "split" || outcome.result === "rejected" && call.action === "invite") && !outcome.missingWorkspaces ? "Tally reported: " : "";
	return `${head} ${styled}: ${whatText(call, names)}\n${namesText$1(call)}${problemText(outcome, source)}`;
}
function whatText({ action, emails, workspaceIds }, names) {
	const [first = ""] = emails;
	switch (action) {
		case "invite": return `${emails.length === 1 ? require_action.escapeTerminal(first) : require_action.pluralize(emails.length, "person")} to ${require_gaps.plainWorkspaces(workspaceIds, names)}`;
		case "cancel": return `cancel the invite of ${require_action.escapeTerminal(first)}`;
		case "remove": return `remove ${require_action.escapeTerminal(first)} from the organization`;
	}
}
function namesText$1({ emails }) {
	if (emails.length < 2) return "";
	return `${indent}${require_action.formatFirst(emails.map(require_action.escapeTerminal), maxNamesListed$1)}\n`;
}
const colors = {
	done: "green",
	rejected: "red",
	split: "yellow",
	"not-sent": "red",
	unconfirmed: "yellow"
};
function resultText(outcome) {
	return outcome.result === "rejected" || outcome.result === "split" ? `${outcome.result} (${outcome.status})` : outcome.result.replace("-", " ");
}
function problemText(outcome, source) {
	if (outcome.result === "done") return "";
	const problem = outcome.problem === "" ? "" : `${indent}${source}${require_action.escapeTerminal(outcome.problem)}\n`;
	const then = outcome.result === "split" ? splitSentence(outcome) : "";
	return then === "" ? problem : problem + require_state_store.wrapText(then, 80, indent);
}
function splitSentence({ appliedTo, missingWorkspaces }) {
	return [appliedTo.length > 0 && `${require_action.pluralize(appliedTo.length, "person was", "people were")} invited anyway.`, !missingWorkspaces && "One or more email addresses are invalid. Splitting the call to find them."].filter(Boolean).join(" ");
}

// src/commands/console/run-listener.ts
const progressDelayMs = 2e3;
/** Moves the cursor to the start of the line, and clears the line. */
const clearLine = "\r\x1B[K";
/**
* Returns a listener that prints a line for each call and each wait of a run. At a terminal, it also shows the progress if sending
* takes longer than two seconds. `loaded` is called with the inputs of each iteration.
*/
function watchRun(io, options, loaded) {
	const { format, quiet, style } = options;
	const isSilent = quiet || format === "json";
	let [done, total] = [0, 0];
	let isDrawn = false;
	let cancelDelay = () => {};
	const draw = () => io.stderr.write(require_tally_access.renderProgress(done, total));
	const clear = () => isDrawn && io.stderr.write(clearLine);
	const writeAbove = (output, line) => {
		clear();
		output.write(line);
		if (isDrawn) draw();
	};
	let isSkewKnown = false;
	let names = require_model.noNames;
	return {
		loaded: async (inputs, iteration) => {
			names = require_model.displayNamesOf(inputs.config);
			await loaded(inputs, iteration);
		},
		waiting: (reason, milliseconds) => {
			if (!isSilent) writeAbove(io.stderr, require_tally_access.renderWait(reason, milliseconds));
		},
		clockSkewed: (milliseconds) => {
			if (!isSkewKnown) writeAbove(io.stderr, require_tally_access.renderClockSkew(milliseconds));
			isSkewKnown = true;
		},
		repeating: (reason) => io.stderr.write(sentences[reason]),
		replanned: (plan) => {
			if (!quiet) io.stderr.write(resolvedLine(plan));
		},
		sending: (calls) => {
			[done, total] = [0, calls];
			if (isSilent || !io.stderr.isTerminal) return;
			cancelDelay = io.clock.after(progressDelayMs, () => {
				isDrawn = true;
				draw();
			});
		},
		ended: ({ at, call, outcome }, position) => {
			done += 1;
			const line = renderOutcome({
				...position,
				at
			}, call, outcome, names, style);
			writeAbove(io.stdout, format === "text" ? line : "");
		},
		sent: () => {
			cancelDelay();
			clear();
			isDrawn = false;
		}
	};
}
const sentences = {
	moved: "members.yaml or the state file changed during this run. Planning again.\n",
	expired: "A call wasn't sent within five minutes of being recorded. Planning again.\n"
};
function resolvedLine(plan) {
	const sentence = require_document.resolvedSentence(plan);
	return sentence === void 0 ? "" : `Resolved: ${sentence}\n`;
}

// src/core/plan/check-plan.ts
/**
* Returns why the safety limits block a plan, if they do. An allowed count must equal the plan's count, so that it
* never permits more than the user reviewed.
*/
function checkGuards(plan, allowed) {
	const { people, removed } = plan.summary;
	for (const [what, stated, count] of [[
		"invites",
		allowed.invites,
		people
	], [
		"removals",
		allowed.removals,
		removed
	]]) if (stated !== void 0 && count > 0 && stated !== count) return {
		reason: "other-count",
		what,
		stated,
		count
	};
	const exceeded = plan.blockedBy.find((one) => !isAllowed(one, allowed));
	return exceeded && {
		reason: "guard",
		...exceeded
	};
}
function isAllowed({ guard }, { invites, removals }) {
	return (guard === "maxInvites" ? invites : guard === "maxRemovals" ? removals : void 0) !== void 0;
}

// src/core/apply/finished-call.ts
/** Whether Tally did any of the calls, at least in part. */
function hasApplied(ended) {
	return ended.some((one) => appliedPart(one).length > 0);
}
/** Returns the part of a finished call that Tally did, if any. */
function appliedPart(one) {
	if (one.outcome.result === "done") return [one];
	if (one.outcome.result !== "split" || one.outcome.appliedTo.length === 0) return [];
	const { appliedTo } = one.outcome;
	return [{
		...one,
		call: {
			...one.call,
			emails: appliedTo
		},
		outcome: { result: "done" }
	}];
}
/** Returns the calls that got no usable response. */
function unconfirmedIn(ended) {
	return ended.flatMap(({ id, at, call, outcome }) => outcome.result === "unconfirmed" ? [{
		...call,
		call: id,
		at,
		problem: outcome.problem,
		provenance: {},
		forgotten: /* @__PURE__ */ new Map()
	}] : []);
}
/** Returns the calls with those unconfirmed ones marked as done that a later check found done. */
function withResolved(ended, resolved) {
	const byCall = new Map(resolved.map((one) => [one.call, one]));
	return ended.map((one) => {
		const resolution = one.outcome.result === "unconfirmed" ? byCall.get(one.id) : void 0;
		if (resolution?.result !== "done") return one;
		const emails = resolution.emails ?? one.call.emails;
		return {
			...one,
			call: {
				...one.call,
				emails
			},
			outcome: { result: "done" }
		};
	});
}

// src/core/apply/summary.ts
/** Merges several passes into one: what the earlier passes achieved, and everything of the last pass. */
function mergeSentPlans(iterations) {
	const last = iterations.at(-1) ?? iterations[0];
	const resolved = iterations.flatMap(({ plan }) => plan.resolved);
	const passes = [...iterations.slice(0, -1).map(({ plan, ended }) => {
		const final = [...withResolved(ended, resolved).flatMap(appliedPart), ...ended.filter(isRejectedForAddress)];
		const isIn = (action) => {
			const emails = emailsIn(final.filter((one) => one.call.action === action));
			return (one) => emails.has(one.email);
		};
		return {
			ended: final,
			plan: {
				...plan,
				calls: final.flatMap(({ call }) => call.action === "invite" ? call : []),
				people: plan.people.filter(isIn("invite")),
				cancel: plan.cancel.filter(isIn("cancel")),
				remove: plan.remove.filter(isIn("remove"))
			}
		};
	}), last];
	const plans = passes.map((one) => one.plan);
	const people = plans.flatMap((one) => one.people);
	const calls = plans.flatMap((one) => one.calls);
	const adopt = plans.flatMap((one) => one.adopt);
	return {
		plan: {
			...last.plan,
			people,
			calls,
			adopt,
			forget: plans.flatMap((one) => one.forget),
			lapsed: plans.flatMap((one) => one.lapsed),
			cancel: plans.flatMap((one) => one.cancel),
			remove: plans.flatMap((one) => one.remove),
			summary: {
				...last.plan.summary,
				people: people.length,
				grants: grantsIn(people),
				calls: calls.length,
				adopted: grantsIn(adopt)
			}
		},
		ended: passes.flatMap((one) => one.ended)
	};
}
/**
* Returns the outcome for each person in an invite call of this run. For a person in a call that was split, it is that
* of the smaller call.
*/
function invitesByPerson(ended) {
	const outcomes = /* @__PURE__ */ new Map();
	for (const { call, outcome } of ended) {
		if (call.action !== "invite") continue;
		const isSplit = outcome.result === "split";
		for (const spelling of isSplit ? outcome.appliedTo : call.emails) outcomes.set(require_action.emailOf(spelling), isSplit ? { result: "done" } : outcome);
	}
	return outcomes;
}
/** Counts the results for the people of a plan. */
function summarizeApply({ plan, ended }, confirmation) {
	const outcomes = invitesByPerson(ended);
	const peopleWith = (result) => [...outcomes.values()].filter((outcome) => outcome.result === result).length;
	const removals = removalsByPerson({
		plan,
		ended
	});
	const removalsWith = (result) => [...removals.values()].filter((one) => one === result).length;
	const notReplaced = notReplacedIn({
		plan,
		ended
	});
	const unknownBefore = plan.unconfirmed.reduce((sum, call) => sum + call.emails.length, 0);
	return {
		sent: peopleWith("done"),
		rejected: peopleWith("rejected"),
		rejectedEmails: rejectedAddresses(ended).length,
		notSent: peopleWith("not-sent"),
		unconfirmed: peopleWith("unconfirmed") + unknownBefore,
		left: plan.summary.people - outcomes.size - notReplaced,
		adopted: plan.adopt.length,
		canceled: removalsWith("canceled"),
		removed: removalsWith("removed"),
		kept: notReplaced + removalsWith("kept") + (confirmation?.ok ? confirmation.notRemoved.length : 0),
		removalsNotStarted: removalsWith("left"),
		notShown: confirmation?.ok ? confirmation.notShown.length : 0
	};
}
/** Returns the result for each person who was to be canceled or removed. */
function removalsByPerson({ plan, ended }) {
	const calls = ended.filter(({ call }) => call.action !== "invite");
	const failed = emailsIn(calls.filter((one) => one.outcome.result !== "done"));
	const removed = emailsIn(calls.filter((one) => one.call.action === "remove" && one.outcome.result === "done"));
	const canceledIds = inviteIdsWith(ended, "done");
	const unlessDone = (email) => failed.has(email) ? "kept" : "left";
	const cancels = plan.cancel.filter((one) => one.because !== "resend").map(({ email, inviteIds }) => {
		return [email, inviteIds.every((id) => canceledIds.has(id)) ? "canceled" : unlessDone(email)];
	});
	const removes = plan.remove.map(({ email }) => {
		return [email, removed.has(email) ? "removed" : unlessDone(email)];
	});
	return new Map([...cancels, ...removes]);
}
function emailsIn(calls) {
	return new Set(calls.flatMap((one) => one.call.emails.map(require_action.emailOf)));
}
/** Whether everything in a plan was done, Tally shows it, and no call needs to be resolved. */
function isCompleteApply(summary) {
	const { rejected, notSent, unconfirmed, left, kept, removalsNotStarted, notShown } = summary;
	return rejected + notSent + unconfirmed + left + kept + removalsNotStarted + notShown === 0;
}
function isRejectedForAddress({ outcome }) {
	return outcome.result === "rejected" && outcome.fault === "email";
}
/** Returns the people whose email address Tally rejected, with the problem that it reported. */
function rejectedAddresses(ended) {
	return ended.flatMap(({ call: { emails }, outcome }) => outcome.result === "rejected" && outcome.fault === "email" ? emails.map((address) => ({
		email: require_action.emailOf(address),
		address,
		problem: outcome.problem
	})) : []);
}
/** Returns the people that a run gave up on. In `before`, the plan before it checked Tally, they had attempts left. */
function givenUpIn(before, last) {
	const exhausted = ({ skipped }) => skipped.filter((one) => one.reason === "attempts-exhausted");
	const earlier = new Set(exhausted(before).map((one) => one.email));
	return exhausted(last).filter((one) => !earlier.has(one.email));
}
/** Formats the result of an apply as JSON for programs. */
function formatApplyResult(applied, { confirmation, complete, retryAt }) {
	const { plan, ended } = applied;
	const summary = summarizeApply(applied, confirmation);
	const calls = ended.map(({ id, at, call, outcome }) => ({
		call: id,
		at,
		...call,
		...outcome
	}));
	const { organization, adopt, forget, lapsed, skipped, unconfirmed, unknownWorkspaces } = plan;
	const result = {
		formatVersion: 1,
		organization,
		complete,
		retryAt,
		calls,
		adopt,
		forget,
		lapsed,
		skipped,
		unconfirmed,
		unknownWorkspaces,
		/** Whether a check after the apply compared the results with Tally. */
		confirmed: confirmation?.ok === true,
		notShown: confirmation?.ok ? confirmation.notShown : [],
		notRemoved: confirmation?.ok ? confirmation.notRemoved : [],
		summary
	};
	return `${JSON.stringify(result, null, 2)}\n`;
}
/** Counts the people whose old invite Tally refused to cancel, so they got no new one. */
function notReplacedIn({ plan, ended }) {
	const rejected = inviteIdsWith(ended, "rejected");
	return plan.cancel.filter(({ because, inviteIds }) => because === "resend" && inviteIds.some((id) => rejected.has(id))).length;
}
function inviteIdsWith(ended, result) {
	return new Set(ended.flatMap(({ call, outcome }) => outcome.result === result ? call.inviteId ?? [] : []));
}
function grantsIn(people) {
	return people.reduce((sum, person) => sum + person.workspaceIds.length, 0);
}

// src/core/plan/exceeds-approval.ts
/**
* Returns the people who get more from a plan than the approved plan shows. Skipped actions of the approved plan count
* as approved if only live data could decide them: invites in unconfirmed calls, and removals that needed live data or
* wait for a new address.
*/
function exceedsApproval(plan, approved) {
	const invited = /* @__PURE__ */ new Map();
	const canceled = new Set(approved.cancel.filter((one) => one.because !== "resend").map((one) => one.email));
	const removed = new Set(approved.remove.map((one) => one.email));
	const allow = (email, ids) => {
		invited.set(email, /* @__PURE__ */ new Set([...invited.get(email) ?? [], ...ids]));
	};
	for (const { email, workspaceIds } of approved.people) allow(email, workspaceIds);
	for (const { email, workspaceIds, action, reason } of approved.skipped) {
		if (action === "invite" && reason === "unconfirmed") allow(email, workspaceIds);
		if (action === "remove" && (reason === "needs-live-data" || reason === "new-address")) removed.add(email);
	}
	const people = plan.people.filter(({ email, workspaceIds }) => !workspaceIds.every((id) => invited.get(email)?.has(id)));
	const removals = [...plan.cancel.filter(({ because, email }) => because !== "resend" && !canceled.has(email) && !removed.has(email)), ...plan.remove.filter(({ email }) => !removed.has(email))];
	return [...new Set([...people, ...removals].map((one) => one.email))].sort(require_action.compareText);
}

// src/core/plan/plan-calls.ts
/** Returns the calls that take access away, in sending order: cancel invites first, then remove members. */
function removalCalls({ cancel, remove }) {
	const cancels = cancel.flatMap(({ email, inviteIds, workspaceIds }) => inviteIds.map((inviteId, index) => {
		const isLast = index === inviteIds.length - 1;
		return {
			action: "cancel",
			emails: [email],
			workspaceIds: isLast ? workspaceIds : [],
			inviteId
		};
	}));
	const removes = remove.map(({ email, workspaceIds, userId }) => {
		return {
			action: "remove",
			emails: [email],
			workspaceIds,
			userId
		};
	});
	return [...cancels, ...removes];
}
/** Returns the calls that send invites, except to the people in `without`. */
function inviteCalls({ calls }, without) {
	return calls.flatMap((call) => {
		const emails = call.emails.filter((spelling) => !without.has(require_action.emailOf(spelling)));
		return emails.length > 0 ? [{
			action: "invite",
			...call,
			emails
		}] : [];
	});
}
/** Returns the people whose pending invites must be canceled before they get a new one. */
function peopleToReinvite({ cancel }) {
	return new Set(cancel.filter((one) => one.because === "resend").map((one) => one.email));
}
/** Returns a plan without its calls, so that it only records. `people` stays: they still need their invites. */
function withoutCalls(plan) {
	return {
		...plan,
		calls: [],
		cancel: [],
		remove: []
	};
}
/** Returns the events that an apply records without changing anything in Tally. */
function recordOnlyEvents(plan, at, provenance) {
	return [
		...plan.resolved.map((one) => ({
			event: "outcome",
			at,
			...one,
			resolvedBy: "live-data"
		})),
		...plan.adopt.map((one) => ({
			event: "adopted",
			at,
			...one,
			...provenance
		})),
		...plan.lapsed.map((one) => ({
			event: "lapsed",
			at,
			...one,
			...provenance
		})),
		...plan.forget.map((one) => ({
			event: "forgotten",
			at,
			...one,
			...provenance
		}))
	];
}

// src/core/apply/confirm.ts
/** Compares what Tally accepted with live data. Concludes nothing from what incomplete live data doesn't show. */
function confirmApplied(ended, observed) {
	const done = ended.flatMap(appliedPart);
	const invites = done.filter(({ call }) => call.action === "invite");
	const notShown = invites.flatMap(({ call }) => call.emails.flatMap((email) => missingOf(require_action.emailOf(email), call.workspaceIds, observed))).sort((a, b) => require_action.compareText(a.email, b.email));
	const sent = new Set(invites.flatMap(({ call }) => call.emails.map(require_action.emailOf)));
	const notRemoved = done.flatMap(({ call }) => call.emails.filter((email) => isStillThere(email, call, observed)));
	const emails = [...new Set(notRemoved.map(require_action.emailOf))].filter((email) => !sent.has(email)).sort(require_action.compareText);
	const isSure = require_action.isComplete(observed);
	if (notShown.length > 0 && emails.length === 0 && !isSure) return {
		ok: false,
		problem: "incomplete"
	};
	return {
		ok: true,
		notShown: isSure ? notShown : [],
		notRemoved: emails
	};
}
/** Whether Tally shows everything that it accepted, so that another check would change nothing. */
function isConfirmed(confirmation) {
	return confirmation.ok && confirmation.notShown.length + confirmation.notRemoved.length === 0;
}
/** Whether live data shows every grant that was recorded as sent after `since` (ISO 8601, UTC). */
function showsRecentGrants({ people }, observed, since) {
	return [...people.values()].every(({ email, grants }) => {
		const shown = require_action.grantsInTally(observed.people.get(email));
		return [...grants].every(([id, { lastSent, lapsed, adopted }]) => shown.has(id) || adopted || lapsed !== void 0 || lastSent <= since);
	});
}
function missingOf(email, ids, observed) {
	const person = observed.people.get(email);
	if (person?.hasUnknownInvite) return [];
	const shown = require_action.grantsInTally(person);
	const workspaceIds = ids.filter((id) => !shown.has(id));
	return workspaceIds.length > 0 ? [{
		email,
		workspaceIds
	}] : [];
}
function isStillThere(email, { action, inviteId, userId }, observed) {
	const person = observed.people.get(require_action.emailOf(email));
	switch (action) {
		case "invite": return false;
		case "cancel": return person?.invites.some((invite) => invite.id === inviteId) ?? false;
		case "remove": return person?.userId === userId && userId !== void 0;
	}
}

// src/reconcile/observe.ts
/** The delays between checks, in milliseconds. It isn't documented how soon Tally shows the effect of a call. */
const observeDelaysMs = [
	2e3,
	4e3,
	8e3
];
/** Checks Tally before an apply, and again a few times if it doesn't show the effects of recent calls yet. */
async function observeBeforeApply(deps, organization, recorded) {
	return observeUntil(deps, organization, (observed) => {
		const since = new Date(Date.parse(observed.at) - require_action.inFlightMs).toISOString();
		const recent = recorded.unconfirmed.filter((call) => call.at > since);
		return require_action.resolveUnconfirmed({
			...recorded,
			unconfirmed: recent
		}, observed).filter((one) => one.result === "done" && one.emails === void 0).length === recent.length && showsRecentGrants(recorded, observed, since);
	});
}
/**
* Checks Tally after an apply, and again a few times if it doesn't show everything yet that it accepted. `observed` is what it showed
* last, even if something is missing.
*/
async function observeAfterApply(deps, organization, ended) {
	const unconfirmed = unconfirmedIn(ended);
	const isEnough = (observed) => isConfirmed(confirmApplied(ended, observed)) && require_action.resolveUnconfirmed({ unconfirmed }, observed).length === unconfirmed.length;
	const observation = await observeUntil(deps, organization, isEnough);
	if (!observation.ok) return {
		confirmation: observation,
		observed: void 0
	};
	const observed = observation.value;
	return {
		confirmation: deps.stop.aborted && !isEnough(observed) ? {
			ok: false,
			problem: "incomplete"
		} : confirmApplied(ended, observed),
		observed
	};
}
/** Checks Tally until it shows enough, a few times at most. */
async function observeUntil({ io, tally: { reader }, stop, listener }, organization, isEnough) {
	let observation = await reader.observe(organization);
	const before = [];
	for (const delayMs of observeDelaysMs) {
		if (!observation.ok || isEnough(observation.value)) return observation;
		listener.waiting("not-shown-yet", delayMs);
		await io.clock.sleep(delayMs, stop).catch(() => {});
		if (stop.aborted) return observation;
		before.push(observation.value);
		const next = await reader.observe(organization);
		observation = next.ok ? {
			ok: true,
			value: {
				...next.value,
				before: [...before]
			}
		} : next;
	}
	return observation;
}

// src/core/apply/response-watch.ts
/** Consecutive calls without a usable response before the rest is left to a later run. */
const maxUnconfirmedInARow = 3;
/** Decides whether a run must end, such as when Tally stops responding. */
var ResponseWatch = class {
	#stop;
	#unconfirmedInARow = 0;
	constructor(stop) {
		this.#stop = stop;
	}
	/**
	* Returns why the run must end after a call, if so. Must be called exactly once for each call. `isAboutPeople`:
	* whether the problem concerns only the people of this call.
	*/
	stopReasonAfter(outcome, isAboutPeople) {
		const hasNoResponse = outcome.result === "unconfirmed" && outcome.status !== 400;
		this.#unconfirmedInARow = hasNoResponse ? this.#unconfirmedInARow + 1 : 0;
		if (outcome.result === "done" || isAboutPeople) return void 0;
		if (this.#stop.aborted) return { reason: "interrupted" };
		if (outcome.result === "unconfirmed" && this.#unconfirmedInARow < maxUnconfirmedInARow) return void 0;
		return {
			reason: "failed",
			by: outcome
		};
	}
};

// src/core/apply/send-invites.ts
/** If Tally rejects this many people and accepts nobody, their email addresses are probably not the cause. */
const maxRejectedCalls = 10;
/** The statuses with which Tally rejects a call because of an email address in it (tally-api.md, section 1). */
const addressStatuses = /* @__PURE__ */ new Set([
	400,
	403,
	409,
	422
]);
/**
* Sends the invites of one run. If Tally rejects a call because of an email address in it, the call is split until that
* address is alone, and the other people get their invites. The address counts as the cause only if Tally accepts other
* people. Otherwise, the cause might be the key.
*/
var InviteSender = class {
	#deps;
	#watch;
	/** Calls for one person that Tally rejected before it accepted anyone. */
	#unexplained = [];
	#hasApplied = false;
	constructor(deps, watch) {
		this.#deps = deps;
		this.#watch = watch;
	}
	/** Sends one call, as described at `SendCall`. */
	async *send(intent, isExpired) {
		const { stopReason } = yield* this.#sendOne(intent, isExpired, true);
		return stopReason;
	}
	/**
	* Decides at the end of a run why Tally rejected calls while it accepted nobody. If it returned 403, the key is the
	* cause, and the run failed. Otherwise, a few rejections are attributed to the email addresses.
	*/
	async *explainRejections() {
		const forbidden = this.#unexplained.find(({ outcome }) => "status" in outcome && outcome.status === 403);
		if (forbidden) return {
			reason: "failed",
			by: forbidden.outcome
		};
		if (this.#unexplained.length < maxRejectedCalls) yield* this.#blameAddresses();
		return void 0;
	}
	/**
	* Sends one call, and splits it if Tally rejects it because of an email address. `mayBeThere`: whether Tally,
	* as far as known, might send some of the invites of a call that it rejects.
	*/
	async *#sendOne({ id, call }, isExpired, mayBeThere) {
		const { writer, stop, now } = this.#deps;
		const response = await writer.send(call, stop, isExpired);
		if (response.result === "not-sent" && isExpired()) {
			yield {
				type: "withdrawn",
				at: now(),
				intents: [{
					id,
					call
				}]
			};
			return {
				stopReason: { reason: "expired" },
				isDone: false
			};
		}
		const explained = response.result === "rejected" && addressStatuses.has(response.status) ? await this.#explain(call, response, mayBeThere) : { outcome: response };
		const isUnexplained = explained.isUnexplained === true && !this.#hasApplied;
		const outcome = explained.isUnexplained && this.#hasApplied ? blameAddress(explained.outcome) : explained.outcome;
		const isDone = response.result === "done";
		const ended = {
			id,
			at: now(),
			call,
			outcome
		};
		yield {
			type: "outcome",
			...ended
		};
		const { shown = [] } = explained;
		if (shown.length > 0) yield {
			type: "shown",
			at: now(),
			grants: shown
		};
		this.#hasApplied ||= isDone;
		if (isUnexplained) this.#unexplained.push(ended);
		if (this.#hasApplied) yield* this.#blameAddresses();
		if (outcome.result !== "split" || outcome.missingWorkspaces) return {
			stopReason: this.#stopReasonAfter(outcome, isUnexplained),
			isDone
		};
		const emails = call.emails.filter((email) => !outcome.appliedTo.includes(email));
		const { stopReason } = yield* this.#split({
			...call,
			emails
		}, outcome.appliedTo.length > 0);
		return {
			stopReason,
			isDone: false
		};
	}
	/** Sends a call that has at least one bad email address, in two parts. */
	async *#split(call, mayBeThere) {
		const middle = Math.floor(call.emails.length / 2);
		const first = {
			...call,
			emails: call.emails.slice(0, middle)
		};
		const second = {
			...call,
			emails: call.emails.slice(middle)
		};
		const sent = middle === 0 ? void 0 : yield* this.#sendPart(first, mayBeThere);
		if (sent?.stopReason) return sent;
		return sent?.isDone && second.emails.length > 1 ? yield* this.#split(second, mayBeThere) : yield* this.#sendPart(second, mayBeThere);
	}
	async *#sendPart(call, mayBeThere) {
		const { writer, stop, now, newCallId, startIntents } = this.#deps;
		if (stop.aborted || !await writer.ready(stop)) return {
			stopReason: { reason: "interrupted" },
			isDone: false
		};
		const intent = {
			id: newCallId(),
			call
		};
		const isExpired = await startIntents();
		yield {
			type: "intents",
			at: now(),
			intents: [intent]
		};
		return yield* this.#sendOne(intent, isExpired, mayBeThere);
	}
	async *#blameAddresses() {
		const calls = this.#unexplained.map((one) => ({
			...one,
			outcome: blameAddress(one.outcome)
		}));
		this.#unexplained = [];
		if (calls.length > 0) yield {
			type: "explained",
			at: this.#deps.now(),
			calls
		};
	}
	/** Finds the cause of a rejection, which Tally doesn't report: an email address, a workspace, or existing members. */
	async #explain(call, rejected, mayBeThere) {
		const { observe: observeAgain, stop } = this.#deps;
		const { status, problem } = rejected;
		const isAlone = call.emails.length === 1;
		const split = {
			result: "split",
			status,
			problem,
			appliedTo: []
		};
		const alone = {
			outcome: rejected,
			isUnexplained: true
		};
		const unknown = isAlone || status !== 400 ? rejected : {
			result: "unconfirmed",
			status,
			problem: rejectionProblem(problem)
		};
		if (!observeAgain) return isAlone && status === 400 ? alone : { outcome: unknown };
		const observation = await observeAgain((observed) => isAlone || !mayBeThere || require_action.alreadyApplied(call, observed)?.length === call.emails.length);
		if (!observation.ok) return { outcome: unknown };
		const shown = require_action.observedGrants(call, observation.value);
		if (shown.length === call.emails.length) return { outcome: { result: "done" } };
		if (stop.aborted) return {
			outcome: unknown,
			shown: isAlone ? [] : shown
		};
		const { workspaces } = observation.value;
		const missingWorkspaces = call.workspaceIds.filter((id) => !workspaces.has(id));
		if (missingWorkspaces.length > 0) return explainMissing(call, rejected, missingWorkspaces, observation.value);
		const there = require_action.alreadyApplied(call, observation.value);
		if (isAlone) return there === void 0 || call.emails.some((one) => observation.value.people.has(require_action.emailOf(one))) ? { outcome: {
			...rejected,
			fault: "already-present"
		} } : alone;
		const unconfirmed = {
			result: "unconfirmed",
			status,
			problem: rejectionProblem(problem)
		};
		return there ? { outcome: {
			...split,
			appliedTo: there
		} } : {
			outcome: unconfirmed,
			shown
		};
	}
	/** Returns why the run must end after a call, if so. A problem that concerns only one person doesn't end it. */
	#stopReasonAfter(outcome, isUnexplained) {
		const isFew = this.#hasApplied || this.#unexplained.length < maxRejectedCalls;
		const isThere = outcome.result === "rejected" && outcome.fault !== void 0;
		return this.#watch.stopReasonAfter(outcome, isThere || isUnexplained && isFew);
	}
};
function blameAddress(outcome) {
	return outcome.result === "rejected" ? {
		...outcome,
		fault: "email"
	} : outcome;
}
/**
* Explains a rejection of a call with workspaces that Tally no longer shows. People who appear in all the other
* workspaces have their invite. That is recorded, so that they don't get a second one if the invite is gone at the next
* check.
*/
function explainMissing(call, { status }, missingWorkspaces, observed) {
	const problem = `Tally no longer shows workspace ${missingWorkspaces.join(", ")}`;
	const rejected = {
		result: "rejected",
		status,
		problem,
		missingWorkspaces
	};
	const left = {
		...call,
		workspaceIds: call.workspaceIds.filter((id) => !missingWorkspaces.includes(id))
	};
	if (left.workspaceIds.length === 0) return { outcome: rejected };
	const appliedTo = require_action.alreadyApplied(left, observed);
	if (!appliedTo) return {
		outcome: {
			result: "unconfirmed",
			status,
			problem
		},
		shown: require_action.observedGrants(left, observed)
	};
	return { outcome: appliedTo.length === 0 ? rejected : {
		result: "split",
		status,
		problem,
		appliedTo,
		missingWorkspaces
	} };
}
function rejectionProblem(problem) {
	return `Tally rejected the call${problem === "" ? "" : ` (${problem})`}, but might have sent some of its invites`;
}

// src/core/apply/send-removals.ts
/** Returns a function that sends cancellations and removals, and calls `onKept` for each person whose call failed. */
function removalSender(deps, watch, onKept) {
	const { writer, now, stop } = deps;
	const explain = explainByObserving(deps);
	return async function* ({ id, call }, isExpired) {
		const outcome = await explain(call, await writer.send(call, stop, isExpired));
		if (outcome.result === "not-sent" && isExpired()) {
			yield {
				type: "withdrawn",
				at: now(),
				intents: [{
					id,
					call
				}]
			};
			return { reason: "expired" };
		}
		if (outcome.result !== "done") for (const email of call.emails) onKept(require_action.emailOf(email));
		yield {
			type: "outcome",
			id,
			at: now(),
			call,
			outcome
		};
		const isAboutPerson = outcome.result === "rejected" && [
			400,
			403,
			404
		].includes(outcome.status);
		return watch.stopReasonAfter(outcome, isAboutPerson);
	};
}
/**
* Returns a function that explains a 403 or 404 by checking Tally: for a removal, 403 means either "not yours" or
* "already gone" [D]. One check is enough for the whole run, because what has disappeared doesn't come back.
*/
function explainByObserving({ observe: observeAgain }) {
	let observation;
	return async (call, outcome) => {
		if (outcome.result !== "rejected" || ![403, 404].includes(outcome.status) || !observeAgain) return outcome;
		observation ??= await observeAgain(() => true);
		return isAbsent(call, observation) ? { result: "done" } : {
			...outcome,
			problem: problemOf(call, observation, outcome.problem)
		};
	};
}
function isAbsent({ action, emails, workspaceIds, inviteId, userId }, observation) {
	if (!observation.ok || !require_action.isComplete(observation.value)) return false;
	const person = observation.value.people.get(require_action.emailOf(emails[0] ?? ""));
	return action === "cancel" ? !person?.invites.some((invite) => invite.id === inviteId) && (workspaceIds.length === 0 || person?.userId === void 0) : person?.userId !== userId;
}
function problemOf({ action, emails, inviteId }, observation, reported) {
	if (!observation.ok || !require_action.isComplete(observation.value)) return reported;
	const isInvited = observation.value.people.get(require_action.emailOf(emails[0] ?? ""))?.invites.some((one) => one.id === inviteId);
	if (action === "cancel" && !isInvited) return "the person has accepted the invite in the meantime; the next apply takes that into account";
	if (action === "remove" && observation.value.isOwnersKey === true) return reported;
	return action === "cancel" ? "only the user who sent the invite can cancel it; ask them to cancel it in Tally" : "only the organization's owner can remove members; use the owner's key, or remove the person in Tally";
}

// src/core/apply/apply.ts
/**
* Sends the calls of a plan one at a time, as a stream of events. Cancellations and removals come first. A person whose
* old invite couldn't be canceled gets no new one.
*/
async function* applyPlan(plan, deps) {
	const watch = new ResponseWatch(deps.stop);
	const kept = /* @__PURE__ */ new Set();
	const sendRemoval = removalSender(deps, watch, (email) => kept.add(email));
	const isLeftOut = ({ emails }) => emails.some((email) => kept.has(require_action.emailOf(email)));
	const removals = yield* sendCalls(removalCalls(plan), deps, sendRemoval, isLeftOut);
	if (removals.reason !== "completed") return removals;
	const resent = peopleToReinvite(plan);
	const without = new Set([...kept].filter((email) => resent.has(email)));
	const invites = new InviteSender(deps, watch);
	const sent = yield* sendCalls(inviteCalls(plan, without), deps, (intent, isExpired) => invites.send(intent, isExpired));
	const unexplained = yield* invites.explainRejections();
	return sent.reason === "completed" ? unexplained ?? sent : sent;
}
async function* sendCalls(calls, deps, send, isLeftOut = () => false) {
	const { writer, newCallId, now, startIntents, stop, intentBatchSize } = deps;
	for (let from = 0; from < calls.length; from += intentBatchSize) {
		if (stop.aborted || !await writer.ready(stop)) return { reason: "interrupted" };
		const batch = calls.slice(from, from + intentBatchSize).map((call) => ({
			id: newCallId(),
			call
		}));
		const isExpired = await startIntents();
		yield {
			type: "intents",
			at: now(),
			intents: batch
		};
		for (const [index, intent] of batch.entries()) {
			const remaining = batch.slice(index);
			if (isLeftOut(intent.call)) {
				yield {
					type: "withdrawn",
					at: now(),
					intents: [intent]
				};
				continue;
			}
			if (index > 0 && (stop.aborted || !await writer.ready(stop))) {
				yield {
					type: "withdrawn",
					at: now(),
					intents: remaining
				};
				return { reason: "interrupted" };
			}
			const ended = yield* send(intent, isExpired);
			if (!ended) continue;
			if (remaining.length > 1) yield {
				type: "withdrawn",
				at: now(),
				intents: remaining.slice(1)
			};
			return ended;
		}
	}
	return { reason: "completed" };
}

// src/reconcile/send-plan.ts
/** The maximum time between recording an intent and sending its call, in milliseconds. Must be less than `inFlightMs`. */
const maxIntentAgeMs = 3e5;
/** Records the parts of a plan that need no call, sends its calls, and records each step before the next. */
async function sendPlan(planned, deps, provenanceFor) {
	const { plan, inputs } = planned;
	const { listener, tally } = deps;
	const notes = recordOnlyEvents(plan, timestampOf(tally), provenanceFor(void 0));
	if (!require_action.hasCalls(plan) && notes.length === 0 && !inputs.state.torn) return {
		ended: [],
		stopReason: { reason: "completed" },
		recorded: 0
	};
	const opened = await inputs.store.open(inputs.config.organization, inputs.stored, () => inputs.isCurrent(planned));
	let recorded = 0;
	const record = {
		add: async (events) => {
			const failure = await opened.add(events);
			if (!failure) recorded += events.length;
			return failure;
		},
		close: () => opened.close()
	};
	const total = removalCalls(plan).length + inviteCalls(plan, /* @__PURE__ */ new Set()).length;
	const ended = [];
	const on = {
		ended: (call) => {
			ended.push(call);
			listener.ended(call, {
				number: ended.length,
				of: Math.max(total, ended.length)
			});
		},
		explained: (calls) => {
			for (const one of calls) ended[ended.findIndex(({ id }) => id === one.id)] = one;
		},
		unconfirmed: () => [...plan.unconfirmed, ...unconfirmedIn(ended)]
	};
	let stopReason;
	listener.sending(total);
	try {
		const failure = notes.length > 0 ? await record.add(notes) : void 0;
		stopReason = failure ? {
			reason: "record-failed",
			failure
		} : await recordEvents(planned, deps, record, provenanceFor, on);
	} catch (error) {
		await record.close();
		throw error;
	} finally {
		listener.sent();
	}
	const failure = await record.close();
	return {
		ended,
		recorded,
		stopReason: failure ? {
			reason: "record-failed",
			failure
		} : stopReason
	};
}
/** Records the calls and the grants that Tally shows as done. Returns a failure if they couldn't be recorded. */
async function recordObserved({ store, config, stored, provenance }, { resolved, grants }, at) {
	const events = [...resolved.map((one) => ({
		event: "outcome",
		at,
		...one,
		resolvedBy: "live-data"
	})), ...stateEventsOf({
		type: "shown",
		at,
		grants
	}, () => provenance)];
	if (events.length === 0) return void 0;
	const record = await store.open(config.organization, stored);
	const failure = await record.add(events);
	return await record.close() ?? failure;
}
/** Reports if this machine's clock differs from Tally's. */
function reportSkew({ tally, listener }) {
	const { skew } = tally.clock;
	if (skew !== void 0) listener.clockSkewed(skew);
}
/** Returns the time by Tally's clock, as ISO 8601 in UTC. */
function timestampOf({ clock }) {
	return new Date(clock.now()).toISOString();
}
async function recordEvents({ plan, inputs }, deps, record, provenanceFor, on) {
	const { io, stop, tally, live } = deps;
	const { organization } = inputs.config;
	const { people } = inputs.state.recorded;
	const shown = new Set(plan.adopt.map((one) => one.email));
	const observe = async (isEnough) => {
		const observation = await observeUntil(deps, organization, isEnough);
		if (!observation.ok) return observation;
		const grants = require_action.observedUnconfirmed({
			people,
			unconfirmed: on.unconfirmed()
		}, observation.value).filter(({ email }) => !shown.has(email));
		for (const { email } of grants) shown.add(email);
		if (grants.length > 0) await record.add(stateEventsOf({
			type: "shown",
			at: timestampOf(tally),
			grants
		}, provenanceFor));
		return observation;
	};
	const events = applyPlan(plan, {
		writer: tally.writer(organization),
		observe: live ? observe : void 0,
		stop,
		newCallId: () => io.newId("call"),
		now: () => timestampOf(tally),
		startIntents: async () => {
			await tally.syncClock();
			reportSkew(deps);
			const [day, elapsed] = [io.clock.now(), io.clock.elapsed()];
			return () => Math.max(io.clock.now() - day, io.clock.elapsed() - elapsed) >= maxIntentAgeMs;
		},
		intentBatchSize: inputs.store.intentBatchSize
	});
	for (;;) {
		const next = await events.next();
		if (next.done) return next.value;
		const failure = await record.add(stateEventsOf(next.value, provenanceFor));
		if (next.value.type === "outcome") on.ended(next.value);
		if (next.value.type === "explained") on.explained(next.value.calls);
		if (failure) return {
			reason: "record-failed",
			failure
		};
	}
}
function stateEventsOf(event, provenanceFor) {
	const { at } = event;
	switch (event.type) {
		case "intents": return event.intents.map(({ id, call: { action, ...call } }) => {
			return {
				event: "intent",
				at,
				call: id,
				action,
				...call,
				...provenanceFor({
					action,
					...call
				})
			};
		});
		case "outcome": return [outcomeEvent(event, at, event.outcome)];
		case "explained": return event.calls.map((one) => outcomeEvent(one, at, one.outcome));
		case "shown": return event.grants.map((one) => ({
			event: "adopted",
			at,
			...one,
			...provenanceFor(void 0)
		}));
		case "withdrawn": return event.intents.map((intent) => outcomeEvent(intent, at, notStarted));
	}
}
const notStarted = {
	result: "not-sent",
	problem: "not started: the run ended, or an earlier call for the person failed"
};
function outcomeEvent({ id }, at, outcome) {
	if (outcome.result === "rejected") {
		const { missingWorkspaces: _, ...rest } = outcome;
		return {
			event: "outcome",
			at,
			call: id,
			...rest
		};
	}
	if (outcome.result !== "split") return {
		event: "outcome",
		at,
		call: id,
		...outcome
	};
	const { appliedTo, missingWorkspaces: _, ...rest } = outcome;
	return {
		event: "outcome",
		at,
		call: id,
		...rest,
		emails: appliedTo
	};
}

// src/reconcile/reconcile.ts
const maxIterations = 10;
const maxRecordAttempts = 5;
/** Maximum delay between two reads of the state while a run waits, in milliseconds. Other runs may write to it meanwhile. */
const maxPollDelayMs = 6e4;
/**
* Applies what the configuration requests, until nothing is left that may be sent now. Each iteration loads the inputs, checks Tally,
* plans, asks for approval, and sends. Another iteration follows if the state or the configuration changed or, if the run may wait,
* once unconfirmed calls can be resolved. While the configuration stays the same, it does no more than was approved. At the end,
* Rollcall checks whether Tally shows the accepted calls, and looks for the effects of unconfirmed ones.
*/
async function reconcile(deps) {
	const iterations = [];
	const problem = await iterate(deps, iterations).catch((error) => {
		if (iterations.length === 0) throw error;
		return thrown(error);
	});
	return {
		iterations,
		...await confirm(deps, iterations).catch((error) => ({
			resolved: [],
			problem: thrown(error)
		})),
		...problem && { problem }
	};
}
const thrown = (error) => ({
	kind: "thrown",
	error
});
/** Runs iterations and adds each to `iterations`. Returns why the last one couldn't send, if it couldn't. */
async function iterate(deps, iterations) {
	let approved;
	for (;;) {
		const next = await planOnce(deps, iterations);
		if (!next.ok) return next.problem;
		const planned = next.value;
		const last = iterations.at(-1);
		if (last) deps.listener.replanned(planned.plan);
		const isSameConfig = approved?.plan.basis.config === planned.plan.basis.config;
		const beyond = approved && isSameConfig ? exceedsApproval(planned.plan, approved.plan) : [];
		if (last && beyond.length > 0) {
			iterations.push(await recordOnly(planned, deps, {
				reason: "plan-exceeded",
				people: beyond
			}));
			return;
		}
		const limit = approved && isSameConfig ? newLimit(planned.plan, approved.plan) : void 0;
		if (limit) return {
			kind: "not-approved",
			planned,
			failure: {
				reason: "guard",
				...limit
			}
		};
		if (!approved || !isSameConfig) {
			const approval = await deps.approve(planned);
			if (!approval.ok) return {
				kind: "not-approved",
				planned,
				failure: approval.failure
			};
			approved = {
				plan: planned.plan,
				approval
			};
		}
		const sent = await sendPlan(planned, deps, provenanceFor(planned, approved.approval));
		const iteration = {
			planned,
			plan: planned.plan,
			...sent
		};
		iterations.push(iteration);
		if (iterations.length === maxIterations || !await isRepeated(iteration, deps)) return void 0;
	}
}
/** Returns a limit that blocks a plan but didn't block the approved one, if there is one. */
function newLimit({ blockedBy }, approved) {
	return blockedBy.find(({ guard }) => !approved.blockedBy.some((one) => one.guard === guard));
}
/** Loads the inputs, checks Tally, and makes a plan. */
async function planOnce(deps, earlier) {
	const { io, source, listener, live, stop } = deps;
	const loaded = await source.load();
	if (!loaded.ok) return {
		ok: false,
		problem: {
			kind: "not-loaded",
			problem: loaded.problem,
			planned: void 0
		}
	};
	const inputs = loaded.value;
	await listener.loaded(inputs, earlier.length + 1);
	const { config, state } = inputs;
	const offline = require_document.planNow(io, config, state);
	const planned = {
		inputs,
		plan: offline,
		offline,
		observed: void 0
	};
	const observation = live ? await observeBeforeApply(deps, config.organization, state.recorded) : void 0;
	if (observation && stop.aborted) return {
		ok: false,
		problem: {
			kind: "interrupted",
			planned,
			failure: observation.ok ? await recordUnconfirmed(inputs, observation.value, deps) : void 0
		}
	};
	if (observation && !observation.ok) return {
		ok: false,
		problem: {
			kind: "not-loaded",
			problem: observation.problem,
			planned
		}
	};
	const observed = observation?.value;
	reportSkew(deps);
	const shown = earlier.flatMap((one) => shownIn(one.planned));
	return {
		ok: true,
		value: {
			inputs,
			plan: observed ? require_document.planNow(io, config, state, {
				observed,
				shown,
				basis: offline.basis
			}) : offline,
			offline,
			observed
		}
	};
}
/** Returns the grants that the check for a plan showed and that weren't recorded yet. */
function shownIn({ inputs, plan, observed }) {
	return observed ? [...plan.adopt, ...require_action.observedUnconfirmed(inputs.state.recorded, observed)] : [];
}
/** Records what a check showed about unconfirmed calls, if no plan follows that would record it. */
function recordUnconfirmed(inputs, observed, { tally }, resolved = []) {
	const done = new Set(resolved.map((one) => one.call));
	const { unconfirmed, people } = inputs.state.recorded;
	const open = {
		people,
		unconfirmed: unconfirmed.filter((one) => !done.has(one.call))
	};
	const grants = require_action.observedUnconfirmed(open, observed);
	return recordObserved(inputs, {
		resolved,
		grants
	}, timestampOf(tally));
}
/** Records what the check for a plan showed, and sends nothing. */
async function recordOnly(planned, deps, stopReason) {
	const { plan, inputs } = planned;
	return {
		planned,
		plan,
		...await sendPlan({
			...planned,
			plan: withoutCalls(plan)
		}, deps, () => inputs.provenance),
		stopReason
	};
}
/** Whether another iteration follows: at once if the rest must be planned again, or after waiting for unconfirmed calls. */
async function isRepeated(iteration, deps) {
	const { listener, live, stop, wait } = deps;
	const { stopReason, ended } = iteration;
	if (stop.aborted) return false;
	const repeatReason = reasonToRepeat(stopReason);
	if (repeatReason) {
		listener.repeating(repeatReason);
		return true;
	}
	const isCompleted = stopReason.reason === "completed";
	const hasNoResponse = stopReason.reason === "failed" && stopReason.by.result === "unconfirmed";
	if (!wait || !live || !(isCompleted || hasNoResponse)) return false;
	if (isCompleted && unconfirmedIn(ended).length > 0) return true;
	return waitUntilResolvable(iteration, deps);
}
function reasonToRepeat(stopReason) {
	if (stopReason.reason === "expired") return "expired";
	return stopReason.reason === "record-failed" && stopReason.failure.reason === "state-moved" ? "moved" : void 0;
}
/**
* Waits until the calls that an iteration left unconfirmed can be resolved, or until another run has changed the state, which may
* have resolved them. Returns false if there are none to wait for, or if the run must stop.
*/
async function waitUntilResolvable({ planned: { inputs, observed }, plan, ended }, { io, tally, listener, stop }) {
	const until = resolvableAt({
		plan,
		ended
	}, Date.parse(observed?.at ?? ""));
	if (until === void 0) return false;
	const stateNow = async () => {
		const loaded = await inputs.store.load(inputs.config.organization);
		return loaded.ok ? loaded.value.state : void 0;
	};
	let state = await stateNow();
	const open = state && new Set(state.recorded.unconfirmed.map(({ call }) => call));
	if (open && plan.unconfirmed.some(({ call }) => !open.has(call))) return true;
	const millisecondsLeft = () => until - tally.clock.now();
	listener.waiting("unconfirmed", Math.max(millisecondsLeft(), 0));
	for (let delayMs = 5e3; millisecondsLeft() > 0; delayMs = Math.min(delayMs * 2, maxPollDelayMs)) {
		await io.clock.sleep(Math.min(delayMs, millisecondsLeft()), stop).catch(() => {});
		if (stop.aborted) return false;
		const now = await stateNow();
		if (state && now && now.text !== state.text) return true;
		state ??= now;
	}
	return true;
}
/**
* Returns when the last unconfirmed call of an iteration can be resolved, in milliseconds since 1970, or undefined if all of them can
* be resolved at `time`.
*/
function resolvableAt({ plan, ended }, time) {
	const times = [...plan.unconfirmed, ...unconfirmedIn(ended)].map(({ at }) => Date.parse(at) + require_action.inFlightMs).filter((one) => one > time);
	return times.length > 0 ? Math.max(...times) : void 0;
}
/** Returns the provenance of a call: the commit, the run, and the pull request, if a single one made all its grants desired. */
function provenanceFor({ plan, inputs }, { creditedTo }) {
	const people = new Map(plan.people.map((person) => [person.email, person]));
	return (call) => {
		const named = (call?.action === "invite" ? call.emails : []).flatMap((email) => people.get(require_action.emailOf(email)) ?? []);
		const numbers = new Set(require_retry_write.grantsOf(named).map(creditedTo));
		const [pullRequest] = numbers.size === 1 ? numbers : [];
		return {
			...inputs.provenance,
			...pullRequest !== void 0 && { pullRequest }
		};
	};
}
/** Checks whether Tally shows the accepted calls, and records the results of unconfirmed ones. */
async function confirm(deps, iterations) {
	const [first, ...more] = iterations;
	if (!first) return { resolved: [] };
	const last = more.at(-1) ?? first;
	const { plan, ended } = mergeSentPlans([first, ...more]);
	const unconfirmed = unconfirmedIn(ended);
	const retryAt = (resolved) => {
		const time = resolvableAt({
			plan,
			ended: withResolved(ended, resolved)
		}, deps.tally.clock.now());
		return time === void 0 ? void 0 : new Date(time).toISOString();
	};
	if (!(deps.live && !deps.stop.aborted && (hasApplied(ended) || unconfirmed.length > 0))) return {
		resolved: [],
		retryAt: retryAt([])
	};
	const { inputs } = last.planned;
	const { confirmation, observed } = await observeAfterApply(deps, inputs.config.organization, ended);
	const resolved = observed ? require_action.resolveUnconfirmed({ unconfirmed }, observed) : [];
	const checked = {
		confirmation,
		resolved,
		retryAt: retryAt(resolved)
	};
	if (!observed || unconfirmed.length === 0 && plan.unconfirmed.length === 0) return checked;
	return recordConfirmed(inputs, observed, deps, resolved).then((unrecorded) => ({
		...checked,
		unrecorded
	}), (error) => ({
		...checked,
		problem: thrown(error)
	}));
}
/** Records what the last check showed about unconfirmed calls, even if other runs have changed the state meanwhile. */
async function recordConfirmed(inputs, observed, deps, resolved) {
	for (let attempt = 1;; attempt += 1) {
		const stored = await inputs.store.load(inputs.config.organization);
		if (!stored.ok && stored.problem.reason !== "invalid-files") return stored.problem;
		if (!stored.ok) return {
			reason: "state-unreachable",
			name: inputs.store.name,
			problem: "it is no longer valid. To see why, run rollcall validate"
		};
		const { state } = stored.value;
		const open = new Set(state.recorded.unconfirmed.map((one) => one.call));
		const failure = await recordUnconfirmed({
			...inputs,
			state,
			stored: stored.value
		}, observed, deps, resolved.filter((one) => open.has(one.call)));
		if (failure?.reason !== "state-moved" || attempt === maxRecordAttempts) return failure;
	}
}

// src/render/apply/problems.ts
const maxNamesListed = 3;
const maxNameLength = 60;
/** What an apply can leave undone, in display order. */
const problemKinds = [
	"rejectedEmails",
	"rejected",
	"unconfirmed",
	"notSent",
	"left",
	"kept",
	"removalsNotStarted"
];
/** Describes what an apply left undone and what to do about it, one paragraph for each kind. `command` is the command to run again. */
function problemBlocks(applied, command) {
	const summary = summarizeApply(applied, applied.confirmation);
	const numbers = {
		...summary,
		rejected: summary.rejected - summary.rejectedEmails
	};
	return problemKinds.filter((kind) => numbers[kind] > 0).flatMap((kind) => {
		const { head, meaning } = require_state_store.headedText(problemSentences(kind, numbers[kind], command, applied.retryAt));
		return require_model.paragraph([
			{ strong: head },
			{ inMarkdown: namesText(peopleOf(kind, applied)) },
			`. ${meaning}`
		]);
	});
}
/** Lists the people whose accepted invite or removal Tally doesn't show. */
function confirmationBlocks(confirmation) {
	if (!confirmation) return [];
	if (!confirmation.ok) return require_model.paragraph([
		"Rollcall couldn't check whether Tally shows every change: ",
		{ value: observeProblem(confirmation.problem) },
		". Everything sent is recorded. To check later, run rollcall drift."
	]);
	const { notShown, notRemoved } = confirmation;
	return require_model.sectionsBlock([peopleSection(`Tally accepted ${require_action.pluralize(notShown.length, "invite")} but doesn't list ${notShown.length === 1 ? "it" : "them"}`, notShown.map((one) => one.email), "Tally might need more time, or the person belongs to another paid organization. Check again later with rollcall drift. To send another invite, set resend."), peopleSection(`Tally accepted the removal of ${require_action.pluralize(notRemoved.length, "person")} but still lists them`, notRemoved)]);
}
/** Builds a section with one row for each person. */
function peopleSection(head, people, meaning) {
	return {
		head: [{ strong: head }],
		sentence: meaning === void 0 ? void 0 : [meaning],
		rows: people.map((value) => ({ subject: { value } })),
		unit: "person",
		isWarning: true
	};
}
function peopleOf(kind, { plan, ended, confirmation }) {
	const outcomes = invitesByPerson(ended);
	const invited = plan.people.filter(({ email }) => kindFor(outcomes.get(email)) === kind);
	const others = {
		unconfirmed: plan.unconfirmed.flatMap((call) => call.emails),
		...confirmation?.ok && { kept: confirmation.notRemoved }
	};
	return [...invited.map((one) => one.email), ...others[kind] ?? []];
}
function kindFor(outcome) {
	switch (outcome?.result) {
		case void 0:
		case "split": return "left";
		case "done": return;
		case "not-sent": return "notSent";
		case "rejected": return outcome.fault === "email" ? "rejectedEmails" : "rejected";
		case "unconfirmed": return "unconfirmed";
	}
}
/** Formats names: `: a, b, c, and 4 more, listed below`. */
function namesText(people) {
	if (people.length === 0) return [];
	const rest = people.length - maxNamesListed;
	const first = people.slice(0, maxNamesListed).map((value) => ({
		value,
		max: maxNameLength
	}));
	return [
		": ",
		require_model.joinTexts(first, ", "),
		rest > 0 ? `, and ${rest} more, listed below` : ""
	];
}
function observeProblem(failure) {
	if (failure === "incomplete") return "Tally returned an incomplete response";
	switch (failure.reason) {
		case "observe-failed":
		case "observe-denied": return failure.problem;
		case "key-rejected": return "Tally returned 401";
		case "foreign-organization": return `the API key now belongs to organization ${failure.actual}`;
	}
}
/** Returns what was not done for a number of people, and what to do. */
function problemSentences(kind, number, command, retryAt) {
	const people = require_action.pluralize(number, "person");
	const again = `Run ${command} again to continue.`;
	switch (kind) {
		case "rejectedEmails": return `Rejected by Tally: ${require_action.pluralize(number, "email address", "email addresses")}. Correct ${number === 1 ? "it" : "them"} in members.yaml. Rollcall doesn't retry until you do.`;
		case "rejected": return `Rejected by Tally: ${people}. The next apply tries again.`;
		case "unconfirmed": return `Unconfirmed: ${people}. Tally gave no usable response, so a call might or might not have taken effect. Run ${command} again${retryAt === void 0 ? "" : ` after ${require_document.timeText(retryAt)}`}. Rollcall checks Tally and repeats only what Tally doesn't show.`;
		case "notSent": return `Not sent: ${people}. Rollcall couldn't connect to Tally. Run ${command} again.`;
		case "left": return `Not sent yet: ${people}. ${again}`;
		case "kept": return `Not canceled or removed: ${people}. For the reason, see the results. If the API key isn't allowed to do this, remove them in Tally.`;
		case "removalsNotStarted": return `Not canceled or removed yet: ${people}. ${again}`;
	}
}

// src/render/apply/result.ts
/** Describes what an apply did and didn't do, for a terminal or a log. `command` is the command to run again. */
function resultBlocks(applied, command) {
	const { confirmation, isComplete } = applied;
	const { sent, unconfirmed, canceled, removed } = summarizeApply(applied, confirmation);
	const changes = sent + canceled + removed;
	const adopted = require_retry_write.grantsOf(applied.plan.adopt).length;
	const isConfirmed = confirmation?.ok && confirmation.notShown.length + confirmation.notRemoved.length === 0 && changes > 0 && unconfirmed === 0;
	const sentences = [
		isComplete && changes === 0 ? "Apply complete: no invites needed." : `Apply ${isComplete ? "complete" : "incomplete"}: ${require_action.formatNumber(sent)} invited, ${require_action.formatNumber(canceled)} canceled, ${require_action.formatNumber(removed)} removed.`,
		adopted > 0 && `Added ${require_action.pluralize(adopted, "existing grant")} to the state file.`,
		isConfirmed && "Verified: Tally shows every change."
	];
	return [
		...require_model.paragraph(...sentences.filter((sentence) => sentence !== false)),
		...problemBlocks(applied, command),
		...require_model.paragraph(unconfirmed > 0 ? require_document.resolveText(void 0) : void 0),
		...confirmationBlocks(confirmation)
	];
}

// src/render/apply/stop-reason.ts
/** Explains why an apply ended, if its result doesn't show that. */
function stopReasonBlocks(stopReason) {
	switch (stopReason.reason) {
		case "completed": return [];
		case "interrupted": return require_model.paragraph("Stopped early. Everything that was sent is recorded.");
		case "failed": return require_model.paragraph(outcomeProblem(stopReason.by));
		case "expired": return require_model.paragraph("A call couldn't be sent within five minutes of being recorded, so Rollcall withdrew it. Run apply again.");
		case "record-failed":
		case "not-approved": {
			const { failure } = stopReason;
			return failure.reason === "state-moved" ? require_model.paragraph([
				"members.yaml or ",
				{ value: failure.name },
				" changed during this run, so the rest was not sent."
			]) : require_failure.failureBlocks(failure);
		}
		case "not-planned": return stopReason.failure ? require_failure.failureBlocks(stopReason.failure) : require_model.paragraph("members.yaml or the state file has errors. For a list, see the log of this run.");
		case "plan-exceeded": {
			const people = stopReason.people.map((value) => ({ value }));
			return require_model.paragraph([
				"Tally or the state file changed, and continuing would do more than was approved (",
				require_model.joinTexts(people, ", "),
				"). Nothing more was sent. Run apply again to continue."
			]);
		}
	}
}
/** Returns the known causes of a response that ended the run (tally-api.md, section 1), and what to do. */
function outcomeProblem(outcome) {
	if (outcome.result === "unconfirmed") return "Tally gave no usable response to three calls in a row. Nothing more was sent.";
	if (outcome.result !== "rejected" && outcome.result !== "split") return void 0;
	if (outcome.missingWorkspaces) return "A workspace was deleted during this run, or the API key's user can no longer see it, so nothing more was sent. Remove it from workspaces in members.yaml, or use an API key whose user can see it. Then run apply again.";
	return causes[outcome.status] ?? `Tally returned ${outcome.status}, which is unexpected. Nothing more was sent.`;
}
const causes = {
	400: "Tally returned 400 for each person and accepted nobody, so the email addresses are probably not the cause. Nothing more was sent.",
	401: "Tally returned 401. The API key is missing or invalid, its user left the organization, or it belongs to a different organization than members.yaml. Check TALLY_API_KEY, and organization in members.yaml.",
	403: "Tally returned 403. Possible causes: the API key's user can't invite people, the organization isn't on a Pro plan or above, or a proxy blocked the request.",
	404: "Tally returned 404. Possible causes: a workspace ID in members.yaml is wrong or not visible to the API key's user, TALLY_API_URL isn't Tally's URL, or TALLY_API_VERSION is a version without invites.",
	429: "Tally returned 429 (too many requests) for longer than Rollcall waits. Run apply again later."
};

// src/render/apply/comment.ts
/** Formats the result of an apply, for the job summary and for the comment on the pull request. */
function renderApplyReport(report, limit) {
	return require_markdown.writeMarkdown(resultDocument(report), limit);
}
function resultDocument(report) {
	const { plan, names, stopReason } = report;
	const adopted = plan.adopt.length;
	const isUnknown = summarizeApply(report).unconfirmed > 0;
	const isBlocked = stopReason.reason === "not-approved" && stopReason.failure.reason === "guard";
	return {
		title: [headlineFor(report)],
		alerts: isBlocked ? [require_limits.limitMessage(stopReason.failure)] : [],
		blocks: [
			...isBlocked ? [] : stopReasonBlocks(stopReason),
			...isUntried(report) ? [] : problemBlocks(report, "the workflow"),
			...confirmationBlocks(report.confirmation),
			...require_model.paragraph(adopted > 0 ? `${require_action.pluralize(adopted, "person", "people")} already had this access in Tally. Rollcall added it to the state file and sent no email.` : void 0),
			...require_document.unknownWorkspacesBlock(plan, names),
			...skippedBlocks(report),
			...require_model.sectionsBlock([invitedSection(report), removalSection(report)]),
			...isUnknown ? require_document.unconfirmedFold(plan.unconfirmed, report, names) : []
		],
		footer: [
			"Applied by ",
			{
				link: report.runUrl,
				text: "this run"
			},
			` at ${require_document.timeText(report.at)} from `,
			{ value: report.commit.slice(0, 12) },
			"."
		]
	};
}
/** Builds the result of a run for its log. Empty if there was nothing to do. */
function runLogDocument(report, isComplete) {
	const { plan, stopReason } = report;
	return { blocks: [...isUntried(report) || !require_action.hasCalls(plan) && plan.adopt.length + plan.unconfirmed.length === 0 ? [] : resultBlocks({
		...report,
		isComplete
	}, "apply"), ...stopReasonBlocks(stopReason)] };
}
/** Whether a run ended before its first call, for a reason other than a call. */
function isUntried({ ended, stopReason: { reason } }) {
	return ended.length === 0 && [
		"record-failed",
		"not-approved",
		"not-planned"
	].includes(reason);
}
/** Lists the planned grants by pull request, and those that weren't reviewed, for the log. */
function renderReviews({ people }, { creditedTo, unreviewed, current }) {
	const grants = require_retry_write.grantsOf(people);
	const headFor = (number) => {
		if (number === void 0) return "Without a pull request";
		return current.has(number) ? `From #${number}` : `From #${number}, an earlier merge`;
	};
	return [...[...require_action.groupBy(grants, creditedTo)].map(([number, all]) => [headFor(number), all]), ...unreviewed.length > 0 ? [["Not reviewed", unreviewed]] : []].map(([head, all]) => {
		const lines = all.map(({ email, workspaceId }) => `  ${email}  ${workspaceId}\n`);
		return `${head}: ${require_action.pluralize(lines.length, "grant")}\n${lines.join("")}`;
	}).join("");
}
function headlineFor(report) {
	const { plan, ended, earlier } = report;
	const { unconfirmed, canceled, removed } = summarizeApply(report);
	const done = [...invitesByPerson(ended)].flatMap(([email, { result }]) => result === "done" ? email : []);
	const sent = (/* @__PURE__ */ new Set([...done, ...earlier.map((one) => one.email)])).size;
	const all = new Set([...plan.people, ...earlier].map((one) => one.email)).size;
	const removals = [...removed > 0 ? [`removed ${require_action.pluralize(removed, "person")}`] : [], ...canceled > 0 ? [`canceled ${require_action.pluralize(canceled, "pending invite")}`] : []];
	const invited = require_action.pluralize(all, "person");
	if (sent > 0) return `Rollcall: ${require_action.formatList([`invited ${sent < all ? `${require_action.formatNumber(sent)} of ` : ""}${invited}`, ...removals])}`;
	if (isUntried(report)) return "Rollcall: nothing was sent";
	if (unconfirmed > 0) return `Rollcall: ${require_action.pluralize(unconfirmed, "person")} unconfirmed`;
	if (removals.length > 0) return `Rollcall: ${require_action.formatList(removals)}`;
	return plan.calls.length === 0 ? "Rollcall: nothing to send" : "Rollcall: nothing was sent";
}
/** The results of a call, from best to worst. */
const results = [
	"done",
	"not-sent",
	"split",
	"rejected",
	"unconfirmed"
];
/** Lists the planned cancellations and removals with their results. */
function removalSection({ plan, ended, names }) {
	const outcomes = new Map(ended.filter(({ call }) => call.action !== "invite").toReversed().toSorted((a, b) => results.indexOf(a.outcome.result) - results.indexOf(b.outcome.result)).flatMap(({ call, outcome }) => call.emails.map((email) => [email, outcome])));
	return table("Removals", [...plan.cancel.filter((one) => one.because !== "resend").map((one) => ({
		...one,
		done: "invite canceled",
		open: "invite not canceled"
	})), ...plan.remove.map((one) => ({
		...one,
		done: "removed from the organization",
		open: "not removed"
	}))].map(({ email, workspaceIds, newAddress, done, open }) => {
		const outcome = outcomes.get(email);
		const before = outcome?.result === "unconfirmed" ? "" : `${open}: `;
		const note = outcome?.result === "done" ? done : [before, outcomeText(outcome, "")];
		return require_model.grantsRow({
			email,
			workspaceIds
		}, names, require_model.joinNotes(note, require_state_store.newAddressNote(newAddress)));
	}), [
		"Person",
		"Workspaces",
		"Result"
	]);
}
function invitedSection(report) {
	const { plan, ended, names, creditedTo, earlier } = report;
	const outcomes = invitesByPerson(ended);
	return table("Results", [...plan.people.map(({ email, workspaceIds, previously }) => {
		const numbers = new Set(workspaceIds.map((workspaceId) => creditedTo({
			email,
			workspaceId
		})));
		return {
			...require_model.grantsRow({
				email,
				workspaceIds
			}, names, require_model.joinNotes(outcomeText(outcomes.get(email)), ...require_state_store.previousNotes(previously))),
			sources: [...numbers].map((number) => number === void 0 ? "no pull request" : `#${number}`)
		};
	}), ...earlier.map((one) => earlierRow(one, names))], [
		"Person",
		"Workspaces",
		"Result",
		"Pull request"
	]);
}
function table(title, rows, columns) {
	return {
		head: `${title}: ${require_action.pluralize(rows.length, "person")}`,
		rows,
		columns,
		unit: "person",
		isFolded: true
	};
}
function earlierRow(one, names) {
	const { runUrl, pullRequest } = one;
	const run = runUrl !== void 0 && URL.canParse(runUrl) && runUrl.startsWith("https://") ? {
		link: new URL(runUrl).href,
		text: "an earlier run"
	} : "an earlier run";
	return {
		...require_model.grantsRow(one, names, ["sent by ", run]),
		sources: [`#${pullRequest}`]
	};
}
function outcomeText(outcome, source = "Tally reported ") {
	switch (outcome?.result) {
		case void 0:
		case "split": return "not sent yet";
		case "done": return "sent";
		case "rejected": {
			const separator = outcome.missingWorkspaces ? ", " : `, ${source}`;
			return [`rejected (${outcome.status})`, outcome.problem === "" ? "" : [separator, { value: outcome.problem }]];
		}
		case "not-sent": return ["not sent: ", { value: outcome.problem }];
		case "unconfirmed": return ["unconfirmed: ", { value: outcome.problem }];
	}
}
/** Shows the manual steps, and folds the other skipped actions, which were known before the merge. */
function skippedBlocks({ plan, names }) {
	const skipped = require_document.separatelySkipped(plan);
	const manual = skipped.filter((one) => one.reason === "manual-step");
	const others = skipped.filter((one) => one.reason !== "manual-step");
	return [...require_model.sectionsBlock(require_document.skippedSections(manual, names)), ...require_model.fold([{ strong: "Skipped" }, `: ${require_action.pluralize(others.length, "action")}`], require_model.sectionsBlock(require_document.skippedSections(others, names)))];
}

// src/action/apply/branch-source.ts
/** Loads the inputs from the newest commit of a branch, through GitHub's API. */
var BranchSource = class {
	#context;
	#branch;
	#head;
	#store;
	constructor(context, branch) {
		this.#context = context;
		this.#branch = branch;
		this.#head = require_state_store.openBranchHead(context, branch);
		this.#store = require_state_store.openStateStore(context, branch, { baseHead: this.#head });
	}
	async load() {
		const { github, inputs, run } = this.#context;
		const store = this.#store;
		const tip = await this.#head.find();
		if (!tip) return {
			ok: false,
			problem: {
				reason: "no-commit",
				sha: this.#branch
			}
		};
		const files = require_pulls.commitFiles(github, tip);
		const loaded = await require_pulls.loadInputs(await require_pulls.loadConfig(files, inputs.config), store);
		if (!loaded.ok) return loaded;
		const provenance = {
			commit: tip.sha,
			run: run.runUrl
		};
		const isCurrent = (planned) => this.#isCurrent(tip.sha, planned);
		return {
			ok: true,
			value: {
				...loaded.value,
				store,
				provenance,
				isCurrent
			}
		};
	}
	async #isCurrent(commit, planned) {
		try {
			return await this.#isConfigUnchanged(commit, planned);
		} catch (error) {
			if (require_client.isRequestProblem(error)) return false;
			throw error;
		}
	}
	/** Whether the configuration on the branch still requests the same as when the plan was made. */
	async #isConfigUnchanged(commit, { plan, inputs }) {
		const { io, github } = this.#context;
		const isSame = (config) => require_document.configDigest(config, require_state_store.desiredOn(require_action.dayOf(require_state_store.currentTimestamp(io)), config)) === plan.basis.config;
		const tip = await this.#head.find();
		if (!tip) return false;
		if (tip.sha === commit) return isSame(inputs.config);
		const loaded = await require_pulls.loadConfig(require_pulls.commitFiles(github, tip), this.#context.inputs.config);
		return loaded.ok && isSame(loaded.value.config);
	}
};

// src/reconcile/rejected-addresses.ts
/** Returns a diagnostic for each email address that Tally rejected in a run, with its line in members.yaml. */
function diagnosticsOfRejected(ended, { members }, { locationOfEntry }) {
	const rejected = rejectedAddresses(ended);
	if (rejected.length === 0) return [];
	const byEmail = new Map(members.map((member) => [member.email, member]));
	return rejected.flatMap(({ email, address, problem }) => {
		const [entry] = byEmail.get(email)?.entries ?? [];
		if (!entry) return [];
		return [{
			code: "email-rejected",
			details: {
				address,
				problem
			},
			location: locationOfEntry(entry)
		}];
	});
}

// src/action/apply/outputs.ts
/** Sets the outputs of an apply, and writes its result to a file in the runner's temporary folder. */
async function outputResult({ io, runner }, applied, end, pullRequest) {
	const path = require_action.runnerFile(io, "result.json");
	await io.files.replace(path, formatApplyResult(applied, end));
	const summary = summarizeApply(applied, end.confirmation);
	const outputs = {
		complete: end.complete,
		sent: summary.sent,
		rejected: summary.rejected,
		unconfirmed: summary.unconfirmed,
		removed: summary.removed + summary.canceled,
		"result-file": path,
		"pull-request-number": pullRequest ?? ""
	};
	for (const [name, value] of Object.entries(outputs)) await runner.output(name, String(value));
}

// src/action/apply/result-part.ts
/** Returns the part of a report that is about the grants of one pull request. */
function partOf(report, number) {
	const { plan, creditedTo } = report;
	const people = plan.people.flatMap((person) => {
		const own = require_retry_write.grantsOf([person]).filter((grant) => creditedTo(grant) === number);
		return own.length > 0 ? [{
			...person,
			workspaceIds: own.map((grant) => grant.workspaceId)
		}] : [];
	});
	const emails = new Set(people.map((person) => person.email));
	const ended = report.ended.flatMap((one) => {
		const named = one.call.emails.filter((email) => emails.has(require_action.emailOf(email)));
		if (named.length === 0) return [];
		const outcome = one.outcome.result === "split" ? {
			...one.outcome,
			appliedTo: one.outcome.appliedTo.filter((email) => named.includes(email))
		} : one.outcome;
		return [{
			...one,
			outcome,
			call: {
				...one.call,
				emails: named
			}
		}];
	});
	const summary = {
		...plan.summary,
		people: people.length,
		adopted: 0,
		removed: 0
	};
	const nothing = {
		adopt: [],
		cancel: [],
		remove: [],
		forget: [],
		skipped: [],
		unconfirmed: []
	};
	return {
		...report,
		ended,
		plan: {
			...plan,
			...nothing,
			people,
			summary
		},
		confirmation: void 0
	};
}
/**
* Returns the grants of a pull request that were recorded before this run, including those of earlier unconfirmed calls that this
* run found to be done.
*/
function sentEarlier(recorded, resolved, number) {
	const { people } = require_action.applyResolutions(recorded, resolutionsOf(recorded, resolved));
	return [...people.values()].flatMap(({ email, grants }) => {
		const own = [...grants].filter(([, grant]) => grant.pullRequest === number);
		const [first] = own;
		return first ? [{
			email,
			workspaceIds: own.map(([id]) => id).sort(),
			runUrl: first[1].run,
			pullRequest: number
		}] : [];
	});
}
/** Returns the pull requests of unconfirmed calls of earlier runs that this run found to be done. */
function resolvedPulls(recorded, resolved) {
	const done = resolutionsOf(recorded, resolved).filter((one) => one.result === "done");
	const calls = new Set(done.map((one) => one.call));
	const numbers = recorded.unconfirmed.flatMap(({ call, provenance }) => calls.has(call) ? provenance.pullRequest ?? [] : []);
	return new Set(numbers);
}
/** Returns the latest resolution of each call that was recorded as unconfirmed, if it has one. */
function resolutionsOf({ unconfirmed }, resolved) {
	const calls = new Set(unconfirmed.map((one) => one.call));
	return [...new Map(resolved.flatMap((one) => calls.has(one.call) ? [[one.call, one]] : [])).values()];
}

// src/action/apply/results.ts
/** Writes the results of a run to the comments on all pull requests whose grants it sent or planned to send. */
async function saveResults(context, finished, report) {
	const { inputs } = context;
	const [first] = finished.iterations;
	const { recorded } = first.planned.inputs.state;
	const resolved = [...finished.iterations.flatMap((one) => one.plan.resolved), ...finished.resolved];
	const whole = {
		...report,
		stopReason: stopReasonOf(context, finished, report)
	};
	const found = resolvedPulls(recorded, resolved);
	const current = new Set(finished.reviews.flatMap((one) => [...one.current]));
	const credited = new Map(finished.reviews.flatMap((one) => one.pulls.map((pull) => [pull.number, pull])));
	let comment;
	let isFailed = false;
	if (inputs.comment === "false") return {
		comment,
		isFailed
	};
	for (const number of [.../* @__PURE__ */ new Set([...credited.keys(), ...found])].sort((a, b) => a - b)) {
		const part = partOf(whole, number);
		const isOwn = part.ended.length + part.plan.people.length > 0 || found.has(number);
		const isCurrent = current.has(number);
		const earlier = sentEarlier(recorded, resolved, number);
		const shown = {
			...isCurrent ? whole : part,
			earlier
		};
		try {
			const result = await saveResult(context, credited.get(number) ?? number, finished, {
				hasNews: (comment, marker) => isOwn || isCurrent && hasOtherNews(whole, comment, marker, inputs.comment),
				state: knownState(finished),
				source: {
					commit: report.commit,
					run: report.runUrl
				},
				at: report.at,
				textFrom: ({ commit, run: runUrl }, at) => renderApplyReport({
					...shown,
					commit,
					runUrl,
					at
				}, require_action.commentLimit)
			});
			if (isCurrent) comment = result;
		} catch (error) {
			require_pull_request.printCommentFailure(context, number, error);
			isFailed = true;
		}
	}
	return {
		comment,
		isFailed
	};
}
/** Writes why a run ended before it made a plan, on the pull requests of its commit. Keeps the result of an earlier apply. */
async function saveFailure(context, reviewer, problem) {
	const { inputs, run, io } = context;
	if (inputs.comment === "false") return;
	try {
		for (const pull of await reviewer.findCurrent()) await saveResult(context, pull, void 0, {
			hasNews: (found, marker) => found ? !marker?.result?.state : inputs.comment === "true",
			state: void 0,
			source: {
				commit: run.sha,
				run: run.runUrl
			},
			at: require_state_store.currentTimestamp(io),
			textFrom: (source) => renderProblem(problem, source)
		});
	} catch (error) {
		require_pull_request.printCommentFailure(context, void 0, error);
	}
}
/** Writes a result, unless the comment already has it or a newer one. Returns the comment, if there is one. */
async function saveResult(context, pull, finished, result) {
	const { github, inputs, io } = context;
	const number = typeof pull === "number" ? pull : pull.number;
	const identity = require_pull_request.commentIdentity(inputs, number);
	const found = await require_pull_request.findComment(github, identity);
	const marker = found && require_retry_write.readMarker(found.body, inputs.config);
	if (!result.hasNews(found, marker)) return found;
	if (finished && marker?.result?.state && await isOutdated(finished, marker.result.state)) return found;
	const { source, at, state, textFrom } = result;
	if (found && marker?.result) {
		const same = `${require_retry_write.formatMarker(marker)}\n${await textFrom(marker.source, marker.result.at)}`;
		if (found.body === same) return found;
	}
	const merged = typeof pull === "number" ? (await require_pulls.findLivePull(github, pull)).mergedAt : pull.mergedAt;
	const shown = found && marker && merged !== void 0 ? require_pull_request.planShownBeforeMerge(marker, found, merged) : void 0;
	const next = {
		version: 2,
		config: inputs.config,
		shown,
		source,
		result: {
			at,
			state
		}
	};
	const body = `${require_retry_write.formatMarker(next)}\n${await textFrom(source, at)}`;
	return require_pull_request.saveComment(github, io.clock, identity, found, body);
}
/** Whether to write a result to a merged pull request without grants in this run: it has none yet, or people were removed. */
function hasOtherNews({ ended, stopReason }, found, marker, comment) {
	if (ended.some((one) => one.call.action !== "invite")) return true;
	if (!found) return comment === "true" && (ended.length > 0 || stopReason.reason !== "completed");
	return marker?.result?.state === void 0;
}
/** Whether the written result comes from a run that had a newer version of the state file. */
async function isOutdated(finished, written) {
	const known = knownState(finished);
	if (known.lineage !== void 0 && known.lineage !== written.lineage || known.events >= written.events) return false;
	const { store, config } = (finished.iterations.at(-1) ?? finished.iterations[0]).planned.inputs;
	const now = await store.load(config.organization);
	return !now.ok || now.value.state.events.length >= written.events;
}
function knownState({ iterations }) {
	const { planned, recorded } = iterations.at(-1) ?? iterations[0];
	const { header, events } = planned.inputs.state;
	return {
		lineage: header?.lineage,
		events: events.length + recorded
	};
}
/** Returns why a run ended. A problem after the last plan takes precedence over how that plan ended. */
function stopReasonOf(context, { problem, unrecorded }, { stopReason }) {
	if (problem?.kind === "not-loaded") {
		const { problem: failure } = problem;
		return {
			reason: "not-planned",
			failure: failure.reason === "invalid-files" ? void 0 : failure
		};
	}
	if (problem?.kind === "interrupted") return { reason: "interrupted" };
	if (problem?.kind === "thrown" && require_client.isRequestProblem(problem.error)) return {
		reason: "not-planned",
		failure: require_permissions.gitHubFailure(context, problem.error)
	};
	return unrecorded !== void 0 && stopReason.reason === "completed" ? {
		reason: "record-failed",
		failure: unrecorded
	} : stopReason;
}
function renderProblem(problem, { commit, run }) {
	const footer = require_pull_request.sourceText({
		digest: void 0,
		commit: commit.slice(0, 12),
		run
	});
	if (problem.reason !== "invalid-files") return require_action.renderFailedRun(problem, footer);
	return require_pulls.renderFindings({
		...problem,
		members: void 0
	}, require_action.commentLimit, footer);
}

// src/action/apply/report.ts
/** Reports the results of an apply in the log, the summary, the outputs, and the comments on its pull requests. */
async function reportApply(context, finished) {
	const { io, runner } = context;
	const { iterations, confirmation, retryAt, problem, unrecorded } = finished;
	const report = applyReport(context, finished);
	const { plan, ended, stopReason } = report;
	const { config, files } = (iterations.at(-1) ?? iterations[0]).planned.inputs;
	const givenUp = givenUpIn(iterations[0].planned.offline, plan);
	const isDone = isCompleteApply(summarizeApply(report, confirmation)) && stopReason.reason === "completed" && givenUp.length === 0;
	const complete = isDone && !problem && !unrecorded;
	const [current] = finished.reviews.flatMap((reviewed) => [...reviewed.current]);
	await outputResult(context, report, {
		confirmation,
		complete,
		retryAt
	}, current);
	runner.annotate(diagnosticsOfRejected(ended, config, files), files.texts);
	const text = require_state_store.writeTerminal(runLogDocument(report, complete), require_action.logLayout);
	io.stdout.write(text === "" ? "" : `\n${text}`);
	if (!isDone) runner.notice("error", text);
	await runner.summary(renderApplyReport(report, require_action.summaryLimit));
	const { comment, isFailed } = await saveResults(context, finished, report);
	await require_action.outputPlan(context, plan, comment);
	return complete && !isFailed ? 0 : 1;
}
/** Returns the results of an apply as data for its report. */
function applyReport({ io, inputs, run }, { iterations, confirmation, resolved, retryAt, reviews }) {
	const { plan, ended } = mergeSentPlans(iterations);
	const { planned, stopReason } = iterations.at(-1) ?? iterations[0];
	const newestFirst = reviews.toReversed();
	return {
		plan,
		confirmation,
		retryAt,
		ended: withResolved(ended, resolved),
		stopReason,
		names: require_model.displayNamesOf(planned.inputs.config),
		at: require_state_store.currentTimestamp(io),
		commit: planned.inputs.provenance.commit ?? "",
		runUrl: run.runUrl,
		creditedTo: (grant) => newestFirst.map((reviewed) => reviewed.creditedTo(grant)).find((number) => number !== void 0),
		earlier: [],
		statePath: require_pulls.statePathOf(inputs),
		stateBranch: inputs.stateBranch
	};
}

// src/github/first-parents.ts
const pageSize = 100;
/** Yields a commit and the earlier commits of its branch, newest first. At a merge, follows the side that was merged into. */
async function* firstParents(github, sha) {
	const known = /* @__PURE__ */ new Map();
	for (let next = sha; next !== void 0;) {
		if (!known.has(next)) for (const one of await listCommits(github, next)) known.set(one.sha, one);
		const commit = known.get(next);
		if (!commit) return;
		yield commit;
		next = commit.parents[0];
	}
}
/** Lists a commit and its ancestors, newest first, up to the size of a page. */
async function listCommits(github, sha) {
	const { repository } = github;
	const query = {
		...repository,
		sha,
		per_page: pageSize
	};
	const { data } = await github.request("GET /repos/{owner}/{repo}/commits", query);
	return require_pulls.requireItems(data).map((one) => require_pulls.readCommit(repository, one));
}

// src/action/review/credit.ts
/**
* Finds, for each grant, the commit since which the branch has requested it without interruption. Walks back commit by commit until
* all are found. If a person gets a new invite because of `resend`, that is the commit that set the date.
*/
async function creditGrants({ github }, openConfig, { tip, day, desired }, grants) {
	const open = new Map(grants.flatMap((grant) => {
		const variant = variantOf(desired, grant);
		return variant === void 0 ? [] : [[require_retry_write.grantKey(grant), {
			grant,
			variant
		}]];
	}));
	const byGrant = /* @__PURE__ */ new Map();
	const commits = [];
	for await (const commit of firstParents(github, tip)) {
		const config = await openConfig(commit);
		const before = config && require_state_store.desiredOn(day, config);
		for (const [key, { grant, variant }] of open) if (before && variantOf(before, grant) === variant) byGrant.set(key, commit.sha);
		else open.delete(key);
		if (open.size === 0) break;
		commits.push(commit.sha);
	}
	return {
		commits,
		byGrant
	};
}
/** Returns what distinguishes one request for a grant from a later one, or undefined if the grant isn't desired. */
function variantOf({ people }, { email, workspaceId }) {
	const person = people.get(email);
	if (!person?.workspaceIds.includes(workspaceId)) return void 0;
	return person.resend?.due ? person.resend.day : "";
}

// src/action/review/open-config.ts
/** Returns a loader for the configurations of many commits. It reads a configuration that several commits share only once. */
function openConfigs(github, path) {
	const loaded = /* @__PURE__ */ new Map();
	return async (commit) => {
		const files = require_pulls.commitFiles(github, commit);
		const [file, folder] = [await files.idOf(path), await files.idOf(folderOf(path))];
		const standalone = await loaded.get(`file ${file}`);
		if (standalone && !standalone.hasIncludes) return standalone.config;
		const key = `folder ${file} ${folder}`;
		const known = loaded.get(key) ?? load(files, path);
		loaded.set(key, known);
		loaded.set(`file ${file}`, known);
		return (await known).config;
	};
}
async function load(files, path) {
	try {
		const loaded = await require_pulls.loadConfig(files, path);
		if (!loaded.ok) return {
			config: void 0,
			hasIncludes: true
		};
		const { config, sources } = loaded.value;
		return {
			config,
			hasIncludes: sources.some(({ value }) => require_action.isObject(value) && "include" in value)
		};
	} catch (error) {
		if (error instanceof require_client.UnusableResponse) return {
			config: void 0,
			hasIncludes: true
		};
		throw error;
	}
}
function folderOf(path) {
	return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}

// src/action/apply/reviewed-grants.ts
/** Finds the pull requests of commits, and the grants that their comments showed. Looks up each commit once per run. */
var Reviewer = class {
	#context;
	#branch;
	#openConfig;
	#pulls = /* @__PURE__ */ new Map();
	constructor(context, branch) {
		this.#context = context;
		this.#branch = branch;
		this.#openConfig = openConfigs(context.github, context.inputs.config);
	}
	/** Whether the run writes comments or requires a review. If not, it needs no permission to read pull requests. */
	get #readsPulls() {
		const { comment, requireReviewedPlan } = this.#context.inputs;
		return comment !== "false" || requireReviewedPlan;
	}
	/** Returns the pull requests that brought the commits of this run. */
	async findCurrent() {
		const { run } = this.#context;
		const merged = run.event.kind === "branch" ? run.event.commit : void 0;
		return this.#pullsOf([run.sha, merged]);
	}
	/** Finds the commits that made the grants of a plan desired in the history of the branch, and their pull requests. */
	async review(planned) {
		const { inputs, plan } = planned;
		const grants = require_retry_write.grantsOf(plan.people);
		const { commit: tip = "" } = inputs.provenance;
		const current = [...await this.findCurrent(), ...await this.#pullsOf([tip])];
		const credits = await this.#credit(planned, tip, grants);
		const credited = /* @__PURE__ */ new Map();
		for (const [key, commit] of credits.byGrant) {
			const pull = await this.#pullOf(commit);
			if (pull) credited.set(key, pull);
		}
		const pulls = new Map([...current, ...credited.values()].map((pull) => [pull.number, pull]));
		const reviewed = this.#readsPulls && await this.#reviewed(credits, credited, inputs.state);
		return {
			pulls: [...pulls.values()],
			current: new Set(current.map((pull) => pull.number)),
			creditedTo: (grant) => credited.get(require_retry_write.grantKey(grant))?.number,
			unreviewed: reviewed ? grants.filter((grant) => !reviewed.has(require_retry_write.grantKey(grant))) : []
		};
	}
	async #credit({ inputs: { config } }, tip, grants) {
		if (grants.length === 0) return {
			commits: [],
			byGrant: /* @__PURE__ */ new Map()
		};
		const day = require_action.dayOf(require_state_store.currentTimestamp(this.#context.io));
		const inputs = {
			tip,
			day,
			desired: require_state_store.desiredOn(day, config)
		};
		return creditGrants(this.#context, this.#openConfig, inputs, grants);
	}
	/** Returns the grants that were shown in the pull request that made them desired, or in one that was merged later. */
	async #reviewed({ commits, byGrant }, credited, state) {
		const reviewed = /* @__PURE__ */ new Set();
		const shownIn = /* @__PURE__ */ new Map();
		const mark = async (pull, keys) => {
			const shown = shownIn.get(pull.number) ?? this.#shownIn(pull, state);
			shownIn.set(pull.number, shown);
			const found = await shown;
			for (const key of keys) if (found.has(key)) reviewed.add(key);
		};
		for (const [key, pull] of credited) await mark(pull, [key]);
		const open = new Set([...byGrant.keys()].filter((key) => !reviewed.has(key)));
		for (const commit of commits) {
			if (open.size === 0) break;
			const pull = await this.#pullOf(commit);
			if (pull) await mark(pull, open);
			for (const key of open) if (reviewed.has(key) || byGrant.get(key) === commit) open.delete(key);
		}
		return reviewed;
	}
	/** Returns the keys of the grants that the comment on a merged pull request showed. */
	async #shownIn(pull, state) {
		const { github, inputs, io } = this.#context;
		const comment = await require_pull_request.findComment(github, require_pull_request.commentIdentity(inputs, pull.number));
		const marker = comment && require_retry_write.readMarker(comment.body, inputs.config);
		const shown = marker && require_pull_request.planShownBeforeMerge(marker, comment, pull.mergedAt);
		if (!shown) return /* @__PURE__ */ new Set();
		const computed = await require_pull_request.computeShown(this.#context, this.#openConfig, shown, state);
		if (computed.ok) return computed.value;
		io.stdout.write(`The grants in the comment on #${pull.number} don't count as reviewed: ${computed.problem}.\n`);
		return /* @__PURE__ */ new Set();
	}
	async #pullsOf(commits) {
		const known = commits.filter((commit) => commit !== void 0 && commit !== "");
		return (await Promise.all(known.map((commit) => this.#pullOf(commit ?? "")))).filter((pull) => pull !== void 0);
	}
	#pullOf(commit) {
		const known = this.#pulls.get(commit) ?? this.#findPull(commit);
		this.#pulls.set(commit, known);
		return known;
	}
	async #findPull(commit) {
		const { github } = this.#context;
		try {
			return await require_pulls.findMergedPull(github, this.#branch, commit);
		} catch (error) {
			if (this.#readsPulls || require_client.permissionFor(error) === void 0) throw error;
			return;
		}
	}
};

// src/action/apply/apply.ts
/** Applies what the newest commit of the branch requests, even if an older commit started the run. */
async function applyBranch(context, event) {
	const { branch } = event;
	await context.runner.output("complete", "false");
	const defaultBranch = event.defaultBranch ?? await require_pulls.findDefaultBranch(context.github);
	if (branch !== defaultBranch) return require_action.failRun(context, {
		reason: "wrong-event",
		command: "apply",
		event,
		defaultBranch
	});
	const reviewer = new Reviewer(context, branch);
	const access = require_tally_access.findTallyAccess(context, "rollcall-apply.yml");
	if (!access.ok) {
		await saveFailure(context, reviewer, access.problem);
		return require_action.failRun(context, access.problem);
	}
	try {
		return await applyWith(context, branch, reviewer, access.value);
	} catch (error) {
		if (require_client.isRequestProblem(error)) await saveFailure(context, reviewer, require_permissions.gitHubFailure(context, error));
		throw error;
	}
}
async function applyWith(context, branch, reviewer, access) {
	const { io, inputs } = context;
	const stop = new AbortController();
	const ignoreSignals = io.onInterrupt(() => {
		io.stderr.write("Stopping after the current API call, and recording its result.\n");
		stop.abort();
	});
	const listener = watchRun(io, {
		format: "text",
		style: require_action.logLayout.style
	}, async ({ warnings, texts }, iteration) => {
		if (iteration === 1) context.runner.annotate(warnings, texts);
	});
	const connectOptions = {
		timeout: require_action.responseTimeoutMs,
		stop: stop.signal,
		onWait: listener.waiting
	};
	const source = new BranchSource(context, branch);
	const reviews = [];
	try {
		const reconciled = await reconcile({
			io,
			source,
			tally: context.connectTally(access, connectOptions),
			live: inputs.live,
			wait: true,
			approve: async (planned) => {
				const { plan } = planned;
				const reviewed = await reviewer.review(planned);
				reviews.push(reviewed);
				const names = require_model.displayNamesOf(planned.inputs.config);
				io.stdout.write(require_state_store.writeTerminal(require_document.planDocument(plan, names), require_action.logLayout));
				io.stdout.write(renderReviews(plan, reviewed));
				const failure = checkGuards(plan, inputs.allowed) ?? checkReviewed(reviewed, inputs.requireReviewedPlan);
				return failure ? {
					ok: false,
					failure
				} : {
					ok: true,
					creditedTo: reviewed.creditedTo
				};
			},
			listener,
			stop: stop.signal
		});
		const exit = await report(context, reviewer, reconciled, reviews);
		return reconciled.iterations.some(({ recorded }) => recorded > 0) && !await require_pull_request.updateOpenPulls(context, branch) ? 1 : exit;
	} finally {
		ignoreSignals();
	}
}
function checkReviewed({ unreviewed }, isRequired) {
	if (!isRequired || unreviewed.length === 0) return void 0;
	const people = [...new Set(unreviewed.map((grant) => grant.email))];
	return {
		reason: "not-reviewed",
		grants: unreviewed.length,
		people
	};
}
/** Reports the results of a run, and why it ended. */
async function report(context, reviewer, reconciled, reviews) {
	const { iterations, problem, confirmation, resolved, retryAt, unrecorded } = reconciled;
	if (problem?.kind === "not-loaded") await require_load.reportProblem(context, problem.problem);
	if (problem?.kind === "interrupted" && problem.failure) await require_action.failRun(context, problem.failure);
	if (unrecorded) await require_action.printFailure(context.runner, unrecorded);
	const [first, ...more] = [...iterations, ...iterationNotApproved(problem)];
	if (!first) {
		await saveUnsent(context, reviewer, reconciled);
		return 1;
	}
	const exit = await reportApply(context, {
		confirmation,
		resolved,
		retryAt,
		reviews,
		problem,
		unrecorded,
		iterations: [first, ...more]
	});
	if (problem?.kind === "thrown") throw problem.error;
	return exit;
}
/**
* Writes the results of a run that ended before it could send anything. If the run made a plan from the state file, reports that
* plan as not sent.
*/
async function saveUnsent(context, reviewer, { problem, resolved }) {
	if (problem?.kind === "not-loaded" && !problem.planned) return saveFailure(context, reviewer, problem.problem);
	if (problem?.kind !== "not-loaded" && problem?.kind !== "interrupted") return;
	const { planned } = problem;
	if (!planned) return;
	const finished = {
		iterations: [{
			planned,
			plan: planned.plan,
			ended: [],
			recorded: 0,
			stopReason: { reason: "interrupted" }
		}],
		reviews: [await reviewer.review(planned)],
		resolved,
		problem,
		unrecorded: void 0,
		confirmation: void 0,
		retryAt: void 0
	};
	await saveResults(context, finished, applyReport(context, finished));
}
/** Returns an iteration that sent nothing for a plan that wasn't approved, so that both are reported in the same way. */
function iterationNotApproved(problem) {
	if (problem?.kind !== "not-approved" || !problem.failure) return [];
	const { planned, failure } = problem;
	const stopReason = {
		reason: "not-approved",
		failure
	};
	return [{
		planned,
		plan: planned.plan,
		ended: [],
		recorded: 0,
		stopReason
	}];
}

exports.applyBranch = applyBranch;