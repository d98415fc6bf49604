const require_system_error = require("./io-system-error.js");
let node_crypto = require("node:crypto");
let node_fs_promises = require("node:fs/promises");

// src/io/files/create-file.ts
/**
* Creates a file, which is on disk completely or not at all. Returns false if anything exists at the path, even a
* broken symbolic link.
*/
async function createFile(path, text) {
	const part = `${path}.${(0, node_crypto.randomBytes)(6).toString("hex")}.part`;
	try {
		await writeSynced(part, text);
		await (0, node_fs_promises.link)(part, path).catch(async (error) => {
			if (![
				"EPERM",
				"ENOTSUP",
				"ENOSYS",
				"EOPNOTSUPP"
			].includes(require_system_error.codeOf(error) ?? "")) throw error;
			await writeSynced(path, text);
		});
		return true;
	} catch (error) {
		if (require_system_error.codeOf(error) === "EEXIST") return false;
		throw error;
	} finally {
		await (0, node_fs_promises.rm)(part, { force: true });
	}
}
async function writeSynced(path, text) {
	const file = await (0, node_fs_promises.open)(path, "wx");
	try {
		await file.writeFile(text);
		await file.sync();
	} catch (error) {
		await (0, node_fs_promises.rm)(path, { force: true });
		throw error;
	} finally {
		await file.close();
	}
}

exports.createFile = createFile;