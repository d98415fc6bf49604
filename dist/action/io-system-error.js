// src/io/system-error.ts
/** Creates an error in the form in which Node.js throws those of the operating system. */
function systemError(code, words, path) {
	return Object.assign(/* @__PURE__ */ new Error(`${code}: ${words}`), {
		code,
		syscall: "read",
		path
	});
}
/**
* Returns the message of an operating system error, such as `no such file or directory (ENOENT)`. Rethrows
* other errors.
*/
function problemOf(error) {
	const { syscall, message } = error;
	const code = codeOf(error);
	if (code === void 0 || syscall === void 0) throw error;
	return `${message.replace(/^(?:[a-z]+ )?[A-Z]+: /, "").replace(/, .*$/s, "")} (${code})`;
}
/** Returns the code of an operating system error, such as `ENOENT`. */
function codeOf(error) {
	const code = error?.code;
	return typeof code === "string" ? code : void 0;
}

Object.defineProperty(exports, "codeOf", {
  enumerable: true,
  get: function () {
    return codeOf;
  }
});
Object.defineProperty(exports, "problemOf", {
  enumerable: true,
  get: function () {
    return problemOf;
  }
});
Object.defineProperty(exports, "systemError", {
  enumerable: true,
  get: function () {
    return systemError;
  }
});