const require_action = require("../action.js");
let node_fs = require("node:fs");

// src/io/files/append.ts
/**
* Appends text to a file, and returns the stamp of the file. The text is on disk when the promise resolves. With
* `from`, returns undefined if the path was or is another file, or if the file changed in another way. Writes nothing
* to a file that is known to be another one.
*/
function appendToFile(openFile, path, text, from) {
	const size = from && from.size + Buffer.byteLength(text);
	return change({
		openFile,
		path,
		flags: node_fs.constants.O_WRONLY | node_fs.constants.O_APPEND,
		from,
		size
	}, (file) => file.appendFile(text));
}
/**
* Cuts a file to its first `size` bytes, under the same conditions. Opens the file for writing, not for appending,
* because on Windows a handle for appending can't change the size of a file.
*/
function cutFile(openFile, path, size, from) {
	return change({
		openFile,
		path,
		flags: "r+",
		from,
		size
	}, (file) => file.truncate(size));
}
async function change({ openFile, path, flags, from, size }, write) {
	if (from && !isSame(require_action.readStamp(path), from)) return void 0;
	const file = await openFile(path, flags);
	try {
		if (from && !isSame(require_action.stampFrom(await file.stat({ bigint: true })), from)) return void 0;
		await write(file);
		await file.sync();
	} finally {
		await file.close();
	}
	const now = require_action.readStamp(path);
	return !from || now?.id === from.id && now.size === size ? now : void 0;
}
function isSame(one, other) {
	return one?.id === other.id && one.size === other.size && one.changed === other.changed;
}

exports.appendToFile = appendToFile;
exports.cutFile = cutFile;