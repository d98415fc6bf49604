require("./rolldown-runtime.js");const e=require("./commands-edit-files.js"),t=require("./reading.js"),n=require("./shell.js"),r=require("./planning.js"),i=require("./plan-words.js"),a=require("./commands-import-import.js"),o=require("./render-init-failure.js");let s=require("node:path");const c={organization:t.nt.organization,workspaces:[{name:`marketing`,id:t.nt.workspace}]},l=`rollcall-dev/rollcall`;function u({action:e,version:t}){let{repository:n,commit:r}=e??{repository:`rollcall-dev/rollcall`,commit:`v${t.split(`.`)[0]}`};return`https://raw.githubusercontent.com/${n}/${r}/schemas/members.schema.json`}const d=`0`.repeat(40);var f={apply:`# Sends the missing invites after each merge, and once a day.
# Copy to .github/workflows/.
name: Rollcall apply

on:
  push:
    branches: [main]
  schedule:
    - cron: "23 5 * * *" # so that dates take effect and unconfirmed calls are resolved
  workflow_dispatch: # to continue after a failed run, or to exceed a limit once
    inputs:
      allow-invites:
        description: To exceed settings.maxInvites, the exact number of people to invite
      allow-removals:
        description: To exceed settings.maxRemovals, the exact number of people to remove

permissions: {}

# Only one run at a time, and never canceled: a run that is canceled halfway leaves calls whose result is unknown. GitHub may
# drop a queued run, which is harmless, because each run applies the latest state of the branch.
concurrency:
  group: rollcall-apply
  cancel-in-progress: false

jobs:
  apply:
    runs-on: ubuntu-latest
    timeout-minutes: 120
    permissions:
      contents: write # to push the state file
      pull-requests: write # to replace the comment with the result
    steps:
      # No checkout: the Action reads members.yaml and the state from the tip of the branch through GitHub's API.
      # Replace the zeros with the full SHA of a release.
      - uses: rollcall-dev/rollcall@0000000000000000000000000000000000000000 # v0.1.0
        with:
          command: apply
          api-key: \${{ secrets.TALLY_API_KEY }}
          allow-invites: \${{ inputs.allow-invites }}
          allow-removals: \${{ inputs.allow-removals }}
          # state-branch: members-state # if main is protected, so that the workflow can't push the state to it
          # require-reviewed-plan: true # sends only what a merged pull request showed in its plan
      # The lines of the state file that could not be pushed, with the results of calls that were sent.
      - if: \${{ !success() }}
        uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
        with:
          name: rollcall-unsaved
          path: rollcall-unsaved.jsonl
          if-no-files-found: ignore
`,drift:`# Compares members.yaml, the state file, and Tally once a day, and opens one issue for the differences.
# Copy to .github/workflows/.
name: Rollcall drift

on:
  schedule:
    - cron: "17 5 * * *"
  workflow_dispatch:

permissions: {}

# Two runs at the same time could open two issues.
concurrency:
  group: rollcall-drift

jobs:
  drift:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      issues: write # to open, update, and close the issue
    steps:
      # No checkout: the Action reads members.yaml and the state through GitHub's API.
      # Replace the zeros with the full SHA of a release.
      - uses: rollcall-dev/rollcall@0000000000000000000000000000000000000000 # v0.1.0
        with:
          command: drift
          api-key: \${{ secrets.TALLY_API_KEY }}
          # state-branch: members-state # as in rollcall-apply.yml
`,"plan-forks":`# Comments the plan on pull requests from forks. Only for repositories that accept them.
# Copy to .github/workflows/.
#
# pull_request_target runs the workflow of the default branch, with a token that can write. That is safe here because no code
# of the fork ever runs: there is no checkout, no secret, and no script. The Action reads the fork's members.yaml as data,
# through GitHub's API. Never add a checkout, a \`run:\`, or a secret to this file.
name: Rollcall plan for forks

on: pull_request_target

permissions: {}

concurrency:
  group: rollcall-plan-forks-\${{ github.event.pull_request.number }}
  cancel-in-progress: true

jobs:
  # Not named \`plan\`: this job is skipped on other pull requests, and a skipped job counts as a passed check.
  plan-for-forks:
    if: github.event.pull_request.head.repo.full_name != github.repository
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write
    steps:
      # Replace the zeros with the full SHA of a release.
      - uses: rollcall-dev/rollcall@0000000000000000000000000000000000000000 # v0.1.0
        with:
          command: plan
          # state-branch: members-state # if main is protected; the same as in rollcall-apply.yml
`,plan:`# Comments the plan on each pull request, and checks the plan in a merge queue.
# Copy to .github/workflows/.
name: Rollcall plan

# No \`paths:\`, because a required check would stay pending forever on pull requests that don't match. If a pull request
# doesn't change who has access, the comment is one line.
on:
  pull_request:
  merge_group:

permissions: {}

# A newer push cancels the run of an older one, so that the comment is always about the latest commit.
concurrency:
  group: rollcall-plan-\${{ github.event.pull_request.number || github.ref }}
  cancel-in-progress: true

jobs:
  plan:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write # for the comment; a fork's token can't write, so its plan is only in the job summary
    steps:
      # No checkout: the Action reads the merge commit of the pull request through GitHub's API.
      # Replace the zeros with the full SHA of a release.
      - uses: rollcall-dev/rollcall@0000000000000000000000000000000000000000 # v0.1.0
        id: rollcall
        with:
          command: plan
          # state-branch: members-state # if main is protected; the same as in rollcall-apply.yml
      # The complete plan, even if it is too long for the comment and the summary.
      - if: \${{ !cancelled() && steps.rollcall.outputs.plan-file }}
        uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
        with:
          name: rollcall-plan
          path: \${{ steps.rollcall.outputs.plan-file }}
`};function p(t,n){let{branch:r,stateBranch:i,action:a,paths:o}=n,s=new g(f[t]);s.replace(`# Copy to .github/workflows/.
`,``),a&&(s.replace(`      # Replace the zeros with the full SHA of a release.
`,``),s.replace(RegExp(`${l}@${d}.*`),`${a.repository}@${a.commit}`));let c={...o.config===`members.yaml`?{}:{config:o.config},...o.isDefaultState?{}:{state:o.state}},u=Object.entries(c).map(([t,n])=>`          ${t}: ${e.m(n)}\n`);return s.replace(/( {10}command: .*\n)/,`$1${u.join(``)}`),i!==void 0&&s.replace(/ {10}# state-branch: .*/,`          state-branch: ${e.m(i)}`),t===`apply`&&s.replace(`branches: [main]`,`branches: [${e.m(r)}]`),s.text}function m(e){return e.includes(`@${d}`)}function h(e){let t=t=>t.exec(e)?.[1]?.replaceAll(`"`,``);return{branch:t(/^ {4}branches: \[([^\],]+)\]/m),stateBranch:t(/^ {10}state-branch: (\S+)/m),action:t(/^ {6}- uses: (\S+@[0-9a-f]{40})(?=.*\n {8}with:\n {10}command: apply)/m)}}var g=class{text;constructor(e){this.text=e}replace(e,t){if(!(typeof e==`string`?this.text.includes(e):e.test(this.text)))throw Error(`the example workflow doesn't have ${e}`);this.text=this.text.replace(e,t)}};const _=[`.github/CODEOWNERS`,`CODEOWNERS`,`docs/CODEOWNERS`],v=[`.github/dependabot.yml`,`.github/dependabot.yaml`];function y(e,t){let{members:n,paths:r,workflows:i,owners:a,stateBranch:o}=e,s=t.owners??_[0];return[...n?[{kind:`members`,path:r.config,text:S(n,e)}]:[],...i.map(t=>({kind:`workflow`,path:b(t),text:p(t,e),workflow:t})),...i.length>0?[C(t.dependabot??v[0])]:[],...a.length>0?[{kind:`owners`,path:s,lines:w(e,s)}]:[],...o===void 0?[E(r.state)]:[]]}function b(e){return`.github/workflows/rollcall-${e}.yml`}function x(e){return`# yaml-language-server: $schema=${u(e)}\n`}function S({organization:t,workspaces:n},r){let i=n.slice(0,1).map(({name:e})=>e);return[x(r),`organization: ${e.m(t)}\n`,`workspaces:
`,`  # your name: Tally workspace ID
`,...n.map(({name:t,id:n})=>`  ${e.m(t)}: ${e.m(n)}\n`),`# To add a person, run: rollcall add EMAIL --workspace NAME
`,`# Or write an entry yourself. The first one replaces []:
`,`#   - email: ada@example.com
`,`#     workspaces: ${e.p(i)}\n`,`#     expires: 2027-01-31 # optional: the last day of access (UTC)
`,`members: []
`].join(``)}function C(e){let t=[`  - package-ecosystem: github-actions`,`    directory: /`,`    schedule:`,`      interval: weekly`];return{kind:`dependabot`,path:e,entry:t,text:[`version: 2`,`updates:`,...t,``].join(`
`)}}function w({paths:e,owners:t,workflows:n,stateBranch:r},i){return[...T(e),...r===void 0?[`/${e.state}`]:[],...n.length>0?[`/.github/workflows/`]:[],`/${i}`].map(e=>`${e} ${t.join(` `)}`)}function T({config:e,configKind:t}){return t===`file`?[`/${e}`]:e===`.`?[`/*.yaml`,`/*.yml`]:[`/${e}/`]}function E(e){let t=[`${e.replace(/^.*\//,``)} text eol=lf merge=union`];return{kind:`attributes`,path:e.replace(/[^/]*$/,`.gitattributes`),lines:t}}function D(e,t){let n=new Set(e.split(/\r?\n/).map(O)),r=t.filter(e=>!n.has(O(e)));if(r.length===0)return{text:e,added:r};let i=/\r\n/.test(e)?`\r
`:`
`;return{text:`${e}${e===``||e.endsWith(`
`)?``:i}${r.map(e=>e+i).join(``)}`,added:r}}function O(e){return e.trim().split(/\s/)[0]??``}function k(e,t){let{choices:n,results:r,repository:i,members:a}=e,{branch:o,stateBranch:s,owners:u,paths:d,workflows:f,version:p}=n,m=f.length>0,h=r.filter(({status:e})=>e===`written`||e===`added`),g=s===void 0?[d.config,d.state]:[d.config],_=[...a===`import`?g:[],...h.map(({file:e})=>e.path)],v=r.filter(e=>e.isUnpinned).map(({file:e})=>e.path),y=[];if(i===`none`&&y.push([`This folder isn't in a git repository yet. Create one, and push it to GitHub:`,[`git init -b ${o}`,`gh repo create --private --source .`],`On the web: New repository > Private, without any files.`]),v.length>0&&y.push([`Pin the workflows to a commit of the Action. Until you replace the zeros in them, GitHub refuses to run them. To find the commit of this version, run this command (if it prints several lines, use the last one):`,[`git ls-remote https://github.com/${l} 'refs/tags/v${p}*'`],`In ${M(v,t)}, replace the zeros with that commit. If you use a copy of ${l}, also replace the name before @.`]),n.members===c&&y.push([`In ${t(d.config)}, replace ${c.organization} and ${c.workspaces[0]?.id} with the IDs of your organization and a workspace, and give the workspace any name. The IDs appear in Tally URLs. Until then, plan and apply fail.`]),a===`first`&&y.push(A(e,t)),m&&y.push([`Store the API key as a secret. Create one in Tally under Settings > API keys, ideally as the organization owner.`,[`gh secret set TALLY_API_KEY`],`On the web: Settings > Secrets and variables > Actions > New repository secret.`]),_.length>0){let e=[`git add ${M(_,t,` `)}`,`git commit -m "Set up Rollcall"`],n=s!==void 0&&i===`used`;y.push(n?[`Commit the files, and merge them with a pull request:`,[`git switch -c rollcall`,...e,`git push -u origin rollcall`,`gh pr create --fill`]]:[`Commit the files:`,[...e,`git push -u origin ${o}`]])}return m&&s!==void 0&&y.push(j(o,s,u.length>0)),y}function A({choices:e},t){let{paths:n,stateBranch:r}=e,i=t(n.config),a=i===`members.yaml`?``:` --config ${i}`,o=n.isDefaultState?``:` --state ${t(n.state)}`,s=r===void 0?``:` --state-branch ${r}`;return[`Add members to ${i}. People who are already in Tally get no email; apply only adds them to the state file:`,[`rollcall add EMAIL --workspace NAME${a}`],`Or import everyone who is already in Tally. This needs TALLY_API_KEY, and replaces ${i}:`,[`rollcall import --force${a}${o}${s}`]]}function j(e,t,n){let r=JSON.stringify(te(e,n));return[`Protect ${e}, so that it changes only through reviewed pull requests with a successful plan${n?` and the approval of a code owner`:``}. The first run creates ${t}, which must stay unprotected.`,[`echo '${r}' | gh api -X POST 'repos/{owner}/{repo}/rulesets' --input -`],`On the web: Settings > Rules > Rulesets > New branch ruleset. Target the default branch, and require a pull request${n?` with review from code owners`:``} and the status check plan.`]}function ee(e,t){let{choices:n,results:r,hasOwnersFile:i}=e,{branch:a,stateBranch:o,owners:s,workflows:c}=n,l=r.filter(e=>e.file.kind===`workflow`&&e.status===`kept`),u=[];return l.length>0&&u.push([`${l.map(({file:e})=>t(e.path)).join(` and `)} might not match your options. To replace a file, move it away and run rollcall\u00a0init again.`]),c.length>0&&o===void 0&&u.push([`Each apply pushes the state file to ${a}. If only pull requests can change ${a}, apply stops before it sends anything. In that case, store the state on a separate branch: set state-branch:\u00a0members-state in the workflows.`]),s.length>0?u.push([`${o===void 0?`CODEOWNERS requests reviews. To require them, protect the branch. `:``}GitHub ignores owners without write access to the repository. To list them:`,[`gh api 'repos/{owner}/{repo}/codeowners/errors'`],`If members.yaml includes other files, add lines for them to CODEOWNERS.`]):i||u.push([`To choose who reviews changes to members.yaml and the workflows, run rollcall\xA0init\xA0--owner\xA0@ORGANIZATION/TEAM. It adds lines to CODEOWNERS.`]),c.length>0&&u.push([`To require an approval after the merge, add environment:\xA0tally below runs-on: in rollcall-apply.yml, and choose who approves. Private repositories need GitHub Enterprise for this.`,[`gh api -X PUT 'repos/{owner}/{repo}/environments/tally' -f 'reviewers[][type]=User' -F "reviewers[][id]=$(gh api users/LOGIN --jq .id)"`],`On the web: Settings > Environments > New environment > Required reviewers.`],[`Plans, results, and the drift issue name people. Keep the repository private, or set comment:\xA0false in the workflows.`]),u}function M(e,t,n=`, `){let r=e.map(e=>t(e.replace(/^(\.github\/workflows\/rollcall-).*\.yml$/,`$1*.yml`)));return[...new Set(r)].join(n)}function te(e,t){return{name:e,target:`branch`,enforcement:`active`,conditions:{ref_name:{include:[`~DEFAULT_BRANCH`],exclude:[]}},rules:[{type:`deletion`},{type:`non_fast_forward`},{type:`pull_request`,parameters:{required_approving_review_count:1,require_code_owner_review:t,dismiss_stale_reviews_on_push:!0,require_last_push_approval:!1,required_review_thread_resolution:!1}},{type:`required_status_checks`,parameters:{strict_required_status_checks_policy:!1,required_status_checks:[{context:`plan`}]}}]}}function ne(e,t,r){let{results:i,choices:a}=e,o=(...e)=>i.filter(t=>e.includes(t.status)),s=e.members===`there`?`  ${t(a.paths.config)}\n`:``,c=k(e,t).map((e,t)=>N(`${t+1}. `,e,r)),l=ee(e,t).map(e=>N(`- `,e,r));return n.O([I(`Created:`,F(o(`written`),a,t)),I(`Updated:`,F(o(`added`),a,t)),I(`Unchanged:`,s+L(o(`kept`,`same`),t,oe)),I(`Next steps:`,c.join(``)),I(`Notes:`,l.join(``))].join(``).replace(/^\n/,``))}function N(e,t,n){let r=` `.repeat(e.length+2);return`  ${e}${t.map(e=>typeof e==`string`?i.y(e,n,r).replaceAll(`\xA0`,` `):e.map(e=>`${r}    ${e}\n`).join(``)).join(``).trimStart()}`}const P={confirm:e=>e?`Import members.yaml from Tally, and write these files?`:`Write these files?`,noKey:`TALLY_API_KEY is not set, so Rollcall can't import your current members. Enter the organization and its workspaces instead.
`,importFailed:`rollcall init wrote nothing else. Run it again. To set up without importing from Tally, add --organization and --workspace.
`};function re(e,t,r){return n.O(I(`Created:`,F(e,t,r)).slice(1))}function ie(e,t,r){return n.O(F(e,t,r))}function F(e,t,n){return L(e.filter(({status:e})=>e===`written`||e===`added`),n,e=>ae(e,t))}function I(e,t){return t===``?``:`\n${e}\n${t}`}function L(e,t,n){return e.map(e=>`  ${t(e.file.path)}: ${n(e)}\n`).join(``)}function ae({file:e,lines:t},n){switch(e.kind){case`members`:return n.members===c?`placeholders for the IDs, no members yet`:`organization ${n.members?.organization??``}, ${r.E(n.members?.workspaces.length??0,`workspace`)}, no members yet`;case`workflow`:return se(n.branch)[e.workflow];case`dependabot`:return`updates the commit of the Action in a weekly pull request`;case`owners`:return`${r.E(t,`line`)}; GitHub requests reviews from ${r.w(n.owners)}`;case`attributes`:return`${r.E(t,`line`)}; git merges state files by keeping the lines of both sides`}}function oe({file:e,status:t}){return t===`kept`&&`lines`in e?[`isn't valid UTF-8; add these lines yourself:`,...e.lines].join(`
      `):t===`kept`&&e.kind===`dependabot`?[`doesn't update GitHub Actions; add this entry under updates:`,...e.entry].join(`
      `):t===`kept`?`differs from what init would write`:e.kind===`dependabot`?`already updates GitHub Actions`:e.kind===`workflow`?`up to date`:`already has lines for these files`}function se(e){return{plan:`comments the plan on each pull request`,apply:`sends missing invites after each merge into ${e}`,drift:`checks daily, and opens an issue if something differs`,"plan-forks":`comments the plan on pull requests from forks`}}const R=/^[A-Za-z0-9_-]{1,64}$/,ce=/^(?!\s)[^\p{Cc}]{1,100}$(?<!\s)/u,le=/[\p{Cf}\p{Cs}\u2028\u2029]|\p{Default_Ignorable_Code_Point}/u,ue=/^@[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$/,de=/^([A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100})@([A-Za-z0-9._/-]{1,200})$/,fe=/^[\p{L}\p{N}_.][\p{L}\p{N}\p{M}_.+@-]*$/u;function pe(e,t){if(e===void 0)return t.length===0?{ok:!0,value:void 0}:U({problem:`no-organization`});let n=z(e);if(!n.ok)return n;let r=[];for(let e of t){let t=B(e,r);if(!t.ok)return t;r.push(t.value)}return r.length===0?U({problem:`no-workspace`}):{ok:!0,value:{organization:e,workspaces:r}}}function z(e){return R.test(e)?{ok:!0,value:e}:U({problem:`bad-organization`,value:e})}function B(e,t){let n=t=>U({problem:`bad-workspace`,value:e,why:t}),r=e.lastIndexOf(`=`);if(r<1)return n(`form`);let i={name:e.slice(0,r),id:e.slice(r+1)};if(!R.test(i.id))return n(`id`);if(le.test(i.name))return n(`unseen`);if(!ce.test(i.name))return n(`name`);let a=e=>U({problem:`workspace-twice`,value:i[e],what:e});return t.some(e=>e.name===i.name)?a(`name`):t.some(e=>e.id===i.id)?a(`id`):{ok:!0,value:i}}function V(e){let t=e.find(e=>!ue.test(e));return t===void 0?{ok:!0,value:[...new Set(e)]}:U({problem:`bad-owner`,value:t})}function H(e){let t=t=>U({problem:`bad-action`,value:e,why:t}),[,n,r]=de.exec(e)??[];return n===void 0||r===void 0||/\/\.{1,2}$/.test(n)?t(`form`):/^[0-9a-f]{40}$/.test(r)?r===d?t(`zeros`):{ok:!0,value:{repository:n,commit:r}}:t(`movable`)}function me(e,t){let n=e.split(`/`);return n.some(e=>e===`..`||e===`.git`)||e.startsWith(`/`)?U({problem:`outside`,path:t}):n.every(e=>fe.test(e))?{ok:!0,value:e}:U({problem:`bad-path`,path:e})}function U(e){return{ok:!1,problem:e}}async function he(e,t,r){if(t.forks&&!t.workflows)return{ok:!1,problem:{problem:`forks-without-workflows`}};let i=pe(t.organization,t.workspace??[]);if(!i.ok)return i;let a=V(t.owner??[]);if(!a.ok)return a;let o=t.action===void 0?void 0:H(t.action);if(o&&!o.ok)return o;let s=await ye(e,t,r?.folder??``);if(!s.ok)return s;let c=await ge(e,W(r)),l=[t.branch,c?.branch,r?.defaultBranch],u=[t.action,c?.action,await e.findSource()],d={members:i.value,owners:t.owner&&a.value,stateBranch:t.stateBranch??(c&&_e(c.stateBranch)),action:u.map(ve).find(e=>e!==void 0),forks:t.forks};return{ok:!0,value:{paths:s.value,branch:l.find(e=>e!==void 0&&n.v(e))??`main`,given:d,hasConfig:await e.files.kindOf(t.config)!==`nothing`,hasKey:!!e.env.TALLY_API_KEY}}}async function ge({files:e},t){let n=t(b(`apply`)),r=await e.kindOf(n)===`file`?await e.read(n):void 0;return r&&h(new TextDecoder().decode(r))}function _e(e){return e!==void 0&&n.v(e)?e:``}function ve(e){let t=e===void 0?void 0:H(e);return t?.ok?t.value:void 0}async function ye(e,t,n){let i=t=>{let r=(0,s.isAbsolute)(t)?(0,s.relative)(e.cwd,t):t;return me(s.posix.join(n,r.split(s.sep).join(`/`)).replace(/\/$/,``),t)},a=i(t.config);if(!a.ok)return a;let o=await e.files.kindOf(t.config)===`folder`?`folder`:`file`,c=r.d(a.value,s.posix),l=t.state===void 0?{ok:!0,value:c}:i(t.state);return l.ok?{ok:!0,value:{config:a.value,configKind:o,state:l.value,isDefaultState:l.value===c}}:l}function W(e){let{root:t,folder:n}=e??{root:`.`,folder:``};return e=>n!==``&&e.startsWith(`${n}/`)?e.slice(n.length+1):(0,s.join)(t,e)}const G={organization:{message:`Organization ID, from a Tally URL`,example:`kwob3J`},workspace:{message:`Workspace: a name of your choice, and the ID from its URL in Tally`,example:`marketing=wLDNPp`},furtherWorkspace:{message:`Another workspace (leave empty to continue)`,example:`research=npe1DB`},owners:{message:`Reviewers for CODEOWNERS (leave empty for none)`,example:`@acme/people`},state:e=>({message:`Where should Rollcall store the state file?`,choices:[{value:`same-branch`,label:`on ${e}, next to members.yaml (workflows must be allowed to push to ${e})`},{value:`branch`,label:`on a separate branch (if only pull requests can change ${e})`}]}),stateBranch:{message:`Name of the state branch`,example:`members-state`},notABranch:e=>`Enter a branch name other than ${e}, such as members-state.`,forks:{message:`Do you get pull requests from forks?`,choices:[{value:`no`,label:`no`},{value:`yes`,label:`yes (adds a workflow that comments on them and runs none of their code)`}]},action:{message:`Commit of the Action that the workflows use (leave empty to add it later)`,example:`OWNER/NAME@COMMIT`}};var K=class extends Error{};function be(e,t,n){return xe(e,t,n).catch(e=>{if(!(e instanceof K))throw e})}async function xe(e,t,{needsMembers:n,workflows:r,branch:i}){let a=n?await Se(e):t.members,o=t.owners??await Ce(e);return r?{members:a,owners:o,stateBranch:t.stateBranch??await we(e,i),forks:t.forks??await X(e,G.forks)===`yes`,action:t.action??await J(e,G.action,H)}:{...t,members:a,owners:o}}async function Se(e){let t=await q(e,G.organization,z),n=[];for(;;){let r=n.length===0,i=r?G.workspace:G.furtherWorkspace,a=e=>B(e,n),o=r?await q(e,i,a):await J(e,i,a);if(!o)return{organization:t,workspaces:n};n.push(o)}}async function Ce(e){return await J(e,G.owners,e=>V(e.split(/[\s,]+/)))??[]}async function we(e,t){return await X(e,G.state(t))===`same-branch`?``:await Y(e,G.stateBranch,e=>e===``||n.v(e)&&e!==t?void 0:G.notABranch(t))||G.stateBranch.example}async function q(e,t,n){let r=n(await Y(e,t,e=>Z(n(e))));if(!r.ok)throw Error(`an invalid answer was accepted`);return r.value}async function J(e,t,n){let r=await Y(e,t,e=>e===``?void 0:Z(n(e))),i=r===``?void 0:n(r);return i?.ok?i.value:void 0}async function Y(e,{message:t,example:n},r){let i=await e.ask({kind:`text`,message:t,example:n,problemOf:r});if(i===void 0)throw new K;return i}async function X(e,t){let n=await e.ask({kind:`choice`,...t});if(n===void 0)throw new K;return n}function Z(e){return e.ok?void 0:o.t(e.problem)}async function Q({files:e},t,n){let r=await e.kindOf(n),i=r===`file`?De(await e.read(n)):void 0,a=(e,n=``,r=0)=>({file:t,status:e,text:n,lines:r,isUnpinned:t.kind===`workflow`&&m(i??n)});if(`text`in t)return r===`nothing`?a(`written`,t.text):a(t.kind===`dependabot`&&Te(i??``)||i?.replaceAll(`\r
`,`
`)===t.text?`same`:`kept`);if(r!==`nothing`&&i===void 0)return a(`kept`);let{text:o,added:s}=D(i??``,t.lines);return s.length===0?a(`same`):a(r===`nothing`?`written`:`added`,o,s.length)}function Te(e){return/^[\s-]*["']?package-ecosystem["']?\s*:\s*["']?github-actions\b/m.test(e)}async function Ee(e,t,r){let i=[];for(let a of t){let t=r(a.path);try{let{text:n,...r}=await Q(e,a,t),{status:o}=r;o===`added`&&await e.files.replace(t,n);let s=o===`written`&&!await e.files.create(t,n);i.push({...r,status:s?`kept`:o})}catch(e){return{results:i,failure:{reason:`init`,problem:`unwritable`,path:t,why:n.M(e)}}}}return{results:i,failure:void 0}}function De(e){try{return e&&new TextDecoder(`utf-8`,{fatal:!0,ignoreBOM:!0}).decode(e)}catch(e){if(e instanceof TypeError)return;throw e}}async function Oe(e,t,i){let o=await e.findRepository(),s=await he(e,t,o);if(!s.ok)return Me(e,s.problem);let{hasConfig:l,hasKey:u,branch:d,paths:f,given:p}=s.value;if(l&&await ke(e,t.config))return r.g(e,{reason:`empty-folder`,path:t.config});let m=e.isInputTerminal()&&!t.yes,h=!l&&!u&&p.members===void 0;h&&m&&r.f(e,t,P.noKey);let g={needsMembers:h,workflows:t.workflows,branch:d},b=h?{...p,members:c}:p,S=m?await be(e,p,g):b;if(!S)return je(e);let C={...S,paths:f,branch:d,members:l?void 0:S.members,stateBranch:S.stateBranch||void 0,owners:S.owners??[],workflows:t.workflows?[`plan`,`apply`,`drift`,...S.forks?[`plan-forks`]:[]]:[],version:n.P};if(C.stateBranch===d)return Me(e,{problem:`same-branch`,branch:d});let w=W(o),T={owners:await $(e,_,w),dependabot:await $(e,v,w)},E=y(C,T),D=!l&&C.members===void 0;if(m&&!await Ae(e,E,C,D,w))return je(e);if(D){let n=x(C),{stateBranch:r}=C,o=await a.importOrganization(e,{...t,stateBranch:r,workspace:void 0,head:n},i);if(o!==0)return e.stderr.write(P.importFailed),o;e.stdout.write(`
`)}let{results:O,failure:k}=await Ee(e,E,w),A=D?`import`:C.members?`first`:`there`,j={choices:C,results:O,repository:o?o.hasCommits?`used`:`empty`:`none`,hasOwnersFile:T.owners!==void 0,members:A};return k?(e.stdout.write(re(O,C,w)),r.g(e,k)):(e.stdout.write(ne(j,w,e.stdout.width)),0)}async function ke({files:e},n){return await e.kindOf(n)===`folder`&&t.o(await e.list(n)).length===0}async function $(e,t,n){for(let r of t)if(await e.files.kindOf(n(r))===`file`)return r}async function Ae(e,t,n,r,i){let a=[];for(let n of t)a.push(await Q(e,n,i(n.path)));return!r&&!a.some(({status:e})=>e===`written`||e===`added`)||(e.stderr.write(ie(a,n,i)),e.confirm(P.confirm(r),new AbortController().signal))}function je(e){return e.stderr.write(`Nothing was written.
`),1}function Me(e,t){return r.g(e,{reason:`init`,...t})}exports.init=Oe;