const require_action = require("../action.js");
const require_state_store = require("./action-context-state-store.js");
const require_authorship = require("./github-authorship.js");
const require_client = require("./github-client.js");
const require_pulls = require("./github-pulls.js");

// src/github/comments.ts
/** The oldest comment that is ours. */
async function findComment(github, identity) {
	const pages = github.paginate.iterator("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
		...github.repository,
		issue_number: identity.number,
		per_page: 100
	});
	return require_authorship.findOwn(github, identity, pages, (one, body) => ({
		id: require_pulls.requireId(one, "id"),
		body,
		url: require_pulls.requireString(one, "html_url"),
		updatedAt: require_pulls.requireString(one, "updated_at")
	}));
}
/** Makes a text our comment: edits `found` in place, leaves it where it says the same, or writes a new one. Returns its URL. */
async function saveComment(github, identity, found, body) {
	if (found?.body === body) return found.url;
	const { repository } = github;
	if (found) {
		const edit = {
			...repository,
			comment_id: found.id,
			body
		};
		const updated = await require_pulls.orUndefinedOn404(github.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", edit));
		if (updated !== void 0) return require_pulls.requireString(updated, "html_url");
	}
	const comment = {
		...repository,
		...require_client.noRetry,
		issue_number: identity.number,
		body
	};
	return require_authorship.createOnce(github, identity, () => github.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", comment), () => findComment(github, identity));
}

// src/action/context/comment.ts
/** Where the lines of a commit's files can be seen. */
function lineLinks({ serverUrl, repository }, commit) {
	const { owner, repo } = repository;
	return (file, line) => {
		const path = file.split("/").map(encodeURIComponent).join("/");
		return `${serverUrl}/${owner}/${repo}/blob/${commit}/${path}#L${line}`;
	};
}
/** The comment of this Action, for one configuration, on a pull request. */
function commentIdentity({ config, commentAuthor }, number) {
	const isOurs = (body) => require_authorship.readMarker(body, config) !== void 0;
	return {
		number,
		author: commentAuthor,
		isOurs
	};
}
/** The marker of a comment that shows no grants. */
function newMarker({ io, inputs }, plan, source) {
	return {
		version: 1,
		config: inputs.config,
		plan: plan ? require_action.digestOf(require_action.formatPlan(plan)) : "",
		configDigest: plan?.basis.config ?? "",
		day: require_action.dayOf(require_state_store.currentTimestamp(io)),
		events: 0,
		grants: [],
		source
	};
}

Object.defineProperty(exports, "commentIdentity", {
  enumerable: true,
  get: function () {
    return commentIdentity;
  }
});
Object.defineProperty(exports, "findComment", {
  enumerable: true,
  get: function () {
    return findComment;
  }
});
Object.defineProperty(exports, "lineLinks", {
  enumerable: true,
  get: function () {
    return lineLinks;
  }
});
Object.defineProperty(exports, "newMarker", {
  enumerable: true,
  get: function () {
    return newMarker;
  }
});
Object.defineProperty(exports, "saveComment", {
  enumerable: true,
  get: function () {
    return saveComment;
  }
});