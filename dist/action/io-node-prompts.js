// src/io/node/prompts.ts
/** Asks at a terminal; nothing where it is called off, as by Ctrl-C. */
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
/** A terminal that does not know its width, as in a container, says 0: each character would get a line of its own. */
function withWidth(output) {
	return "columns" in output && output.columns === 0 ? Object.assign(output, { columns: defaultColumns }) : output;
}

exports.askAt = askAt;
exports.withWidth = withWidth;