require("./rolldown-runtime.js");const e=require("./yaml-text.js"),t=require("./secrets.js"),n=require("./planning.js"),r=require("./reading.js"),i=require("./import2.js"),a=require("./init-refusals.js");let o=require("node:path");const s=`rollcall-dev/rollcall`;function c({action:e,version:t}){let{repository:n,commit:r}=e??{repository:`rollcall-dev/rollcall`,commit:`v${t.split(`.`)[0]}`};return`https://raw.githubusercontent.com/${n}/${r}/schemas/members.schema.json`}var l={apply:`# Sends what is missing, once a pull request is merged.
# Copy to .github/workflows/.
name: Rollcall apply

on:
  push:
    branches: [main]
  workflow_dispatch: # to go on after a run that failed

permissions: {}

# One at a time, and never cut off: a run that is cancelled half-way leaves calls of which nobody knows what became. A run
# that is dropped from the queue is no loss, since each one applies the branch as it is when it starts.
concurrency:
  group: rollcall-apply
  cancel-in-progress: false

jobs:
  apply:
    runs-on: ubuntu-latest
    timeout-minutes: 120
    permissions:
      contents: write # to push the state file
      pull-requests: write # to turn the comment into the result
    steps:
      # No checkout: members.yaml and the state are read from the tip of the branch.
      # Put the full SHA of a release in the place of the zeros.
      - uses: rollcall-dev/rollcall@0000000000000000000000000000000000000000 # v0.1.0
        with:
          command: apply
          api-key: \${{ secrets.TALLY_API_KEY }}
          # state-branch: members-state # where main is protected, so that the state cannot be pushed to it
          # require-reviewed-plan: true # sends only what a merged pull request has shown
      # Lines of the state file that could not be pushed: what became of calls that were sent.
      - if: \${{ !success() }}
        uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
        with:
          name: rollcall-unsaved
          path: rollcall-unsaved.jsonl
          if-no-files-found: ignore
`,drift:`# Compares members.yaml, the record and Tally each morning; one issue says what differs.
# Copy to .github/workflows/.
name: Rollcall drift

on:
  schedule:
    - cron: "17 5 * * *"
  workflow_dispatch:

permissions: {}

# Two at a time could open two issues.
concurrency:
  group: rollcall-drift

jobs:
  drift:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    permissions:
      contents: read
      issues: write # to open, update and close the issue
    steps:
      # No checkout: members.yaml and the state are read from the tip of the branch.
      # Put the full SHA of a release in the place of the zeros.
      - uses: rollcall-dev/rollcall@0000000000000000000000000000000000000000 # v0.1.0
        with:
          command: drift
          source: api
          api-key: \${{ secrets.TALLY_API_KEY }}
          # state-branch: members-state # as in rollcall-apply.yml
`,"plan-forks":`# Shows the plan in a comment on pull requests from forks as well. Only for repositories that take them.
# Copy to .github/workflows/.
#
# pull_request_target runs with a token that may write, from the workflow of the default branch. That is safe here because
# nothing of the fork is ever run: there is no checkout, no secret, and no script. The Action reads the fork's members.yaml
# through GitHub's API, as data. Never add a checkout, a \`run:\` or a secret to this file.
name: Rollcall plan for forks

on: pull_request_target

permissions: {}

concurrency:
  group: rollcall-plan-forks-\${{ github.event.pull_request.number }}
  cancel-in-progress: true

jobs:
  # Not \`plan\`: on other pull requests it is skipped, which would count as a passed check of that name.
  plan-for-forks:
    if: github.event.pull_request.head.repo.full_name != github.repository
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write
    steps:
      # Put the full SHA of a release in the place of the zeros.
      - uses: rollcall-dev/rollcall@0000000000000000000000000000000000000000 # v0.1.0
        with:
          command: plan
          source: api
          # state-branch: members-state # where main is protected: the same as in rollcall-apply.yml
`,plan:`# Shows on each pull request what merging it would do.
# Copy to .github/workflows/.
name: Rollcall plan

# No \`paths:\`: a required check that is skipped stays pending for ever. A pull request that does not touch membership is
# told so in a line.
on: pull_request

permissions: {}

# A newer push takes the place of an older one, so that the comment is always about the latest.
concurrency:
  group: rollcall-plan-\${{ github.event.pull_request.number }}
  cancel-in-progress: true

jobs:
  plan:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write # for the comment; a fork's token cannot, and the plan is in the job summary then
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      # Put the full SHA of a release in the place of the zeros.
      - uses: rollcall-dev/rollcall@0000000000000000000000000000000000000000 # v0.1.0
        with:
          command: plan
          # state-branch: members-state # where main is protected: the same as in rollcall-apply.yml
`};const u=`0`.repeat(40);function d(t,n){let{branch:r,stateBranch:i,action:a,place:o}=n,c=new m(l[t]);c.put(`# Copy to .github/workflows/.
`,``),a&&(c.put(`      # Put the full SHA of a release in the place of the zeros.
`,``),c.put(RegExp(`${s}@${u}.*`),`${a.repository}@${a.commit}`));let d={...o.config===`members.yaml`?{}:{config:o.config},...o.isUsualState?{}:{state:o.state}},f=Object.entries(d).map(([t,n])=>`          ${t}: ${e.n(n)}\n`);return c.put(/( {10}command: .*\n)/,`$1${f.join(``)}`),i!==void 0&&c.put(/ {10}# state-branch: .*/,`          state-branch: ${e.n(i)}`),t===`apply`&&c.put(`branches: [main]`,`branches: [${e.n(r)}]`),c.text}function f(e){return e.includes(`@${u}`)}function p(e){let t=t=>t.exec(e)?.[1]?.replaceAll(`"`,``);return{branch:t(/^ {4}branches: \[([^\],]+)\]/m),stateBranch:t(/^ {10}state-branch: (\S+)/m),action:t(/^ {6}- uses: (\S+@[0-9a-f]{40})(?=.*\n {8}with:\n {10}command: apply)/m)}}var m=class{text;constructor(e){this.text=e}put(e,t){if(!(typeof e==`string`?this.text.includes(e):e.test(this.text)))throw Error(`no example workflow has ${e} any more`);this.text=this.text.replace(e,t)}};const h=[`.github/CODEOWNERS`,`CODEOWNERS`,`docs/CODEOWNERS`];function ee(e,t){let{members:n,place:r,workflows:i,owners:a,stateBranch:o}=e;return[...n?[{kind:`members`,path:r.config,text:v(n,e)}]:[],...i.map(t=>({kind:`workflow`,path:g(t),text:d(t,e),workflow:t})),...a.length>0?[{kind:`owners`,path:t,lines:y(e,t)}]:[],...o===void 0?[{kind:`attributes`,path:S(r.state),lines:x(r.state)}]:[]]}function g(e){return`.github/workflows/rollcall-${e}.yml`}function _(e){return`# yaml-language-server: $schema=${c(e)}\n`}function v({organization:t,workspaces:n},r){let i=n.slice(0,1).map(({name:e})=>e);return[_(r),`organization: ${e.n(t)}\n`,`workspaces:
`,`  # a name of your choice: Tally's id
`,...n.map(({name:t,id:n})=>`  ${e.n(t)}: ${e.n(n)}\n`),`# One entry for each person, which this writes: rollcall add EMAIL --workspace NAME
`,`# By hand, the first goes in the place of []:
`,`#   - email: ada@example.com
`,`#     workspaces: ${e.t(i)}\n`,`#     expires: 2027-01-31 # the last day of access, UTC; leave it out for access without end
`,`members: []
`].join(``)}function y({place:e,owners:t,workflows:n,stateBranch:r},i){return[...b(e),...r===void 0?[`/${e.state}`]:[],...n.length>0?[`/.github/workflows/`]:[],`/${i}`].map(e=>`${e} ${t.join(` `)}`)}function b({config:e,configKind:t}){return t===`file`?[`/${e}`]:e===`.`?[`/*.yaml`,`/*.yml`]:[`/${e}/`]}function x(e){return[`${e.replace(/^.*\//,``)} text eol=lf merge=union`]}function S(e){return e.replace(/[^/]*$/,`.gitattributes`)}function C(e,t){let n=new Set(e.split(/\r?\n/).map(w)),r=t.filter(e=>!n.has(w(e)));if(r.length===0)return{text:e,added:r};let i=/\r\n/.test(e)?`\r
`:`
`;return{text:`${e}${e===``||e.endsWith(`
`)?``:i}${r.map(e=>e+i).join(``)}`,added:r}}function w(e){return e.trim().split(/\s/)[0]??``}function T({choices:e,results:t,repository:n,members:r}){let{branch:i,stateBranch:a,owners:o,place:s,workflows:c,version:l}=e,u=c.length>0,d=t.filter(({became:e})=>e===`written`||e===`added`),f=a===void 0?[s.config,s.state]:[s.config],p=[...r===`import`?f:[],...d.map(({file:e})=>e.path)],m=t.filter(e=>e.isUnpinned).map(({file:e})=>e.path),h=a!==void 0&&n===`used`;return[n===`none`&&{todo:`repository`,branch:i},m.length>0&&{todo:`action`,paths:m,version:l},r===`first`&&{todo:`people`,config:s.config,state:s.isUsualState?void 0:s.state,stateBranch:a},u&&{todo:`secret`},p.length>0&&{todo:`commit`,paths:p,branch:i,byPullRequest:h},u&&a!==void 0&&{todo:`protect`,branch:i,stateBranch:a,hasOwners:o.length>0}].filter(e=>e!==!1)}function E({choices:e,hasOwnersFile:t}){let{branch:n,stateBranch:r,owners:i,workflows:a}=e,o=a.length>0;return[o&&r===void 0&&{note:`unprotected`,branch:n},i.length>0&&{note:`owners-given`,isEnforced:r!==void 0},i.length===0&&!t&&{note:`owners-missing`},o&&{note:`approval`},o&&{note:`private`}].filter(e=>e!==!1)}function te(e,t){switch(e.todo){case`repository`:return[{say:`This folder is in no git repository yet. Make it one, and put it on GitHub:`},{run:[`git init -b ${e.branch}`,`gh repo create --private --source .`]},{say:`On the web: New repository, Private, without any file.`}];case`action`:return[{say:`Say which commit of the Action the workflows use. They have zeros in its place, and GitHub refuses to run them. This shows the commit of this version's release, in the last line if there are several:`},{run:[`git ls-remote https://github.com/${s} 'refs/tags/v${e.version}*'`]},{say:`Put it in the place of the zeros in ${O(e.paths,t)}. Where you use a copy of ${s}, put its name before the @ as well.`}];case`people`:{let n=t(e.config),r=n===`members.yaml`?``:` --config ${n}`,i=e.state===void 0?``:` --state ${t(e.state)}`,a=e.stateBranch===void 0?``:` --state-branch ${e.stateBranch}`;return[{say:`Write the people into ${n}. Whoever is in Tally already is only recorded by an apply, and gets no email:`},{run:[`rollcall add EMAIL --workspace NAME${r}`]},{say:`Or have Rollcall write down everybody who is there, with a key in TALLY_API_KEY. That replaces ${n}:`},{run:[`rollcall import --force${r}${i}${a}`]}]}case`secret`:return[{say:`Give the repository the key. Make one in Tally under Settings, API keys; the owner's can do the most.`},{run:[`gh secret set TALLY_API_KEY`]},{say:`On the web: Settings, Secrets and variables, Actions, New repository secret.`}];case`commit`:{let n=[`git add ${O(e.paths,t,` `)}`,`git commit -m "Set up Rollcall"`];return e.byPullRequest?[{say:`Commit what was written, and merge it by a pull request:`},{run:[`git switch -c rollcall`,...n,`git push -u origin rollcall`,`gh pr create --fill`]}]:[{say:`Commit what was written:`},{run:[...n,`git push -u origin ${e.branch}`]}]}case`protect`:return[{say:`Protect ${e.branch}, so that only reviewed pull requests whose plan could be made change it${e.hasOwners?`, and a code owner has to approve them`:``}. ${e.stateBranch} is made by the first run, and has to stay unprotected.`},{run:[`echo '${JSON.stringify(ne(e))}' | gh api -X POST 'repos/{owner}/{repo}/rulesets' --input -`]},{say:`On the web: Settings, Rules, Rulesets, New branch ruleset. Target the default branch; require a pull request${e.hasOwners?` with review from code owners`:``}, and the status check plan.`}]}}function D(e){switch(e.note){case`unprotected`:return[{say:`Each apply pushes the state file to ${e.branch}. Where a rule lets only pull requests change ${e.branch}, it refuses before anybody is mailed. Keep the state on a branch of its own then: write state-branch:\u00a0members-state into the workflows, where their comments say so.`}];case`owners-given`:return[{say:`${e.isEnforced?``:`CODEOWNERS asks for reviews. Only a rule that protects the branch makes them a must. `}GitHub passes over an owner who may not write to the repository. This says whom:`},{run:[`gh api 'repos/{owner}/{repo}/codeowners/errors'`]}];case`owners-missing`:return[{say:`Is somebody in particular to review who gets access? rollcall\xA0init\xA0--owner\xA0@ORGANIZATION/TEAM adds lines to CODEOWNERS for members.yaml and the workflows.`}];case`approval`:return[{say:`Is an apply to wait for an approval after the merge? Write environment:\xA0tally below runs-on: in rollcall-apply.yml, and say who approves. Private repositories need GitHub Enterprise for it.`},{run:[`gh api -X PUT 'repos/{owner}/{repo}/environments/tally' -f 'reviewers[][type]=User' -F "reviewers[][id]=$(gh api users/LOGIN --jq .id)"`]},{say:`On the web: Settings, Environments, New environment, Required reviewers.`}];case`private`:return[{say:`Plans, results and the issue about drift name people. Keep the repository private, or write comment:\xA0false into the workflows.`}]}}function O(e,t,n=`, `){let r=e.map(e=>t(e.replace(/^(\.github\/workflows\/rollcall-).*\.yml$/,`$1*.yml`)));return[...new Set(r)].join(n)}function ne({branch:e,hasOwners:t}){return{name:e,target:`branch`,enforcement:`active`,conditions:{ref_name:{include:[`~DEFAULT_BRANCH`],exclude:[]}},rules:[{type:`deletion`},{type:`non_fast_forward`},{type:`pull_request`,parameters:{required_approving_review_count:1,require_code_owner_review:t,dismiss_stale_reviews_on_push:!0,require_last_push_approval:!1,required_review_thread_resolution:!1}},{type:`required_status_checks`,parameters:{strict_required_status_checks_policy:!1,required_status_checks:[{context:`plan`}]}}]}}function re(e,n,r){let{results:i,choices:a}=e,o=(...e)=>i.filter(t=>e.includes(t.became)),s=e.members===`there`?`  ${n(a.place.config)}\n`:``,c=T(e).map((e,t)=>k(`${t+1}. `,te(e,n),r)),l=E(e).map(e=>k(`- `,D(e),r));return t.N([M(`Written:`,N(o(`written`),n,e=>P(e,a))),M(`Added to:`,N(o(`added`),n,e=>P(e,a))),M(`There already, and left alone:`,s+N(o(`kept`,`same`),n,se)),M(`Left to do by hand:`,c.join(``)),M(`Worth knowing:`,l.join(``))].join(``).replace(/^\n/,``))}function k(e,t,n){let r=t.flatMap(t=>`run`in t?t.run.map(e=>`    ${e}`):ie(t.say,n-e.length-2)),i=` `.repeat(e.length);return r.map((t,n)=>`  ${n===0?e:i}${t}\n`).join(``)}function ie(e,t){let n=[];for(let r of e.split(` `)){let e=`${n.at(-1)??``} ${r}`;n.length>0&&e.length<=t?n[n.length-1]=e:n.push(r)}return n.map(e=>e.replaceAll(`\xA0`,` `))}const A={confirm:e=>e?`Write members.yaml from Tally, and these files?`:`Write these files?`,noKey:`TALLY_API_KEY is not set, so members.yaml is begun with what you say. With it, Rollcall writes down who is there.
`,importFailed:`rollcall init wrote nothing else. Run it again, or with --organization and --workspace, which need no look at Tally.
`};function ae(e,n,r){return t.N(M(`Written:`,j(e,n,r)).slice(1))}function oe(e,n,r){return t.N(j(e,n,r))}function j(e,t,n){return N(e.filter(({became:e})=>e===`written`||e===`added`),n,e=>P(e,t))}function M(e,t){return t===``?``:`\n${e}\n${t}`}function N(e,t,n){return e.map(e=>`  ${t(e.file.path)}: ${n(e)}\n`).join(``)}function P({file:e,lines:t},r){switch(e.kind){case`members`:return`organization ${r.members?.organization??``}, ${n.x(r.members?.workspaces.length??0,`workspace`)}, and nobody yet`;case`workflow`:return F(r.branch)[e.workflow];case`owners`:return`${n.x(t,`line`)}; GitHub asks ${n.C(r.owners)} for reviews`;case`attributes`:return`${n.x(t,`line`)}; a merge keeps what either branch recorded`}}function se({file:e,became:t}){return t===`kept`&&`lines`in e?[`it is no text in UTF-8; add these lines yourself:`,...e.lines].join(`
      `):t===`kept`?`it is not what would be written now`:e.kind===`workflow`?`it is what would be written`:`it has lines for these files`}function F(e){return{plan:`the plan, on each pull request`,apply:`sends what is missing, after each merge into ${e}`,drift:`one issue, each morning, about what differs`,"plan-forks":`the plan, on pull requests from forks`}}const I=/^[A-Za-z0-9_-]{1,64}$/,ce=/^(?!\s)[^\p{Cc}]{1,100}$(?<!\s)/u,le=/[\p{Cf}\p{Cs}\u2028\u2029]|\p{Default_Ignorable_Code_Point}/u,ue=/^@[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$/,de=/^([A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100})@([A-Za-z0-9._/-]{1,200})$/,fe=/^[\p{L}\p{N}_.][\p{L}\p{N}\p{M}_.+@-]*$/u;function pe(e,t){if(e===void 0)return t.length===0?{ok:!0,value:void 0}:V({problem:`no-organization`});let n=L(e);if(!n.ok)return n;let r=[];for(let e of t){let t=R(e,r);if(!t.ok)return t;r.push(t.value)}return r.length===0?V({problem:`no-workspace`}):{ok:!0,value:{organization:e,workspaces:r}}}function L(e){return I.test(e)?{ok:!0,value:e}:V({problem:`bad-organization`,value:e})}function R(e,t){let n=t=>V({problem:`bad-workspace`,value:e,why:t}),r=e.lastIndexOf(`=`);if(r<1)return n(`form`);let i={name:e.slice(0,r),id:e.slice(r+1)};if(!I.test(i.id))return n(`id`);if(le.test(i.name))return n(`unseen`);if(!ce.test(i.name))return n(`name`);let a=e=>V({problem:`workspace-twice`,value:i[e],what:e});return t.some(e=>e.name===i.name)?a(`name`):t.some(e=>e.id===i.id)?a(`id`):{ok:!0,value:i}}function z(e){let t=e.find(e=>!ue.test(e));return t===void 0?{ok:!0,value:[...new Set(e)]}:V({problem:`bad-owner`,value:t})}function B(e){let t=t=>V({problem:`bad-action`,value:e,why:t}),[,n,r]=de.exec(e)??[];return n===void 0||r===void 0||/\/\.{1,2}$/.test(n)?t(`form`):/^[0-9a-f]{40}$/.test(r)?r===u?t(`zeros`):{ok:!0,value:{repository:n,commit:r}}:t(`movable`)}function me(e,t){let n=e.split(`/`);return n.some(e=>e===`..`||e===`.git`)||e.startsWith(`/`)?V({problem:`outside`,path:t}):n.every(e=>fe.test(e))?{ok:!0,value:e}:V({problem:`bad-path`,path:e})}function V(e){return{ok:!1,refusal:e}}const H={organization:{message:`The id of your organization, from the address of Tally's pages`,example:`kwob3J`},workspace:{message:`A workspace: a name of your choice, and its id from the address of its page in Tally`,example:`marketing=wLDNPp`},furtherWorkspace:{message:`A further workspace; empty if there is none`,example:`research=npe1DB`},owners:{message:`Who reviews changes of who has access (CODEOWNERS); empty for nobody in particular`,example:`@acme/people`},state:e=>({message:`Where does the record of what was sent live?`,choices:[{value:`beside`,label:`on ${e}, beside members.yaml: workflows may push to ${e}`},{value:`branch`,label:`on a branch of its own: only pull requests may change ${e}`}]}),stateBranch:{message:`The name of that branch`,example:`members-state`},notABranch:e=>`It must be the name of a branch such as members-state, and not ${e}.`,forks:{message:`Do pull requests come from forks?`,choices:[{value:`no`,label:`no`},{value:`yes`,label:`yes: they get a comment, too, by a workflow that runs nothing of them`}]},action:{message:`Which commit of the Action do the workflows use? Empty to put it in later`,example:`OWNER/NAME@COMMIT`}};var U=class extends Error{};async function he(e,t,n){try{return await W(e,t,n)}catch(e){if(e instanceof U)return;throw e}}async function W(e,t,{needsMembers:n,workflows:r,branch:i}){let a=n?await ge(e):t.members,o=t.owners??await _e(e);return r?{members:a,owners:o,stateBranch:t.stateBranch??await ve(e,i),forks:t.forks??await J(e,H.forks)===`yes`,action:t.action??await ye(e)}:{...t,members:a,owners:o}}async function ge(e){let t=await G(e,H.organization,L),n=[];for(;;){let r=n.length===0,i=r?H.workspace:H.furtherWorkspace,a=e=>R(e,n),o=r?await G(e,i,a):await K(e,i,a);if(!o)return{organization:t,workspaces:n};n.push(o)}}async function _e(e){return await K(e,H.owners,e=>z(e.split(/[\s,]+/)))??[]}async function ve(e,n){return await J(e,H.state(n))===`beside`?``:await q(e,H.stateBranch,e=>e===``||t.h(e)&&e!==n?void 0:H.notABranch(n))||H.stateBranch.example}function ye(e){return K(e,H.action,B)}async function G(e,t,n){let r=n(await q(e,t,e=>Y(n(e))));if(!r.ok)throw Error(`an answer was taken although something is wrong with it`);return r.value}async function K(e,t,n){let r=await q(e,t,e=>e===``?void 0:Y(n(e))),i=r===``?void 0:n(r);return i?.ok?i.value:void 0}async function q(e,{message:t,example:n},r){let i=await e.ask({kind:`text`,message:t,example:n,problemOf:r});if(i===void 0)throw new U;return i}async function J(e,t){let n=await e.ask({kind:`choice`,...t});if(n===void 0)throw new U;return n}function Y(e){return e.ok?void 0:a.t(e.refusal)}async function be(e,n,r){if(n.forks&&!n.workflows)return{ok:!1,refusal:{problem:`forks-without-workflows`}};let i=pe(n.organization,n.workspace??[]);if(!i.ok)return i;let a=z(n.owner??[]);if(!a.ok)return a;let o=n.action===void 0?void 0:B(n.action);if(o&&!o.ok)return o;let s=await we(e,n,r?.folder??``);if(!s.ok)return s;let c=await xe(e,X(r)),l=[n.branch,c?.branch,r?.defaultBranch],u=[n.action,c?.action,await e.findSource()],d={members:i.value,owners:n.owner&&a.value,stateBranch:n.stateBranch??(c&&Se(c.stateBranch)),action:u.map(Ce).find(e=>e!==void 0),forks:n.forks};return{ok:!0,value:{place:s.value,branch:l.find(e=>e!==void 0&&t.h(e))??`main`,given:d,hasConfig:await e.files.kindOf(n.config)!==`nothing`,hasKey:!!e.env.TALLY_API_KEY}}}async function xe({files:e},t){let n=t(g(`apply`)),r=await e.kindOf(n)===`file`?await e.read(n):void 0;return r&&p(new TextDecoder().decode(r))}function Se(e){return e!==void 0&&t.h(e)?e:``}function Ce(e){let t=e===void 0?void 0:B(e);return t?.ok?t.value:void 0}async function we(e,t,n){let r=t=>{let r=(0,o.isAbsolute)(t)?(0,o.relative)(e.cwd,t):t;return me(o.posix.join(n,r.split(o.sep).join(`/`)).replace(/\/$/,``),t)},i=r(t.config);if(!i.ok)return i;let a=await e.files.kindOf(t.config)===`folder`?`folder`:`file`,s=a===`folder`?i.value:o.posix.dirname(i.value),c=o.posix.join(s,`members.state.jsonl`),l=t.state===void 0?{ok:!0,value:c}:r(t.state);return l.ok?{ok:!0,value:{config:i.value,configKind:a,state:l.value,isUsualState:l.value===c}}:l}function X(e){let{root:t,folder:n}=e??{root:`.`,folder:``};return e=>n!==``&&e.startsWith(`${n}/`)?e.slice(n.length+1):(0,o.join)(t,e)}async function Z({files:e},t,n){let r=await e.kindOf(n),i=r===`file`?Ee(await e.read(n)):void 0,a=(e,n=``,r=0)=>({file:t,became:e,text:n,lines:r,isUnpinned:t.kind===`workflow`&&f(i??n)});if(`text`in t)return r===`nothing`?a(`written`,t.text):a(i?.replaceAll(`\r
`,`
`)===t.text?`same`:`kept`);if(r!==`nothing`&&i===void 0)return a(`kept`);let{text:o,added:s}=C(i??``,t.lines);return s.length===0?a(`same`):a(r===`nothing`?`written`:`added`,o,s.length)}async function Te(e,n,r){let i=[];for(let a of n){let n=r(a.path);try{let{text:t,...r}=await Z(e,a,n),{became:o}=r;o===`added`&&await e.files.replace(n,t);let s=o===`written`&&!await e.files.create(n,t);i.push({...r,became:s?`kept`:o})}catch(e){return{results:i,failure:{refusal:`init`,problem:`unwritable`,path:n,why:t.w(e)}}}}return{results:i,failure:void 0}}function Ee(e){try{return e&&new TextDecoder(`utf-8`,{fatal:!0,ignoreBOM:!0}).decode(e)}catch(e){if(e instanceof TypeError)return;throw e}}async function De(e,r,a){let o=await e.findRepository(),s=await be(e,r,o);if(!s.ok)return $(e,s.refusal);let{hasConfig:c,hasKey:l}=s.value;if(c&&await Oe(e,r.config))return n.m(e,{refusal:`empty-folder`,path:r.config});let u=e.isInputTerminal()&&!r.yes,d=!c&&!l&&s.value.given.members===void 0;if(d&&!u)return $(e,{problem:`nothing-to-go-by`,config:r.config});let{branch:f,place:p,given:m}=s.value;d&&n.g(e,r,A.noKey);let h={needsMembers:d,workflows:r.workflows,branch:f},g=u?await he(e,m,h):m;if(!g)return Q(e);let v={...g,place:p,branch:f,members:c?void 0:g.members,stateBranch:g.stateBranch||void 0,owners:g.owners??[],workflows:r.workflows?[`plan`,`apply`,`drift`,...Me(g.forks)]:[],version:t.S};if(v.stateBranch===f)return $(e,{problem:`same-branch`,branch:f});let y=X(o),b=await ke(e,y),x=ee(v,b??`.github/CODEOWNERS`),S=!c&&v.members===void 0;if(u&&!await Ae(e,x,{choices:v,imports:S,nameOf:y}))return Q(e);if(S){let t=_(v),{stateBranch:n}=v,o=await i.importOrganization(e,{...r,stateBranch:n,workspace:void 0,head:t},a);if(o!==0)return e.stderr.write(A.importFailed),o;e.stdout.write(`
`)}let{results:C,failure:w}=await Te(e,x,y),T=S?`import`:v.members?`first`:`there`,E={choices:v,results:C,repository:o?o.hasCommits?`used`:`empty`:`none`,hasOwnersFile:b!==void 0,members:T};return w?(e.stdout.write(ae(C,v,y)),n.m(e,w)):(e.stdout.write(re(E,y,Math.min(e.stdout.width,100))),0)}async function Oe({files:e},t){return await e.kindOf(t)===`folder`&&r.r(await e.list(t)).length===0}async function ke(e,t){for(let n of h)if(await e.files.kindOf(t(n))===`file`)return n}async function Ae(e,t,{choices:n,imports:r,nameOf:i}){let a=[];for(let n of t)a.push(await Z(e,n,i(n.path)));return!r&&!a.some(je)||(e.stderr.write(oe(a,n,i)),e.confirm(A.confirm(r),new AbortController().signal))}function je({became:e}){return e===`written`||e===`added`}function Me(e){return e?[`plan-forks`]:[]}function Q(e){return e.stderr.write(`Nothing was written.
`),1}function $(e,t){return n.m(e,{refusal:`init`,...t})}exports.init=De;