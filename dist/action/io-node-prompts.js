// src/io/node/prompts.ts
/** Asks a question at a terminal. Returns undefined if the user cancels, for example with Ctrl-C. */
async function askAt({ input, output }, question) {
	const { select, text } = await Promise.resolve().then(() => require("./dist.js"));
	const { message } = question;
	const terminal = {
		input,
		output: withWidth(output)
	};
	const answer = question.kind === "choice" ? await select({
		...terminal,
		message,
		options: [...question.choices]
	}) : await text({
		...terminal,
		message,
		placeholder: question.example,
		validate: (value) => question.problemOf((value ?? "").trim())
	});
	return typeof answer === "string" ? answer.trim() : void 0;
}
/** In columns. */
const defaultColumns = 80;
/**
* Sets the width of a terminal that reports 0 columns, as in a container. Otherwise each character would be
* on its own line.
*/
function withWidth(output) {
	return "columns" in output && output.columns === 0 ? Object.assign(output, { columns: defaultColumns }) : output;
}

exports.askAt = askAt;
exports.withWidth = withWidth;