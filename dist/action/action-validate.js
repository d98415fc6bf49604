const require_pulls = require("./github-pulls.js");
const require_action = require("../action.js");
const require_merge_inputs = require("./action-plan-merge-inputs.js");

// src/action/validate.ts
/** Checks the files of a commit. Annotates lines with errors and warnings, and lists all of them in the summary. */
async function validateCommit(context) {
	const { inputs, runner, run } = context;
	const found = await filesOf(context, run.event);
	if (!found.ok) return require_action.failRun(context, found.problem);
	const files = found.value;
	const path = require_pulls.statePathOf(inputs);
	const stateProblem = await require_pulls.findStateFileProblem(files, path);
	if (stateProblem) return require_action.failRun(context, stateProblem);
	const loaded = await require_pulls.loadInputs(await require_pulls.loadConfig(files, inputs.config), { load: async (organization) => require_pulls.stateIn(await files.read(path), path, organization) });
	const problem = loaded.ok ? void 0 : loaded.problem;
	if (problem && problem.reason !== "invalid-files") return require_action.failRun(context, problem);
	const { diagnostics, texts } = require_pulls.diagnosticsIn(loaded);
	runner.annotate(diagnostics, texts);
	const members = (loaded.ok ? loaded.value.config : problem?.config)?.members.length;
	await runner.summary(require_pulls.renderFindings({
		diagnostics,
		texts,
		members
	}, require_action.summaryLimit));
	return loaded.ok ? 0 : 1;
}
/** Returns the files of a pull request after its merge, or those of the commit that started the run. */
async function filesOf(context, event) {
	if (event.kind !== "pull-request") return require_pulls.filesOfRun(context);
	const found = await require_merge_inputs.findMergeInputs(context, event, require_pulls.findTip(context.github, event.base.ref));
	return found.ok ? {
		ok: true,
		value: found.value.after
	} : found;
}

exports.validateCommit = validateCommit;