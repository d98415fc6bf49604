const require_document = require("./render-plan-document.js");
const require_markdown = require("./render-document-markdown.js");
const require_state_store = require("./action-context-state-store.js");
const require_model = require("./render-document-model.js");
const require_action = require("../action.js");
const require_load = require("./action-context-load.js");

// src/action/plan/branch.ts
/** Shows the plan for the commit that started the run, if there is no pull request to comment on. */
async function planBranch(context, { branch }) {
	const { runner, io } = context;
	const loaded = await require_load.loadBranch(context, branch);
	if (!loaded) return 1;
	const { config, state } = loaded;
	const plan = require_document.planNow(io, config, state);
	const document = require_document.planDocument(plan, require_model.displayNamesOf(config));
	io.stdout.write(require_state_store.writeTerminal(document, require_action.logLayout));
	await runner.summary(require_markdown.writeMarkdown(document, require_action.summaryLimit));
	await require_action.outputPlan(context, plan, void 0);
	for (const limit of plan.blockedBy) await require_action.printFailure(runner, {
		reason: "guard",
		...limit
	});
	return plan.blockedBy.length > 0 ? 1 : 0;
}

exports.planBranch = planBranch;