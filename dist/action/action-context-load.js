const require_pulls = require("./github-pulls.js");
const require_action = require("../action.js");
const require_state_store = require("./action-context-state-store.js");

// src/action/context/load.ts
/**
* Loads the configuration of the commit that started the run and the state of a branch, and annotates warnings. If loading fails,
* reports why and returns undefined.
*/
async function loadBranch(context, branch) {
	const { inputs, runner } = context;
	const files = await require_pulls.filesOfRun(context);
	if (!files.ok) {
		await reportProblem(context, files.problem);
		return;
	}
	const store = require_state_store.openStateStore(context, branch);
	const loaded = await require_pulls.loadInputs(await require_pulls.loadConfig(files.value, inputs.config), store);
	if (loaded.ok) runner.annotate(loaded.value.warnings, loaded.value.texts);
	else await reportProblem(context, loaded.problem);
	return loaded.ok ? loaded.value : void 0;
}
/** Reports why loading failed, as annotations and in the summary. */
async function reportProblem(context, problem) {
	if (problem.reason !== "invalid-files") return require_action.failRun(context, problem);
	const { diagnostics, texts } = problem;
	context.runner.annotate(diagnostics, texts);
	await context.runner.summary(require_pulls.renderFindings({
		diagnostics,
		texts,
		members: void 0
	}, require_action.summaryLimit));
	return 1;
}

Object.defineProperty(exports, "loadBranch", {
  enumerable: true,
  get: function () {
    return loadBranch;
  }
});
Object.defineProperty(exports, "reportProblem", {
  enumerable: true,
  get: function () {
    return reportProblem;
  }
});