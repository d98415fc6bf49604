const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_client = require("./github-client.js");

// src/action/context/permissions.ts
var permissions_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ gitHubFailure: () => gitHubFailure });
/** Returns the failure for a failed request to GitHub. Throws any other error. */
function gitHubFailure(context, error) {
	const permissions = requiredPermissions(context, error);
	return {
		reason: "github",
		problem: require_client.problemOfRequest(error),
		permissions
	};
}
/** Returns the permission that a request lacked and all that its job needs, or undefined if the error isn't about permissions. */
function requiredPermissions({ inputs }, error) {
	const refused = require_client.permissionFor(error);
	return refused === void 0 ? void 0 : {
		refused,
		needed: neededPermissions(inputs)
	};
}
/** Returns the permissions that a job with these inputs needs. */
function neededPermissions({ command, comment, requireReviewedPlan }) {
	const isWriting = comment !== "false";
	switch (command) {
		case "validate": return { contents: "read" };
		case "plan": return {
			contents: "read",
			...isWriting && { "pull-requests": "write" }
		};
		case "apply":
			if (isWriting) return {
				contents: "write",
				"pull-requests": "write"
			};
			return {
				contents: "write",
				...requireReviewedPlan && { "pull-requests": "read" }
			};
		case "drift": return {
			contents: "read",
			...isWriting && { issues: "write" }
		};
	}
}

Object.defineProperty(exports, "gitHubFailure", {
  enumerable: true,
  get: function () {
    return gitHubFailure;
  }
});
Object.defineProperty(exports, "permissions_exports", {
  enumerable: true,
  get: function () {
    return permissions_exports;
  }
});
Object.defineProperty(exports, "requiredPermissions", {
  enumerable: true,
  get: function () {
    return requiredPermissions;
  }
});